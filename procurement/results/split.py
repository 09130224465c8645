"""How the cost of a scenario's plan is shared: what each pays by a rule, and whether any group would rather leave."""

from dataclasses import dataclass
from datetime import datetime

from optimizer.batches.solution import CoreCertificate, SplitDocument
from optimizer.runs.models import Run
from partners.models import User
from partners.permissions import organisation_ids_of
from partners.wording import pounds
from procurement.models import ContractingAuthority, Scenario
from procurement.permissions import sees_all
from procurement.planning.shares import finished_splits

Authorities = dict[str, ContractingAuthority]


@dataclass(frozen=True)
class ShareRow:
    """What one authority pays by the rule, alone (None: not known), and the difference."""

    authority_code: str
    authority_name: str
    alone_pence: int | None
    pays_pence: int
    saves_pence: int | None


@dataclass(frozen=True)
class SplitResult:
    """A finished split. `shares` are those `sees_all` or membership lets the reader see; `certificate` is in words.

    `error_pence`: how far a share found from samples may be off; None or 0 where exact.
    """

    rule: str
    rule_label: str
    cost_pence: int
    sees_all: bool
    shares: list[ShareRow]
    groups_solved: int
    groups_pruned: int
    in_core: bool
    proven: bool
    certificate: str
    error_pence: int | None
    stopped: bool
    finished_at: datetime


def splits_of(scenario: Scenario, by: User) -> list[SplitResult]:
    """The latest finished split of each rule of the scenario's plan, in the order of the rules.

    The caller has checked that `by` may see the scenario.
    """
    found = finished_splits(scenario.run) if scenario.run else {}
    if not found:
        return []
    codes = {share.id for _, document in found.values() for share in document.authorities}
    authorities = {
        row.code: row
        for row in ContractingAuthority.objects.filter(code__in=codes).select_related("organisation")
    }
    everything, own = sees_all(by, scenario.procurement), organisation_ids_of(by)
    shown = {code for code in codes if everything or _organisation_of(code, authorities) in own}
    return [
        _result(*found[rule], authorities, shown, everything)
        for rule in Run.SplitRule.values
        if rule in found
    ]


def split_of(scenario: Scenario, by: User) -> SplitResult | None:
    """The split that holds: the one chosen at the award in force, else the one finished last; None without one."""
    splits = splits_of(scenario, by)
    award = scenario.awards.filter(undone_at__isnull=True).first()
    if award is not None:
        chosen = award.splits.filter(chosen=True).values_list("rule", flat=True).first()
        return next((split for split in splits if split.rule == chosen), None)
    return max(splits, key=lambda split: split.finished_at, default=None)


def certificate_words(core: CoreCertificate, names: dict[str, str]) -> str:
    """Whether any group of authorities would pay less by leaving, as one sentence."""
    if not core.in_core:
        group = [names.get(code, code) for code in core.worst_coalition]
        less = pounds(core.excess_pence)
        if len(group) == 1:
            return f"{group[0]} would pay {less} less on its own."
        return f"{', '.join(group[:-1])} and {group[-1]} together would pay {less} less on their own."
    at_most = core.excess_at_most_pence
    if core.proven and (at_most is None or at_most <= len(names)):
        return "No group of these authorities would pay less by leaving: proven."
    found = "No group of these authorities was found that would pay less by leaving"
    if at_most is not None:
        return f"{found}; none could save more than {pounds(at_most)} by it: proven."
    return f"{found}: not proven in the time given."


def _result(
    run: Run, document: SplitDocument, authorities: Authorities, shown: set[str], everything: bool
) -> SplitResult:
    names = {code: row.organisation.name for code, row in authorities.items()}
    shares = [
        ShareRow(
            share.id, names.get(share.id, share.id), share.alone_pence, share.pays_pence, share.saves_pence
        )
        for share in document.authorities
        if share.id in shown
    ]
    return SplitResult(
        rule=document.rule,
        rule_label=run.get_split_rule_display(),
        cost_pence=document.cost_pence,
        sees_all=everything,
        shares=sorted(shares, key=lambda share: share.authority_name),
        groups_solved=document.coalitions.solved,
        groups_pruned=document.coalitions.pruned,
        in_core=document.core.in_core,
        proven=document.core.proven,
        certificate=certificate_words(document.core, names),
        error_pence=document.shapley_error_pence,
        stopped=run.stopped_at is not None,
        finished_at=run.finished_at,
    )


def _organisation_of(code: str, authorities: Authorities) -> int | None:
    row = authorities.get(code)
    return row.organisation_id if row else None
