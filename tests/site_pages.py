"""Reads the pages of a built site strictly, for tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from qantar.publishing.site import SiteReport

LANGS = ("de", "en", "ru", "kk")
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "rect",
        "path",
        "circle",
        "use",
    ]
)


@dataclass
class Page:
    """Anchors, links and complaints of one page."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Checks that elements close in the order in which they were opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[str] = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.page.faults.append(f"</{tag}> at {self.getpos()}")
        else:
            self._open.pop()

    def close(self) -> None:
        super().close()
        self.page.faults += [f"<{tag}> never closed" for tag in self._open]

    def _note(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            told = value or ""
            self.page.attributes.append((tag, name, told))
            if name == "id":
                self.page.ids.append(told)
            if name in ("href", "src") and tag != "use":
                self.page.links.append((tag, name, told))


@cache
def read_page(path: Path) -> Page:
    """One page read strictly."""
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return reader.page


@dataclass(frozen=True)
class Built:
    """A site on disk with the report of its writer."""

    folder: Path
    report: SiteReport

    def pages(self) -> Iterator[Path]:
        yield from sorted(self.folder.rglob("*.html"))

    def text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def chronology(self, lang: str) -> str:
        """All pages of the chronology in one language."""
        found = sorted(self.folder.glob(f"{lang}/chronology*.html"))
        return "".join(path.read_text("utf-8") for path in found)
