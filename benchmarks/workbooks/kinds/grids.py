"""Sheets whose cells lie where they should not, or whose headings are not as they should be."""

import re

from benchmarks.workbooks.catalogue import read_as_plain, refused, refused_at
from benchmarks.workbooks.kinds.structures import altered
from benchmarks.workbooks.packing import SHEET, Parts, Xml, packed, parts_of
from benchmarks.workbooks.subjects import Subject
from workbooks.sheet import column_letter

TOO_FAR = "reaches as far as"


def _sheet(subject: Subject, rows: list[list]) -> bytes:
    return packed(parts_of({subject.title: rows}))


def _more_xml(subject: Subject, rows: bytes) -> bytes:
    return altered(subject, SHEET, b"</sheetData>", rows + b"</sheetData>")


def _dimension(subject: Subject, ref: bytes) -> bytes:
    parts: Parts = subject.parts()
    start = parts[SHEET].index(b'ref="') + 5
    end = parts[SHEET].index(b'"', start)
    return packed({**parts, SHEET: parts[SHEET][:start] + ref + parts[SHEET][end:]})


@read_as_plain()
def dimension_that_claims_less(subject: Subject) -> bytes:
    return _dimension(subject, b"A1:A2")


@read_as_plain()
def dimension_that_claims_all(subject: Subject) -> bytes:
    return _dimension(subject, b"A1:XFD1048576")


@read_as_plain()
def dimension_that_is_no_range(subject: Subject) -> bytes:
    return _dimension(subject, b"nowhere")


@refused(TOO_FAR)
def value_in_the_last_cell_of_Excel(subject: Subject) -> bytes:  # noqa: N802
    return _more_xml(subject, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@refused("no such cell")
def value_beyond_the_last_cell_of_Excel(subject: Subject) -> bytes:  # noqa: N802
    return _more_xml(subject, b'<row r="1048577"><c r="XFE1048577"><v>1</v></c></row>')


@refused("no such cell")
def row_number_of_ten_digits(subject: Subject) -> bytes:
    return _more_xml(subject, b'<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>')


@refused("no such cell")
def cell_in_row_nought(subject: Subject) -> bytes:
    return _more_xml(subject, b'<row r="0"><c r="A0"><v>1</v></c></row>')


@refused("no such cell")
def cell_address_that_is_none(subject: Subject) -> bytes:
    return _more_xml(subject, b'<row r="9"><c r="9A"><v>1</v></c></row>')


@refused("no such cell")
def row_number_that_is_a_word(subject: Subject) -> bytes:
    return altered(subject, SHEET, b'<row r="3"', b'<row r="three"')


@refused("stands in the file twice")
def cell_that_is_there_twice(subject: Subject) -> bytes:
    return altered(subject, SHEET, b'<row r="3">', b'<row r="3"><c r="A3"><v>1</v></c>')


@refused("stands in the file twice")
def row_that_is_there_twice(subject: Subject) -> bytes:
    return _more_xml(subject, b'<row r="2"><c r="A2"><v>1</v></c></row>')


@refused(TOO_FAR, alike=True)
def value_in_all_16384_columns(subject: Subject) -> bytes:
    cells = b"".join(b'<c r="%s4"><v>1</v></c>' % column_letter(n).encode() for n in range(16_384))
    return _more_xml(subject, b'<row r="4">' + cells + b"</row>")


@refused(TOO_FAR, alike=True)
def fifty_thousand_and_one_rows(subject: Subject) -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(4, 50_002))
    return _more_xml(subject, rows)


@read_as_plain(alike=True)
def million_blank_rows(subject: Subject) -> bytes:
    """Formatted down to the last row of Excel, as after a click on a column's head."""
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(4, 1_048_577))
    return _more_xml(subject, rows)


@read_as_plain(alike=True)
def blank_cells_in_all_columns(subject: Subject) -> bytes:
    cells = b"".join(b'<c r="%s4" s="1"/>' % column_letter(n).encode() for n in range(16_384))
    return _more_xml(subject, b'<row r="4">' + cells + b"</row>")


@read_as_plain()
def cells_without_addresses(subject: Subject) -> bytes:
    """Allowed by the standard: each stands after the one before."""
    rows = [[Xml("<c/>") if held is None else held for held in row] for row in subject.grid()]
    parts = parts_of({subject.title: rows})
    return packed({**parts, SHEET: re.sub(rb'<(row|c) r="[A-Z]*\d+"', rb"<\1", parts[SHEET])})


@refused_at("are merged")
def merged_cells_in_the_data(subject: Subject) -> bytes:
    parts = subject.parts()
    merged = b'<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    return packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", b"</sheetData>" + merged)})


@refused("too many merged cells")
def merged_cells_over_the_whole_sheet(subject: Subject) -> bytes:
    parts = subject.parts()
    merged = b'<mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    return packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", b"</sheetData>" + merged)})


@refused("too many merged cells", alike=True)
def hundred_thousand_merged_ranges(subject: Subject) -> bytes:
    parts = subject.parts()
    spans = b"".join(b'<mergeCell ref="A2:XFD%d"/>' % n for n in range(3, 100_003))
    merged = b'<mergeCells count="100000">' + spans + b"</mergeCells>"
    return packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", b"</sheetData>" + merged)})


@read_as_plain()
def merged_title_above_the_headings(subject: Subject) -> bytes:
    parts = parts_of({subject.title: [["Our list"], *subject.grid()]})
    merged = b'<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>'
    return packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", b"</sheetData>" + merged)})


@read_as_plain()
def headings_in_row_3(subject: Subject) -> bytes:
    return _sheet(subject, [["Our list"], [], *subject.grid()])


@refused("no row of headings")
def headings_in_row_40(subject: Subject) -> bytes:
    return _sheet(subject, [["Our list"], *[[]] * 38, *subject.grid()])


@refused("no row of headings")
def no_headings(subject: Subject) -> bytes:
    return _sheet(subject, subject.grid()[1:])


@refused("is missing")
def headings_in_a_column(subject: Subject) -> bytes:
    return _sheet(
        subject,
        [["Sheet of", subject.title], *[list(pair) for pair in zip(*subject.grid(), strict=True)][1:]],
    )


@refused("There are no rows|There is nothing to read")
def headings_without_rows(subject: Subject) -> bytes:
    return _sheet(subject, subject.grid()[:1])


@refused("is missing")
def heading_that_is_missing(subject: Subject) -> bytes:
    at = subject.place(next(column.name for column in subject.table.columns if column.required))
    return _sheet(subject, [[held for n, held in enumerate(row) if n != at] for row in subject.grid()])


@refused_at("stands here and in")
def heading_that_is_there_twice(subject: Subject) -> bytes:
    return _sheet(subject, [[*row, row[0]] for row in subject.grid()])


@refused_at("Did you mean")
def heading_with_a_slip_of_the_pen(subject: Subject) -> bytes:
    headings, *rows = subject.grid()
    at = max(range(len(headings)), key=lambda n: len(headings[n]))
    headings[at] = headings[at][:-2] + headings[at][-1] + headings[at][-2]
    return _sheet(subject, [headings, *rows])


@read_as_plain()
def headings_in_capitals_with_no_break_spaces(subject: Subject) -> bytes:
    headings, *rows = subject.grid()
    return _sheet(subject, [[f"\u00a0{h.upper()} *".replace(" ", "\u00a0") for h in headings], *rows])


@read_as_plain()
def headings_with_invisible_letters(subject: Subject) -> bytes:
    headings, *rows = subject.grid()
    return _sheet(subject, [[h[:2] + "\u200b\u2060" + h[2:] + "\ufeff" for h in headings], *rows])


@read_as_plain()
def headings_with_other_dashes_and_quotes(subject: Subject) -> bytes:
    headings, *rows = subject.grid()
    return _sheet(subject, [[h.replace("-", "\u2011").replace("'", "\u2019") for h in headings], *rows])


@read_as_plain()
def columns_in_another_order(subject: Subject) -> bytes:
    return _sheet(subject, [list(reversed(row)) for row in subject.grid()])


@read_as_plain()
def columns_that_are_not_ours(subject: Subject) -> bytes:
    return _sheet(subject, [["Remarks for ourselves", *row] for row in subject.grid()])
