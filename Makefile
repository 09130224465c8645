# The commands of the project; the first three need nothing but git, make and Python 3.11 or later.
#   make demo [SERVE=0] [PORT=8000]   set everything up, run the main job, serve the site
#   make test                         set up what the tests need and run them all
#   make check [AUDIT=required]       style, types, imports, migrations, generated documents, packages and their licences
#   make bench [BENCH=quick]          the benchmarks
#   make soak [ROUNDS=2000] [KILLS=200]   races and kills over the real server, on both databases
#   make conformance [EXAMPLES=100]   every caller searches for requests that the API answers wrongly
#   make documents                    write the generated documents under docs/ again
#   make backup [TO=folder]           back the database up while the site runs
#   make restore FROM=folder [REPLACE=yes]   bring a backup back; see docs/operations.md
#   make sbom                         the software bill of materials, CycloneDX JSON in var/sbom/
#   make record-version               at a release: keep a small database of it, for the tests of later migrations

.PHONY: demo test check bench soak conformance documents serve backup restore record-version sbom clean
.DEFAULT_GOAL := demo
.SUFFIXES:
.DELETE_ON_ERROR:

SERVE ?= 1
PORT ?= 8000
BENCH ?=
AUDIT ?=
ROUNDS ?= 2000
EXAMPLES ?= 100
KILLS ?= 200
PYTHON ?= python3

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
MANAGE := $(BIN)/python manage.py
WITH_DEMO := set -a; . ./var/demo.env; set +a;
# The site is the one that the environment names, or else the demo.
WITH_SITE := [ -n "$$DATABASE_URL" ] || { set -a; . ./var/demo.env; set +a; };
WITH_TESTS := DJANGO_SETTINGS_MODULE=tests.settings
DOCUMENTS ?= docs

# ---- set-up: each step leaves a mark and is done again only when what it was made from has changed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed: set PYTHON=/path/to/it")'
	@$(PYTHON) -m venv .venv

.venv/.runtime: requirements.txt | $(BIN)/python
	@echo "Installing what the site needs…"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.development: requirements-dev.txt | $(BIN)/python
	@echo "Installing what the site and its tests need…"
	@$(PIP) -r requirements-dev.txt
	@touch $@ .venv/.runtime

SOURCES := $(wildcard static/*.mjs static/*.py static/scss/*.scss static/js/*.js static/images/*)

static/build/bluepool.css: package-lock.json requirements-node.txt $(SOURCES) | $(BIN)/python
	@echo "Building styles and scripts…"
	@$(BIN)/python static/front_end.py
	@touch $@

var/demo.env: | $(BIN)/python
	@mkdir -p var
	@$(BIN)/python -c 'import pathlib, secrets; print(f"""SECRET_KEY={secrets.token_urlsafe(50)}\nALLOWED_HOSTS=127.0.0.1,localhost\nINSECURE_HTTP=on\nDATABASE_URL="sqlite:///{pathlib.Path("var/demo.sqlite3").resolve()}"\nLOG_LEVEL=WARNING\nDEMO_PASSWORD={secrets.token_hex(4)}-{secrets.token_hex(4)}""")' > $@

var/static/.collected: static/build/bluepool.css .venv/.runtime var/demo.env
	@$(WITH_DEMO) $(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@

# ---- demo

demo: .venv/.runtime static/build/bluepool.css var/demo.env var/static/.collected
	@$(WITH_DEMO) $(MANAGE) migrate --verbosity 0
	@$(WITH_DEMO) $(MANAGE) load_demo
	@$(WITH_DEMO) $(MANAGE) run_demo
ifneq ($(SERVE),0)
	@$(MAKE) --no-print-directory serve
endif

# Server and worker end together, whether stopped by Ctrl-C or by a failure of the server.
serve: var/static/.collected
	@$(BIN)/python -c 'import socket; socket.create_connection(("127.0.0.1", $(PORT)), 1)' 2>/dev/null && \
	  { echo "Port $(PORT) is in use: stop what runs there, or choose another with PORT=8080."; exit 1; } || true
	@echo "Serving on http://127.0.0.1:$(PORT) until you press Ctrl-C."
	@$(WITH_DEMO) \
	$(MANAGE) work & worker=$$!; \
	$(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --log-level warning \
	  --workers 2 --blocking-threads 2 --workers-kill-timeout 30 config.wsgi:application & server=$$!; \
	trap 'kill $$server $$worker 2>/dev/null; wait' EXIT INT TERM; \
	wait $$server

# ---- test, check, bench

test: .venv/.development static/build/bluepool.css
	@sh .ci/machine
	@$(BIN)/python -m pytest -n 2 --dist worksteal

check: .venv/.development
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(WITH_TESTS) $(MANAGE) makemigrations --check --dry-run
	@rm -rf var/documents
	@$(MAKE) --no-print-directory documents DOCUMENTS=var/documents
	@for made in openapi.json schemas; do \
	  diff -ru docs/$$made var/documents/$$made || { echo "docs/$$made is out of date: run make documents"; exit 1; }; \
	done
	@AUDIT=$(AUDIT) $(BIN)/python -m config.supply check

sbom: .venv/.development
	@$(BIN)/python -m config.supply sbom var/sbom

documents: .venv/.development
	@mkdir -p $(DOCUMENTS)/schemas
	@$(WITH_TESTS) $(MANAGE) export_openapi_schema --api api.main.api --indent 2 --sorted --output $(DOCUMENTS)/openapi.json
	@for format in booking-problem/1 booking-solution/1 booking-explanation/1 \
	    batch-problem/1 batch-solution/1 batch-explanation/1 split/1; do \
	  $(BIN)/python -m optimizer schema $$format > $(DOCUMENTS)/schemas/$$(echo $$format | tr / -).json || exit 1; \
	done

bench: .venv/.runtime
	@$(BIN)/python -m benchmarks $(BENCH)

soak: .venv/.runtime static/build/bluepool.css
	@$(BIN)/python -m benchmarks.races --rounds $(ROUNDS) --kills $(KILLS) --bookings 4000

conformance: .venv/.development
	@$(BIN)/python -m pytest tests/matrix/test_conformance.py --examples $(EXAMPLES) -s -p no:warnings

# ---- operate

backup: .venv/.runtime
	@$(WITH_SITE) $(MANAGE) backup $(if $(TO),--to "$(TO)")

restore: .venv/.runtime
	@test -n "$(FROM)" || { echo "Name the backup: make restore FROM=var/backups/…"; exit 1; }
	@$(WITH_SITE) $(MANAGE) restore "$(FROM)" $(if $(filter yes,$(REPLACE)),--replace)

record-version: .venv/.development
	@$(BIN)/python -m tests.migrations.record

# Removes what the commands above made, the demo's database included.
clean:
	@rm -rf .venv node_modules static/build var
