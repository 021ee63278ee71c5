"""Articles: where one file reprints several, each with its own voice and date.

A file that reprints articles usually tells where they were first: a link whose last
part is the heading in lower case with hyphens. A heading that such a link names begins
an article; the date in the link is the article's.
"""

import re
from dataclasses import dataclass, field

from qantar.reading.units import Unit, role_of_alone
from qantar.text.cues import alternatives, cue_words

__all__ = ["Article", "find_articles"]

_DATED = re.compile(
    r"https?://(?:www\.)?(?P<host>[\w.-]+)/(?:[\w-]+/)*?"
    r"(?P<date>(?:19|20)\d\d/\d\d/\d\d)/(?P<slug>[^\s<>/]+)"
)
_LINKS = re.compile(rf"{alternatives(cue_words('links'))}:?$")
_AFTER_CREDIT = 300
"""Code points that captions can take up between a credit line and the next article."""
_LONGEST = 200
_SHORTEST = 8
"""Code points of a heading that can be told apart by its link."""


@dataclass(slots=True)
class Article:
    """``text[start:end]`` from heading to end, with what its link tells."""

    start: int
    end: int
    attributes: dict[str, str] = field(default_factory=dict)


def find_articles(text: str, units: list[Unit]) -> list[Article]:
    """The articles that the file's own links name, in order."""
    found: list[Article] = []
    for match in _DATED.finditer(text):
        unit = _headed(text, units, match)
        if unit is not None and all(unit.start != item.start for item in found):
            told = {
                "title": text[unit.start : unit.end],
                "published": match["date"].replace("/", "-"),
                "url": match.group(),
                "outlet": _outlet(text, match["host"]),
            }
            found.append(Article(unit.start, unit.end, told))
    found.sort(key=lambda item: item.start)
    _ends(text, units, found)
    return found


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


def _headed(text: str, units: list[Unit], link: re.Match[str]) -> Unit | None:
    """The unit before a link whose words begin the link's last part; the longest."""
    slug = f"{_plain(link['slug'])} "
    best: Unit | None = None
    for unit in units:
        length = unit.end - unit.start
        if unit.end > link.start() or not _SHORTEST <= length <= _LONGEST:
            continue
        title = _plain(text[unit.start : unit.end])
        names = " " in title and slug.startswith(f"{title} ")
        if names and (best is None or length > best.end - best.start):
            best = unit
    return best


def _outlet(text: str, host: str) -> str:
    """The outlet as the file writes it, by the name in its address."""
    labels = [label for label in host.split(".")[:-1] if len(label) > 2]
    name = max(labels, key=len, default=host)
    written = re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
    return written.group() if written else name


def _ends(text: str, units: list[Unit], found: list[Article]) -> None:
    if not found:
        return
    links = [unit.start for unit in units if _is_link(text, unit)]
    after = [start for start in links if start > found[-1].start]
    stops = [article.start for article in found[1:]] + [min(after, default=len(text))]
    for article, stop in zip(found, stops, strict=True):
        inside = [unit for unit in units if article.start <= unit.start < stop]
        credit = [
            unit for unit in inside if role_of_alone(text, unit) == "attribution_line"
        ]
        last = credit[-1] if credit else inside[-1]
        closing = last if last.start >= inside[-1].start - _AFTER_CREDIT else inside[-1]
        article.end = closing.end


def _is_link(text: str, unit: Unit) -> bool:
    """Whether a unit is a link or the heading of a list of links."""
    words = text[unit.start : unit.end]
    return role_of_alone(text, unit) == "link" or _LINKS.match(words) is not None
