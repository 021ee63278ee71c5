"""Rows of lists joined to persons, with judgements obeyed."""

import pytest

from qantar.engine import DuckEngine, Engine
from qantar.linking.records import (
    PersonRecord,
    RecordLinks,
    link_records,
    record_row,
    settings,
)
from qantar.vocabulary.judgement import Judgement

FAMILIES = ["Esen", "Kana", "Abdi", "Omar", "Tule", "Sagin", "Bek", "Nurgali", "Zhaksi"]
GIVEN = ["Marat", "Serik", "Timur", "Aidar", "Nurlan", "Olga", "Dina", "Asel", "Pavel"]


def records() -> list[PersonRecord]:
    """Two lists of the same 81 persons, the second in another order and spelling."""
    rows = []
    for n in range(81):
        family, given = FAMILIES[n % 9] + "ov", GIVEN[n // 9]
        born = f"19{60 + n % 40}-0{1 + n % 9}-1{n % 10}"
        rows.append(
            PersonRecord(
                id=f"a{n:02d}", name=f"{family} {given}", born=born, place="p1"
            )
        )
        rows.append(
            PersonRecord(
                id=f"b{n:02d}",
                name=f"{given} {family[:-1]}w",
                born=born if n % 4 else "",
                place="p1",
            )
        )
    return rows


@pytest.fixture(scope="module")
def engine() -> Engine:
    return DuckEngine(memory="500MB")


@pytest.fixture(scope="module")
def plain(engine: Engine) -> RecordLinks:
    return link_records(records(), engine)


def test_two_lists_of_the_same_persons_join_row_by_row(plain: RecordLinks) -> None:
    pairs = {group for group in plain.groups if len(group) == 2}
    dated = {(f"a{n:02d}", f"b{n:02d}") for n in range(81) if n % 4}

    assert dated <= pairs


def test_common_names_without_a_date_are_left_to_people(plain: RecordLinks) -> None:
    undated = {(f"a{n:02d}", f"b{n:02d}") for n in range(0, 81, 4)}

    assert not undated & set(plain.groups)


def test_every_record_is_in_exactly_one_group(plain: RecordLinks) -> None:
    ids = [member for group in plain.groups for member in group]

    assert sorted(ids) == sorted(record.id for record in records())


def test_joined_pairs_tell_their_reasons(plain: RecordLinks) -> None:
    reasons = {words for pair in plain.joined for _, words in pair.levels}

    assert "born on the same day" in reasons
    assert "surname: same" in reasons


def test_different_keeps_apart_what_would_join(engine: Engine) -> None:
    apart = Judgement(id="j", kind="different", left="a01", right="b01")

    links = link_records(records(), engine, [apart])

    assert not any({"a01", "b01"} <= set(group) for group in links.groups)
    assert ("a01", "b01") in {(pair.left, pair.right) for pair in links.open}


def test_same_joins_what_names_would_not(engine: Engine) -> None:
    same = Judgement(id="j", kind="same", left="a00", right="a40")

    links = link_records(records(), engine, [same])

    assert any({"a00", "a40"} <= set(group) for group in links.groups)


@pytest.mark.parametrize(
    "name",
    ["Марат Абаевич Есенов", "Есенов Марат Абайұлы", "Esenow, Marat Abajewitsch"],
)
def test_a_name_gives_the_same_columns_in_any_script_and_order(name: str) -> None:
    row = record_row(PersonRecord(id="1", name=name))

    assert (row["surname"], row["given"]) == ("esenov", "marat")
    assert (
        row["father"]
        == record_row(PersonRecord(id="2", name="М. Абаевич Есенов"))["father"]
    )


def test_initials_are_columns_of_one_letter() -> None:
    row = record_row(PersonRecord(id="1", name="Есенов М. А."))

    assert (row["surname"], row["given"], row["father"]) == ("esenov", "m", "a")


def test_what_is_not_told_is_none() -> None:
    row = record_row(PersonRecord(id="1", name="Есенов", born="1980"))

    assert row["born"] is None
    assert row["born_year"] == "1980"
    assert row["place"] is None


def test_rows_have_every_column_that_the_settings_name() -> None:
    row = record_row(PersonRecord(id="1", name="x"))

    assert set(settings().columns()) <= set(row)
