"""Rules of the award, scenarios and how long they may be solved."""

from typing import Any

from django import forms

from assets.forms.rounds import PlanForm
from partners.inputs import RowsField
from procurement.forms.figures import CountField, PercentField, PoundsField
from procurement.forms.procurements import NO_AUTOCOMPLETE
from procurement.models import AwardRule, CostSplit, Item, JointProcurement, Scenario, Supplier

Kind = AwardRule.Kind
Rule = CostSplit.Rule
FIGURE_OF = {
    Kind.MAX_SUPPLIERS: "value",
    Kind.MIN_SUPPLIERS: "value",
    Kind.MAX_SHARE: "permille",
    Kind.MIN_SME_SHARE: "permille",
    Kind.EXCLUDE_SUPPLIER: "supplier",
}
MISSING = {
    "value": "Enter the number of suppliers.",
    "permille": "Enter the share in per cent.",
    "supplier": "Choose the supplier to leave out.",
}


class AwardRuleForm(forms.Form):
    """A rule that every scenario keeps unless it is switched off there."""

    kind = forms.ChoiceField(
        label="Rule",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a rule."},
    )
    value = CountField(
        label="Number of suppliers",
        least=1,
        most=1000,
        required=False,
        help_text="For rules that count suppliers.",
    )
    permille = PercentField(label="Share in per cent", required=False, help_text="For rules about a share.")
    supplier = forms.ModelChoiceField(
        label="Supplier",
        queryset=Supplier.objects.none(),
        required=False,
        help_text="For leaving a supplier out.",
    )
    items = RowsField(
        label="Items it holds for", queryset=Item.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Tick none for all items.",
    )  # fmt: skip
    price_pence = PoundsField(
        label="Price of breaking it", required=False,
        help_text="The plan may break the rule where that saves more than this. Leave it empty to keep it always.",
    )  # fmt: skip

    def __init__(self, *args, procurement: JointProcurement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = Supplier.objects.filter(bids__procurement=procurement).distinct()
        self.fields["items"].queryset = Item.objects.filter(demand_lines__procurement=procurement).distinct()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        needed = FIGURE_OF.get(data.get("kind"))
        if needed and data.get(needed) is None and needed not in self.errors:
            self.add_error(needed, MISSING[needed])
        for name in MISSING:
            if name != needed and name in data:
                data[name] = None
        return data


class ScenarioForm(forms.Form):
    """What a scenario changes from the procurement."""

    name = forms.CharField(
        max_length=120, widget=NO_AUTOCOMPLETE, help_text="Such as: At most three suppliers.",
        error_messages={"required": "Enter a name."},
    )  # fmt: skip
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    apply_tiers = forms.BooleanField(
        label="Use volume breaks: orders together reach lower prices", required=False, initial=True
    )
    respect_budgets = forms.BooleanField(label="Keep within budgets", required=False, initial=True)
    include_indicative = forms.BooleanField(
        label="Plan for authorities that have not committed yet too", required=False, initial=True
    )
    volume_limit_permille = PercentField(
        label="Volume limit", most=9999, required=False,
        help_text="How much all buyers together may call off from an existing contract, in per cent of its own "
        "volume. Leave it empty for no limit.",
    )  # fmt: skip


class CopyForm(forms.Form):
    """The name of a copy."""

    name = ScenarioForm.base_fields["name"]


class SolveForm(PlanForm):
    """How long the computer may search for the cheapest award."""


class SplitForm(PlanForm):
    """How the cost is to be shared, and how long that may take."""

    rule = forms.ChoiceField(
        label="How is the cost to be shared?",
        choices=[
            (
                Rule.BATCH_PRICE,
                "Batch price: everybody in a batch pays the same price, and its part of the charges.",
            ),
            (Rule.PROPORTIONAL, "In proportion: everybody pays the same part of what it would pay alone."),
            (
                Rule.SHAPLEY,
                "Shapley value: everybody pays what it adds to the cost, on average over all groups.",
            ),
            (Rule.NUCLEOLUS, "Nucleolus: the group that gains least from staying gains as much as possible."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the cost is to be shared."},
    )
    field_order = ("rule", "seconds")

    def __init__(self, *args, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seconds"].label = "How long may it take?"


class RuleSettingForm(forms.Form):
    """What a scenario does with one rule: off, or on with figures of its own."""

    is_on = forms.BooleanField(required=False)
    value = CountField(label="Number of suppliers", least=1, most=1000, required=False)
    permille = PercentField(label="Share in per cent", required=False)
    price_pence = PoundsField(label="Price of breaking it", required=False)

    def __init__(self, *args, rule: AwardRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields["is_on"].label = str(rule)
        for name in {"value", "permille"} - {FIGURE_OF[Kind(rule.kind)]}:
            del self.fields[name]
        for name in ("value", "permille", "price_pence"):
            if name in self.fields:
                own = self.fields[name].prepare_value(getattr(rule, name))
                self.fields[name].help_text = (
                    f"Empty: as in the procurement ({own})."
                    if own is not None
                    else ("Empty: the rule is kept always.")
                )

    @property
    def figures(self) -> dict[str, int | None]:
        """The scenario's own figures, None where the rule's hold."""
        return {name: self.cleaned_data.get(name) for name in ("value", "permille", "price_pence")}


def rule_forms(scenario: Scenario, data: Any = None) -> list[RuleSettingForm]:
    """A form for each rule of the scenario's procurement, with what the scenario says of it."""
    settings = {setting.rule_id: setting for setting in scenario.rule_settings.all()}
    forms_ = []
    for rule in scenario.procurement.award_rules.select_related("supplier"):
        setting = settings.get(rule.pk)
        initial = {"is_on": True}
        if setting is not None:
            names = ("is_on", "value", "permille", "price_pence")
            initial = {name: getattr(setting, name) for name in names}
        forms_.append(RuleSettingForm(data, rule=rule, initial=initial, prefix=f"rule-{rule.pk}"))
    return forms_
