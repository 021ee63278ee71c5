"""What kind of name a name is, by the words at it."""

import pytest

from qantar.text.name_kinds import NameKind, joining_words, name_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Marat Esenov", NameKind.NAME),
        ("@steppe_wind", NameKind.HANDLE),
        ("reader_77", NameKind.HANDLE),
        ("Dina (Name geändert)", NameKind.PSEUDONYM),
        ("Дина (имя изменено)", NameKind.PSEUDONYM),
        ("Дина (есімі өзгертілген)", NameKind.PSEUDONYM),
        ("Dina (not her real name)", NameKind.PSEUDONYM),
    ],
)
def test_a_name_shows_its_kind(name: str, kind: NameKind) -> None:
    assert name_kind(name) is kind


@pytest.mark.parametrize(
    ("between", "kind"),
    [
        (" alias ", NameKind.ALIAS),
        (", он же ", NameKind.ALIAS),
        (" (geborene ", NameKind.FORMER),
        (" (née ", NameKind.FORMER),
        (", бұрынғы тегі ", NameKind.FORMER),
        (" was shown on television under the name ", NameKind.ADVERSARY),
        (" выдали за ", NameKind.ADVERSARY),
        (" and ", None),
        (" was born in the town of ", None),
        (" met his former neighbour ", None),
    ],
)
def test_words_between_two_names_say_how_the_second_stands_to_the_first(
    between: str, kind: NameKind | None
) -> None:
    assert joining_words(between) is kind
