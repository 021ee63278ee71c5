"""Times on labelled text against the floors; ``benchmarks/times_gold.py`` counts them.

WikiWarsDE is read under the convention ``timex``, NEREL and KazNERD under ``phrases``,
the rest under ``testimony``.
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = {
    key.removeprefix("times."): floor
    for key, floor in json.loads(
        (ROOT / "tests" / "floors.json").read_text("utf-8")
    ).items()
    if key.startswith("times.")
}
SETS = sorted({key.rsplit(".", 1)[0] for key in FLOORS})


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    path = ROOT / "benchmarks" / "times_gold.py"
    spec = importlib.util.spec_from_file_location("times_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.gold
@pytest.mark.parametrize("name", SETS)
def test_times_of_a_labelled_set_reach_their_floors(
    benchmark: ModuleType, name: str
) -> None:
    figures = benchmark.measure(name)

    for key, floor in FLOORS.items():
        if key.rsplit(".", 1)[0] == name:
            figure = figures[key.rsplit(".", 1)[1]]
            # Of decoys, names that only look like times, few may be hit.
            good = figure <= floor if key.endswith(".decoys") else figure >= floor
            assert good, f"{key}: {figure:.3f}, floor {floor}"
