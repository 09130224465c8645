"""Narrowing a plan to an organisation or a site."""

from django import forms

from assets.planning.plans import DeclinedLine, PlacedLine, Plan


class PlacementFilter(forms.Form):
    """Which placements to show; a choice that is not there counts for nothing."""

    organisation = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    site = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        lines = [*plan.placed, *plan.declined]
        organisations = {line.request.organisation_id: line.request.organisation.name for line in lines}
        sites = {asset.site_id: asset.site.name for line in plan.placed for asset in line.assets}
        for name, found in (("organisation", organisations), ("site", sites)):
            ordered = sorted(found.items(), key=lambda pair: pair[1])
            self.fields[name].choices = [("", "---------"), *ordered]
        self.is_valid()

    def of_organisation(self, lines: list[PlacedLine] | list[DeclinedLine]) -> list:
        """The lines of the organisation that was chosen, or all."""
        chosen = self.cleaned_data.get("organisation")
        return [line for line in lines if chosen in (None, line.request.organisation_id)]

    def narrowed(self, lines: list[PlacedLine]) -> list[PlacedLine]:
        """The placements of the organisation and at the site that were chosen."""
        site = self.cleaned_data.get("site")
        found = self.of_organisation(lines)
        return [line for line in found if site is None or site in {asset.site_id for asset in line.assets}]
