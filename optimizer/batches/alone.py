"""The problem of some of the authorities by themselves."""

from collections.abc import Collection

from optimizer.batches.problem import Problem
from optimizer.documents import sha256_of


def problem_of(problem: Problem, authorities: Collection[str]) -> Problem:
    """The same market, terms and rules with only these authorities' demand and commitments.

    The other authorities stay listed, since suppliers and lots name them; they buy nothing.
    """
    members = set(authorities)
    return problem.altered(
        demand=tuple(line for line in problem.demand if line.authority in members),
        commitments=tuple(c for c in problem.commitments if c.authority in members),
    )


def own_sha256(problem: Problem, authorities: Collection[str]) -> str:
    """The hash of what these authorities by themselves depend on: it stays when only others' part of a problem changes."""
    members = frozenset(authorities)
    own = problem_of(problem, members)
    offers = tuple(offer for offer in problem.offers if offer.item in own.demanded)
    lots = {offer.lot for offer in offers}
    suppliers = {problem.lot_by_id[lot].supplier for lot in lots} | {c.supplier for c in own.commitments}

    def those(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if names is None else tuple(sorted(members.intersection(names)))

    return sha256_of(
        own.altered(
            authorities=tuple(row for row in problem.authorities if row.id in members),
            items=tuple(row for row in problem.items if row.id in own.demanded),
            suppliers=tuple(
                row.model_copy(
                    update={"delivery_pence": {a: row.delivery_pence.get(a, 0) for a in sorted(members)}}
                )
                for row in problem.suppliers
                if row.id in suppliers
            ),
            lots=tuple(
                row.model_copy(update={"entitled": those(row.entitled)})
                for row in problem.lots
                if row.id in lots
            ),
            offers=tuple(row.model_copy(update={"valid_for": those(row.valid_for)}) for row in offers),
            rebates=tuple(row for row in problem.rebates if row.supplier in suppliers),
        ).as_document()
    )
