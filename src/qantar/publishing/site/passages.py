"""Passages: the page of one exhibit, with its text and every place that was read.

One page for all languages: the text is the same in each, its labels stand in all.
A text that is too long for one page goes on over several.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from qantar.errors import UnreadableExhibit
from qantar.publishing.citations import date_words
from qantar.publishing.pictures import picture_size
from qantar.publishing.site.lines import in_language, tone_of
from qantar.publishing.site.plan import ExhibitNote, Plan
from qantar.publishing.site.press import Press
from qantar.publishing.site.words import LANGUAGE_NAMES
from qantar.text.messages import N_
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.passage import Passage
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement

__all__ = ["Passages", "marked_text"]


class Passages:
    """Writes the pages of exhibits, one exhibit in memory at a time."""

    def __init__(self, view: RecordView, press: Press, plan: Plan) -> None:
        self._view = view
        self._press = press
        self._plan = plan
        self._main = press.langs[0]

    def write(self, exhibit: Exhibit, *, protected: bool) -> None:
        """All pages of one exhibit."""
        note = self._plan.exhibits[exhibit.digest]
        reading = self._view.reading(exhibit.digest)
        statements = sorted(reading.statements, key=lambda s: (s.start, s.end, s.id))
        numbers = {one.id: number for number, one in enumerate(statements, 1)}
        text = exhibit.content.text
        bounds = (*note.starts, len(text) + 1)
        for number, (start, end) in enumerate(pairwise(bounds), 1):
            here = [one for one in statements if start <= one.start < end]
            over = [one for one in statements if one.start < end and one.end > start]
            path = f"e/{note.page(start)}"
            if not is_picture(exhibit) and self._press.stands(
                path,
                note,
                exhibit,
                protected,
                reading.lang,
                [p for p in reading.passages if start <= p.start < end],
                [(self._plan.keys[one.id], numbers[one.id]) for one in (*here, *over)],
            ):
                continue
            marked = marked_text(
                text,
                (start, min(end, len(text))),
                over,
                reading.passages,
                numbers,
                {one.id: tone_of(one, self._plan) for one in statements},
            )
            self._press.render(
                self._main,
                "exhibit.html",
                path,
                {
                    "note": note,
                    "title": exhibit.provenance.title,
                    "text_lang": reading.lang or exhibit.provenance.lang,
                    "number": number,
                    "told": self._told(exhibit, protected=protected),
                    "pages": self._pages(note, number),
                    "pages_again": self._pages(note, number, again=True),
                    "picture": self._picture(exhibit) if number == 1 else None,
                    "text": marked,
                    "bare": [one.id for one in here if not one.quote],
                    "rows": [self._row(one, numbers[one.id]) for one in here],
                },
            )

    def _row(self, statement: Statement, number: int) -> dict[str, Any]:
        page = self._plan.statement_page(statement.id)
        sentences = [
            (
                lang,
                self._press.words[lang].sentence(
                    in_language(statement, self._plan, lang)
                ),
                f"../{lang}/{page}#s-{statement.id}",
            )
            for lang in self._press.langs
        ]
        when = self._press.words[self._main].when(statement.when)
        return {
            "id": statement.id,
            "number": number,
            "when": when,
            "count": len(self._press.langs) == 1,
            "sentences": sentences,
        }

    def _told(self, exhibit: Exhibit, *, protected: bool) -> list[tuple[str, Any, str]]:
        """Message, value and style of what is known about the exhibit."""
        told = exhibit.provenance
        words = self._press.words[self._main]
        kinds = self._everywhere(
            lambda lang: self._press.words[lang].document(told.kind)
        )
        unread = "; ".join(
            f"{one.what}: {one.reason}" for one in exhibit.content.unread
        )
        rows: list[tuple[str, Any, str]] = [
            (N_("Published by"), told.outlet, ""),
            (N_("Author"), told.author, ""),
            (N_("Published"), date_words(told.published, self._main), ""),
            (N_("Kind"), kinds, ""),
            (N_("Language"), LANGUAGE_NAMES.get(told.lang, told.lang), ""),
            (N_("Found at"), told.url, "hash"),
            (N_("File"), told.file, "hash"),
            (N_("How it was obtained"), told.obtained, ""),
            (N_("Read with"), exhibit.content.reader, ""),
            (N_("Not read"), unread, ""),
            (N_("Size in bytes"), words.number(exhibit.size), ""),
            (N_("Fingerprint of its bytes (SHA-256)"), exhibit.digest, "hash"),
        ]
        if protected:
            rows.insert(
                0,
                (
                    N_("Protected"),
                    self._everywhere(
                        lambda lang: self._press.words[lang].say(
                            N_("Names and contacts are withheld in this text.")
                        )
                    ),
                    "",
                ),
            )
        return [row for row in rows if row[1]]

    def _everywhere(self, told: Any) -> Markup:
        parts = dict.fromkeys((told(lang), lang) for lang in self._press.langs)
        return Markup(" · ").join(
            Markup('<span lang="{}">{}</span>').format(lang, text)
            for text, lang in parts
        )

    def _pages(self, note: ExhibitNote, number: int, *, again: bool = False) -> Markup:
        """Links to the other pages of a long text."""
        if len(note.starts) == 1:
            return Markup("")
        links = [
            Markup('<a href="{}"{}>{}</a>').format(
                note.page(start),
                Markup(' aria-current="page"') if at == number else "",
                at,
            )
            for at, start in enumerate(note.starts, 1)
        ]
        if again:
            return Markup('<div class="pager">{}</div>').format(Markup(" ").join(links))
        label = self._press.words[self._main].say(N_("Parts of this page"))
        return Markup('<nav class="pager" aria-label="{}">{}</nav>').format(
            label, Markup(" ").join(links)
        )

    def _picture(self, exhibit: Exhibit) -> dict[str, Any] | None:
        """Writes the picture without its metadata, if the profile lets it out."""
        if not (is_picture(exhibit) and self._press.profile.pictures):
            return None
        try:
            data = self._view.exhibit_bytes(exhibit.digest)
            width, height = picture_size(data)
        except UnreadableExhibit:
            return None  # the exhibit's own list says that it could not be read
        name = f"a/img/{exhibit.digest[:16]}.jpg"
        self._press.write(name, data)
        words = self._press.words[self._main]
        alt = words.say(N_("Picture %(label)s")) % {"label": exhibit.label}
        if exhibit.provenance.title:
            alt = f"{alt}: {exhibit.provenance.title}"
        return {"src": f"../{name}", "width": width, "height": height, "alt": alt}


def is_picture(exhibit: Exhibit) -> bool:
    """Whether its page shows it: then the page comes with a second file."""
    return exhibit.content.media_type.startswith("image/")


def marked_text(
    text: str,
    window: tuple[int, int],
    statements: Sequence[Statement],
    passages: Sequence[Passage],
    numbers: Mapping[str, int],
    tones: Mapping[str, str],
) -> Markup:
    """Escaped text of ``window`` with a ``<mark>`` for each statement.

    Each statement's first mark has the anchor ``s-ID`` and a number that leads to its
    sentence; passages have the anchor ``p-ID``. Where statements overlap, the stretch
    belongs to the one that begins last (the innermost).
    """
    start, end = window
    edges = {start, end}
    for one in statements:
        edges |= {min(max(one.start, start), end), min(max(one.end, start), end)}
    anchors = {p.start: p.id for p in passages if start <= p.start < end}
    points = sorted(edges | set(anchors))
    out: list[Markup] = []
    begun = {one.id for one in statements if one.start < start}
    for left, right in pairwise(points):
        if left in anchors:
            out.append(Markup('<a id="p-{}"></a>').format(anchors[left]))
        over = [s for s in statements if s.start <= left and right <= s.end]
        piece = escape(text[left:right])
        if not over:
            out.append(piece)
            continue
        owner = max(over, key=lambda s: (s.start, -s.end))
        fresh = [s for s in over if s.id not in begun]
        begun |= {s.id for s in fresh}
        out.append(_mark(piece, owner, fresh, numbers, tones))
    return Markup("").join(out)


def _mark(
    piece: Markup,
    owner: Statement,
    fresh: Sequence[Statement],
    numbers: Mapping[str, int],
    tones: Mapping[str, str],
) -> Markup:
    """One marked stretch; statements that begin here get their anchors and numbers."""
    heads = Markup("").join(
        Markup('<a id="s-{0}" href="#r-{0}">{1}</a>').format(one.id, numbers[one.id])
        for one in fresh
    )
    tone = tones.get(owner.id, "")
    style = Markup(' class="{}"').format(tone) if tone in ("conf", "rum") else ""
    return Markup("<mark{}>{}{}</mark>").format(style, heads, piece)
