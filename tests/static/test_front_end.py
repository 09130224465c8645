"""What the browser is given: from this machine only, from locked packages, under our own name."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "static" / "build"


@pytest.fixture
def front_end():
    spec = importlib.util.spec_from_file_location("front_end", ROOT / "static" / "front_end.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_locked_package_has_a_checksum_and_none_names_where_it_came_from():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert installed
    assert [name for name, package in installed.items() if "integrity" not in package] == []
    assert [name for name, package in installed.items() if "resolved" in package] == []


@pytest.mark.parametrize("name", ["bluepool.css", "calendar.css"])
def test_styles_fetch_nothing_from_elsewhere(name):
    urls = re.findall(r"url\(([^)]*)\)", (BUILD / name).read_text())
    assert [url for url in urls if "//" in url and "data:" not in url] == []


def test_styles_carry_neither_the_typeface_nor_the_blue_of_the_nhs():
    styles = (BUILD / "bluepool.css").read_text().lower()
    assert "frutiger" not in styles
    assert "#005eb8" not in styles
    assert "system-ui" in styles


def test_pictures_that_the_styles_name_are_there():
    named = re.findall(r'url\("?(images/[^")]*)', (BUILD / "bluepool.css").read_text())
    assert named
    assert [name for name in named if not (BUILD / name).is_file()] == []


def test_an_old_node_is_not_taken(front_end):
    assert front_end.needed() == (20, 19)
    assert front_end.numbers("v18.19.0\n") < front_end.needed() <= front_end.numbers("v20.19.0\n")


def test_a_node_that_does_not_answer_counts_as_none(front_end, tmp_path):
    silent = tmp_path / "node"
    silent.write_text("#!/bin/sh\nexit 1\n")
    silent.chmod(0o755)
    assert front_end.version(str(silent)) < front_end.needed()
