"""The preview counts every change before anything is written."""

from dataclasses import replace

import pytest

from memory_record import MemoryRecord, sample_record
from qantar.publishing.coarsening import coarse_day, coarse_when, is_finer
from qantar.publishing.policy import parse_profile, profile_from
from qantar.publishing.preview import CHANGES, preview
from qantar.publishing.profile import INTERNAL, PUBLIC, Profile, apply
from qantar.vocabulary.exhibit import DOCUMENT_KINDS
from qantar.vocabulary.statement import Review
from qantar.vocabulary.when import When

ALL_KINDS = frozenset((*DOCUMENT_KINDS, ""))
WIDE = replace(
    PUBLIC,
    name="wide",
    reviews=frozenset(Review),
    kinds=ALL_KINDS,
    protected_exhibits=True,
    all_persons=True,
)


@pytest.fixture(scope="module")
def record() -> MemoryRecord:
    return sample_record()


def test_nothing_changes_in_the_groups_own_copy_but_protected_names(
    record: MemoryRecord,
) -> None:
    told = preview(record, INTERNAL)

    assert set(told.changes) <= {"names", "contacts", "people"}
    assert told.statements == told.of_statements


def test_every_statement_that_stays_in_has_a_reason(record: MemoryRecord) -> None:
    told = preview(record, PUBLIC)
    reasons = sum(n for key, n in told.changes.items() if key.startswith("statement:"))

    assert reasons == told.of_statements - told.statements


def test_every_exhibit_that_stays_in_has_a_reason(record: MemoryRecord) -> None:
    told = preview(record, PUBLIC)
    reasons = sum(n for key, n in told.changes.items() if key.startswith("exhibit:"))

    assert reasons == told.of_exhibits - told.exhibits


def test_every_change_has_words(record: MemoryRecord) -> None:
    for profile in (INTERNAL, PUBLIC, WIDE, replace(WIDE, date_grain="month")):
        assert set(preview(record, profile).changes) <= set(CHANGES)


def test_the_digest_is_of_what_is_seen(record: MemoryRecord) -> None:
    one, same = preview(record, WIDE), preview(record, WIDE)
    other = preview(record, replace(WIDE, date_grain="day"))

    assert one == same
    assert one.digest != other.digest


def test_a_profile_survives_its_table() -> None:
    for profile in (INTERNAL, PUBLIC, WIDE):
        assert profile_from(profile.as_table()) == profile


def test_a_profile_with_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="revolt"):
        replace(PUBLIC, event_types=frozenset(("revolt",)))


def test_only_statements_of_the_kinds_that_are_let_out_go_out(
    record: MemoryRecord,
) -> None:
    only = replace(WIDE, event_types=frozenset(("shutdown",)))

    assert {s.event_type for s in apply(record, only).statements()} == {"shutdown"}


def test_statements_of_protected_voices_can_stay_in(record: MemoryRecord) -> None:
    closed = replace(WIDE, protected_voices=False)
    kept = {s.id for s in apply(record, closed).statements()}
    protected = {s.id for s in record.statements() if any(v.protected for v in s.chain)}

    assert protected
    assert kept.isdisjoint(protected)


# -- words that stay in -----------------------------------------------------------


def withheld(record: MemoryRecord, profile: Profile) -> tuple[set[str], set[str]]:
    """Quotations of protected voices, and of all others, as shown."""
    guarded = {e.digest for e in record.exhibits() if e.provenance.protect}
    shown = list(apply(record, profile).statements())
    protected = {s.quote for s in shown if s.exhibit in guarded}
    return protected, {s.quote for s in shown if s.exhibit not in guarded}


def test_words_of_protected_voices_stay_in_and_others_do_not(
    record: MemoryRecord,
) -> None:
    protected, others = withheld(record, WIDE)

    assert {quote.strip(" […]") for quote in protected} == {""}
    assert "" not in {quote.strip(" […]") for quote in others if quote}


def test_all_words_can_stay_in(record: MemoryRecord) -> None:
    for quotes in withheld(record, replace(WIDE, quotes="withheld")):
        assert {quote.strip(" […]") for quote in quotes} <= {""}


def test_a_statement_without_words_has_none_of_its_voice(record: MemoryRecord) -> None:
    for statement in apply(record, replace(WIDE, quotes="withheld")).statements():
        assert statement.event_words == ""
        assert not statement.spans
        assert all(q.words == q.label == "" for q in statement.quantities)
        assert statement.when is None or statement.when.words == ""


# -- times ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "grain", "told"),
    [
        ("2022-01-05T16:00+06:00~", "day", "2022-01-05"),
        ("2022-01-06T00:00+06:00~", "day", "2022-01-05/2022-01-06"),
        ("2022-01-05", "month", "2022-01"),
        ("2022-01-05", "year", "2022"),
        ("2022-01", "day", "2022-01"),
        ("2022-01-05", "minute", "2022-01-05"),
        (
            "2022-01-04T23:00+06:00/2022-01-05T04:00+06:00",
            "day",
            "2022-01-04/2022-01-05",
        ),
    ],
)
def test_a_time_is_told_no_finer_than_allowed(
    value: str, grain: str, told: str
) -> None:
    found = coarse_when(When.parse(value, zone="Asia/Almaty"), grain)

    assert found is not None
    assert found.value == told


@pytest.mark.parametrize("grain", ["day", "month", "year"])
@pytest.mark.parametrize(
    "value", ["2022-01-05T16:00+06:00", "2022-01-01T00:00+06:00~", "2022-01-05"]
)
def test_a_coarse_time_holds_the_exact_one(value: str, grain: str) -> None:
    exact = When.parse(value, zone="Asia/Almaty")
    told = coarse_when(exact, grain)

    assert told is not None
    assert exact.earliest
    assert exact.latest
    assert told.earliest
    assert told.latest
    assert told.earliest <= exact.earliest < exact.latest <= told.latest


def test_a_duration_is_no_time_of_day() -> None:
    assert not is_finer(When(value="PT4H"), "day")


def test_no_day_is_told_where_only_months_are(record: MemoryRecord) -> None:
    view = apply(record, replace(WIDE, date_grain="month", quotes="withheld"))
    told: list[object] = [*view.statements(), *view.events(), *view.connectivity()]
    told += [*view.questions(), *view.ownership(), *view.register()]
    readings = [view.reading(e.digest) for e in view.exhibits()]
    told += [r.times for r in readings]
    for one in told:
        assert "2022-01-0" not in repr(one), one


def test_dates_in_our_own_words_are_cut_too() -> None:
    assert coarse_day("2022-01-05/2022-01-10", "year") == "2022/2022"


# -- contacts and places ----------------------------------------------------------------

CUSTOM = """
[profile]
name = "x"
edition = ""
second_person = false
notice = ""
"""


def test_a_profile_without_its_other_sections_is_refused() -> None:
    with pytest.raises(ValueError, match="dates, exhibits, names"):
        parse_profile(CUSTOM)
