"""How faults are listed, whoever writes the list."""

LIST_TITLE = "Faults"
HEADINGS = ("Sheet", "Cell", "Column", "What was written", "What is wrong", "What to do")
# In characters.
WIDTHS = (18, 10, 22, 28, 60, 60)


def found_in_words(faults: int) -> str:
    """The line above the list."""
    return f"{faults:,} fault{'' if faults == 1 else 's'} found. Nothing has been stored."
