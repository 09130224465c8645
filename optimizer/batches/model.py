"""The purchase model of a problem, or of some of its items around orders that stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from optimizer.batches.constraints import CONSTRAINTS
from optimizer.batches.fixed import Fixed, tally
from optimizer.batches.network import Group, draw_network
from optimizer.batches.objective import COSTS
from optimizer.batches.problem import Problem
from optimizer.batches.refine import Split, split_tiers
from optimizer.batches.variables import Model, declare
from optimizer.highs import Values
from optimizer.mip import Mip

WHOLE_FLOWS_UP_TO = 2_000
WHOLE_QUANTITIES_UP_TO = 100
USED = 1e-7


def cost_model(
    problem: Problem,
    *,
    items: Collection[str] | None = None,
    standing: Fixed | None = None,
    margins: Mapping[Group, float] | None = None,
    splits: Collection[Split] = (),
    whole: bool = True,
) -> Model:
    """The least cost of serving the items' demand, all of it by default.

    `standing` is what orders of other items use that stay as they are. `margins` (pounds) tighten budgets and ceilings;
    `splits` are where the estimate of each buyer's part is made exact. `whole` asks for flows in whole units
    from the solver itself, where there are few enough; else they are made whole afterwards.
    """
    network = draw_network(problem, items=items)
    split_tiers(network, sorted(splits))
    model = Model(problem, network, standing or tally(problem), margins=dict(margins or {}))
    flows = sum(len(slot.nodes) * len(slot.tiers) for slot in network.slots)
    declare(model, whole=whole and flows <= WHOLE_FLOWS_UP_TO)
    for rule in (*CONSTRAINTS, *COSTS):
        rule(model)
    return model


def feasibility_model(
    problem: Problem,
    *,
    items: Collection[str] | None = None,
    loosened: Iterable[Group] = (),
    stretched: Group | None = None,
    splits: Collection[Split] = (),
) -> Model:
    """Whether the demand can be served at all, whatever it costs, with some rules left out.

    With `stretched` the objective is by how much that one rule must give; `splits` as in `cost_model`.
    """
    left_out = {*loosened, stretched} if stretched else set(loosened)
    network = draw_network(problem, items=items, loosened=left_out)
    split_tiers(network, sorted(splits))
    model = Model(problem, network, tally(problem), stretched=stretched)
    declare(model, whole=True)
    for rule in CONSTRAINTS:
        rule(model)
    return model


def core_of(
    model: Model, cost: Iterable[float], values: Values, standing: Collection[tuple[str, int]] = ()
) -> Mip:
    """The programme at a cost with only those slots that `values` use, or that are named by offer and month.

    Large quantities need not be whole in it: that costs most of the time, and `orders_of` sees to it afterwards.
    """
    used = set(standing)
    used |= {(c.slot.offer.id, c.slot.month) for c in model.choices if values[c.quantity] > USED}
    upper, integer = list(model.mip.upper), list(model.mip.integer)
    for choice in model.choices:
        integer[choice.quantity] = upper[choice.quantity] <= WHOLE_QUANTITIES_UP_TO
        if (choice.slot.offer.id, choice.slot.month) not in used:
            for column in (choice.quantity, *choice.flows.values()):
                upper[column] = 0.0
            if choice.switch is not None:
                upper[choice.switch] = 0.0
    return replace(model.mip, cost=list(cost), upper=upper, integer=integer)
