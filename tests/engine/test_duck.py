"""DuckDB in one process with everything else."""

import gc
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from engine_rows import ROWS, SETTINGS
from qantar.engine import DuckEngine
from qantar.engine.duck import extra_missing


def collected(number: int) -> int:
    gc.collect()
    return number


def test_processes_that_are_forked_afterwards_are_sound() -> None:
    assert list(DuckEngine(memory="500MB").pairs(ROWS, SETTINGS))

    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        assert list(pool.map(collected, [1, 2])) == [1, 2]


def test_a_missing_library_is_named_with_the_remedy() -> None:
    assert "pip install 'qantar[scale]'" in str(extra_missing("splink"))


@pytest.mark.parametrize("threads", [1, None])
def test_the_same_records_give_the_same_pairs(threads: int | None) -> None:
    engine = DuckEngine(memory="500MB", threads=threads)

    first = {(p.left, p.right) for p in engine.pairs(ROWS, SETTINGS)}

    assert first == {(p.left, p.right) for p in engine.pairs(ROWS, SETTINGS)}
