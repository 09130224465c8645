"""Divide the joint cost between the authorities, and certify that no group would be better off on its own."""

import itertools
from collections.abc import Callable, Mapping

from optimizer.batches.coalitions import Game
from optimizer.batches.problem import Problem
from optimizer.batches.search import OnProgress, Search
from optimizer.batches.separation import Leaving, most_gain
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
FOR_THE_BOUND = 0.4
GROUPS_TO_SOLVE = 12
PROVEN_WITHIN = 1e-3


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
) -> SplitDocument:
    """Split the cost of a joint plan by `rule`: batch-price, proportional, shapley or nucleolus.

    `solution` is the joint plan; without one the problem is solved first, in 30% of the seconds. Shares sum to the
    joint cost to the penny. With a joint plan given, `on_progress` gets as its score the number of groups whose own
    cost is worked out. Raises NoAnswer where there is no joint plan to split, ValueError for an unknown rule.
    """
    search = Search(problem, seconds, workers, seed, should_stop=should_stop)
    game = Game(problem, search)
    if solution is not None and on_progress is not None:
        game.on_worth = lambda count: on_progress(round(search.elapsed, 3), count, None, None)
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
    wanting = {line.authority for line in problem.demand} | {c.authority for c in problem.commitments}
    batch = {bill.id: bill.pays_pence for bill in solution.authorities if bill.id in wanting}
    pays, error = _shares(game, rule, solution.cost_pence, batch)
    return _document(game, rule, solution, pays, error)


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


def core_certificate(game: Game, pays: Mapping[str, int]) -> tuple[CoreCertificate, int]:
    """Whether any group pays more than it would on its own, and how many groups a bound spared solving.

    A group whose cost cannot be below what it pays (linear bound) is pruned. Up to 8 buyers every group is looked
    at; beyond, single buyers, all but one, and the groups that a bound over all of them names.
    Excess within a penny a buyer is rounding.
    """
    buyers = list(pays)
    few = len(buyers) <= EXACT_UP_TO
    leaving = (
        Leaving() if few else most_gain(game.search, game.problem, pays, game.search.left * FOR_THE_BOUND)
    )
    worst: tuple[int, tuple[str, ...]] = (0, ())
    pruned, proven = 0, few
    for group in _all_groups(buyers) if few else _telling_groups(buyers, leaving):
        own = sum(pays[name] for name in group)
        if frozenset(group) not in game.known and own <= game.bound(group):
            pruned += 1
            continue
        worth = game.worth(group)
        proven = proven and worth.proven
        if worth.cost is not None and own - worth.cost > worst[0]:
            worst = (own - worth.cost, group)
    excess, coalition = worst
    in_core = excess <= len(buyers)
    at_most = excess if proven else leaving.at_most
    if at_most is not None:
        at_most = max(excess, at_most)
        proven = proven or at_most - excess <= PROVEN_WITHIN * sum(pays.values())
    certificate = CoreCertificate(
        in_core=in_core,
        worst_coalition=() if in_core else coalition,
        excess_pence=0 if in_core else excess,
        proven=proven or not in_core,
        excess_at_most_pence=at_most,
    )
    return certificate, pruned


def _all_groups(buyers: list[str]) -> list[tuple[str, ...]]:
    return [group for size in range(1, len(buyers)) for group in itertools.combinations(buyers, size)]


def _telling_groups(buyers: list[str], leaving: Leaving) -> list[tuple[str, ...]]:
    named = [tuple(name for name in buyers if name in group) for group in leaving.groups[:GROUPS_TO_SOLVE]]
    ends = [group for size in (len(buyers) - 1, 1) for group in itertools.combinations(buyers, size)]
    return list(dict.fromkeys([*named, *ends]))


def _document(
    game: Game, rule: SplitRule, solution: Solution, pays: dict[str, int], error: int | None
) -> SplitDocument:
    certificate, pruned = core_certificate(game, pays)
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
    )
