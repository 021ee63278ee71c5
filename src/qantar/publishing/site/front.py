"""Front: start page, timeline, network, origins, and how this was made."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from qantar.publishing.citations import quote_words
from qantar.publishing.marks import is_dated
from qantar.publishing.profile import RedactedView
from qantar.publishing.site.bands import draw_bands
from qantar.publishing.site.lines import (
    anchor_of,
    exhibit_words,
    in_language,
    passage_href,
)
from qantar.publishing.site.matrix import Matrix
from qantar.publishing.site.plan import Plan, numbered, steady
from qantar.publishing.site.press import Press
from qantar.publishing.site.sheet import Sheet
from qantar.publishing.site.timeline import draw_timeline, select
from qantar.text.messages import N_
from qantar.vocabulary.finding import Origin

__all__ = ["Front", "Tally", "tally_of"]

_MEMBERS_SHOWN = 40
_UNREAD_SHOWN = 100
_CONTENTS = (
    ("chronology.html", N_("Chronology"), N_("Everything in order of time, with signs for how exactly it is known")),
    ("timeline.html", N_("Timeline"), N_("The same as a picture")),
    ("contradictions.html", N_("Contradictions"), N_("Who says what to the same question")),
    ("people.html", N_("People"), N_("Who, under which spellings, and what is last known")),
    ("places.html", N_("Places"), N_("A map, and what is said of each place")),
    ("exhibits.html", N_("Sources"), N_("Every text with the places that were read")),
    ("origins.html", N_("Origins"), N_("Who only repeats whom")),
    ("register.html", N_("Persons harmed"), N_("Each value with who says so")),
    ("network.html", N_("Network cuts"), N_("When people could not speak")),
    ("ownership.html", N_("Who owns what"), N_("As stated, with dates")),
    ("a-z.html", N_("Register A–Я"), N_("All names and places, without JavaScript")),
    ("made.html", N_("How this was made"), N_("Method, numbers, what was left out, how to check")),
)  # fmt: skip


class Tally:
    """Numbers that more than one page shows, counted once."""

    def __init__(self) -> None:
        self.statements = 0
        self.dated = 0
        self.reviewed = 0
        self.langs: Counter[str] = Counter()
        self.readers: Counter[str] = Counter()
        self.first = ""
        self.people = 0
        self.places = 0
        self.questions = 0
        self.origins = 0
        self.repeated = 0
        self.clashes = 0


def tally_of(view: RedactedView) -> Tally:
    """Counts over one pass of everything that goes out."""
    tally = Tally()
    firsts = []
    for statement in view.statements():
        tally.statements += 1
        tally.langs[statement.lang] += 1
        tally.reviewed += statement.review in ("accepted", "corrected")
        if statement.reader:
            tally.readers[statement.reader] += 1
        if statement.when is not None and is_dated(statement.when):
            tally.dated += 1
            if statement.when.earliest is not None:
                firsts.append(statement.when.earliest.date().isoformat())
    firsts.sort()
    tally.first = firsts[len(firsts) // 2] if firsts else ""
    tally.people = sum(1 for _ in view.people())
    tally.places = sum(1 for _ in view.places())
    tally.questions = sum(1 for _ in view.questions())
    tally.clashes = sum(
        1 for c in view.contradictions() if c.verdict == "contradiction"
    )
    for origin in view.origins():
        tally.origins += 1
        tally.repeated += len(origin.statements) > 1
    return tally


class Front:
    """Writes the pages that look at the whole record."""

    def __init__(
        self, view: RedactedView, press: Press, plan: Plan, matrix: Matrix, tally: Tally
    ) -> None:
        self._view = view
        self._press = press
        self._plan = plan
        self._matrix = matrix
        self._tally = tally
        self._selection = select(view, plan)

    def write(self, lang: str, sheet: Sheet) -> None:
        """All of them in one language."""
        self._start(lang)
        self._timeline(lang, sheet)
        self._network(lang, sheet)
        self._origins(lang)
        self._made(lang, sheet)
        self._press.page(
            lang,
            "search.html",
            "search.html",
            {},
            section="search.html",
            title=self._press.words[lang].say(N_("Search")),
        )

    def _start(self, lang: str) -> None:
        words, tally = self._press.words[lang], self._tally
        count = words.catalogue.ngettext
        counts = [
            (words.number(number), count(one, more, number))
            for number, one, more in (
                (tally.statements, "statement", "statements"),
                (len(self._plan.exhibits), "source", "sources"),
                (tally.origins, "origin", "origins"),
                (tally.people, "person", "persons"),
                (tally.places, "place", "places"),
                (tally.clashes, "contradiction", "contradictions"),
            )
        ]
        self._press.page(
            lang,
            "start.html",
            "index.html",
            {
                "counts": counts,
                "top": self._matrix.top(lang),
                "contents": [
                    (name, words.say(label), words.say(told))
                    for name, label, told in _CONTENTS
                ],
            },
            section="index.html",
            title=self._press.facts.title,
        )

    def _timeline(self, lang: str, sheet: Sheet) -> None:
        words = self._press.words[lang]
        svg = draw_timeline(self._selection, self._plan, words)
        told = {
            "undated": N_("Without a date, only in the chronology: %(num)s."),
            "outside": N_("Outside of these days, or longer than a month: %(num)s."),
            "more": N_("Too many for one picture, only in the chronology: %(num)s."),
        }
        notes = [
            words.say(told[key], num=words.number(number))
            for key, number in self._selection.left_out.items()
            if number
        ]
        zone = self._press.facts.zone
        if zone:
            notes.append(words.say(N_("Local time: %(zone)s."), zone=zone))
        self._press.page(
            lang,
            "timeline.html",
            "timeline.html",
            {"svg": Markup(svg), "marks": sheet.marks(cut=True), "notes": notes},  # noqa: S704
            section="timeline.html",
            title=words.say(N_("Timeline")),
        )

    def _network(self, lang: str, sheet: Sheet) -> None:
        words = self._press.words[lang]
        found = list(self._view.connectivity())
        named = [
            replace(one, place_name=self._plan.name(one.place, lang, one.place_name))
            for one in found
        ]
        rows = [
            {
                "place": self._plan.name(one.place, lang, one.place_name),
                "network": words.network(one.network, one.state),
                "when": words.when(one.when),
                "links": sheet.links(one.statements),
            }
            for one in found[:300]
        ]
        svg = draw_bands(named, words, self._press.facts.zone)
        self._press.page(
            lang,
            "network.html",
            "network.html",
            {"svg": Markup(svg), "rows": rows},  # noqa: S704 (escaped where made)
            section="network.html",
            title=words.say(N_("Network cuts")),
        )

    def _origins(self, lang: str) -> None:
        words = self._press.words[lang]
        shared = [one for one in self._view.origins() if len(one.statements) > 1]
        weights = [500 + 520 * min(len(o.statements), _MEMBERS_SHOWN) for o in shared]
        pages = list(steady(shared, [one.id for one in shared], weights)) or [[]]
        alone = self._tally.origins - len(shared)
        told = words.catalogue.ngettext(
            "%(num)s origin spoke once and is repeated by nobody here.",
            "%(num)s origins spoke once and are repeated by nobody here.",
            alone,
        )
        for number, page in enumerate(pages, 1):
            path = f"{lang}/{numbered('origins', number)}"
            keys = [self._plan.keys[one] for o in page for one in o.statements]
            told_here = alone if number == 1 else 0
            if self._press.stands(path, number, len(pages), told_here, page, keys):
                continue
            self._press.page(
                lang,
                "origins.html",
                numbered("origins", number),
                {
                    "number": number,
                    "count": len(pages),
                    "origins": [self._origin(one, lang) for one in page],
                    "single": told % {"num": words.number(alone)},
                },
                section="origins.html",
                title=words.say(N_("Origins")),
            )

    def _origin(self, origin: Origin, lang: str) -> dict[str, Any]:
        words = self._press.words[lang]
        members: list[dict[str, str]] = []
        outlets = set()
        for one in origin.statements:
            statement = self._view.statement(one)
            note = self._plan.exhibits[statement.exhibit]
            outlets.add(note.outlet)
            if len(members) < _MEMBERS_SHOWN:
                members.append(
                    {
                        "quote": quote_words(statement),
                        "lang": statement.lang,
                        "href": passage_href(statement, note),
                        "exhibit": exhibit_words(note, words),
                        "when": words.when(statement.when),
                        "chronology": f"{self._plan.statement_page(one)}#s-{one}",
                    }
                )
        first = in_language(
            self._view.statement(origin.statements[0]), self._plan, lang
        )
        count = words.catalogue.ngettext
        told = count(
            "1 origin, %(num)s source", "1 origin, %(num)s sources", len(outlets)
        )
        more = len(origin.statements) - len(members)
        return {
            "anchor": anchor_of(origin.id),
            "label": self._origin_label(origin, words.voice(first.origin.name)),
            "told": told % {"num": words.number(len(outlets))},
            "evidence": "; ".join(map(words.why, origin.evidence)),
            "members": members,
            "more": words.say(N_("and %(num)s more"), num=words.number(more))
            if more
            else "",
        }

    def _origin_label(self, origin: Origin, voice: str) -> str:
        """Whose words they are, and of what they speak where that is known."""
        label = origin.label
        if not label or label in voice or origin.speaker == label:
            return voice
        return label if voice in label else f"{voice}: {label}"

    def _made(self, lang: str, sheet: Sheet) -> None:
        words, tally = self._press.words[lang], self._tally
        withheld = self._view.withheld()
        numbers = [
            (words.say(label), words.number(number))
            for label, number in (
                (N_("Sources"), len(self._plan.exhibits)),
                (N_("Statements"), tally.statements),
                (N_("of these reviewed by people"), tally.reviewed),
                (N_("of these with a date"), tally.dated),
                (N_("Origins"), tally.origins),
                (N_("of these repeated by others"), tally.repeated),
                (N_("Questions with more than one answer"), tally.questions),
                (N_("Pairs that cannot both be true"), tally.clashes),
            )
        ]
        unread, more = self._unread(lang)
        self._press.page(
            lang,
            "made.html",
            "made.html",
            {
                "marks": sheet.marks(),
                "numbers": numbers,
                "left_out": self._left_out(lang, withheld),
                "unread": unread,
                "unread_more": more,
                "entries": words.number(self._press.facts.entries),
                "readers": ", ".join(sorted(tally.readers)),
            },
            section="made.html",
            title=words.say(N_("How this was made")),
        )

    def _left_out(self, lang: str, withheld: dict[str, int]) -> list[str]:
        words = self._press.words[lang]
        told = {
            "exhibits": N_("Sources that this edition may not show: %(num)s."),
            "statements": N_(
                "Statements that this edition may not show (rejected, not reviewed, or"
                " from such a source): %(num)s."
            ),
            "cuts": N_(
                "Places in texts where a name or a contact is withheld: %(num)s."
            ),
        }
        out = [
            words.say(told[key], num=words.number(number))
            for key, number in withheld.items()
        ]
        out.append(
            words.say(N_("What the files say of themselves (camera, place, author)."))
        )
        return out

    def _unread(self, lang: str) -> tuple[Sequence[dict[str, str]], str]:
        words = self._press.words[lang]
        out: list[dict[str, str]] = []
        total = 0
        for exhibit in self._view.exhibits(texts=False):
            note = self._plan.exhibits[exhibit.digest]
            for one in exhibit.content.unread:
                total += 1
                if len(out) < _UNREAD_SHOWN:
                    out.append(
                        {
                            "href": f"../e/{note.page()}",
                            "label": note.label,
                            "what": one.what,
                            "reason": words.say(one.reason),
                        }
                    )
        more = total - len(out)
        told = words.say(N_("and %(num)s more"), num=words.number(more)) if more else ""
        return out, told
