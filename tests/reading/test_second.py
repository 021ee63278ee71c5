"""The second reader is held to the passage: what it may not say is refused."""

import json
from typing import Any

import pytest

from qantar.reading import read_exhibit
from qantar.reading.second import (
    Answer,
    asked_of,
    question,
    second_name,
    with_answers,
)
from qantar.text.gazetteer import builtin
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.statement import Stance

TEXT = (
    "Am 5. Januar 2022 blieb es in Aktau dunkel, die Laternen gingen nicht an."
    " Ein Fahrer berichtete, sieben Wagen seien steckengeblieben."
    " Niemand wurde verletzt.\n\nDie Laternen gingen wieder an."
)
QUOTE = "blieb es in Aktau dunkel"


def exhibit(text: str = TEXT) -> Exhibit:
    return Exhibit(
        digest=sha256_hex(text.encode()),
        size=len(text.encode()),
        content=ExhibitText(text=text, media_type="text/plain", reader="test/1"),
        provenance=Provenance(
            file="a.txt", lang="de", outlet="Hofblatt", published="2022-01-06"
        ),
    )


def reading() -> Reading:
    return read_exhibit(exhibit(), gazetteer=builtin(), zone="+05:00")


def first_passage() -> tuple[int, int]:
    passage = asked_of(exhibit(), reading().passages)[0]
    return passage.start, passage.end


def row(**changes: Any) -> dict[str, Any]:
    return {
        "quote": QUOTE,
        "kind": "shutdown",
        "stance": "asserts",
        "speaker": "narrator",
        "when": "5. Januar 2022",
        "where": "Aktau",
    } | changes


def judged(answer: str) -> tuple[list[Any], list[str]]:
    """What an answer about the first passage adds, and why the rest was refused."""
    before = reading()
    start, end = first_passage()
    told = Answer(start=start, end=end, text=answer)
    after = with_answers(exhibit(), before, [told], "trial", builtin())
    added = [s for s in after.statements if s.reader == second_name("trial")]
    refused = [u.reason for u in after.unread if u.what == "second reader"]
    return added, refused


def answer(*rows: object) -> str:
    return json.dumps({"statements": list(rows)})


def test_a_quoted_clause_becomes_a_marked_suggestion_with_true_offsets() -> None:
    added, refused = judged(answer(row()))
    (found,) = added
    assert refused == []
    assert TEXT[found.start : found.end] == QUOTE == found.quote
    assert found.review == "suggested"
    assert found.when.value == "2022-01-05"
    assert found.where[0].name == "Aktau"
    assert TEXT[slice(*found.spans["where"])] == "Aktau"


def test_a_fenced_answer_is_read_too() -> None:
    added, refused = judged(f"```json\n{answer(row())}\n```")
    assert len(added) == 1
    assert refused == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quote": "blieb es in Aktau finster"}, "quote is not in the passage"),
        ({"quote": "Die Laternen gingen wieder an"}, "quote is not in the passage"),
        ({"quote": "en"}, "quote stands more than once in the passage"),
        ({"quote": ""}, "a statement has no quote"),
        ({"quote": 7}, "quote is no text"),
        ({"speaker": "Eine Ärztin"}, "speaker is not in the passage"),
        ({"when": "gestern"}, "when is not in the passage"),
        ({"where": "Aktobe"}, "where is not in the passage"),
        ({"kind": "darkness"}, "the kind of event is none of ours"),
        ({"stance": "certain"}, "the stance is none of ours"),
        (
            {"quote": "Niemand wurde verletzt", "kind": "injury", "when": ""},
            "by the rules this is not said as a fact",
        ),
    ],
)
def test_what_breaks_a_rule_is_refused(changes: dict[str, Any], reason: str) -> None:
    added, refused = judged(answer(row(**changes)))
    assert added == []
    assert len(refused) == 1
    assert reason in refused[0]


def test_one_refused_statement_costs_no_other() -> None:
    added, refused = judged(answer(row(quote="nie gesagt"), row(), "nonsense"))
    assert len(added) == 1
    assert len(refused) == 2


@pytest.mark.parametrize(
    "told", ["", "Gern! Hier ist die Liste.", "[]", '{"statements": 3}', "[" * 100_000]
)
def test_nonsense_is_unread(told: str) -> None:
    added, refused = judged(told)
    assert added == []
    assert len(refused) == 1
    assert refused[0].startswith("the answer")


def test_an_endless_list_is_cut() -> None:
    _, refused = judged(answer(*[row(kind="other")] * 60))
    assert "more than 40 statements" in refused[-1]


def test_no_reason_tells_what_the_model_invented() -> None:
    _, refused = judged(answer(row(quote="Otto Lampe hat es getan")))
    assert "Lampe" not in refused[0]


def test_what_the_rules_have_read_is_not_said_twice() -> None:
    before = reading()
    known = next(s for s in before.statements if s.stance is Stance.DENIES)
    told = row(
        quote=known.quote, kind=known.event_type, stance="denies", when="", where=""
    )
    added, refused = judged(answer(told))
    assert added == []
    assert refused == []


def test_the_question_holds_the_passage_and_every_kind() -> None:
    system, user = question(TEXT)
    assert user["content"] == TEXT
    assert "connectivity-restored" in system["content"]
    assert "reports-unconfirmed" in system["content"]
