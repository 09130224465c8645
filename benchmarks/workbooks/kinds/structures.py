"""Workbooks whose parts are missing, contradict each other or are not what they should be."""

from benchmarks.workbooks.catalogue import read_as_plain, refused
from benchmarks.workbooks.packing import (
    RELATIONS,
    ROOT_RELATIONS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    Parts,
    packed,
    parts_of,
)
from benchmarks.workbooks.subjects import Subject

NO_PART = "lacks a part"


def _without(subject: Subject, part: str) -> bytes:
    return packed({name: content for name, content in subject.parts().items() if name != part})


def altered(subject: Subject, part: str, old: bytes, new: bytes) -> bytes:
    """The plain workbook with a piece of one part replaced, which must be there."""
    parts = subject.parts()
    if old not in parts[part]:
        raise ValueError(f"{part} holds no {old!r}")
    return packed({**parts, part: parts[part].replace(old, new, 1)})


def _two_sheets(subject: Subject, title: str) -> Parts:
    return parts_of({subject.title: subject.grid(), title: subject.grid()})


@refused(NO_PART)
def no_list_of_content_types(subject: Subject) -> bytes:
    return _without(subject, TYPES)


@refused(NO_PART)
def no_relations_of_the_package(subject: Subject) -> bytes:
    return _without(subject, ROOT_RELATIONS)


@refused(NO_PART)
def no_workbook_part(subject: Subject) -> bytes:
    return _without(subject, WORKBOOK)


@refused(NO_PART)
def no_relations_of_the_workbook(subject: Subject) -> bytes:
    return _without(subject, RELATIONS)


@refused(NO_PART)
def no_sheet_part(subject: Subject) -> bytes:
    return _without(subject, SHEET)


@refused(NO_PART)
def no_shared_texts(subject: Subject) -> bytes:
    return _without(subject, STRINGS)


@refused(NO_PART)
def sheet_that_is_on_a_web_site(subject: Subject) -> bytes:
    return altered(
        subject,
        RELATIONS,
        b'Target="worksheets/sheet1.xml"',
        b'Target="http://example.org/sheet1.xml" TargetMode="External"',
    )


@refused(NO_PART)
def sheet_outside_the_workbook(subject: Subject) -> bytes:
    return altered(subject, RELATIONS, b'Target="worksheets/sheet1.xml"', b'Target="../../../../etc/passwd"')


@refused("is not a sheet")
def sheet_that_is_the_workbook_itself(subject: Subject) -> bytes:
    return altered(subject, RELATIONS, b'Target="worksheets/sheet1.xml"', b'Target="workbook.xml"')


@refused("the same part")
def two_sheets_in_one_part(subject: Subject) -> bytes:
    parts = _two_sheets(subject, "Other")
    parts[RELATIONS] = parts[RELATIONS].replace(b"sheet2.xml", b"sheet1.xml")
    return packed(parts)


@refused(NO_PART)
def relations_that_go_in_circles(subject: Subject) -> bytes:
    """The package says its workbook is its list of relations, which says the same of itself."""
    parts = subject.parts()
    parts[ROOT_RELATIONS] = parts[ROOT_RELATIONS].replace(b"xl/workbook.xml", b"_rels/.rels")
    return packed(parts)


@refused("no sheets")
def workbook_without_sheets(subject: Subject) -> bytes:
    parts = subject.parts()
    start, end = parts[WORKBOOK].index(b"<sheet "), parts[WORKBOOK].index(b"</sheets>")
    parts[WORKBOOK] = parts[WORKBOOK][:start] + parts[WORKBOOK][end:]
    return packed(parts)


@refused("no sheets")
def workbook_with_a_chart_alone(subject: Subject) -> bytes:
    parts = subject.parts()
    chart = parts.pop(SHEET).replace(b"worksheet", b"chartsheet").replace(b"sheetData", b"drawing")
    parts["xl/chartsheets/sheet1.xml"] = chart
    parts[RELATIONS] = (
        parts[RELATIONS].replace(b"worksheets/", b"chartsheets/").replace(b"/worksheet", b"/chartsheet")
    )
    return packed(parts)


@refused("no row of headings")
def sheet_without_cells(subject: Subject) -> bytes:
    return packed(parts_of({subject.title: []}))


@refused("list of number formats is damaged")
def styles_whose_numbers_are_words(subject: Subject) -> bytes:
    return altered(subject, STYLES, b'numFmtId="164"', b'numFmtId="many"')


@refused("more than 60 sheets", alike=True)
def three_hundred_sheets(subject: Subject) -> bytes:
    return packed(parts_of({f"Sheet {n}": subject.grid() for n in range(300)}))


@refused("There is no sheet called|There is nothing to read")
def two_sheets_of_other_names_without_our_headings(subject: Subject) -> bytes:
    return packed(parts_of({"Notes": [["Our notes"]], "More": [["Other notes"]]}))


@refused("hold")
def sheet_and_its_copy(subject: Subject) -> bytes:
    """Excel's "Move or Copy" makes "Sites (2)"; which of the two is meant?"""
    return packed(_two_sheets(subject, f"{subject.title} (2)"))


@refused("hold")
def two_sheets_whose_names_look_alike(subject: Subject) -> bytes:
    return packed(_two_sheets(subject, f"{subject.title.upper()}\u00a0"))


def _in_state(subject: Subject, state: bytes) -> bytes:
    parts = _two_sheets(subject, "Other")
    parts[WORKBOOK] = parts[WORKBOOK].replace(b'sheetId="1"', b'sheetId="1" state="%s"' % state)
    return packed(parts)


@refused("is hidden")
def hidden_sheet(subject: Subject) -> bytes:
    return _in_state(subject, b"hidden")


@refused("is hidden")
def very_hidden_sheet(subject: Subject) -> bytes:
    return _in_state(subject, b"veryHidden")


@refused("is hidden but holds data")
def hidden_row(subject: Subject) -> bytes:
    return altered(subject, SHEET, b'<row r="3"', b'<row r="3" hidden="1"')


@refused("is hidden but holds data")
def hidden_column(subject: Subject) -> bytes:
    return altered(
        subject, SHEET, b"<sheetData>", b'<cols><col min="1" max="1" width="0" hidden="1"/></cols><sheetData>'
    )


@read_as_plain()
def strict_Open_XML(subject: Subject) -> bytes:  # noqa: N802
    return packed(
        {
            name: content.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            for name, content in subject.parts().items()
        }
    )


@read_as_plain()
def workbook_with_macros(subject: Subject) -> bytes:
    """Macros are never run, and the cells are as good as those of any other workbook."""
    parts = subject.parts()
    parts[TYPES] = parts[TYPES].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return packed(parts)


@read_as_plain()
def content_types_that_are_wrong(subject: Subject) -> bytes:
    return altered(subject, TYPES, b"worksheet+xml", b"chartsheet+xml")


@read_as_plain()
def links_to_other_workbooks(subject: Subject) -> bytes:
    parts = subject.parts()
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    link = b'<Relationship Id="rId99" Type="x/externalLinkPath" Target="file:///C:/a.xlsx" TargetMode="External"/>'
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", link + b"</Relationships>")
    return packed(parts)


@refused(NO_PART)
def no_styles(subject: Subject) -> bytes:
    return _without(subject, STYLES)


@read_as_plain()
def parts_that_begin_with_a_mark(subject: Subject) -> bytes:
    return packed({name: b"\xef\xbb\xbf" + content for name, content in subject.parts().items()})


@read_as_plain()
def elements_with_a_prefix(subject: Subject) -> bytes:
    parts = subject.parts()
    sheet = parts[SHEET].replace(b"xmlns=", b"xmlns:x=")
    for name in (b"worksheet", b"dimension", b"sheetData", b"row", b"c ", b"c>", b"v"):
        sheet = sheet.replace(b"<" + name, b"<x:" + name).replace(b"</" + name, b"</x:" + name)
    return packed({**parts, SHEET: sheet})


@read_as_plain()
def hidden_sheet_that_is_not_wanted(subject: Subject) -> bytes:
    parts = _two_sheets(subject, "Working notes")
    parts[WORKBOOK] = parts[WORKBOOK].replace(b'sheetId="2"', b'sheetId="2" state="hidden"')
    return packed(parts)
