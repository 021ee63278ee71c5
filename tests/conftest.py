"""What every test may rely on: settings of hypothesis, and the gold's folders."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick",
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("QANTAR_HYPOTHESIS", "quick"))


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """New locks cost little in tests; a test of the command line pays the full price."""
    monkeypatch.setattr("qantar.ledger.lock.MEMORY", 8192)
    monkeypatch.setattr("qantar.ledger.lock.PASSES", 1)


def gold_folders() -> tuple[Path | None, Path | None]:
    """Folders of labelled text and of tables, as the environment names them."""
    found = []
    for name in ("QANTAR_GOLD", "QANTAR_DATA"):
        value = os.environ.get(name, "")
        found.append(Path(value) if value and Path(value).is_dir() else None)
    return found[0], found[1]


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Deselect, and count aloud, what needs gold that is not there."""
    gold, data = gold_folders()
    if gold is not None and data is not None:
        return
    without = [item for item in items if item.get_closest_marker("gold")]
    if without:
        items[:] = [item for item in items if not item.get_closest_marker("gold")]
        config.hook.pytest_deselected(items=without)
        config.stash[GOLD_MISSING] = len(without)


GOLD_MISSING = pytest.StashKey[int]()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many tests did not run for want of gold."""
    if count := config.stash.get(GOLD_MISSING, 0):
        terminalreporter.write_line(
            f"{count} tests on labelled text were deselected:"
            " QANTAR_GOLD and QANTAR_DATA name no folder."
        )


@pytest.fixture(scope="session")
def gold() -> Path:
    """Folder of labelled text."""
    folder, _ = gold_folders()
    assert folder is not None, "QANTAR_GOLD names no folder"
    return folder


@pytest.fixture(scope="session")
def data() -> Path:
    """Folder of real claims, count tables and names."""
    _, folder = gold_folders()
    assert folder is not None, "QANTAR_DATA names no folder"
    return folder
