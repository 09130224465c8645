"""What the words in an upload refer to: authorities, items, suppliers, lots; unknown ones become faults."""

from collections import Counter
from itertools import islice

from partners.models import User
from procurement.models import ContractingAuthority, Item, JointProcurement, Lot, NameMapping, Supplier
from procurement.names import certain_match, certain_matches, folded_name, suggestions
from procurement.queries.catalogue import visible_authorities
from procurement.sheets.outcome import NameQuestion
from workbooks.read import Reading

LEFT_OUT = "left out"
QUESTIONS_AT_ONCE = 50


class References:
    """The rows that an upload to a procurement may name, each read once."""

    def __init__(self, procurement: JointProcurement, reading: Reading, by: User) -> None:
        self.procurement, self.reading = procurement, reading
        self.authorities = {row.pk: row for row in visible_authorities(by)}
        self._certain = certain_matches(self.authorities.values())
        self._confirmed = {
            row.written: row.authority_id for row in NameMapping.objects.filter(owner=procurement.lead)
        }
        self._unknown: Counter[str] = Counter()
        self.load_catalogue()

    def load_catalogue(self) -> None:
        """Read the lead's catalogue, again after rows were added to it."""
        lead = self.procurement.lead
        self._items: dict[str, Item] = {}
        for item in lead.items.all():
            self._items.setdefault(folded_name(item.name), item)
        for item in lead.items.all():
            self._items[folded_name(item.code)] = item
        self._suppliers = {folded_name(row.code): row for row in lead.suppliers.all()}
        lots = Lot.objects.filter(framework__owner=lead).select_related("framework", "supplier")
        self._lots = {(folded_name(row.framework.code), folded_name(row.code)): row for row in lots}

    def authority(
        self, table: str, row: dict, column: str = "authority"
    ) -> ContractingAuthority | str | None:
        """The authority a cell names, LEFT_OUT when its name was confirmed to be left out, or None with a fault."""
        return self._authority_named(table, row["row"], column, row[column])

    def authorities_named(self, table: str, row: dict, column: str) -> list[ContractingAuthority]:
        """The authorities a list names; unknown ones become faults."""
        found = [self._authority_named(table, row["row"], column, name) for name in row[column]]
        return [authority for authority in found if isinstance(authority, ContractingAuthority)]

    def _authority_named(
        self, table: str, number: int, column: str, written: str
    ) -> ContractingAuthority | str | None:
        folded = folded_name(written)
        if folded in self._confirmed:
            key = self._confirmed[folded]
            return (
                LEFT_OUT
                if key is None
                else self.authorities.get(key) or self._ask(table, number, column, written)
            )
        return certain_match(written, self._certain) or self._ask(table, number, column, written)

    def _ask(self, table: str, number: int, column: str, written: str) -> None:
        self._unknown[written] += 1
        near = [] if self.reading.is_full else suggestions(written, self.authorities, count=1)
        remedy = f'Did you mean "{near[0].authority}"? ' if near else ""
        self.reading.fault(
            table,
            number,
            column,
            f'We know no authority called "{written}".',
            f"{remedy}Correct the name, or confirm which authority it means.",
        )

    def questions(self) -> list[NameQuestion]:
        """The unknown names, each once, with what they may mean; of very many the first, for the others come next."""
        return [
            NameQuestion(written, rows, suggestions(written, self.authorities))
            for written, rows in islice(self._unknown.items(), QUESTIONS_AT_ONCE)
        ]

    def item(self, table: str, row: dict) -> Item | None:
        """The item a cell names by code or name, or None with a fault."""
        found = self._items.get(folded_name(row["item"]))
        if found is None:
            self.reading.fault(
                table,
                row["row"],
                "item",
                f'The catalogue has no item "{row["item"]}".',
                "Correct it, or add the item to the catalogue first.",
            )
        return found

    def supplier(self, table: str, row: dict) -> Supplier | None:
        """The supplier a cell names by its code, or None with a fault."""
        found = self._suppliers.get(folded_name(row["supplier"]))
        if found is None:
            self.reading.fault(
                table,
                row["row"],
                "supplier",
                f'The catalogue has no supplier with the code "{row["supplier"]}".',
                "Correct it, or add the supplier first.",
            )
        return found

    def lot(self, table: str, row: dict) -> Lot | None:
        """The lot two cells name; None when both are empty, or with a fault when there is no such lot."""
        framework, code = row.get("framework"), row.get("lot")
        if not framework and not code:
            return None
        found = self._lots.get((folded_name(framework or ""), folded_name(code or "")))
        if found is None:
            self.reading.fault(
                table,
                row["row"],
                "lot",
                f'There is no lot "{code or ""}" in a framework "{framework or ""}".',
                "Give both codes as they stand in Lots, or leave both empty for a direct bid.",
            )
        return found
