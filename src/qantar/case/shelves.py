"""Shelves: which pages of each published site stand, as they were written last.

Kept with the views, so it is disposable too: without it every page is made again.
"""

from collections.abc import Mapping
from pathlib import Path

from qantar.case.views import Views
from qantar.publishing.site import Kept

__all__ = ["put_shelf", "shelf"]


def shelf(views: Views, folder: Path) -> dict[str, Kept]:
    """Pages of the site in a folder, by their path in it."""
    rows = views.db.execute(
        "SELECT path, key, size, time FROM page WHERE folder = ?", (str(folder),)
    )
    return {path: Kept(key, size, time) for path, key, size, time in rows}


def put_shelf(views: Views, folder: Path, pages: Mapping[str, Kept]) -> None:
    """Remember the pages of the site in a folder."""
    with views.transaction():
        views.db.execute("DELETE FROM page WHERE folder = ?", (str(folder),))
        views.db.executemany(
            "INSERT INTO page(folder, path, key, size, time) VALUES(?, ?, ?, ?, ?)",
            (
                (str(folder), path, one.key, one.size, one.time)
                for path, one in pages.items()
            ),
        )
