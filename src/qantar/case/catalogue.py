"""The list of exhibits in the views: what is in it, in which order, what left it.

The order is that in which all copies of a case see their entries, so that two copies
that hold the same number their exhibits alike and export the same.
"""

from collections.abc import Iterable, Sequence

from qantar.case.schema import FINDING_TABLES, REMEMBERED, ROWS_PER_EXHIBIT
from qantar.case.views import Views
from qantar.vocabulary.digest import derive_id

__all__ = ["compact", "drop", "order", "state", "textless"]


def state(views: Views) -> str:
    """Changes whenever an exhibit comes, goes, or would have to be read anew."""
    rows = views.db.execute("SELECT digest, fresh FROM exhibit ORDER BY n")
    return derive_id(*(part for row in rows for part in row))


def textless(views: Views) -> list[tuple[str, str]]:
    """Digest and file name of exhibits whose text was not taken in yet."""
    rows = views.db.execute(
        "SELECT digest, file FROM exhibit WHERE fresh = '' ORDER BY n"
    )
    return [(row[0], row[1]) for row in rows]


def order(views: Views, digests: Sequence[str]) -> None:
    """Number the exhibits from 1 in the order given; all of them must be named."""
    views.db.executemany(
        "UPDATE exhibit SET n = ? WHERE digest = ? AND n != ?",
        ((n, digest, n) for n, digest in enumerate(digests, 1)),
    )


def drop(views: Views, digests: Iterable[str]) -> None:
    """Remove exhibits, what was read in them, and all that was concluded so far.

    Findings name statements of many exhibits, so they go as a whole; linking and
    weighing make them again.
    """
    for digest in digests:
        (row,) = views.db.execute(
            "SELECT row FROM exhibit WHERE digest = ?", (digest,)
        ).fetchone()
        first = row * ROWS_PER_EXHIBIT
        views.db.execute(
            "DELETE FROM passage_text WHERE rowid >= ? AND rowid < ?",
            (first, first + ROWS_PER_EXHIBIT),
        )
        for table in ("statement", "mention", "decision"):
            views.db.execute(f"DELETE FROM {table} WHERE exhibit = ?", (digest,))  # noqa: S608 (fixed names)
        for table in ("reading", "exhibit"):
            views.db.execute(f"DELETE FROM {table} WHERE digest = ?", (digest,))  # noqa: S608 (fixed names)
    for table in (*FINDING_TABLES, "origin_of", "contradicting", "spelling", "pair"):
        views.db.execute(f"DELETE FROM {table}")  # noqa: S608 (fixed names)
    views.db.execute("UPDATE statement SET linked = NULL")
    views.db.execute("UPDATE mention SET canonical = ''")
    for stage in ("linked", "weighed", "published", REMEMBERED):
        views.set_meta(stage, "")


def compact(views: Views) -> None:
    """Write the file anew without what was removed, so that no byte of it remains.

    The search index keeps removed words until it is made again from its rows.
    """
    views.db.execute("INSERT INTO passage_text(passage_text) VALUES ('rebuild')")
    views.db.execute("VACUUM")
    views.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
