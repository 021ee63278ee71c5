"""What lies where in a case folder."""

from pathlib import Path

from qantar.errors import NotACase

__all__ = ["EXHIBITS_FOLDER", "KEY_FILE", "LOCK_FILE", "LOG_FILE", "refuse_links"]

LOG_FILE = "log.db"
KEY_FILE = "device.key"
LOCK_FILE = "lock.json"
EXHIBITS_FOLDER = "exhibits"


def refuse_links(folder: Path) -> None:
    """Refuse a case whose parts are links: they would lead out of it.

    Raises:
        NotACase: If one is.
    """
    for name in (LOG_FILE, KEY_FILE, LOCK_FILE, EXHIBITS_FOLDER):
        if (folder / name).is_symlink():
            raise NotACase(f"{folder / name} is a link; a case holds its own files.")
