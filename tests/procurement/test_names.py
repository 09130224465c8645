"""Names people write for authorities."""

import pytest

from partners.models import Organisation
from procurement.models import ContractingAuthority
from procurement.names import certain_match, certain_matches, distinctive, suggestions


def authorities(*names: str) -> dict[int, ContractingAuthority]:
    """Unsaved authorities of organisations with these names, by made-up keys."""
    return {
        key: ContractingAuthority(
            pk=key, code=f"A{key}", organisation=Organisation(name=name, short_name=f"S{key}")
        )
        for key, name in enumerate(names)
    }


SERVICES = authorities(
    "Cambridgeshire Fire and Rescue Service",
    "Isle of Wight Fire and Rescue Service",
    "Isles of Scilly Fire and Rescue Service",
    "London Fire Brigade",
    "Avon Fire and Rescue Service",
    "Bedfordshire Fire and Rescue Service",
    "Bedfordshire Police",
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Avon", "Avon Fire and Rescue Service"),
        ("AVON  fire & rescue service", "Avon Fire and Rescue Service"),
        ("London", "London Fire Brigade"),
        ("S3", "London Fire Brigade"),
        ("a3", "London Fire Brigade"),
        ("Isles of Scilly", "Isles of Scilly Fire and Rescue Service"),
        ("Bedfordshire Police", "Bedfordshire Police"),
    ],
)
def test_some_names_are_certain(written: str, meant: str) -> None:
    assert certain_match(written, certain_matches(SERVICES.values())).organisation.name == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Cambridgshire", "Cambridgeshire Fire and Rescue Service"),
        ("Isle of White", "Isle of Wight Fire and Rescue Service"),
    ],
)
def test_misspelt_names_are_not_certain_but_suggested(written: str, meant: str) -> None:
    assert certain_match(written, certain_matches(SERVICES.values())) is None
    assert suggestions(written, SERVICES)[0].authority.organisation.name == meant


def test_a_name_that_two_share_is_asked_about() -> None:
    assert certain_match("Bedfordshire", certain_matches(SERVICES.values())) is None
    found = {s.authority.organisation.name for s in suggestions("Bedfordshire", SERVICES)}
    assert found == {"Bedfordshire Fire and Rescue Service", "Bedfordshire Police"}


def test_nothing_is_suggested_for_a_name_unlike_any() -> None:
    assert suggestions("Qwertzu", SERVICES) == []


def test_a_name_of_shared_words_alone_keeps_them() -> None:
    assert distinctive("Fire and Rescue Service") == "fire and rescue service"
