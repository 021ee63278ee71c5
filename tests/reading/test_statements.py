"""Statements from voices, times and names that are given by hand."""

from collections.abc import Sequence

import pytest

from qantar.reading.statements import READER, Findings, read_statements
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.gazetteer import GazetteerPlace
from qantar.vocabulary.mention import Mention, TimeMention
from qantar.vocabulary.passage import Passage
from qantar.vocabulary.statement import (
    CarrierStance,
    Speaker,
    SpeakerStretch,
    Stance,
    Statement,
    Status,
)
from qantar.vocabulary.when import Basis, When


class NoPlaces:
    """A gazetteer that knows nothing."""

    def find(self, name: str, *, prior: Sequence[str] = ()) -> Sequence[GazetteerPlace]:
        return ()

    def get(self, place_id: str) -> GazetteerPlace | None:
        return None


def read(
    text: str,
    lang: str,
    *,
    times: dict[str, str] | None = None,
    places: Sequence[str] = (),
    voices: dict[str, str] | None = None,
    kind: str = "",
) -> tuple[Statement, ...]:
    """Statements of a text whose times, places and voices are named by their words."""
    digest = sha256_hex(text.encode())
    exhibit = Exhibit(
        digest=digest,
        size=len(text),
        content=ExhibitText(text=text, media_type="text/plain", reader="test/1"),
        provenance=Provenance(
            file="a.txt", outlet="Hofblatt", published="2022-01-10", kind=kind
        ),
    )
    paragraphs = []
    at = 0
    for part in text.split("\n\n"):
        name = f"p{at}"
        paragraphs.append(
            Passage(
                id=name, exhibit=digest, start=at, end=at + len(part), kind="paragraph"
            )
        )
        at += len(part) + 2
    told = [
        TimeMention(
            exhibit=digest,
            start=text.index(words),
            end=text.index(words) + len(words),
            quote=words,
            type="DATE",
            when=When.parse(value, zone="+06:00", words=words),
        )
        for words, value in (times or {}).items()
    ]
    named = [
        Mention(
            id=words,
            exhibit=digest,
            start=text.index(words),
            end=text.index(words) + len(words),
            quote=words,
            type="LOC",
        )
        for words in places
    ]
    own = SpeakerStretch(
        exhibit=digest,
        start=0,
        end=len(text),
        mode="narrator",
        chain=(Speaker(name="Hofblatt"),),
    )
    inner = [
        SpeakerStretch(
            exhibit=digest,
            start=text.index(words),
            end=text.index(words) + len(words),
            mode="indirect",
            chain=(Speaker(name=who), Speaker(name="Hofblatt")),
        )
        for words, who in (voices or {}).items()
    ]
    findings = Findings(
        lang=lang,
        passages=paragraphs,
        times=sorted(told, key=lambda t: t.start),
        mentions=sorted(named, key=lambda m: m.start),
        speakers=[own, *sorted(inner, key=lambda s: s.start)],
        moments={p.id: "2022-01-10" for p in paragraphs},
        zone="+06:00",
        carriers=lambda voice, _: (
            CarrierStance.OWN if len(voice.chain) == 1 else CarrierStance.NEUTRAL
        ),
    )
    found = read_statements(exhibit, findings, gazetteer=NoPlaces())
    assert all(text[s.start : s.end] == s.quote for s in found)
    return found


def test_a_clause_becomes_a_statement_with_its_reasons() -> None:
    text = "Am Mittwoch nahm die Polizei in Nordstadt 61 Personen fest."
    (found,) = read(text, "de", times={"Mittwoch": "2022-01-05"}, places=["Nordstadt"])
    assert found.event_type == "arrest"
    assert found.when is not None
    assert (found.when.value, found.when.basis) == ("2022-01-05", Basis.STATED)
    assert [place.name for place in found.where] == ["Nordstadt"]
    assert [(q.what, q.best) for q in found.quantities] == [("detained", 61)]
    assert found.reader == READER
    assert any(reason.startswith("kind: verbs of arrest") for reason in found.why)
    assert text[slice(*found.spans["when"])] == "Mittwoch"


def test_two_happenings_in_one_sentence_are_two_statements() -> None:
    text = "Sie stürmten das Rathaus und setzten das Archiv in Brand."
    kinds = [s.event_type for s in read(text, "de")]
    assert kinds == ["seizure-of-building", "arson"]


def test_what_only_hands_on_is_no_statement() -> None:
    text = "A spokesman said four men were arrested."
    (found,) = read(text, "en", voices={"four men were arrested": "A spokesman"})
    assert found.origin.name == "A spokesman"
    assert found.quote == "four men were arrested"


def test_a_time_told_before_is_carried_and_marked() -> None:
    text = "Am Mittwoch brannte die Schule. Zwei Lehrer wurden verletzt."
    _, second = read(text, "de", times={"Mittwoch": "2022-01-05"})
    assert second.when is not None
    assert (second.when.value, second.when.basis) == ("2022-01-05", Basis.CONTEXT)
    assert "when" not in second.spans


def test_without_a_told_time_the_document_bounds_it() -> None:
    text = "Am Mittwoch brannte die Schule.\n\nZwei Lehrer wurden verletzt."
    _, second = read(text, "de", times={"Mittwoch": "2022-01-05"})
    assert second.when is not None
    assert second.when.value == "2022-01-05/2022-01-10"
    assert second.when.basis is Basis.DOCUMENT


def test_a_demand_looks_forward() -> None:
    (found,) = read("Wir fordern eine Untersuchung der Schüsse.", "de")
    assert found.stance is Stance.DEMANDS
    assert found.when is not None
    assert found.when.value == "2022-01-10/.."


def test_a_day_after_publication_is_no_report() -> None:
    (found,) = read(
        "The bakers meet again on 12 January.", "en", times={"12 January": "2022-01-12"}
    )
    assert found.stance is Stance.PREDICTS


def test_nobody_counts_as_zero() -> None:
    (found,) = read("Niemand wurde verletzt.", "de")
    assert found.stance is Stance.DENIES
    assert [(q.what, q.best) for q in found.quantities] == [("injured", 0)]


def test_a_correction_withdraws_the_claim_before() -> None:
    text = "Wir meldeten, ein Wächter sei gestorben. Diese Meldung war falsch."
    first, second = read(
        text,
        "de",
        voices={"ein Wächter sei gestorben": "Ein Anrufer"},
        kind="correction",
    )
    assert first.status is Status.RETRACTED
    assert first.carrier_stance is CarrierStance.REJECTS
    assert second.retracts == (first.id,)
    assert second.event_type == "killing"
    assert second.stance is Stance.DENIES


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Hätte das Tor offen gestanden, wäre er gestorben."),
        ("en", "Did the soldiers open fire?"),
        ("ru", "Если бы не соседи, его бы убили."),
    ],
)
def test_unreal_cases_and_questions_give_no_statement(lang: str, text: str) -> None:
    assert read(text, lang) == ()


def test_reading_twice_gives_the_same() -> None:
    text = "В среду задержали 12 человек. Погибших нет."
    first, second = read(text, "ru"), read(text, "ru")
    assert first == second
    assert [s.id for s in first] == [s.id for s in second]
