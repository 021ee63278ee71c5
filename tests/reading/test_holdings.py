"""Who owns what, whichever stands first."""

import pytest

from qantar.reading.holdings import Holding, read_holding
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Span


def holding(text: str, lang: str, *names: str) -> Holding:
    mentions = [
        Mention(
            id=name,
            exhibit="0" * 64,
            start=text.index(name),
            end=text.index(name) + len(name),
            quote=name,
            type="ORG",
            name=name,
        )
        for name in names
    ]
    return read_holding(text, Span(0, len(text)), lang, mentions)


@pytest.mark.parametrize(
    ("text", "lang", "owner", "asset"),
    [
        (
            "Die Nordbank gehört mehrheitlich Timur Muster",
            "de",
            "Timur Muster",
            "Nordbank",
        ),
        ("Timur Muster besitzt die Nordbank", "de", "Timur Muster", "Nordbank"),
        ("Timur Muster hält 40 Prozent der Anteile", "de", "Timur Muster", "Anteile"),
        ("Northbank is owned by Jane Doe", "en", "Jane Doe", "Northbank"),
        ("Jane Doe controls Northbank", "en", "Jane Doe", "Northbank"),
        ("Севербанк принадлежит Ивану Примеру", "ru", "Ивану Примеру", "Севербанк"),
        ("Иван Пример владеет заводом", "ru", "Иван Пример", "заводом"),
        ("Теңізбанк Асан Үлгіге тиесілі", "kk", "Асан Үлгіге", "Теңізбанк"),
    ],
)
def test_owner_and_asset_are_told_apart(
    text: str, lang: str, owner: str, asset: str
) -> None:
    names = [name for name in (owner, asset) if name[0].isupper() and name != "Anteile"]
    found = holding(text, lang, *names)

    assert [party.name for party in found.owners] == [owner]
    assert found.asset is not None
    assert found.asset.name == asset


def test_two_owners_are_two() -> None:
    found = holding(
        "Die Nordbank gehört Timur Muster und Dina Muster",
        "de",
        "Nordbank",
        "Timur Muster",
        "Dina Muster",
    )

    assert [party.name for party in found.owners] == ["Timur Muster", "Dina Muster"]


def test_who_only_explains_an_owner_owns_nothing() -> None:
    found = holding(
        "Die Nordbank, eine große Bank, gehört Dina Muster, der Tochter von Max Muster",
        "de",
        "Nordbank",
        "Dina Muster",
        "Max Muster",
    )

    assert [party.name for party in found.owners] == ["Dina Muster"]
    assert found.asset is not None
    assert found.asset.name == "Nordbank"


def test_belonging_to_a_group_is_no_owning() -> None:
    assert holding("Er gehört zu den Ärmsten", "de") == Holding()


def test_a_clause_without_an_owner_tells_nothing() -> None:
    assert holding("Die Bank wurde verkauft", "de") == Holding()
