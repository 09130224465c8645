"""CPV codes: eight digits and a check digit, such as 34114121-3 (ambulances).

The regulation (EC) No 213/2008 that publishes the codes gives no formula. The published check digits are the
weighted sum of the eight digits with the weights 3, 7, 1, 3, 7, 1, 3, 7, modulo 10: compared with the 45
divisions and with the published list's pages on telecommunications and medical equipment (some 300 codes).
The codes in `PUBLISHED_OTHERWISE` are printed with another digit and stand as printed.
"""

import re

WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)
PUBLISHED_OTHERWISE = {"03300000": 2}


def check_digit(digits: str) -> int:
    """The check digit of a code's eight digits."""
    if digits in PUBLISHED_OTHERWISE:
        return PUBLISHED_OTHERWISE[digits]
    return sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 10


def fault_of(code: str) -> str:
    """What is wrong with a CPV code, with the remedy, or "" when nothing is."""
    if not re.fullmatch(r"[0-9]{8}-[0-9]", code):
        return "Write a CPV code as eight digits, a hyphen and the check digit, such as 34114121-3."
    expected = check_digit(code[:8])
    if int(code[9]) != expected:
        return (
            f"The check digit of {code} does not fit: {code[:8]} ends in -{expected}. "
            "Compare every digit with the published list."
        )
    return ""
