"""Workbooks of procurement, in and out.

    import_workbook(procurement=, data=, by=, leave_out_incomplete=False) -> ImportOutcome
        any of the sheets in `tables.TABLES`, in one .xlsx or one .csv file
    import_prices_paid(procurement=, data=, by=, leave_out_incomplete=False) -> ImportOutcome
        what each authority paid and bought becomes buyers, needs, baselines and contracts others may call off
    template(tables=None) -> bytes                 an empty workbook to fill in
    award_workbook(result) -> bytes                summary, batches, lines, a sheet for each buyer, savings, checks

A faulty upload stores nothing: `outcome.faults` says what is wrong and `outcome.marked` is the user's own workbook
with the faults marked. Names that mean no authority for certain are asked about in `outcome.questions`: confirm each
with `actions.authorities.confirm_name` and upload the file again.
"""

from procurement.sheets.outcome import ImportOutcome, NameQuestion

__all__ = ["ImportOutcome", "NameQuestion"]
