"""Every property that is promised names tests, and they are there."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LINES = [
    line
    for line in (HERE / "README.md").read_text("utf-8").splitlines()
    if line.startswith("| P")
]


def is_slow(test: ast.FunctionDef) -> bool:
    return any("slow" in ast.unparse(one) for one in test.decorator_list)


def functions_of(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}


def test_all_eighteen_are_there() -> None:
    assert [line.split("|")[1].strip() for line in LINES] == [
        f"P{n}" for n in range(1, 19)
    ]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("|")[1].strip())
def test_the_tests_of_a_property_are_there(line: str) -> None:
    named = re.findall(r"(\*deep\* )?`([^`:]+)::([^`]+)`", line)

    assert named
    for deep, file, name in named:
        tests = functions_of(HERE / file)
        assert name in tests, f"{file} has no {name}"
        assert is_slow(tests[name]) == bool(deep), f"{name} is marked wrongly"
    assert any(not deep for deep, _, _ in named), "some of it must run every time"
