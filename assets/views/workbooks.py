"""Workbooks down and up."""

from django.http import Http404


def workbooks(request):
    raise Http404


catalogue_workbook = import_catalogue = workbooks


def round_workbook(request, pk):
    raise Http404


round_requests = import_requests = round_workbook
