"""One contract for every engine: DuckDB always, Spark behind its mark."""

from collections.abc import Iterator, Mapping

import pytest

from engine_rows import ROWS, SETTINGS
from qantar.engine import DuckEngine, Engine, SparkEngine
from qantar.errors import InputError


@pytest.fixture(
    scope="module", params=["duck", pytest.param("spark", marks=pytest.mark.spark)]
)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "duck":
        yield DuckEngine(memory="500MB")
        return
    with SparkEngine() as spark:
        yield spark


def found(engine: Engine) -> Mapping[tuple[str, str], float]:
    return {(p.left, p.right): p.probability for p in engine.pairs(ROWS, SETTINGS)}


def test_records_of_one_person_are_the_likeliest_pairs(engine: Engine) -> None:
    scores = found(engine)
    twins = {(f"a{n:03d}", f"b{n:03d}") for n in range(0, 60, 3) if n % 5}

    assert twins <= set(scores)
    assert min(scores[pair] for pair in twins) > 0.5


def test_ids_of_a_pair_stand_in_order_and_each_pair_once(engine: Engine) -> None:
    pairs = [(p.left, p.right) for p in engine.pairs(ROWS, SETTINGS)]

    assert all(left < right for left, right in pairs)
    assert len(pairs) == len(set(pairs))


def test_a_pair_tells_how_its_values_are_alike(engine: Engine) -> None:
    pairs = {(p.left, p.right): dict(p.levels) for p in engine.pairs(ROWS, SETTINGS)}

    assert pairs["a003", "b003"] == {"name": "the same", "town": "the same town"}


def test_a_missing_column_is_named(engine: Engine) -> None:
    with pytest.raises(InputError, match="town"):
        list(engine.pairs([{"id": "x", "name": "y", "year": 1}], SETTINGS))


def test_an_id_that_comes_twice_is_refused(engine: Engine) -> None:
    with pytest.raises(InputError, match="'a000' comes twice"):
        list(engine.pairs([ROWS[0], ROWS[0]], SETTINGS))


def test_texts_are_paired_with_the_first_that_shares_a_hash(engine: Engine) -> None:
    sketches = [("c", [1, 2]), ("a", [1, 7]), ("b", [7, 1]), ("d", [9])]

    assert list(engine.shared_shingles(sketches)) == [("a", "b", 2), ("a", "c", 1)]
    assert list(engine.shared_shingles(sketches, least=2)) == [("a", "b", 2)]


def test_a_function_is_applied_to_every_text_in_order(engine: Engine) -> None:
    assert list(engine.map_texts(len, ["a", "bb", "", "cccc"])) == [1, 2, 0, 4]
