"""One reading process for all tests of intake; starting one costs half a second."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qantar.intake import Limits, ReadingProcess
from qantar.vocabulary.exhibit import ExhibitText

Read = Callable[..., ExhibitText]


@pytest.fixture(scope="session")
def reading() -> Iterator[ReadingProcess]:
    with ReadingProcess() as process:
        yield process


@pytest.fixture
def read(reading: ReadingProcess, tmp_path: Path) -> Read:
    """Preserve bytes as a case does, under a name that tells nothing, and read them."""

    def read_one(
        name: str, data: bytes | str, limits: Limits | None = None
    ) -> ExhibitText:
        path = tmp_path / "5a1e"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return reading.read(path, name=name, limits=limits)

    return read_one
