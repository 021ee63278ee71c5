"""Reasons of linking in four languages."""

import pytest

from qantar.text.link_words import LINK_REASONS, link_words
from qantar.text.messages import translator


@pytest.mark.parametrize("lang", ["de", "ru", "kk"])
def test_every_reason_has_words_in_every_language(lang: str) -> None:
    known = translator(lang, "links")

    assert [told for told in LINK_REASONS if known.gettext(told) == told] == []


def test_the_parts_of_a_reason_are_said_one_by_one() -> None:
    told = "only one person of the exhibit fits: surname: same; initials only"

    assert link_words(told, "de") == (
        "nur eine Person des Dokuments passt: Nachname: gleich; nur Initialen"
    )


def test_names_of_habits_and_places_are_kept() -> None:
    told = "name: same in another habit of writing (French ou)"

    assert link_words(told, "ru") == (
        "имя: совпадает при другой привычке письма (French ou)"
    )


def test_a_persons_own_words_come_back_as_they_are() -> None:
    assert link_words("I know both of them", "kk") == "I know both of them"
