"""Rules that divide a joint cost: by the batch price, in proportion to buying alone, Shapley value, nucleolus."""

import itertools
import random
from collections.abc import Mapping
from fractions import Fraction
from math import ceil, factorial, sqrt

from optimizer.batches.coalitions import Game
from optimizer.batches.prices import share_out
from optimizer.batches.solve import NoAnswer
from optimizer.highs import Limits, run_highs
from optimizer.mip import Mip

EXACT_UP_TO = 8
SAMPLED_ORDERS = 400
SLACK_POUNDS = 1e-4
GAME_LIMITS = Limits(10.0)


def proportional(joint: int, alone: Mapping[str, int]) -> dict[str, int]:
    """Each pays the same part of what it would pay alone (pence, largest remainder)."""
    return dict(zip(alone, share_out(joint, list(alone.values())), strict=True))


def group_cost(game: Game, members: frozenset[str], batch: Mapping[str, int]) -> int:
    """A group's own cost in pence; for one without a plan of its own, what it pays by the batch price."""
    if not members:
        return 0
    cost = game.worth(members).cost
    return sum(batch[name] for name in members) if cost is None else cost


def shapley(game: Game, joint: int, batch: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """The Shapley value in pence and its error (95%, largest of the buyers; 0 where exact).

    Up to 8 buyers every group counts, with weight |S|! (n-|S|-1)! / n! (Shapley 1953); beyond, joining orders are
    drawn at random while time lasts, in pairs that run against each other.
    """
    buyers = list(batch)
    if len(buyers) > EXACT_UP_TO:
        return _sampled_shapley(game, joint, batch)
    value = dict.fromkeys(buyers, Fraction(0))
    for name in buyers:
        others = [other for other in buyers if other != name]
        for size in range(len(buyers)):
            weight = Fraction(factorial(size) * factorial(len(buyers) - size - 1), factorial(len(buyers)))
            for group in itertools.combinations(others, size):
                before = frozenset(group)
                step = _cost(game, before | {name}, joint, batch) - _cost(game, before, joint, batch)
                value[name] += weight * step
    return rounded(joint, value), 0


def _cost(game: Game, members: frozenset[str], joint: int, batch: Mapping[str, int]) -> int:
    return joint if len(members) == len(batch) else group_cost(game, members, batch)


def _sampled_shapley(game: Game, joint: int, batch: Mapping[str, int]) -> tuple[dict[str, int], int]:
    chance = random.Random(game.search.seed)
    steps: dict[str, list[int]] = {name: [] for name in batch}
    order: list[str] = []
    for drawn in range(SAMPLED_ORDERS):
        if drawn > 1 and game.left <= 0:
            break
        # Each second order is the one before it backwards: who comes early in one comes late in the other.
        order = order[::-1] if drawn % 2 else chance.sample(list(batch), len(batch))
        joined: frozenset[str] = frozenset()
        drawn_steps: dict[str, int] = {}
        for name in order:
            before = _cost(game, joined, joint, batch)
            joined |= {name}
            drawn_steps[name] = _cost(game, joined, joint, batch) - before
        if drawn > 1 and game.left <= 0:
            break
        for name, step in drawn_steps.items():
            steps[name].append(step)
    count = len(next(iter(steps.values())))
    value = {name: Fraction(sum(own), count) for name, own in steps.items()}
    return rounded(joint, value), ceil(max(_error(own) for own in steps.values()))


def _error(steps: list[int]) -> float:
    """How far a mean of sampled steps may be off (95%): by the spread of the means of pairs, which are independent."""
    pairs = [(one + other) / 2 for one, other in zip(steps[::2], steps[1::2], strict=False)]
    drawn: list[float] = pairs if len(pairs) > 1 else [float(step) for step in steps]
    return 1.96 * _deviation(drawn) / sqrt(len(drawn))


def _deviation(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / max(1, len(values) - 1))


def nucleolus(game: Game, joint: int, batch: Mapping[str, int]) -> dict[str, int]:
    """The split whose worst-off groups gain as much as can be, then the next worst (Schmeidler 1969), in pence.

    By linear programmes in turn (Maschler, Peleg and Shapley 1979): the least gain of the groups still open is
    maximised, and groups that can gain no more are fixed there. Up to 8 buyers all groups take part; beyond, the
    groups solved so far, all single buyers, and all but one.
    """
    buyers = list(batch)
    groups = {
        frozenset(group): _cost(game, frozenset(group), joint, batch) for group in _groups(game, buyers)
    }
    fixed: dict[frozenset[str], float] = {}
    shares = {name: pence / 100 for name, pence in batch.items()}
    while len(fixed) < len(groups) and len(fixed) < 2 ** len(buyers):
        gain, shares = _least_gain(buyers, joint, groups, fixed, None)
        tight = [g for g in groups if g not in fixed and _is_tight(shares, groups, g, gain)]
        stuck = [g for g in tight if _most_gain(buyers, joint, groups, fixed, gain, g) <= gain + SLACK_POUNDS]
        for group in stuck or tight[:1]:
            fixed[group] = gain
        if not tight:
            break
    return rounded(joint, {name: Fraction(shares[name]) * 100 for name in buyers})


def _groups(game: Game, buyers: list[str]) -> list[tuple[str, ...]]:
    sizes = range(1, len(buyers))
    if len(buyers) > EXACT_UP_TO:
        solved = [tuple(sorted(group)) for group in game.known if len(group) < len(buyers)]
        ends = [group for size in (1, len(buyers) - 1) for group in itertools.combinations(buyers, size)]
        return list(dict.fromkeys([*solved, *ends]))
    return [group for size in sizes for group in itertools.combinations(buyers, size)]


def _is_tight(shares: Mapping[str, float], groups: Mapping, group: frozenset[str], gain: float) -> bool:
    return groups[group] / 100 - sum(shares[name] for name in group) <= gain + SLACK_POUNDS


def _most_gain(buyers, joint, groups, fixed, gain: float, group: frozenset[str]) -> float:
    return _least_gain(buyers, joint, groups, fixed, (group, gain))[0]


def _least_gain(
    buyers: list[str],
    joint: int,
    groups: Mapping[frozenset[str], int],
    fixed: Mapping[frozenset[str], float],
    alone: tuple[frozenset[str], float] | None,
) -> tuple[float, dict[str, float]]:
    """Maximise the least gain (pounds) of the open groups; with `alone`, that group's while the others keep theirs."""
    mip = Mip()
    column = {name: mip.column(lower=-1e12, upper=1e12) for name in buyers}
    gain = mip.column(cost=-1.0, lower=-1e12, upper=1e12)
    mip.row([(column[name], 1.0) for name in buyers], lower=joint / 100, upper=joint / 100)
    for group, cost in groups.items():
        terms = [(column[name], 1.0) for name in sorted(group)]
        if group in fixed:
            mip.row(terms, upper=cost / 100 - fixed[group] + 1e-7)
        elif alone is None or group == alone[0]:
            mip.row([*terms, (gain, 1.0)], upper=cost / 100)
        else:
            mip.row(terms, upper=cost / 100 - alone[1] + 1e-7)
    values = run_highs(mip, GAME_LIMITS).values
    if values is None:
        raise NoAnswer(
            "The fairest shares could not be worked out. Allow more seconds, or choose another rule."
        )
    return values[gain], {name: values[column[name]] for name in buyers}


def rounded(joint: int, value: Mapping[str, Fraction]) -> dict[str, int]:
    """Exact shares to whole pence that sum to the joint cost, by largest remainder; shares may be negative."""
    pence = {name: share.numerator // share.denominator for name, share in value.items()}
    order = sorted(value, key=lambda name: pence[name] - value[name])
    left = joint - sum(pence.values())
    for position in range(abs(left)):
        pence[order[position % len(order)]] += 1 if left > 0 else -1
    return pence
