"""Matching the names people write for authorities to the authorities meant."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rapidfuzz import fuzz, process

from procurement.models import ContractingAuthority

# Words that every fire, police or ambulance body's name shares say nothing about which one is meant.
SHARED_WORDS = re.compile(
    r"\b(and rescue|fire|rescue|service|services|brigade|authority|police|constabulary|ambulance|nhs|foundation"
    r"|trust|university|county|council|the)\b"
)
LIKELY = 80


class Suggestion(NamedTuple):
    """An authority that a written name may mean; `score` from 0 (unlike) to 100 (the same)."""

    authority: ContractingAuthority
    score: int


def folded_name(written: str) -> str:
    """A name without differences of case, spacing and "&"."""
    plain = unicodedata.normalize("NFKC", written).casefold().replace("&", " and ")
    return re.sub(r"\s+", " ", plain).strip()


def distinctive(written: str) -> str:
    """What is left of a name without the words that all such bodies share; the whole name if nothing is."""
    folded = folded_name(written)
    left = re.sub(r"\s+", " ", SHARED_WORDS.sub(" ", folded)).strip()
    return left or folded


def certain_matches(authorities: Iterable[ContractingAuthority]) -> dict[str, ContractingAuthority]:
    """Authorities by each folded name that certainly means them.

    Name, short name, code and ODS code are certain; so is what distinguishes a name from others ("Avon" of
    "Avon Fire and Rescue Service") as long as it distinguishes one authority only.
    """
    certain: dict[str, ContractingAuthority] = {}
    parts: dict[str, list[ContractingAuthority]] = {}
    for authority in authorities:
        organisation = authority.organisation
        parts.setdefault(distinctive(organisation.name), []).append(authority)
        for name in (organisation.name, organisation.short_name, authority.code, organisation.ods_code):
            if name:
                certain[folded_name(name)] = authority
    for part, found in parts.items():
        if len(found) == 1:
            certain.setdefault(part, found[0])
    return certain


def certain_match(written: str, certain: Mapping[str, ContractingAuthority]) -> ContractingAuthority | None:
    """The authority a written name certainly means, or None."""
    return certain.get(folded_name(written)) or certain.get(distinctive(written))


def suggestions(
    written: str, authorities: Mapping[int, ContractingAuthority], count: int = 3
) -> list[Suggestion]:
    """The authorities a name is most like, best first; only those that are likely at all.

    authorities: by primary key. Likeness is rapidfuzz's WRatio of the distinctive parts of the names.
    """
    choices = {key: distinctive(authority.organisation.name) for key, authority in authorities.items()}
    near = process.extract(
        distinctive(written), choices, scorer=fuzz.WRatio, limit=count, score_cutoff=LIKELY
    )
    return [Suggestion(authorities[key], round(score)) for _, score, key in near]
