"""Names that people write in sheets, and the rows they mean, as far as the user may see them.

`CannotRead` says what is wrong and what to write instead; nothing is guessed.
"""

import difflib
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.utils.text import slugify

from assets.models import Asset, Feature, Kind, Site
from assets.queries.catalogue import visible_assets, visible_sites
from partners.models import Organisation, User
from partners.queries import visible_organisations
from workbooks.faults import CannotRead
from workbooks.words import folded

NEAR = 0.8


class Names:
    """Looks up organisations, sites, assets and features; each list is read once."""

    def __init__(self, by: User) -> None:
        self._by = by

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        known = {}
        for one in visible_organisations(self._by):
            for name in (one.ods_code, one.name, one.short_name):
                if name:
                    known[folded(name)] = one
        return known

    def organisation(self, name: str) -> Organisation:
        """By short name, name or ODS code."""
        found = self._organisations.get(folded(name))
        if found is None:
            shown = sorted({one.short_name for one in self._organisations.values()})
            raise CannotRead(
                f'We do not know the organisation "{name}".', f"Write one of: {', '.join(shown)}."
            )
        return found

    @cached_property
    def _sites(self) -> dict[str, list[Site]]:
        return _by_code((site.organisation, site) for site in visible_sites(self._by))

    @cached_property
    def _assets(self) -> dict[str, list[Asset]]:
        return _by_code((asset.owner, asset) for asset in visible_assets(self._by))

    def forget(self) -> None:
        """Read sites and assets again: rows were stored since."""
        for name in ("_sites", "_assets"):
            self.__dict__.pop(name, None)

    def site(self, code: str, owner: Organisation) -> Site:
        """By code, the owner's own before others'; or by ORGANISATION/CODE."""
        return _chosen(self._sites, code, owner, "site", lambda site: site.organisation_id)

    def asset(self, code: str, owner: Organisation) -> Asset:
        """By code, the owner's own before others'; or by ORGANISATION/CODE."""
        return _chosen(self._assets, code, owner, "asset", lambda asset: asset.owner_id)

    @cached_property
    def _features(self) -> dict[str, Feature]:
        known = {}
        for feature in Feature.objects.all():
            known[folded(feature.name)] = known[folded(feature.code)] = feature
        return known

    def feature(self, name: str) -> Feature:
        """By name or code."""
        found = self._features.get(folded(name))
        if found is None:
            near = self._near(name)
            known = sorted({feature.name for feature in self._features.values()})
            remedy = f'Did you mean "{near}"?' if near else f"Write one of: {', '.join(known) or 'none yet'}."
            raise CannotRead(f'No asset has the feature "{name}".', remedy)
        return found

    def new_feature(self, name: str) -> Feature | None:
        """A feature that nobody has used yet, unsaved; None if it is known; refused if it looks misspelt."""
        if folded(name) in self._features:
            return None
        near = self._near(name)
        if near:
            raise CannotRead(
                f'The feature "{name}" is new but looks like "{near}".', f'Write "{near}", or a clearer name.'
            )
        code = slugify(name)[:40]
        if not code:
            raise CannotRead(f'"{name}" cannot be the name of a feature.', "Use letters and figures.")
        return Feature(code=code, name=name)

    def learn(self, feature: Feature) -> None:
        """Know a feature that was stored just now."""
        self._features[folded(feature.name)] = self._features[folded(feature.code)] = feature

    def _near(self, name: str) -> str:
        close = difflib.get_close_matches(folded(name), self._features, n=1, cutoff=NEAR)
        return self._features[close[0]].name if close else ""


def kind_called(words: str) -> str:
    """The kind that a word means: its value or its label, spaces or underscores alike."""
    wanted = folded(words).replace("_", " ")
    for kind in Kind:
        if wanted in (kind.value.replace("_", " "), folded(kind.label)):
            return kind.value
    labels = ", ".join(kind.value.replace("_", " ") for kind in Kind)
    raise CannotRead(f'We do not know the kind "{words}".', f"Write one of: {labels}.")


def _by_code(pairs: Iterable[tuple[Organisation, Site | Asset]]) -> dict:
    known = defaultdict(list)
    for organisation, row in pairs:
        known[folded(row.code)].append(row)
        known[folded(f"{organisation.short_name}/{row.code}")].append(row)
    return known


def _chosen(known: dict, code: str, owner: Organisation, what: str, owner_of) -> Site | Asset:
    found = known.get(folded(code), [])
    own = [row for row in found if owner_of(row) == owner.pk]
    if len(own or found) == 1:
        return (own or found)[0]
    if found:
        raise CannotRead(
            f'Several organisations have {"an asset" if what == "asset" else "a site"} with the code "{code}".',
            f"Write the organisation before it, such as {owner.short_name}/{code}.",
        )
    near = difflib.get_close_matches(folded(code), known, n=1, cutoff=NEAR)
    remedy = (
        f'Did you mean "{known[near[0]][0].code}"?' if near else f"Check the code, or add the {what} first."
    )
    raise CannotRead(f'There is no {what} with the code "{code}".', remedy)
