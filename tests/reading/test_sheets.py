"""Claim sheets: invented rows, read through the real CSV text."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest

from qantar.reading.sheets import is_claim_sheet, read_sheet
from qantar.reading.sheets_bounds import Bounds, bounds_from_note
from qantar.reading.sheets_cells import cell_spans
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance, Segment
from qantar.vocabulary.gazetteer import GazetteerPlace
from qantar.vocabulary.passage import Unread
from qantar.vocabulary.statement import Speaker, Stance, Statement, Status

HEADER = (
    "claim_id",
    "speaker_chain",
    "stance",
    "event_type",
    "when_edtf",
    "when_words",
    "where",
    "lat",
    "lon",
    "targets",
    "quantity_what",
    "lower",
    "best",
    "upper",
    "cumulative_as_of",
    "note",
    "publication_date",
    "origin_group",
)


def sheet(*rows: dict[str, str], header: Sequence[str] = HEADER) -> Exhibit:
    """An exhibit as intake makes it of a CSV file with these rows."""
    text, segments = "", []
    for row in (dict(zip(header, header, strict=True)), *rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow([row.get(h, "") for h in header])
        start, text = len(text), text + line.getvalue() + "\r\n"
        attributes = {h: row.get(h, "") for h in header} | {"sheet_kind": "claims"}
        segments.append(
            Segment(start=start, end=len(text) - 2, kind="row", attributes=attributes)
        )
    content = ExhibitText(
        text=text, media_type="text/csv", reader="csv/1", segments=tuple(segments[1:])
    )
    return Exhibit(
        digest="ab" * 32,
        size=len(text),
        content=content,
        provenance=Provenance(file="c.csv"),
    )


def claim(**cells: str) -> dict[str, str]:
    """One invented row; ``cells`` overrides its columns."""
    return {
        "claim_id": "K1",
        "speaker_chain": "Mayor of Wolfenheim > Wolfenheim Courier",
        "stance": "asserts",
        "event_type": "death toll",
        "when_edtf": "2031-05-04",
        "where": "Wolfenheim",
        "publication_date": "2031-05-05",
    } | cells


def read(*rows: dict[str, str]) -> tuple[tuple[Statement, ...], tuple[Unread, ...]]:
    return read_sheet(sheet(*rows))


def test_each_row_becomes_exactly_one_statement_over_its_own_text() -> None:
    exhibit = sheet(claim(), claim(claim_id="K2", note='two lines,\n"quoted"'))

    statements, unread = read_sheet(exhibit)

    assert [s.external_id for s in statements] == ["K1", "K2"]
    assert all(s.quote == exhibit.content.text[s.start : s.end] for s in statements)
    assert unread == ()


def test_a_chain_is_read_nearest_witness_first() -> None:
    (statement,), _ = read(
        claim(speaker_chain="nurse (eyewitness) > Agency Zeta > Courier")
    )

    assert statement.chain == (
        Speaker(name="nurse (eyewitness)", role="witnesses"),
        Speaker(name="Agency Zeta", role="relays"),
        Speaker(name="Courier", role="reports"),
    )


def test_spans_point_at_the_cells_even_when_two_cells_hold_the_same_words() -> None:
    exhibit = sheet(claim(where="Anders", targets="Anders", note='said "all", twice'))

    (statement,), _ = read_sheet(exhibit)

    where, targets = statement.spans["where"], statement.spans["targets"]
    text = exhibit.content.text
    assert (
        text[where.start : where.end] == text[targets.start : targets.end] == "Anders"
    )
    assert where.start < targets.start
    assert text[slice(*statement.spans["note"])] == 'said ""all"", twice'


def test_spans_of_quoted_cells_leave_out_the_quotation_marks() -> None:
    row = 'x,"a ""b"", c",,"",z'

    spans = cell_spans(row, ["x", 'a "b", c', "", "", "z"])

    assert spans is not None
    assert [row[s.start : s.end] for s in spans] == ["x", 'a ""b"", c', "", "", "z"]


def test_a_workbooks_cell_may_begin_with_a_quotation_mark() -> None:
    row = 'K1\t"more than"; city only\t\t7'

    spans = cell_spans(row, ["K1", '"more than"; city only', "", "7"])

    assert spans is not None
    assert row[slice(*spans[1])] == '"more than"; city only'


def test_a_column_that_intake_has_named_counts_by_that_name() -> None:
    exhibit = sheet({"Wer?": "mayor", "Was?": "arrest"}, header=("Wer?", "Was?"))
    told = {"column:Wer?": "speaker_chain", "column:Was?": "event_type"}
    content = replace(exhibit.content, claims=told)

    (statement,), unread = read_sheet(replace(exhibit, content=content))

    assert unread == ()
    assert statement.chain[0].name == "mayor"


def test_cells_that_the_row_does_not_show_have_no_spans() -> None:
    assert cell_spans("a,b", ["a", "c"]) is None


@pytest.mark.parametrize(
    ("stance", "expected"),
    [
        ("asserts", Stance.ASSERTS),
        ("unconfirmed", Stance.UNCONFIRMED),
        ("corrects", Stance.UNCONFIRMED),
        ("rumour", Stance.RUMOUR),
        ("опровергает", Stance.DENIES),
    ],
)
def test_stances_of_the_sheet_map_to_ours(stance: str, expected: Stance) -> None:
    (statement,), _ = read(claim(stance=stance))

    assert statement.stance is expected


def test_a_correction_denies_and_names_the_rows_it_withdraws() -> None:
    statements, _ = read(
        claim(quantity_what="killed", lower="31", best="31", upper="31"),
        claim(
            stance="corrects", quantity_what="killed", best="31", note="technical error"
        ),
        claim(quantity_what="killed", lower="7", best="7", upper="7"),
    )

    assert statements[1].stance is Stance.DENIES
    assert statements[1].retracts == (statements[0].id,)
    assert [s.status for s in statements] == [
        Status.RETRACTED,
        Status.STANDING,
        Status.STANDING,
    ]


def test_a_denial_of_authorship_withdraws_nothing() -> None:
    statements, _ = read(
        claim(quantity_what="killed", best="31"),
        claim(
            stance="denies", quantity_what="killed", best="31", note="did not issue it"
        ),
    )

    assert statements[1].stance is Stance.DENIES
    assert statements[1].retracts == ()


@pytest.mark.parametrize(
    ("cells", "note", "expected"),
    [
        (Bounds(lower=100, best=100), '"more than"; city only', (101, None, None)),
        (Bounds(lower=100, best=100), "more than a hundred", (101, None, None)),
        (Bounds(lower=240), '"over 240" in the lead', (241, None, None)),
        (Bounds(lower=64, best=64), "wenigstens 64", (64, 64, None)),
        (Bounds(best=64, upper=64), '"up to 64"', (None, 64, 64)),
        (Bounds(lower=50, best=50), "about 50 listed", (None, 50, None)),
        (Bounds(lower=80, best=80), '"почти"', (75, 80, 80)),
        (Bounds(), '"dozens" of people', (24, 99, None)),
    ],
)
def test_bounds_that_stand_only_in_the_note_are_inclusive(
    cells: Bounds, note: str, expected: tuple[float | None, ...]
) -> None:
    read_bounds = bounds_from_note(cells, note)

    lower, second, third = expected
    if note.startswith('"dozens'):
        assert (read_bounds.lower, read_bounds.upper) == (lower, second)
    else:
        assert (read_bounds.lower, read_bounds.best, read_bounds.upper) == (
            lower,
            second,
            third,
        )


@pytest.mark.parametrize(
    "note",
    [
        'others write "more than 90"',
        'headline says "more than", text says exactly 100',
        "more than one hospital",
        "3 more than the day before",
    ],
)
def test_a_bound_said_of_something_else_leaves_the_figure_alone(note: str) -> None:
    cells = Bounds(lower=100, best=100, upper=100)

    assert bounds_from_note(cells, note) == cells


def test_a_note_never_overrules_a_bound_that_the_sheet_states() -> None:
    cells = Bounds(lower=9900, best=10000, upper=10000)

    assert bounds_from_note(cells, '"more than 10,000"') == cells


def test_an_impossible_date_is_left_out_and_said() -> None:
    (statement,), (unread,) = read(claim(when_edtf="2031-02-30"))

    assert statement.when is None
    assert unread.what == "row 1, column when_edtf"
    assert "2031-02-30" in unread.reason
    assert unread.start == statement.start


@pytest.mark.parametrize(
    ("words", "value"), [("2031-05-04", "2031-05-04"), ("last Sunday", None)]
)
def test_a_column_of_words_may_hold_the_notation(words: str, value: str | None) -> None:
    (statement,), unread = read(claim(when_edtf="", when_words=words))

    assert (statement.when.value if statement.when else None) == value
    assert unread == ()


def test_an_impossible_date_among_words_names_their_column() -> None:
    (statement,), (unread,) = read_sheet(
        sheet(
            {"speaker": "x", "event": "arrest", "when words": "2031-02-30"},
            header=("speaker", "event", "when words"),
        )
    )

    assert statement.when is None
    assert unread.what == "row 1, column when words"


def test_a_lower_bound_above_the_upper_is_left_out_and_said() -> None:
    (statement,), (unread,) = read(claim(quantity_what="killed", lower="9", upper="3"))

    assert statement.quantities == ()
    assert "9/None/3" in unread.reason


def test_a_number_in_words_is_left_out_and_said() -> None:
    (statement,), (unread,) = read(claim(quantity_what="killed", best="many"))

    assert statement.quantities == ()
    assert unread.what == "row 1, column best"


def test_unknown_and_missing_columns_are_said() -> None:
    exhibit = sheet({"when": "2031", "mood": "calm"}, header=("when", "mood"))

    statements, unread = read_sheet(exhibit)

    assert len(statements) == 1
    assert [u.what for u in unread] == [
        "column mood",
        "column for chain",
        "column for kind",
    ]


def test_columns_are_known_by_their_russian_names() -> None:
    header = ("Номер", "Цепочка", "Тип события", "Когда", "Где")
    row = dict(
        zip(
            header,
            ("7", "мэр > газета", "арест", "2031-05", "Новый Берег"),
            strict=True,
        )
    )

    (statement,), unread = read_sheet(sheet(row, header=header))

    assert unread == ()
    assert statement.external_id == "7"
    assert statement.event_type == "arrest"
    assert statement.event_words == "арест"
    assert [w.name for w in statement.where] == ["Новый Берег"]


def test_a_kind_that_no_table_knows_is_other_and_keeps_its_words() -> None:
    (statement,), unread = read(claim(event_type="weather"))

    assert statement.event_type == "other"
    assert statement.event_words == "weather"
    assert unread == ()


def test_a_square_brings_its_town_with_it() -> None:
    (statement,), _ = read(
        claim(where="Market square, Wolfenheim", lat="51.5", lon="9.1")
    )

    assert [(w.name, w.precision, w.lat) for w in statement.where] == [
        ("Market square, Wolfenheim", "square", 51.5),
        ("Wolfenheim", "city", None),
    ]


@pytest.mark.parametrize(
    ("targets", "what", "note", "expected"),
    [
        ("police", "killed", "", "security forces"),
        ("civilians; 19 security forces", "killed", "", "all"),
        ("", "killed", "civilians only, city only", "civilians"),
        ("unclear", "killed", "civilians only or all", ""),
        ("all", "bodies delivered to morgues", "", "morgue, all"),
        ("armed persons (as framed)", "killed", "", "attackers"),
        ("12 oil workers", "years", "", ""),
    ],
)
def test_the_scope_says_whom_and_how_a_count_covers(
    targets: str, what: str, note: str, expected: str
) -> None:
    (statement,), _ = read(
        claim(targets=targets, quantity_what=what, best="4", note=note)
    )

    assert statement.quantities[0].scope == expected


def test_a_stock_is_no_running_total() -> None:
    statements, _ = read(
        claim(quantity_what="in custody", best="40", cumulative_as_of="2031-05-05"),
        claim(quantity_what="detained", best="90", cumulative_as_of="2031-05-05"),
    )

    assert [(s.quantities[0].flow, s.quantities[0].cumulative) for s in statements] == [
        ("stock", False),
        ("flow", True),
    ]


def test_a_group_in_brackets_is_no_group() -> None:
    statements, _ = read(
        claim(origin_group="O-mayor"), claim(origin_group="(withheld)")
    )

    assert [s.origin_hint for s in statements] == ["O-mayor", ""]


class OneTown:
    """A gazetteer of one town."""

    def find(self, name: str, *, prior: Sequence[str] = ()) -> Sequence[GazetteerPlace]:
        town = GazetteerPlace(
            id="g:1", name="Aqtau", lat=43.6, lon=51.2, zone="Asia/Aqtau"
        )
        return [town] if name == "Aqtau" else []

    def get(self, place_id: str) -> GazetteerPlace | None:
        return None


@pytest.mark.parametrize(
    ("place", "zone"), [("Aqtau", "Asia/Aqtau"), ("Elsewhere", "")]
)
def test_a_time_of_day_without_offset_takes_the_zone_of_its_place(
    place: str, zone: str
) -> None:
    exhibit = sheet(claim(when_edtf="2022-01-05T17:00", where=place))

    (statement,), _ = read_sheet(exhibit, gazetteer=OneTown())

    assert statement.when is not None
    assert statement.when.zone == zone


def test_a_table_that_is_no_claim_sheet_is_not_read() -> None:
    row = Segment(
        start=0, end=1, kind="row", attributes={"name": "x", "sheet_kind": "list"}
    )
    exhibit = Exhibit(
        digest="cd" * 32,
        size=1,
        content=ExhibitText(
            text="x", media_type="text/csv", reader="csv/1", segments=(row,)
        ),
        provenance=Provenance(file="l.csv"),
    )

    assert not is_claim_sheet(exhibit)
    assert read_sheet(exhibit) == ((), ())


def test_reading_a_sheet_twice_gives_the_same_ids() -> None:
    assert [s.id for s in read(claim())[0]] == [s.id for s in read(claim())[0]]
