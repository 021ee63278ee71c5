"""Where the demonstration's reports are: in the package, or beside a checkout."""

from importlib.resources import files
from pathlib import Path

from qantar.errors import InputError

__all__ = ["demonstration_reports"]


def demonstration_reports() -> Path:
    """Folder of the demonstration's reports.

    Raises:
        InputError: If this installation came without them.
    """
    package = Path(str(files("qantar")))
    for folder in (
        package / "demo" / "reports",
        package.parents[1] / "demo" / "reports",
    ):
        if folder.is_dir():
            return folder
    raise InputError(
        "This installation came without the demonstration's reports. Install Qantar"
        " anew, or build a folder of your own: qantar build REPORTS --out RECORD"
    )
