"""Sheet: what every list of one language needs: view, plan, words, and the press."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from qantar.publishing.marks import Mark
from qantar.publishing.site.lines import exhibit_words, passage_href
from qantar.publishing.site.plan import Plan, numbered
from qantar.publishing.site.press import Press
from qantar.publishing.site.words import Words
from qantar.vocabulary.record import RecordView

__all__ = ["Sheet"]

_SHOWN_MARKS = tuple(mark for mark in Mark if mark is not Mark.CUT)


class Sheet:
    """One language of the site, ready to be written on."""

    def __init__(self, view: RecordView, press: Press, plan: Plan, lang: str) -> None:
        self.view = view
        self.press = press
        self.plan = plan
        self.lang = lang
        self.words: Words = press.words[lang]

    def say(self, message: str, **values: object) -> str:
        """A message in this language."""
        return self.words.say(message, **values)

    def named(self, any_id: str, written: str) -> str:
        """Who or what an id means, in this language."""
        return self.words.voice(self.plan.name(any_id, self.lang, written))

    def statements_words(self, count: int) -> str:
        """So many statements."""
        told = self.words.catalogue.ngettext(
            "%(num)s statement", "%(num)s statements", count
        )
        return told % {"num": self.words.number(count)}

    def marks(self, *, cut: bool = False) -> list[tuple[Mark, str]]:
        """The signs with their meaning; that of a network cut only if asked for."""
        shown = (*_SHOWN_MARKS, Mark.CUT) if cut else _SHOWN_MARKS
        return [(mark, self.words.mark(mark)) for mark in shown]

    def page(self, template: str, file: str, title: str, /, **values: Any) -> None:
        """One page; ``section`` is the page of the navigation that it belongs to."""
        section = values.pop("section")
        self.press.page(self.lang, template, file, values, section=section, title=title)

    def listing(
        self, stem: str, title: str, number: int, count: int, /, **values: Any
    ) -> None:
        """Page ``number`` of the ``count`` of a list, which is its own section."""
        self.page(
            f"{stem}.html",
            numbered(stem, number),
            title,
            section=f"{stem}.html",
            number=number,
            count=count,
            **values,
        )

    def links(self, ids: Sequence[str], *, limit: int = 5) -> list[dict[str, str]]:
        """Links to the passages of some statements.

        An exhibit is named once; further passages of it are numbered.
        """
        out: list[dict[str, str]] = []
        seen: Counter[str] = Counter()
        for one in ids[:limit]:
            statement = self.view.statement(one)
            note = self.plan.exhibits[statement.exhibit]
            out.append(
                {
                    "href": passage_href(statement, note),
                    "text": exhibit_words(note, self.words)
                    if not seen[note.digest]
                    else str(seen[note.digest] + 1),
                }
            )
            seen[note.digest] += 1
        return out
