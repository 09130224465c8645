"""Workbooks whose parts are not proper XML, or XML of a sort that no workbook needs."""

from benchmarks.workbooks.catalogue import refused
from benchmarks.workbooks.kinds.structures import altered
from benchmarks.workbooks.packing import RELATIONS, SHEET, STRINGS, STYLES, WORKBOOK, packed
from benchmarks.workbooks.subjects import Subject

NOT_XML = "is not proper XML"
FOREIGN = "definitions that Excel never writes"
LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


def _declaring(subject: Subject, part: str, declared: bytes) -> bytes:
    return altered(subject, part, b"?>\n", b"?>\n" + declared)


@refused(NOT_XML)
def sheet_that_is_not_XML(subject: Subject) -> bytes:  # noqa: N802
    return packed({**subject.parts(), SHEET: b"<<< \x00 not xml"})


@refused(NOT_XML)
def sheet_that_breaks_off(subject: Subject) -> bytes:
    parts = subject.parts()
    parts[SHEET] = parts[SHEET][: parts[SHEET].index(b'<row r="3"') + 30]
    return packed(parts)


@refused(NOT_XML)
def sheet_whose_tags_do_not_match(subject: Subject) -> bytes:
    return altered(subject, SHEET, b"</row>", b"</raw>")


@refused(NOT_XML)
def workbook_part_that_is_not_XML(subject: Subject) -> bytes:  # noqa: N802
    return packed({**subject.parts(), WORKBOOK: b"PK not xml"})


@refused(NOT_XML)
def shared_texts_that_are_not_XML(subject: Subject) -> bytes:  # noqa: N802
    return altered(subject, STRINGS, b"</sst>", b"<si><t>")


@refused(NOT_XML)
def styles_that_are_not_XML(subject: Subject) -> bytes:  # noqa: N802
    return altered(subject, STYLES, b"</styleSheet>", b"")


@refused(NOT_XML)
def relations_that_are_not_XML(subject: Subject) -> bytes:  # noqa: N802
    return packed({**subject.parts(), RELATIONS: b""})


@refused(NOT_XML)
def letters_that_no_XML_may_hold(subject: Subject) -> bytes:  # noqa: N802
    return altered(subject, STRINGS, b"</sst>", b"<si><t>\x00\xff</t></si></sst>")


@refused(FOREIGN)
def billion_laughs_in_the_shared_texts(subject: Subject) -> bytes:
    parts = subject.parts()
    texts = parts[STRINGS].replace(b"?>\n", b"?>\n" + LAUGHS).replace(b"</sst>", b"<si><t>&j;</t></si></sst>")
    return packed({**parts, STRINGS: texts})


@refused(FOREIGN)
def billion_laughs_in_the_workbook(subject: Subject) -> bytes:
    return _declaring(subject, WORKBOOK, LAUGHS)


@refused(FOREIGN)
def billion_laughs_in_the_sheet(subject: Subject) -> bytes:
    return _declaring(subject, SHEET, LAUGHS)


@refused(FOREIGN)
def entity_that_names_a_file(subject: Subject) -> bytes:
    declared = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    parts = subject.parts()
    texts = parts[STRINGS].replace(b"?>\n", b"?>\n" + declared).replace(b"</t>", b"&x;</t>", 1)
    return packed({**parts, STRINGS: texts})


@refused(FOREIGN)
def entity_from_a_web_site(subject: Subject) -> bytes:
    return _declaring(subject, STYLES, b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd">')


@refused(FOREIGN)
def definitions_behind_a_long_comment(subject: Subject) -> bytes:
    return _declaring(subject, RELATIONS, b"<!--" + b" " * 10_000 + b"-->" + LAUGHS)


@refused("an encoding that Excel never writes")
def definitions_in_UTF_16(subject: Subject) -> bytes:  # noqa: N802
    parts = subject.parts()
    text = (LAUGHS + parts[WORKBOOK].partition(b"?>\n")[2]).decode()
    return packed({**parts, WORKBOOK: text.encode("utf-16")})


@refused(NOT_XML, alike=True)
def hundred_thousand_nested_elements(subject: Subject) -> bytes:
    return altered(subject, STYLES, b"<fonts", b"<a>" * 100_000 + b"<fonts")


@refused("definitions that Excel never writes|is not proper XML")
def comment_that_hides_a_row(subject: Subject) -> bytes:
    return altered(subject, SHEET, b'<row r="3">', b'<!-- <row r="3" hidden="1"> --><row r="3" &bad;>')
