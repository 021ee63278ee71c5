import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.text.lexicon import Stems, fold
from qantar.text.triggers import SEVERITY, find_triggers
from qantar.vocabulary.kinds import event_kinds


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("de", "Die Polizei nahm drei Frauen fest.", "arrest"),
        ("de", "Das Rathaus wurde in Brand gesetzt.", "arson"),
        ("de", "Der Minister trat am Abend zurück.", "resignation"),
        ("en", "Police opened fire on the crowd.", "clash"),
        ("en", "The bakers went on strike.", "strike"),
        ("ru", "Двоих рабочих задержали у ворот.", "arrest"),
        ("ru", "Интернет в городе отключили.", "shutdown"),
        ("kk", "Қалада интернет өшті.", "shutdown"),
        ("kk", "Үш адам қаза тапты.", "killing"),
    ],
)
def test_predicates_tell_the_kind(lang: str, text: str, kind: str) -> None:
    assert find_triggers(text, 0, len(text), lang)[0].kind == kind


def test_a_predicate_counts_more_than_a_noun() -> None:
    text = "Die Kundgebung endete, als zwei Männer verhaftet wurden."
    assert find_triggers(text, 0, len(text), "de")[0].kind == "arrest"


def test_every_kind_in_the_lists_is_one_of_ours() -> None:
    for lang in ("de", "en", "ru", "kk"):
        path = files("qantar.text").joinpath(f"data/{lang}/triggers.toml")
        told = tomllib.loads(path.read_text("utf-8"))
        assert set(told) <= set(event_kinds())
        assert set(told) <= set(SEVERITY)


def test_folding_keeps_the_length() -> None:
    text = "İstanbul ЁЛКА Straße"
    assert len(fold(text)) == len(text)


def test_the_most_exact_entry_wins() -> None:
    stems = Stems([("brand*", 1), ("brandung", 2), ("*stift", 3), ("*ette*", 4)])
    found = [stems.get(w) for w in ("brandung", "brandstiftung", "buntstift", "kette")]
    assert found == [2, 1, 3, 4]
    assert sorted(stems.all("brandung")) == [1, 2]


@given(st.text("abñ", max_size=12))
def test_a_stem_is_found_in_a_word_of_any_length(rest: str) -> None:
    stems = Stems([("ab*", 1), ("*ba", 2), ("*bab*", 3), ("abba", 4)])
    fits = {
        1: len(rest) > 1 and rest.startswith("ab"),
        2: len(rest) > 1 and rest.endswith("ba"),
        3: "bab" in rest,
        4: rest == "abba",
    }

    assert set(stems.all(rest)) == {value for value, fit in fits.items() if fit}
    assert (stems.get(rest) is None) == (not any(fits.values()))
