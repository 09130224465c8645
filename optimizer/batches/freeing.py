"""The smallest change of each member of a conflict that, by itself, lets all the others hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, isfinite

from optimizer.batches.ledger import budget_use, portions
from optimizer.batches.model import feasibility_model
from optimizer.batches.network import Group, may_buy
from optimizer.batches.plan import orders_of
from optimizer.batches.prices import goods_pence
from optimizer.batches.problem import Problem
from optimizer.batches.refine import Split, splits_at
from optimizer.batches.remedies import NO_CHANGE, NO_TIME, Speech, member
from optimizer.batches.rules import MaxShare, MinSmeShare
from optimizer.batches.search import Search
from optimizer.batches.solution import ConflictMember, Order
from optimizer.batches.variables import Model
from optimizer.highs import Answer, run_highs

SECONDS_A_TEST = 10.0
ROUNDS = 20
FEASIBILITY_GAP = 1.0
EXACT_GAP = 1e-6
# Units and suppliers are whole, of money a pound is negligible: an answer within less than one of its bound is best.
ONE = 0.9
MONEY = ("budget", "ceiling")
RIGHTS = ("entitlement", "validity")
EVERYTHING = 1000


def fits(search: Search, problem: Problem, items: set[str], left_out: Iterable[Group]) -> bool | None:
    """Whether the items can be served without the limits left out; None when time ran out undecided.

    Where a plan exceeds a budget only in exact money, the model is made exact around it and asked again.
    """
    kept = {*left_out}
    splits: set[Split] = set()
    for _ in range(ROUNDS):
        if search.left <= 0:
            return None
        model = feasibility_model(problem, items=items, loosened=kept, splits=splits)
        answer = run_highs(model.mip, search.limits(SECONDS_A_TEST, FEASIBILITY_GAP))
        if answer.infeasible:
            return False
        if answer.values is None:
            return None
        orders = orders_of(model, answer.values, search.limits(SECONDS_A_TEST))
        anew = set() if orders is None else splits_at(model.problem, orders) - splits
        if not anew or not _is_exceeded(model.problem, kept, orders or ()):
            return True
        splits |= anew
    return True


def _is_exceeded(problem: Problem, left_out: set[Group], orders: tuple[Order, ...]) -> bool:
    """Whether a plan exceeds a budget that stands."""
    return any(
        group not in left_out and over_the_limit(problem, group, orders) > 0
        for authority in problem.authorities
        for budget in authority.budgets
        for group in [("budget", f"{authority.id} {budget.year} {budget.kind}")]
    )


@dataclass(frozen=True)
class Freeing:
    """Looks for the smallest changes while what is no part of the conflict, `outside`, is left out."""

    search: Search
    items: set[str]
    outside: tuple[Group, ...]

    @property
    def problem(self) -> Problem:
        return self.search.problem

    def member(self, group: Group) -> ConflictMember:
        """The member of the conflict with the smallest change that frees the others."""
        speech = Speech(self.problem)
        if self.search.left <= 0:
            return member(speech, group, None, remedy=NO_TIME)
        if group[0] in RIGHTS:
            whom = self._whom(group)
            return member(speech, group, len(whom), whom=whom)
        change, least = self._stretched(group) if _is_stretched(self.problem, group) else self._tried(group)
        without = NO_CHANGE if self.search.left > 0 else NO_TIME
        return member(speech, group, change, remedy=without, least=least)

    def _stretched(self, group: Group) -> tuple[int | None, int | None]:
        """By how much the limit must give in the best plan; of money, also what is proven to be needed."""
        model, answer = self._least_slack(group)
        if answer.values is None:
            return None, None
        slack = sum(c * v for c, v in zip(model.mip.cost, answer.values, strict=True))
        if group[0] not in MONEY:
            return max(1, ceil(slack - 1e-4)), None
        least = max(1, ceil(answer.bound * 100 - 1e-4))
        orders = orders_of(model, answer.values, self.search.limits(SECONDS_A_TEST))
        exact = 0 if orders is None else over_the_limit(self.problem, group, orders)
        return max(1, ceil(slack * 100 - 1e-4), exact), least

    def _least_slack(self, group: Group) -> tuple[Model, Answer]:
        model = feasibility_model(self.problem, items=self.items, loosened=self.outside, stretched=group)
        limits = self.search.limits(SECONDS_A_TEST)
        return model, run_highs(model.mip, replace(limits, gap=EXACT_GAP, absolute_gap=ONE))

    def _tried(self, group: Group) -> tuple[int | None, None]:
        """The smallest change by halving: a larger one always does where a smaller does."""
        low, high = 1, _most(self.problem, group)
        if high < 1 or not self._frees(changed(self.problem, group, high)):
            return None, None
        if group[0] == "minimum":
            _, answer = self._least_slack(group)
            if isfinite(answer.bound):
                low = min(high, max(low, ceil(answer.bound - 1e-4)))
            if self._frees(changed(self.problem, group, low)):
                return low, None
        while low < high:
            middle = (low + high) // 2
            found = self._frees(changed(self.problem, group, middle))
            if found is None:
                return None, None
            low, high = (low, middle) if found else (middle + 1, high)
        return high, None

    def _frees(self, problem: Problem) -> bool | None:
        return fits(self.search, problem, self.items, self.outside)

    def _whom(self, group: Group) -> tuple[str, ...]:
        """Whom to give the right: one authority if that is enough, else no more than needed, in the document's order."""
        missing = _without_right(self.problem, group)
        for name in missing:
            if self._frees(_with_right(self.problem, group, (name,))):
                return (name,)
        kept = list(missing)
        for name in missing:
            fewer = tuple(other for other in kept if other != name)
            if len(kept) > 1 and self._frees(_with_right(self.problem, group, fewer)):
                kept.remove(name)
        return tuple(kept)


def _is_stretched(problem: Problem, group: Group) -> bool:
    if group[0] == "rule":
        return problem.rules[int(group[1])].kind in ("max_suppliers", "min_suppliers", "exclude_supplier")
    return group[0] in ("budget", "ceiling", "capacity")


def over_the_limit(problem: Problem, group: Group, orders: tuple[Order, ...]) -> int:
    """Pence by which a plan exceeds a budget or a ceiling."""
    kind, identifier = group
    if kind == "ceiling":
        own = (row for row in orders if problem.offer_by_id[row.offer].lot == identifier)
        spent = sum(goods_pence(problem.offer_by_id[row.offer], row.quantity) for row in own)
        return spent - (problem.lot_by_id[identifier].ceiling_pence or 0)
    authority, year, name = identifier.rsplit(" ", 2)
    budgets = problem.authority_by_id[authority].budgets
    granted = next(row.pence for row in budgets if (row.year, row.kind) == (year, name))
    return budget_use(problem, portions(problem, orders)).get((authority, year, name), 0) - granted


def _most(problem: Problem, group: Group) -> int:
    """The largest change that a limit can take."""
    kind, identifier = group
    if kind == "need_by":
        return problem.months - 1 - problem.demand_by_id[identifier].need_by
    if kind == "minimum":
        return problem.offer_by_id[identifier].minimum
    rule = _share(problem, identifier)
    return EVERYTHING - rule.permille if rule.kind == "max_share" else rule.permille


def _share(problem: Problem, identifier: str) -> MaxShare | MinSmeShare:
    rule = problem.rules[int(identifier)]
    assert rule.kind in ("max_share", "min_sme_share")
    return rule


def changed(problem: Problem, group: Group, change: int) -> Problem:
    """The problem with a date so many months later, a minimum so much lower, a share so many permille easier."""
    kind, identifier = group
    if kind == "need_by":
        row = problem.demand_by_id[identifier]
        moved = row.model_copy(update={"need_by": row.need_by + change})
        return problem.altered(demand=tuple(moved if one.id == row.id else one for one in problem.demand))
    if kind == "minimum":
        own = problem.offer_by_id[identifier]
        lower = own.model_copy(update={"minimum": own.minimum - change})
        return problem.altered(offers=tuple(lower if one.id == own.id else one for one in problem.offers))
    rules = list(problem.rules)
    rule = _share(problem, identifier)
    eased = rule.permille + change if rule.kind == "max_share" else rule.permille - change
    rules[int(identifier)] = rule.model_copy(update={"permille": eased})
    return problem.altered(rules=tuple(rules))


def _without_right(problem: Problem, group: Group) -> tuple[str, ...]:
    """The authorities with such demand that a lot or an offer leaves out."""
    kind, identifier = group
    offers = [row for row in problem.offers if (row.id if kind == "validity" else row.lot) == identifier]
    items = {offer.item for offer in offers}
    wanting = dict.fromkeys(line.authority for line in problem.demand if line.item in items)
    return tuple(
        name for name in wanting if not all(may_buy(problem, name, offer, frozenset()) for offer in offers)
    )


def _with_right(problem: Problem, group: Group, whom: tuple[str, ...]) -> Problem:
    kind, identifier = group
    part, right = ("offers", "valid_for") if kind == "validity" else ("lots", "entitled")
    rows = (
        row.model_copy(update={right: (*getattr(row, right), *whom)}) if row.id == identifier else row
        for row in getattr(problem, part)
    )
    return problem.altered(**{part: tuple(rows)})
