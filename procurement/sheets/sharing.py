"""The sheet that sets the ways to share the cost beside each other."""

from collections.abc import Sequence

from procurement.results import SplitResult
from workbooks.sheet import Sheet
from workbooks.table import Column


def sharing_sheet(splits: Sequence[SplitResult]) -> Sheet:
    """What each buyer pays by each rule that was worked out, with the certificates below the heading.

    `splits` is not empty. Shares are typed in as the solver found them; Checks compares their sums with the cost.
    """
    names = [f"pays_{number}" for number, _ in enumerate(splits)]
    columns = (
        Column("buyer", "Buyer"),
        Column("alone", "Would pay alone", "money"),
        *(
            Column(name, split.rule_label, "money", total=True)
            for name, split in zip(names, splits, strict=True)
        ),
    )
    rows = [
        {"buyer": first.authority_name, "alone": first.alone_pence}
        | {
            name: share.pays_pence
            for name, split in zip(names, splits, strict=True)
            for share in split.shares
            if share.authority_code == first.authority_code
        }
        for first in splits[0].shares
    ]
    notes = [f"{split.rule_label}: {split.certificate}" for split in splits]
    return Sheet("Sharing", columns, rows, heading="Ways to share the cost", notes=notes)
