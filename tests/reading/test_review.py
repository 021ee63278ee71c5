"""Decisions applied to statements: a person's word, two persons' words, lost words."""

from dataclasses import replace

import pytest

from qantar.reading.review import Outcome, place, review
from qantar.vocabulary.judgement import Anchor, Decision, DecisionKind
from qantar.vocabulary.passage import Span
from qantar.vocabulary.statement import Review, Speaker, Stance, Statement

TEXT = "Acht Menschen starben. Zwanzig wurden verhaftet."
KIND = DecisionKind


def read(start: int = 0, end: int = 22, kind: str = "killing") -> Statement:
    return Statement(
        id=f"m{start}-{end}",
        exhibit="e",
        start=start,
        end=end,
        quote=TEXT[start:end],
        lang="de",
        chain=(Speaker(name="Zeugin"),),
        event_type=kind,
        reader="statements/1",
        spans={"event_type": Span(start + 14, start + 21)},
    )


def decide(
    kind: DecisionKind, about: Statement, *words: Statement, by: str = "aigul"
) -> Decision:
    return Decision(
        id=f"{kind}-{by}-{about.id}-{len(words)}",
        entry="x",
        kind=kind,
        anchor=Anchor(
            exhibit="e",
            start=about.start,
            end=about.end,
            quote=about.quote,
            statement=about.id,
        ),
        words=words,
        by=by,
        device=by,
    )


def only(outcome: Outcome) -> Statement:
    (found,) = outcome.statements
    return found.statement


def test_without_decisions_everything_stays_as_read() -> None:
    found = review([read()], [], TEXT)

    assert only(found) == read()


def test_the_readers_own_opinion_stays_beside_the_persons() -> None:
    said = replace(read(), event_type="injury")
    (found,) = review([read()], [decide(KIND.CORRECTED, read(), said)], TEXT).statements

    assert found.statement.event_type == "injury"
    assert found.machine == read()


def test_two_people_who_differ_leave_it_open_as_read() -> None:
    said = replace(read(), stance=Stance.RUMOUR)
    decisions = [
        decide(KIND.ACCEPTED, read(), read()),
        decide(KIND.CORRECTED, read(), said, by="timur"),
    ]
    (found,) = review([read()], decisions, TEXT).statements

    assert found.open
    assert found.statement == read()
    assert len(found.decisions) == 2


def test_two_people_who_say_the_same_agree() -> None:
    said = replace(read(), stance=Stance.RUMOUR)
    decisions = [
        decide(KIND.CORRECTED, read(), said, by=by) for by in ("aigul", "timur")
    ]

    assert only(review([read()], decisions, TEXT)).review is Review.CORRECTED


def test_the_last_word_of_one_person_counts() -> None:
    decisions = [
        decide(KIND.ACCEPTED, read(), read()),
        decide(KIND.REJECTED, read()),
    ]

    assert only(review([read()], decisions, TEXT)).review is Review.REJECTED


def test_a_keeper_settles_what_is_open() -> None:
    one = decide(KIND.REJECTED, read())
    two = replace(decide(KIND.ACCEPTED, read(), read(), by="timur"), settles=(one.id,))

    assert only(review([read()], [one, two], TEXT)).review is Review.ACCEPTED


def test_a_decision_finds_its_statement_when_ids_have_changed() -> None:
    anew = replace(read(), id="other", reader="statements/2")
    decision = decide(KIND.ACCEPTED, read(), read())

    assert only(review([anew], [decision], TEXT)).id == "other"


def test_a_persons_word_outlives_a_reader_that_no_longer_sees_it() -> None:
    found = only(review([], [decide(KIND.ACCEPTED, read(), read())], TEXT))

    assert (found.quote, found.review) == (read().quote, Review.ACCEPTED)
    assert found.reader == "person"


def test_words_that_moved_are_found_with_their_spans() -> None:
    moved = "Vorweg. " + TEXT
    found = only(review([], [decide(KIND.ACCEPTED, read(), read())], moved))

    assert moved[found.start : found.end] == read().quote
    assert moved[slice(*found.spans["event_type"])] == "starben"


def test_words_that_are_gone_are_listed_and_not_dropped() -> None:
    decision = decide(KIND.ACCEPTED, read(), read())

    assert review([], [decision], "Ganz anderes.").lost == (decision,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, Span(0, 22)),
        ("x" + TEXT, Span(1, 23)),
        ("x" + TEXT + TEXT, None),
        ("nothing", None),
    ],
)
def test_a_place_is_where_it_was_or_the_only_one(text: str, found: Span | None) -> None:
    anchor = Anchor(exhibit="e", start=0, end=22, quote=TEXT[:22])

    assert place(anchor, text) == found


def test_parts_stand_only_while_nobody_objects_to_the_split() -> None:
    parts = (read(), replace(read(), event_type="injury"))
    split = decide(KIND.SPLIT, read(), *parts)
    other = decide(KIND.ACCEPTED, read(), read(), by="timur")

    agreed = review([read()], [split], TEXT).statements
    differing = review([read()], [split, other], TEXT).statements

    assert [o.statement.review for o in agreed] == [
        Review.REJECTED, Review.CORRECTED, Review.CORRECTED,
    ]  # fmt: skip
    assert len(differing) == 1
    assert differing[0].open


def test_nobody_can_name_the_voice_of_a_protected_exhibit() -> None:
    added = replace(decide(KIND.ADDED, read(), read()), anchor=Anchor(
        exhibit="e", start=0, end=22, quote=TEXT[:22]
    ))  # fmt: skip
    found = only(review([], [added], TEXT, protect=True))

    assert found.origin.protected


def test_a_correction_does_not_lift_the_readers_protection() -> None:
    hidden = replace(read(), chain=(Speaker(name="Zeugin", protected=True),))
    open_ = replace(read(), chain=(Speaker(name="Zeugin"),))
    found = only(review([hidden], [decide(KIND.CORRECTED, hidden, open_)], TEXT))

    assert found.origin.protected
