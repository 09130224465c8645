"""Amounts in the product's own table of what buyers pay: stored, read back, and summed by the database.

books = Books()                 opens an award to hold them, in the database of the settings
books.keep(pence) -> int        how many came back as anything else, by themselves or in a sum
books.total_difference() -> int pence between the database's sum of everything and Python's
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from optimizer.runs.models import Run
from partners.models import Organisation, User
from procurement.models import Award, BuyerCost, ContractingAuthority, JointProcurement, Scenario

ROWS = 500
PARTS = (
    "goods_pence", "order_pence", "delivery_pence", "vat_pence", "holding_pence", "shortfall_pence",
    "rebates_pence", "broken_rules_pence",
)  # fmt: skip
COLUMNS = (*PARTS, "alone_pence", "baseline_pence")
# The database itself refuses a row of which the parts do not add up to this.
SUMMED = "pays_pence"


class Books:
    """Rows of amounts, ROWS to an award."""

    def __init__(self) -> None:
        self._user = User.objects.create_user("money@example.org", name="Money")
        bodies = Organisation.objects.bulk_create(
            Organisation(name=f"Buyer {number:03}", short_name=f"B{number:03}", kind="council")
            for number in range(ROWS)
        )
        self._authorities = ContractingAuthority.objects.bulk_create(
            ContractingAuthority(organisation=body, code=body.short_name) for body in bodies
        )
        self._procurement = JointProcurement.objects.create(
            lead=bodies[0], title="Money", first_month=date(2027, 4, 1)
        )
        self._scenario = Scenario.objects.create(procurement=self._procurement, name="Money")
        self._run = Run.objects.create(
            format=Run.Format.BATCH, organisation=bodies[0], ordered_by=self._user, problem={},
            problem_sha256="0" * 64, seconds_limit=1, workers=1, memory_mebibytes=1,
        )  # fmt: skip
        self._total = 0

    def keep(self, pence: Sequence[int]) -> int:
        """Store the amounts, read them back and sum them in SQL; the number that differ."""
        differ = 0
        for rows in _chunks(pence):
            award = Award.objects.create(
                procurement=self._procurement, scenario=self._scenario, run=self._run, cost_pence=0,
                awarded_by=self._user, undone_at=timezone.now(), undone_by=self._user,
            )  # fmt: skip
            BuyerCost.objects.bulk_create(
                BuyerCost(
                    award=award,
                    authority=authority,
                    **dict(zip(COLUMNS, row, strict=True)),
                    **{SUMMED: _pays(row)},
                )
                for authority, row in zip(self._authorities, rows, strict=False)
            )
            stored = BuyerCost.objects.filter(award=award).order_by("pk")
            for expected, found in zip(rows, stored.values_list(*COLUMNS), strict=True):
                differ += sum(one != other for one, other in zip(expected, found, strict=True))
            sums = stored.order_by().aggregate(**{name: Sum(name) for name in (*COLUMNS, SUMMED)})
            by_hand = [*(sum(column) for column in zip(*rows, strict=True)), sum(map(_pays, rows))]
            differ += sum(one != other for one, other in zip(sums.values(), by_hand, strict=True))
            self._total += sum(by_hand)
        return differ

    def total_difference(self) -> int:
        """Pence by which the database's sum of all that was kept differs from Python's."""
        sums = BuyerCost.objects.aggregate(**{name: Sum(name) for name in (*COLUMNS, SUMMED)})
        return abs(sum(sums.values()) - self._total)


def _pays(row: Sequence[int]) -> int:
    parts = dict(zip(COLUMNS, row, strict=True))
    return sum(parts[name] for name in PARTS) - 2 * parts["rebates_pence"]


def _chunks(pence: Sequence[int]) -> Iterator[list[tuple[int, ...]]]:
    """The amounts as full rows, ROWS at a time; the last row is filled up with noughts."""
    width = len(COLUMNS)
    for start in range(0, len(pence), width * ROWS):
        part = list(pence[start : start + width * ROWS])
        part += [0] * (-len(part) % width)
        yield [tuple(part[index : index + width]) for index in range(0, len(part), width)]
