"""CountPage: an answer to "how many?" as it is shown, for whatever shows it."""

from dataclasses import dataclass

__all__ = ["CountPage", "CountSection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSection:
    """One part of the page, in words of the chosen language.

    Attributes:
        key: Which part, for addresses and styles.
        title: Its heading.
        text: Paragraphs in plain words.
        picture: SVG without scripts or addresses; empty if there is none.
        caption: What the picture shows, for those who cannot see it.
        head: Column headings of a table.
        rows: Rows of the table, as many cells as headings.
    """

    key: str
    title: str
    text: tuple[str, ...] = ()
    picture: str = ""
    caption: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPage:
    """A count with its verdict, of one stratum.

    Attributes:
        lang: Language of all words.
        title: What was counted; the stratum's labels, if it is one.
        standing: estimate, lower-bound or refused.
        verdict: The verdict with its numbers.
        quote: A sentence that may be quoted, with its condition.
        reasons: Why, most important first.
        sections: Everything around the answer.
    """

    lang: str
    title: str
    standing: str
    verdict: str
    quote: str
    reasons: tuple[str, ...]
    sections: tuple[CountSection, ...]
