"""The web process never pays for importing a solver or pandas."""

import subprocess
import sys

from django.conf import settings

PROGRAM = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
import config.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
heavy = {"ortools", "highspy", "pandas"} & set(sys.modules)
sys.exit(f"imported: {sorted(heavy)}" if heavy else 0)
"""


def test_the_site_starts_without_solvers_and_pandas():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stderr
