"""Walk an element tree in document order and compose its blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Node

from qantar.intake.composing import InlineText, TextComposer

__all__ = ["HTML", "Markup", "Node", "walk_blocks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What the elements of one vocabulary mean.

    Attributes:
        blocks: Element -> passage kind, for elements that hold words.
        groups: Element -> passage kind, for elements that hold blocks.
        breaks: Elements that are a line break.
        blanks: Elements that are white space.
        links: Element -> attribute that holds the address.
        rows: Elements that hold cells.
        cells: Cells of a row.
        boundaries: Other elements that end a paragraph.
        skipped: Elements whose words are not for readers.
    """

    blocks: Mapping[str, str]
    groups: Mapping[str, str] = field(default_factory=dict)
    breaks: frozenset[str] = frozenset()
    blanks: frozenset[str] = frozenset()
    links: Mapping[str, str] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    boundaries: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


HTML = Markup(
    blocks={
        **{f"h{n}": "heading" for n in range(1, 7)},
        "p": "paragraph",
        "pre": "paragraph",
        "address": "paragraph",
        "dt": "paragraph",
        "dd": "paragraph",
        "li": "list_item",
        "figcaption": "caption",
        "caption": "caption",
    },
    groups={"blockquote": "block_quote"},
    breaks=frozenset({"br"}),
    links={"a": "href"},
    rows=frozenset({"tr"}),
    cells=frozenset({"td", "th"}),
    boundaries=frozenset(
        [
            "article",
            "aside",
            "body",
            "center",
            "details",
            "dialog",
            "div",
            "dl",
            "fieldset",
            "figure",
            "footer",
            "form",
            "header",
            "hr",
            "main",
            "nav",
            "ol",
            "section",
            "summary",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "ul",
        ]
    ),
    skipped=frozenset(
        [
            "applet",
            "audio",
            "button",
            "canvas",
            "datalist",
            "embed",
            "frame",
            "head",
            "iframe",
            "input",
            "math",
            "noscript",
            "object",
            "option",
            "script",
            "select",
            "style",
            "svg",
            "template",
            "textarea",
            "title",
            "video",
        ]
    ),
)


def walk_blocks(
    root: Node,
    composer: TextComposer,
    markup: Markup,
    *,
    keep: Callable[[str, str], bool] = lambda kind, words: True,
) -> None:
    """Compose the words of a tree: one segment a block, links inside, groups around.

    Args:
        root: Where to begin.
        composer: Takes the words.
        markup: What the elements mean.
        keep: Asked once for every block with its kind and words, in document order.
    """
    walker = _Walker(composer, markup, keep)
    walker.visit(root, "paragraph")
    walker.flush("paragraph")


class _Walker:
    def __init__(
        self, composer: TextComposer, markup: Markup, keep: Callable[[str, str], bool]
    ) -> None:
        self._composer = composer
        self._markup = markup
        self._keep = keep
        self._inline = InlineText()

    def flush(self, kind: str) -> None:
        """Close the block at hand."""
        words = self._inline.words.strip()
        if words and self._keep(kind, words):
            self._composer.add_inline(self._inline, kind)
        self._inline = InlineText()

    def visit(self, node: Node, kind: str) -> None:
        """Take the words inside a node, which belong to a block of ``kind``."""
        self._inline.add(node.text)
        for child in node:
            self._child(child, kind)
            self._inline.add(child.tail)

    def _child(self, child: Node, kind: str) -> None:
        markup = self._markup
        tag = child.tag
        if not isinstance(tag, str):  # comments and processing instructions
            return
        tag = tag.rpartition("}")[2]
        if tag in markup.skipped:
            return
        if tag in markup.breaks:
            self._inline.break_line()
        elif tag in markup.blanks:
            self._inline.add(" ")
        elif tag in markup.rows:
            self._row(child, kind)
        elif tag in markup.groups:
            self.flush(kind)
            with self._composer.group(markup.groups[tag]):
                self.visit(child, "paragraph")
                self.flush("paragraph")
        elif tag in markup.blocks or tag in markup.boundaries:
            self.flush(kind)
            inner = markup.blocks.get(tag, kind)
            if inner == "paragraph" and kind in ("list_item", "caption"):
                inner = kind  # a paragraph inside a list item is the list item's words
            self.visit(child, inner)
            self.flush(inner)
        elif tag in markup.links:
            self._link(child, kind, child.get(markup.links[tag]) or "")
        else:
            self.visit(child, kind)

    def _link(self, node: Node, kind: str, address: str) -> None:
        inline, start = self._inline, self._inline.length
        self.visit(node, kind)
        if address and inline is self._inline:  # no block began inside
            inline.mark(start, "link", {"href": address})

    def _row(self, row: Node, kind: str) -> None:
        """One table row: its cells, each on one line, between tabs."""
        self.flush(kind)
        cells = []
        for cell in row:
            if not isinstance(cell.tag, str):
                continue
            if cell.tag.rpartition("}")[2] in self._markup.cells:
                inside = TextComposer()
                walk_blocks(cell, inside, self._markup)
                words = inside.finish(media_type="", reader="").text
                cells.append(" ".join(words.split()))
        if any(cells) and self._keep("row", "\t".join(cells)):
            self._composer.add("\t".join(cells), "row", gap="\n")
