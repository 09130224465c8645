"""Every template can be read, those too that are shown in rare states alone."""

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = settings.BASE_DIR / "templates"


@pytest.mark.parametrize("name", sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html")))
def test_it_compiles(name: str) -> None:
    assert get_template(name).template.nodelist
