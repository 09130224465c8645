"""Workbooks: down, changed, up again; what will change is seen before it is stored; faults come back marked."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assets.models import Site

pytestmark = pytest.mark.django_db
HEAD = "Organisation,Code,Name,Latitude,Longitude\n"


def sent(text: str) -> dict:
    return {"file": SimpleUploadedFile("sites.csv", text.encode(), content_type="text/csv")}


@pytest.mark.parametrize("name", ["sites", "assets", "agreements"])
def test_what_is_downloaded_and_the_template_are_workbooks(page_of, world, name):
    page = page_of(world.reader)
    for address in (
        reverse("assets:workbook", args=[name]),
        reverse("assets:workbook_template", args=[name]),
    ):
        answer = page.get(address)
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert book.sheetnames and "attachment" in answer.headers["Content-Disposition"]


def test_nothing_is_stored_before_it_is_confirmed(page_of, world):
    page, address = page_of(world.manager), reverse("assets:workbook_import", args=["sites"])
    html = page.post(address, sent(f"{HEAD}Fire,HAR,Harrold,52.2,-0.61\n")).content.decode()
    assert "What will change" in html
    assert not Site.objects.filter(code="HAR").exists()
    answer = page.post(address, {"confirm": "1"}, follow=True)
    assert "1 added, 0 changed, 0 as they were" in answer.content.decode()
    assert Site.objects.get(code="HAR").name == "Harrold"
    assert "no longer kept here" in page.post(address, {"confirm": "1"}, follow=True).content.decode()


def test_faults_are_listed_and_the_marked_workbook_can_be_fetched(page_of, world):
    page, address = page_of(world.manager), reverse("assets:workbook_import", args=["sites"])
    answer = page.post(address, sent(f"{HEAD}Fire,HAR,Harrold,52.2,-0.61\nFire,X,,far,0\n"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "D3" in html and "far" in html
    assert not Site.objects.filter(code="HAR").exists()
    marked = page.get(address, {"marked": "1"})
    assert "Faults" in openpyxl.load_workbook(io.BytesIO(marked.content)).sheetnames
    assert page.post(address, {"confirm": "1"}, follow=True).redirect_chain


def test_what_is_no_workbook_is_a_fault_too(page_of, world):
    page, address = page_of(world.manager), reverse("assets:workbook_import", args=["sites"])
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7 \x00\x01\x02")
    assert page.post(address, {"file": file}).status_code == 422
    assert "Choose a file" in page.post(address).content.decode()


def test_who_may_not_keep_sites_may_not_send_them_in(page_of, world):
    address = reverse("assets:workbook_import", args=["sites"])
    assert page_of(world.constable).post(address, sent(HEAD)).status_code == 403
    assert page_of(world.manager).get(reverse("assets:workbook_import", args=["cats"])).status_code == 404
