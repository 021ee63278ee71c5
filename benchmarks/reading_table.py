"""The table of figures in ``docs/reading.md``, made from ``results/reading.json``."""

from collections.abc import Iterable
from typing import Any

__all__ = ["MARKS", "table"]

MARKS = ("<!-- figures: made by make bench-reading -->", "<!-- end of figures -->")
FIELDS = (
    "joint",
    "passage",
    "kind",
    "stance",
    "speaker",
    "time",
    "place",
    "number",
    "dangerous",
)
LANGUAGES = {"de": "German", "en": "English", "ru": "Russian", "kk": "Kazakh"}


def table(figures: dict[str, Any]) -> str:
    """All of it as Markdown, one paragraph or table after the other."""
    told = figures["statements"]
    by_set = [("all 24 documents", told["all"])]
    by_set += [(LANGUAGES[k], v) for k, v in told["languages"].items()]
    by_set += [("booklet, article 1", told["booklet"])]
    parts = [
        f"Reader `{figures['reader']}`, {figures['date']}, {figures['machine']},"
        f" Python {figures['python']}.",
        _statements("by language", by_set),
        _statements("by kind of document", told["kinds"].items()),
        _testimony(figures["testimony"]),
        _names(figures["names"], figures["peers"]),
        _speed(figures["speed"]),
    ]
    return "\n\n".join(parts) + "\n"


def _statements(title: str, rows: Iterable[tuple[str, dict[str, float]]]) -> str:
    lines = [_line([title, "statements", *FIELDS]), _rule(len(FIELDS) + 2)]
    for name, row in rows:
        cells = [f"{row[f]:.3f}" if f in row else "" for f in FIELDS]
        lines.append(_line([name, str(round(row["statements"])), *cells]))
    return "\n".join(lines)


def _testimony(sets: dict[str, dict[str, int]]) -> str:
    head = ["invented sentences", "sentences", "kind and stance right", "read as fact"]
    lines = [_line(head), _rule(len(head))]
    for name, row in sets.items():
        language, _, which = name.partition("-")
        title = f"{LANGUAGES[language]}, {which or 'first'} set"
        wrong = f"{row['read as fact']} of {row['no facts']} that are none"
        share = f"{row['right'] / row['sentences']:.3f}"
        lines.append(_line([title, str(row["sentences"]), share, wrong]))
    return "\n".join(lines)


def _names(sets: dict[str, dict[str, Any]], peers: str) -> str:
    head = ["names, strict F1", "names", "Qantar", "beside it"]
    lines = [_line(head), _rule(len(head))]
    for title, row in sets.items():
        beside = [
            f"{name} {value}"
            for name, value in row.items()
            if name not in ("names", "qantar")
        ]
        cells = [title, str(row["names"]), f"{row['qantar']:.3f}", "; ".join(beside)]
        lines.append(_line(cells))
    return "\n".join(lines) + f"\n\nPeers: {peers}."


def _speed(row: dict[str, float]) -> str:
    return (
        f"Whole pipeline on one core, warm: **{row['kB/s']} kB/s** (bytes of UTF-8; a"
        f" Cyrillic letter has two); first exhibit {row['first exhibit s']} s; peak"
        f" {row['peak MB']:.0f} MB; models {row['models MB']} MB."
    )


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(count: int) -> str:
    return "|" + "---|" * count
