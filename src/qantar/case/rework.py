"""Reworking: after people decided, read what is stale, link and weigh again.

Runs in a process of its own, so that a desk goes on answering; what it does is told in
the progress file of the case.
"""

from pathlib import Path

from qantar.case.build import PROGRESS_FILE
from qantar.case.case import Case
from qantar.case.progress import ProgressFile, silent

__all__ = ["rework"]


def rework(folder: Path) -> None:
    """Bring readings, links and verdicts of a case up to date.

    Args:
        folder: The case.

    Raises:
        CaseError: If another process builds it; then that one does this work.
    """
    with Case.open(folder) as case:
        case.exclusive()
        progress = ProgressFile(case.folder / PROGRESS_FILE, silent)
        try:
            case.read(jobs=1, listener=progress)
            case.link(listener=progress)
            case.weigh(listener=progress)
        finally:
            progress.finish()
