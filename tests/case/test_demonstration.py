"""The demonstration shows what it promises, from real files to the finished record."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from qantar.case import BuildOptions, Case, CaseView, build_record
from qantar.case.demonstration import demonstration_reports
from qantar.ledger import audit
from qantar.vocabulary.finding import Verdict


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "record"
    report = build_record(
        demonstration_reports(),
        folder,
        BuildOptions(title="Demonstration", zone="Asia/Almaty", langs=("kk", "de")),
    )

    assert report.added.unread == []
    assert report.findings == []
    return folder


@pytest.fixture(scope="module")
def view(record: Path) -> Iterator[CaseView]:
    with Case.open(record) as case:
        yield case.view()


def figures(view: CaseView, statement: str) -> set[float]:
    return {q.best for q in view.statement(statement).quantities if q.best is not None}


def verdicts(view: CaseView, *values: float) -> set[Verdict]:
    """Verdicts of pairs that differ in exactly these figures."""
    return {
        found.verdict
        for found in view.contradictions()
        if set().union(*(figures(view, m.statement) for m in found.members))
        == set(values)
    }


def test_seven_reports_in_each_language_are_read(view: CaseView) -> None:
    langs = Counter(
        exhibit.provenance.lang
        for exhibit in view.exhibits()
        if list(view.statements(exhibit=exhibit.digest))
    )

    assert all(langs[lang] >= 7 for lang in ("de", "en", "ru", "kk"))


def test_every_quote_stands_in_its_exhibit(view: CaseView) -> None:
    for exhibit in view.exhibits():
        for statement in view.statements(exhibit=exhibit.digest):
            text = exhibit.content.text[statement.start : statement.end]
            assert text == statement.quote


def test_164_was_retracted(view: CaseView) -> None:
    retracted = [
        s
        for s in view.statements()
        if s.status == "retracted" and any(q.best == 164 for q in s.quantities)
    ]

    assert retracted
    assert Verdict.RETRACTED in verdicts(view, 164)


def test_the_growing_official_count_is_no_contradiction(view: CaseView) -> None:
    for pair in ((225, 227), (227, 230), (230, 232)):
        found = verdicts(view, *pair)
        assert Verdict.CUMULATIVE in found
        assert Verdict.CONTRADICTION not in found


def test_twenty_thousand_changes_its_label(view: CaseView) -> None:
    about = [
        q
        for statement in view.statements()
        for q in statement.quantities
        if q.best == 20_000 or q.lower == 20_001
    ]

    assert {q.what for q in about} >= {"attackers", "people"}
    assert {q.label for q in about} >= {"Banditen", "бандитов"}


def test_the_protest_began_on_the_first_or_the_second(view: CaseView) -> None:
    starts = [
        {
            (when.value if (when := view.statement(a.statement).when) else "")[:10]
            for a in question.answers
        }
        for question in view.questions()
        if question.facet == "time"
    ]

    assert any({"2022-01-01", "2022-01-02"} <= days for days in starts)


def test_one_town_in_three_scripts_is_one_place(view: CaseView) -> None:
    (town,) = (
        place
        for place in view.places()
        if "Janaozen" in {name.text for name in place.names}
    )

    assert {"Janaozen", "Schangaösen", "Жаңаөзен"} <= {n.text for n in town.names}


def test_the_musician_and_the_name_police_gave_him_stay_two(view: CaseView) -> None:
    musician = [
        person
        for person in view.people()
        if any("Ruzakhunov" in n.text for n in person.names)
    ]

    assert len(musician) == 1
    assert any("Рузахунов" in name.text for name in musician[0].names)
    assert not any("Убуров" in name.text for name in musician[0].names)


def test_the_network_was_off_and_on(view: CaseView) -> None:
    states = {(c.state, bool(c.place_name)) for c in view.connectivity()}

    assert {("off", True), ("on", True)} <= states


def test_many_outlets_go_back_to_one_origin(view: CaseView) -> None:
    largest = next(view.origins())

    assert len(largest.statements) >= 8
    assert largest.evidence


def test_a_bank_has_owners(view: CaseView) -> None:
    assert any("Halyk" in tie.asset_name for tie in view.ownership())


def test_the_register_tells_on_which_list_a_person_stands(view: CaseView) -> None:
    listed = [entry for entry in view.register() if entry.lists]

    assert len(listed) >= 5
    for entry in listed:
        for value in entry.values:
            assert value.statements


def test_places_in_pictures_are_known_to_the_case_only(
    view: CaseView, record: Path
) -> None:
    pictures = [e for e in view.exhibits() if e.content.media_type.startswith("image/")]
    numbers = {
        number[:7]
        for picture in pictures
        for number in picture.content.claims["gps"].split(",")
    }

    assert len(pictures) == 3
    assert len(numbers) == 6
    for path in (record / "site").rglob("*"):
        if path.suffix in (".html", ".js"):
            text = path.read_text(encoding="utf-8")
            assert not [n for n in numbers if n in text], path.name
        if path.suffix in (".jpg", ".jpeg", ".png"):
            assert b"Exif" not in path.read_bytes()


def test_the_ledger_holds(record: Path) -> None:
    assert audit(record / "case", "deep").sound


def test_a_second_build_reads_nothing_again(record: Path) -> None:
    report = build_record(
        demonstration_reports(),
        record,
        BuildOptions(title="Demonstration", zone="Asia/Almaty", langs=("kk", "de")),
    )

    assert report.added.added == []
    assert report.read.exhibits == 0
