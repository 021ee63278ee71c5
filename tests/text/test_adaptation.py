"""A case's own model over the shipped tagger."""

from pathlib import Path

import pycrfsuite

from qantar.text.adaptation import Adaptation, corrected, labels_of, own_features
from qantar.text.names_hints import Token, tokens
from qantar.text.tagger import Tagged


def words(text: str) -> list[Token]:
    return tokens(text, 0, len(text))


def taught(path: Path, told: list[tuple[str, list[Tagged], list[str]]]) -> Adaptation:
    trainer = pycrfsuite.Trainer(verbose=False)
    for text, tagged, labels in told:
        trainer.append(own_features(words(text), "de", tagged), labels)
    trainer.train(str(path))
    return Adaptation(version="1", weights=(("latin", path.read_bytes()),))


def test_labels_tell_where_a_name_begins() -> None:
    assert labels_of(4, [(1, 3, "PER")]) == ["O", "B-PER", "I-PER", "O"]


def test_a_type_that_was_corrected_often_is_corrected_elsewhere(tmp_path: Path) -> None:
    text = "Heute schrieb Forstfunk wieder"
    said = [Tagged(2, 3, "PER", 0.9)]
    right = ["O", "O", "B-ORG", "O"]
    own = taught(tmp_path / "weights", [(text, said, right)] * 8)

    other = words("Gestern meldete Forstfunk nichts")
    found = corrected(other, "de", "latin", said, own)

    assert [(t.first, t.last, t.type) for t in found] == [(2, 3, "ORG")]


def test_a_model_without_lessons_leaves_everything_as_it_was() -> None:
    said = [Tagged(0, 1, "PER", 0.8)]
    own = Adaptation(version="1")
    assert corrected(words("Ada kam"), "de", "latin", said, own) == said


def test_refused_words_are_compared_by_their_folded_key() -> None:
    own = Adaptation(version="1", refused=frozenset(["dienst"]))
    assert own.refuses("Dienst")
    assert not own.refuses("Dienstag")
