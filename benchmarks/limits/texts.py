"""Files that are not documents at all, or not quite."""

from collections.abc import Callable

HEAD = '{"format": "booking-problem/1", "starts_at": "2027-01-01T00:00:00+00:00", "requests": '


def not_json() -> str:
    return "PK\x03\x04" + "x" * 100_000


def empty() -> str:
    return ""


def nested_without_end() -> str:
    return HEAD + "[" * 5_000_000


def objects_within_objects() -> str:
    return HEAD + '{"a":' * 2_000_000


def not_a_number() -> str:
    return HEAD + '[{"weight": NaN, "duration_minutes": Infinity}]}'


def digits_without_end() -> str:
    return HEAD + '[{"weight": ' + "9" * 3_000_000 + "}]}"


def one_key_of_megabytes() -> str:
    return HEAD + '[], "' + "k" * 10_000_000 + '": 1}'


def larger_than_may_be() -> str:
    return HEAD + "[" + " " * 25_000_000 + "]}"


def a_list() -> str:
    return "[" + "0," * 5_000_000 + "0]"


DOCUMENTS: tuple[Callable[[], str], ...] = (
    not_json,
    empty,
    nested_without_end,
    objects_within_objects,
    not_a_number,
    digits_without_end,
    one_key_of_megabytes,
    larger_than_may_be,
    a_list,
)
