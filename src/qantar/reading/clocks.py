"""Which day and zone a passage is told on: of its message, its article or its document.

``read_times`` reads each run of passages with one language and one such moment.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qantar.errors import WhenError
from qantar.vocabulary.passage import Passage
from qantar.vocabulary.when import Basis, When

__all__ = ["Run", "moment_of", "moments", "runs", "written_moment"]

_WRITTEN = re.compile(
    r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{2,4})"
    r"(?:[,T\s]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?\s*(?P<half>[AaPp])?"
    r"(?:\.?[Mm]\.?)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?"
)
_READABLE = (
    "title",
    "heading",
    "paragraph",
    "lead",
    "question",
    "answer",
    "block_quote",
    "display_quote",
    "attribution_line",
    "caption",
    "footnote",
    "list_item",
    "message",
    "forwarded",
    "reply",
)
_ASIDES = ("caption", "footnote", "attribution_line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch in one language that was told at one moment.

    ``asides`` are captions, footnotes and attribution lines inside of it: their times
    do not move the story. Offsets count from the start of the text.
    """

    start: int
    end: int
    lang: str
    moment: str
    asides: tuple[tuple[int, int], ...] = ()


def written_moment(words: str) -> str:
    """A date, with or without a time of day, as a message head writes it, in ISO 8601.

    Day before month unless the first number has four digits; a first number above 12
    can only be a day, a second one above 12 only an American's day.

    >>> written_moment("03/06/2019 05:41")
    '2019-06-03T05:41'

    Returns:
        ``""`` if it is no date.
    """
    match = _WRITTEN.search(words)
    if match is None:
        return ""
    a, b, c = match["a"], match["b"], match["c"]
    year, month, day = (a, b, c) if len(a) == 4 else (c, b, a)
    if int(month) > 12:
        month, day = day, month
    year = year if len(year) == 4 else f"20{year}"
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return ""
    date = f"{year}-{int(month):02}-{int(day):02}"
    if match["hour"] is None:
        return date
    hour = int(match["hour"])
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = match["zone"] or ""
    return f"{date}T{hour:02}:{match['minute']}{zone}" if hour < 24 else date


def moments(passages: Sequence[Passage], published: str) -> dict[str, str]:
    """The moment of each passage by its id: its own, or of what encloses it."""
    by_id: dict[str, Passage] = {p.id: p for p in passages}
    # A section may reach over the end of its article, and then lies in no other.
    dated = [p for p in passages if p.attributes.get("published")]
    found: dict[str, str] = {}
    for passage in passages:
        told = passage.attributes.get("time") or passage.attributes.get("published", "")
        moment = written_moment(told) if told else ""
        parent = passage.parent
        if not moment and parent is None:
            moment = _covering(dated, passage.start)
        while not moment and parent is not None and parent in by_id:
            moment = found.get(parent, "")
            parent = by_id[parent].parent
        found[passage.id] = moment or published
    return found


def _covering(dated: Sequence[Passage], spot: int) -> str:
    """The moment of the article that covers the spot, ``""`` if none does."""
    for article in dated:
        if article.start <= spot < article.end:
            return written_moment(article.attributes["published"])
    return ""


def runs(passages: Sequence[Passage], told: Mapping[str, str], lang: str) -> list[Run]:
    """Neighbouring readable passages of one language and moment, put together."""
    found: list[Run] = []
    for passage in _innermost(passages):
        here = passage.lang or lang
        moment = told[passage.id]
        last = found[-1] if found else None
        aside = ((passage.start, passage.end),) if passage.kind in _ASIDES else ()
        if last and last.lang == here and last.moment == moment:
            end = max(last.end, passage.end)
            found[-1] = replace(last, end=end, asides=last.asides + aside)
        else:
            start = max(passage.start, last.end) if last else passage.start
            if start < passage.end:
                found.append(
                    Run(
                        start=start,
                        end=passage.end,
                        lang=here,
                        moment=moment,
                        asides=aside,
                    )
                )
    return found


def _innermost(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Readable passages that hold no other readable one, by start."""
    parents = {p.parent for p in passages if p.kind in _READABLE}
    ordered = sorted(passages, key=lambda p: (p.start, p.end))
    return (p for p in ordered if p.kind in _READABLE and p.id not in parents)


def moment_of(moment: str, zone: str) -> When | None:
    """A message's moment as the time of what it tells: about then."""
    if "T" not in moment:
        return None
    try:
        return When.parse(f"{moment}~", zone=zone, basis=Basis.CONTEXT)
    except WhenError:
        return None
