"""Cells whose file form is wrong or odd: errors, formulas, texts, booleans."""

import datetime as dt
import unicodedata
from typing import Any

from benchmarks.workbooks.catalogue import read_as_plain, refused, refused_at
from benchmarks.workbooks.kinds.structures import altered
from benchmarks.workbooks.packing import STRINGS, Xml, packed
from benchmarks.workbooks.subjects import ROWS, Subject

TEXTS, NUMBERS = ("text",), ("integer", "money", "price_e4", "decimal", "duration_minutes")
CODES = ("code",)


def held(subject: Subject, name: str) -> Any:
    return ROWS[subject.table.name][0][name]


def put(subject: Subject, name: str, held: Any) -> bytes:
    return packed(subject.parts(**{name: held}))


def _first_text(subject: Subject) -> str:
    return subject.column("text", "code")


@refused_at("shows the error #REF!")
def error_REF(subject: Subject) -> bytes:  # noqa: N802
    return put(subject, _first_text(subject), Xml('<c r="{ref}" t="e"><f>Gone!A1</f><v>#REF!</v></c>'))


@refused_at("shows the error #N/A")
def error_NA(subject: Subject) -> bytes:  # noqa: N802
    return put(subject, _first_text(subject), Xml('<c r="{ref}" t="e"><v>#N/A</v></c>'))


@refused_at("shows the error #DIV/0!")
def error_DIV(subject: Subject) -> bytes:  # noqa: N802
    name = subject.column(*NUMBERS)
    return put(subject, name, Xml('<c r="{ref}" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))


@refused_at("shows the error #SPILL!")
def error_newer_than_our_reader(subject: Subject) -> bytes:
    return put(subject, _first_text(subject), Xml('<c r="{ref}" t="e"><v>#SPILL!</v></c>'))


@refused_at("shows the error #REF!")
def error_that_was_pasted_as_text(subject: Subject) -> bytes:
    return put(subject, _first_text(subject), "#REF!")


@refused_at("result of this formula is not stored")
def formula_that_was_never_calculated(subject: Subject) -> bytes:
    return put(subject, _first_text(subject), Xml('<c r="{ref}"><f>A9&amp;"x"</f></c>'))


@refused_at("result of this formula is not stored")
def formula_with_an_empty_result_element(subject: Subject) -> bytes:
    return put(subject, _first_text(subject), Xml('<c r="{ref}"><f>A9</f><v></v></c>'))


@refused_at("result of this formula is not stored")
def shared_formula_without_results(subject: Subject) -> bytes:
    name = _first_text(subject)
    return put(subject, name, Xml('<c r="{ref}"><f t="shared" ref="A2:A3" si="0">B9</f></c>'))


@refused_at("is missing")
def formula_whose_result_is_no_text(subject: Subject) -> bytes:
    name = subject.column("text", "code", required=True)
    return put(subject, name, Xml('<c r="{ref}" t="str"><f>""</f><v></v></c>'))


@read_as_plain()
def formula_with_its_result(subject: Subject) -> bytes:
    name = _first_text(subject)
    text = held(subject, name)
    return put(subject, name, Xml(f'<c r="{{ref}}" t="str"><f>Z9&amp;""</f><v>{text}</v></c>'))


@read_as_plain()
def text_that_stands_in_the_cell(subject: Subject) -> bytes:
    name = _first_text(subject)
    text = held(subject, name)
    return put(subject, name, Xml(f'<c r="{{ref}}" t="inlineStr"><is><t>{text}</t></is></c>'))


@read_as_plain()
def rich_text_that_stands_in_the_cell(subject: Subject) -> bytes:
    name = _first_text(subject)
    text = held(subject, name)
    runs = f"<r><rPr><b/></rPr><t>{text[:2]}</t></r><r><t>{text[2:]}</t></r>"
    return put(subject, name, Xml(f'<c r="{{ref}}" t="inlineStr"><is>{runs}</is></c>'))


@read_as_plain()
def rich_text_in_the_shared_texts(subject: Subject) -> bytes:
    text = str(held(subject, _first_text(subject)))
    plain = f'<t xml:space="preserve">{text}</t>'.encode()
    runs = f'<r><t>{text[:1]}</t></r><r><rPr><i/></rPr><t xml:space="preserve">{text[1:]}</t></r>'.encode()
    return altered(subject, STRINGS, plain, runs)


@read_as_plain()
def reading_aids_beside_a_text(subject: Subject) -> bytes:
    """Japanese workbooks hold how a word is spoken; it is no part of the text."""
    text = str(held(subject, _first_text(subject))).encode()
    aid = b'<rPh sb="0" eb="1"><t>spoken</t></rPh>'
    return altered(subject, STRINGS, text + b"</t></si>", text + b"</t>" + aid + b"</si>")


@refused_at("names a text that the workbook does not hold")
def shared_text_that_is_not_there(subject: Subject) -> bytes:
    return put(subject, _first_text(subject), Xml('<c r="{ref}" t="s"><v>999999</v></c>'))


@refused_at("names a text that the workbook does not hold")
def shared_text_with_a_negative_number(subject: Subject) -> bytes:
    return put(subject, _first_text(subject), Xml('<c r="{ref}" t="s"><v>-1</v></c>'))


@refused_at("names a text that the workbook does not hold")
def shared_text_whose_number_is_a_word(subject: Subject) -> bytes:
    return put(subject, _first_text(subject), Xml('<c r="{ref}" t="s"><v>first</v></c>'))


@refused_at("holds no number")
def number_cell_that_holds_a_word(subject: Subject) -> bytes:
    return put(subject, subject.column(*NUMBERS), Xml('<c r="{ref}"><v>twelve</v></c>'))


@refused_at("holds no number")
def number_that_is_infinite(subject: Subject) -> bytes:
    return put(subject, subject.column(*NUMBERS), Xml('<c r="{ref}"><v>1e999</v></c>'))


@refused_at("holds no number")
def number_that_is_none(subject: Subject) -> bytes:
    return put(subject, subject.column(*NUMBERS), Xml('<c r="{ref}"><v>NaN</v></c>'))


@refused_at("cell of a kind that Excel never writes")
def cell_of_a_kind_nobody_knows(subject: Subject) -> bytes:
    return put(subject, _first_text(subject), Xml('<c r="{ref}" t="zz"><v>x</v></c>'))


@refused_at("TRUE")
def boolean_where_a_text_is_due(subject: Subject) -> bytes:
    return put(subject, subject.column("text"), True)


@refused_at("TRUE")
def boolean_where_a_code_is_due(subject: Subject) -> bytes:
    return put(subject, subject.column("code"), True)


@refused_at("TRUE")
def boolean_where_a_number_is_due(subject: Subject) -> bytes:
    return put(subject, subject.column(*NUMBERS), True)


@refused_at("characters")
def text_of_32767_letters(subject: Subject) -> bytes:
    return put(subject, subject.column("text"), "x" * 32_767)


@refused_at("characters")
def text_longer_than_Excel_can_hold(subject: Subject) -> bytes:  # noqa: N802
    return put(subject, subject.column("text"), "x" * 100_000)


@refused_at("control character")
def control_character(subject: Subject) -> bytes:
    return put(subject, subject.column("text"), "Luton_x0007_Station")


@refused_at("control character")
def control_character_of_Windows(subject: Subject) -> bytes:  # noqa: N802
    return put(subject, subject.column("text"), "Luton\u0085\u0092s Station")


@refused_at("control character")
def letters_that_turn_the_reading_round(subject: Subject) -> bytes:
    return put(subject, subject.column("text"), "Luton \u202enoitatS")


@refused_at("letter of this cell was lost")
def letter_that_was_lost(subject: Subject) -> bytes:
    return put(subject, subject.column("text"), "Caf\ufffd Road")


@refused_at("is missing")
def required_cell_that_is_blank(subject: Subject) -> bytes:
    return put(subject, subject.column("text", "code", required=True), None)


@refused_at("is missing")
def required_cell_of_invisible_letters(subject: Subject) -> bytes:
    return put(subject, subject.column("text", "code", required=True), "\u200b\u00a0\u2060\ufeff")


@refused_at("holds a date or time|changed this code")
def date_where_a_word_is_due(subject: Subject) -> bytes:
    return put(subject, subject.column("text", "code"), dt.date(2035, 3, 1))


@read_as_plain()
def text_with_no_break_and_invisible_spaces(subject: Subject) -> bytes:
    name = _first_text(subject)
    text = str(held(subject, name))
    return put(subject, name, f"\u00a0\ufeff{text[:1]}\u200b{text[1:]}\u2060 \u00a0")


@read_as_plain()
def code_with_other_dashes(subject: Subject) -> bytes:
    name = subject.column("code", "list", required=False)
    text = str(held(subject, name))
    return put(subject, name, text.replace("-", "\u2011"))


@read_as_plain()
def letters_in_two_pieces(subject: Subject) -> bytes:
    """A letter and its accent apart are the same as both in one."""
    name = subject.column("text")
    return put(subject, name, unicodedata.normalize("NFD", str(held(subject, name))))


@refused("a format that the workbook does not hold")
def style_that_is_not_there(subject: Subject) -> bytes:
    name = subject.column(*NUMBERS)
    return put(subject, name, Xml('<c r="{ref}" s="99999"><v>1</v></c>'))
