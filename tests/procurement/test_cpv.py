"""CPV codes: form and check digit."""

import pytest

from procurement.cpv import check_digit, fault_of

# From the published list of Regulation (EC) No 213/2008.
PUBLISHED = [
    "03113100-7",
    "18451000-5",
    "30213100-6",
    "32236000-6",
    "32323100-4",
    "32344280-2",
    "32562100-1",
    "33000000-0",
    "33111721-1",
    "33182100-0",
    "34114121-3",
    "34114122-0",
    "35110000-8",
    "35120000-1",
    "48000000-8",
    "71355000-1",
    "98000000-3",
    "03300000-2",
]


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_are_right(code: str) -> None:
    assert fault_of(code) == ""


@pytest.mark.parametrize("code", PUBLISHED)
def test_every_other_check_digit_is_wrong(code: str) -> None:
    others = [f"{code[:9]}{digit}" for digit in range(10) if str(digit) != code[9]]
    assert all(f"ends in -{code[9]}" in fault_of(other) for other in others)


@pytest.mark.parametrize("position", range(8))
def test_any_single_wrong_digit_is_noticed(position: int) -> None:
    digits = "34114121"
    for digit in range(10):
        changed = digits[:position] + str(digit) + digits[position + 1 :]
        assert (check_digit(changed) == 3) == (changed == digits)


@pytest.mark.parametrize(
    "code", ["", "34114121", "34114121-", "3411412-3", "34114121 3", "34114121-33", "３４１１４１２１-3"]
)
def test_other_forms_are_refused(code: str) -> None:
    assert "eight digits" in fault_of(code)
