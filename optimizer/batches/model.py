"""The purchase model of a problem, or of some of its items around orders that stand."""

from collections.abc import Collection, Iterable, Mapping

from optimizer.batches.constraints import CONSTRAINTS
from optimizer.batches.fixed import tally
from optimizer.batches.network import Group, draw_network
from optimizer.batches.objective import COSTS
from optimizer.batches.problem import Problem
from optimizer.batches.refine import Split, split_tiers
from optimizer.batches.solution import Order
from optimizer.batches.variables import Model, declare

WHOLE_FLOWS_UP_TO = 2_000


def cost_model(
    problem: Problem,
    *,
    items: Collection[str] | None = None,
    standing: tuple[Order, ...] = (),
    pooled: bool = False,
    margins: Mapping[Group, float] | None = None,
    splits: Collection[Split] = (),
    whole: bool = True,
) -> Model:
    """The least cost of serving the items' demand, all of it by default.

    `standing` are orders of other items that stay as they are. `margins` (pounds) tighten budgets and ceilings;
    `splits` are where the estimate of each buyer's part is made exact. `whole` asks for flows in whole units
    from the solver itself, where there are few enough; else they are made whole afterwards.
    """
    network = draw_network(problem, items=items, pooled=pooled)
    split_tiers(network, sorted(splits))
    model = Model(problem, network, tally(problem, standing), margins=dict(margins or {}))
    flows = sum(len(slot.nodes) * len(slot.tiers) for slot in network.slots)
    declare(model, whole=whole and not pooled and flows <= WHOLE_FLOWS_UP_TO)
    for rule in (*CONSTRAINTS, *COSTS):
        rule(model)
    return model


def feasibility_model(
    problem: Problem,
    *,
    items: Collection[str] | None = None,
    loosened: Iterable[Group] = (),
    stretched: Group | None = None,
) -> Model:
    """Whether the demand can be served at all, whatever it costs, with some rules left out.

    With `stretched` the objective is by how much that one rule must give.
    """
    left_out = {*loosened, stretched} if stretched else set(loosened)
    network = draw_network(problem, items=items, loosened=left_out)
    model = Model(problem, network, tally(problem), stretched=stretched)
    declare(model, whole=True)
    for rule in CONSTRAINTS:
        rule(model)
    return model
