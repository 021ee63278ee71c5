"""Two copies of one case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bundles import admit_device
from qantar.ledger import Ledger


@pytest.fixture
def copy(ledger: Ledger, tmp_path: Path) -> Iterator[Ledger]:
    """A second copy, whose device the keeper has admitted; still empty."""
    with Ledger.join(tmp_path / "copy", case=ledger.case_id) as made:
        admit_device(ledger, made, "field")
        yield made
