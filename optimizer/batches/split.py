"""Divide the joint cost between the authorities, and certify that no group would be better off on its own."""

import itertools
from collections.abc import Callable, Iterable, Mapping

from optimizer.batches.coalitions import Game, Worth
from optimizer.batches.problem import Problem
from optimizer.batches.search import OnProgress, Search
from optimizer.batches.separation import Leaving, Separation
from optimizer.batches.sharing import EXACT_UP_TO, group_cost, nucleolus, proportional, shapley
from optimizer.batches.solution import (
    CoalitionCount,
    CoreCertificate,
    Solution,
    SplitDocument,
    SplitRule,
    SplitShare,
)
from optimizer.batches.solve import NoAnswer, solve

FOR_THE_JOINT_PLAN = 0.3
FOR_THE_SHARES = 0.4
FOR_THE_BOUND = 0.6
GROUPS_TO_SOLVE = 12
PROVEN_WITHIN = 1e-3
# The nucleolus is made anew for the sake of a group that may gain this part of the cost.
WORTH_MINDING = 2e-4


def split(
    problem: Problem,
    *,
    rule: SplitRule,
    seconds: float,
    workers: int = 1,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
    solution: Solution | None = None,
    earlier: Iterable[SplitDocument] = (),
) -> SplitDocument:
    """Split the cost of a joint plan by `rule`: batch-price, proportional, shapley or nucleolus.

    `solution` is the joint plan; without one the problem is solved first, in 30% of the seconds. What `earlier` splits
    found out about groups is taken over where the group's own problem is still the same. Shares sum to the joint cost
    to the penny. With a joint plan given, `on_progress` gets as its score the number of groups looked at. Raises
    NoAnswer where there is no joint plan to split, ValueError for an unknown rule.
    """
    search = Search(problem, seconds, workers, seed, should_stop=should_stop)
    game = Game(problem, search)
    if solution is not None and on_progress is not None:
        game.on_look = lambda count: on_progress(round(search.elapsed, 3), count, None, None)
    if solution is None:
        solution = solve(
            problem,
            seconds=seconds * FOR_THE_JOINT_PLAN,
            workers=workers,
            seed=seed,
            on_progress=on_progress,
            should_stop=should_stop,
        )
    if solution.cost_pence is None:
        raise NoAnswer("The demand cannot be served together, so there is no cost to split.")
    game.joint_plan = solution.orders
    game.earlier = {
        worth.sha256: Worth(worth.cost_pence, worth.proven) for own in earlier for worth in own.worths
    }
    wanting = {line.authority for line in problem.demand} | {c.authority for c in problem.commitments}
    batch = {bill.id: bill.pays_pence for bill in solution.authorities if bill.id in wanting}
    if len(batch) <= EXACT_UP_TO:
        pays, error = _shares(game, rule, solution.cost_pence, batch)
        return _document(game, rule, solution, pays, error, core_certificate(game, pays))
    return _split_among_many(game, rule, solution, batch)


def _split_among_many(
    game: Game, rule: SplitRule, solution: Solution, batch: Mapping[str, int]
) -> SplitDocument:
    """The shares in part of the time, the bound on all groups in most of the rest.

    For the nucleolus the group that the bound names joins those that it minds, until the bound finds none.
    """
    search, joint = game.search, solution.cost_pence or 0
    game.keep_back = search.left * (1 - FOR_THE_SHARES)
    pays, error = _shares(game, rule, joint, batch)
    game.keep_back = 0.0
    enough = int(joint * (WORTH_MINDING if rule == "nucleolus" else PROVEN_WITHIN))
    with Separation(search, game.problem, solution.orders, solution.rates, game.looked) as separation:
        leaving = separation.most_gain(pays, search.left * FOR_THE_BOUND, enough)
        while rule == "nucleolus" and search.left > 0 and _gains_by_leaving(game, leaving, pays):
            pays = nucleolus(game, joint, batch)
            leaving = separation.most_gain(pays, search.left * FOR_THE_BOUND, enough)
    return _document(game, rule, solution, pays, error, core_certificate(game, pays, leaving))


def _gains_by_leaving(game: Game, leaving: Leaving, pays: Mapping[str, int]) -> bool:
    """Whether a group that was not minded so far would pay less on its own; the one that may gain most is solved."""
    if leaving.at_most is not None and leaving.at_most <= len(pays):
        return False
    for group in leaving.groups:
        if group not in game.known:
            cost = game.worth(group).cost
            return cost is not None and sum(pays[name] for name in group) - cost > len(pays)
    return False


def _shares(
    game: Game, rule: SplitRule, joint: int, batch: Mapping[str, int]
) -> tuple[dict[str, int], int | None]:
    if not batch or rule == "batch-price":
        return dict(batch), None
    if rule == "proportional":
        alone = {name: group_cost(game, frozenset([name]), batch) for name in batch}
        return proportional(joint, alone), None
    if rule == "shapley":
        return shapley(game, joint, batch)
    if rule == "nucleolus":
        return nucleolus(game, joint, batch), None
    raise ValueError(f"no split rule is called {rule!r}: use batch-price, proportional, shapley or nucleolus")


def core_certificate(
    game: Game, pays: Mapping[str, int], leaving: Leaving | None = None
) -> tuple[CoreCertificate, int]:
    """Whether any group pays more than it would on its own, and how many groups a bound spared solving.

    Up to 8 buyers every group is looked at, and pruned where a linear bound of its cost is not below what it pays.
    Beyond, `leaving` bounds all groups at once, and those that it names are solved, unless the bound is enough.
    Excess within a penny a buyer is rounding.
    """
    buyers = list(pays)
    enough = PROVEN_WITHIN * sum(pays.values())
    worst: tuple[int, tuple[str, ...]] = (0, ())
    pruned, proven = 0, leaving is None
    for group in _all_groups(buyers) if leaving is None else _telling_groups(buyers, leaving, enough):
        own = sum(pays[name] for name in group)
        if leaving is None and frozenset(group) not in game.known and own <= game.bound(group):
            pruned += 1
            continue
        worth = game.worth(group)
        proven = proven and worth.proven
        if worth.cost is not None and own - worth.cost > worst[0]:
            worst = (own - worth.cost, group)
    excess, coalition = worst
    at_most = excess if proven else leaving.at_most if leaving else None
    if at_most is not None:
        at_most = max(excess, at_most)
        proven = proven or at_most - excess <= enough
    in_core = excess <= len(buyers)
    certificate = CoreCertificate(
        in_core=in_core,
        worst_coalition=() if in_core else coalition,
        excess_pence=0 if in_core else excess,
        proven=proven or not in_core,
        excess_at_most_pence=at_most,
    )
    if leaving is not None:
        pruned = 2 ** len(buyers) - 2 - len(game.known) if at_most is not None and proven else 0
    return certificate, pruned


def _all_groups(buyers: list[str]) -> list[tuple[str, ...]]:
    return [group for size in range(1, len(buyers)) for group in itertools.combinations(buyers, size)]


def _telling_groups(buyers: list[str], leaving: Leaving, enough: float) -> list[tuple[str, ...]]:
    """Groups that may gain much: named by the bound, single buyers, all but one; where the bound alone is not enough."""
    if leaving.at_most is not None and leaving.at_most <= enough:
        return []
    named = [tuple(name for name in buyers if name in group) for group in leaving.groups[:GROUPS_TO_SOLVE]]
    ends = [group for size in (1, len(buyers) - 1) for group in itertools.combinations(buyers, size)]
    return list(dict.fromkeys([*named, *ends]))


def _document(
    game: Game,
    rule: SplitRule,
    solution: Solution,
    pays: dict[str, int],
    error: int | None,
    certified: tuple[CoreCertificate, int],
) -> SplitDocument:
    certificate, pruned = certified
    shares = []
    for bill in solution.authorities:
        alone = game.worth([bill.id]).cost if bill.id in pays else 0
        own = pays.get(bill.id, 0)
        saves = None if alone is None else alone - own
        shares.append(SplitShare(id=bill.id, alone_pence=alone, pays_pence=own, saves_pence=saves))
    return SplitDocument(
        format="split/1",
        problem_sha256=solution.problem_sha256,
        cost_pence=solution.cost_pence or 0,
        rule=rule,
        authorities=tuple(shares),
        coalitions=CoalitionCount(solved=len(game.known), pruned=pruned),
        core=certificate,
        shapley_error_pence=error,
        worths=game.worths,
    )
