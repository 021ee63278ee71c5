"""Names that a text declares to be one person's, or nobody's."""

import pytest

from name_exhibits import mention
from qantar.linking import Declared, Links, declared_names, link
from qantar.text.gazetteer import builtin
from qantar.text.name_kinds import NameKind
from qantar.vocabulary.mention import Mention


def told(text: str, *names: str) -> tuple[list[Mention], list[Declared]]:
    mentions = [mention(name, start=text.index(name)) for name in names]
    return mentions, list(declared_names(mentions, text))


def linked(mentions: list[Mention], declared: list[Declared]) -> Links:
    return link(mentions, gazetteer=builtin(), declared=declared)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Olga Keller (geb. Brandt) kam.", "Olga Keller", "Brandt"),
        ("Пришла Ольга Келлер (урождённая Брандт).", "Ольга Келлер", "Брандт"),
        ("Timur Asanov, also known as Tolik, came.", "Timur Asanov", "Tolik"),
        ("Тимур Асанов, он же Толик, пришёл.", "Тимур Асанов", "Толик"),
    ],
)
def test_a_declared_alias_joins_within_its_exhibit(
    text: str, first: str, second: str
) -> None:
    links = linked(*told(text, first, second))

    (person,) = links.people
    assert {name.text for name in person.names} == {first, second}
    assert any(why.startswith("the text says") for why in person.why)


def test_an_alias_across_a_full_stop_is_none() -> None:
    _, declared = told("Timur Asanov came. Alias Tolik left.", "Timur Asanov", "Tolik")

    assert declared == []


def test_the_name_that_captors_gave_is_typed_and_joins_nobody() -> None:
    text = "Timur Asanov was shown on television under the name Erlan Kanatov."
    mentions, declared = told(text, "Timur Asanov", "Erlan Kanatov")
    namesake = mention("Erlan Kanatov", exhibit="e2")

    links = linked([*mentions, namesake], declared)

    assert [each.kind for each in declared] == [NameKind.ADVERSARY]
    assert len(links.people) == 3
    assert "adversary" in {n.kind for p in links.people for n in p.names}


def test_a_pseudonym_never_leaves_its_exhibit() -> None:
    text = "Dina Omarova (name changed) told us."
    mentions, declared = told(text, "Dina Omarova")
    bearer = mention("Dina Omarova", exhibit="e2")

    links = linked([*mentions, bearer], declared)

    assert len(links.people) == 2
    assert [each.kind for each in declared] == [NameKind.PSEUDONYM]
