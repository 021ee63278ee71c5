"""When and where a clause speaks of, if its own words do not say.

A told time or place holds for what follows in the same paragraph, and more weakly for
what follows in the document. Whatever is carried so is marked: ``context`` from the
sentences around, ``document`` from farther away or from the day of publication.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache

from qantar.text.lexicon import load
from qantar.text.translit import fold_keys
from qantar.vocabulary.gazetteer import Gazetteer, GazetteerPlace
from qantar.vocabulary.mention import Mention, TimeMention
from qantar.vocabulary.statement import Stance, Where
from qantar.vocabulary.when import Basis, When

__all__ = ["Head", "PlaceAnchor", "TimeAnchor", "most_exact"]

_NAME = r"[^\W\d_a-zа-яё][^\W\d_]{2,}(?:-[^\W\d_]+)?"
_SEARCHED = 6000
"""Code points of a text in which its offices are looked for."""
_OPENS = ("before", "after", "until", "since", "from", "by")
_SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11")}
"""EDTF's codes for spring, summer and autumn with their months; winter has two years."""
NEWS = timedelta(days=62)
"""A told time that lies farther back than this tells no interval up to publication."""
_DATELINE = re.compile(
    r"\s*(?P<name>[^\W\d_]{3,}(?:[- ][^\W\d_]+)?)(?:/[^\W\d_]+)*"
    r"(?:\s*\([^)\n]{1,30}\)|,[^\n]{1,30}?)?\s*(?:[–—-]|\.)\s"
)
"""The head of an agency's report: place in capitals, maybe day and agency, a dash."""
SCENE = timedelta(hours=36)
"""Times that lie within this of each other belong to one scene."""
_SETTLEMENTS = ("country", "region", "city")


def most_exact(times: Sequence[TimeMention]) -> TimeMention | None:
    """The narrowest of some told times; the first of equals."""
    told = [t for t in times if t.type in ("DATE", "TIME") and t.when.bounded]
    if not told:
        return None
    widest = timedelta(days=3_700_000)
    return min(told, key=lambda t: (t.when.width or widest, t.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above a document's text.

    ``dateline`` is the place that an agency's report begins with, ``""`` if none;
    ``title`` the title and the outlet's name; ``seat`` the town whose offices the text
    names ("Landgericht X").
    """

    dateline: str = ""
    title: str = ""
    seat: str = ""

    @classmethod
    def read(cls, text: str, title: str, outlet: str, lang: str) -> "Head":
        """The head of a text that begins at its first letter."""
        match = _DATELINE.match(text[:80])
        name = match["name"] if match and match["name"].isupper() else ""
        head = f"{title} {outlet}"
        return cls(
            dateline=name.capitalize(),
            title=head,
            seat=_seat(f"{head}\n{text[:_SEARCHED]}", lang),
        )


def _seat(text: str, lang: str) -> str:
    """The town that offices named in the text belong to, the one named most."""
    counts: dict[str, int] = {}
    for match in _offices(lang).finditer(text):
        name = match.group(match.lastgroup or 0)
        if name[0].isupper():
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda n: counts[n], default="")


@cache
def _offices(lang: str) -> re.Pattern[str]:
    """Offices and courts with the name of their town."""
    patterns = load(lang, "joints").get("seats", [])
    named = [p.replace("NAME", f"(?P<n{i}>{_NAME})") for i, p in enumerate(patterns)]
    return re.compile("|".join(named) if named else r"(?!)")


@dataclass(slots=True)
class TimeAnchor:
    """The time that the narrative has reached.

    Attributes:
        published: Day of the document, EDTF, or ``""``.
        zone: Of the events.
        near: Told last in the paragraph.
        far: Told last in the document.
    """

    published: str
    zone: str
    near: When | None = None
    far: When | None = None

    def new_document(self, published: str) -> None:
        """Another message or article begins, told on another day."""
        self.published = published
        self.near = self.far = None

    def new_paragraph(self, message_time: When | None = None) -> None:
        """A paragraph begins; a message brings its own time."""
        self.near = message_time
        if message_time is not None:
            self.far = message_time

    def told(self, when: When) -> None:
        """A time was told in the past or present."""
        self.near = self.far = when

    def for_clause(
        self, inside: TimeMention | None, beside: TimeMention | None, stance: Stance
    ) -> tuple[When | None, str]:
        """The time of a clause and the rule that gave it.

        Args:
            inside: The most exact time told in the clause.
            beside: The most exact time told elsewhere in its sentence.
            stance: Predictions and demands look forward.
        """
        if inside is not None:
            when = self.bounded(inside)
            if not self.is_future(inside.when):
                self.told(when)
            return replace(when, basis=Basis.STATED), "time told in the clause"
        if beside is not None:
            when = self.bounded(beside)
            if not self.is_future(beside.when):
                self.told(when)
            return self._carried(when), "time told in the same sentence"
        if stance in (Stance.PREDICTS, Stance.DEMANDS) and self.published:
            return self._made(f"{self.published}/..", Basis.DOCUMENT), (
                "looks forward from the day of publication"
            )
        if self.near is not None:
            return self._carried(self.near), "time told before in the paragraph"
        return self._from_document()

    def bounded(self, told: TimeMention) -> When:
        """The time with the bound that stands outside of its words ("since", "by").

        "Since" reaches up to publication; a season becomes its three months.
        """
        value = _season(told.when.value)
        bound = told.modifier
        if bound in _OPENS and not any(mark in value for mark in "/[{PR"):
            if bound in ("before", "until", "by"):
                value = f"../{value}"
            elif bound in ("since", "from") and not self.is_future(told.when):
                value = f"{value}/{self.published or '..'}"
            else:
                value = f"{value}/.."
        if value == told.when.value:
            return told.when
        return When.parse(
            value, zone=told.when.zone or self.zone, words=told.when.words
        )

    def _from_document(self) -> tuple[When | None, str]:
        """Between the time told last and publication, or one of the two."""
        day = self._made(self.published, Basis.DOCUMENT) if self.published else None
        if self.far is None:
            return day, "day of publication" if day else ""
        begin = self.far.earliest
        if day is None or begin is None or day.latest is None or "[" in self.far.value:
            return self._carried(self.far, Basis.DOCUMENT), "time told before"
        if not timedelta(0) <= day.latest - begin <= NEWS:
            return self._carried(self.far, Basis.DOCUMENT), "time told before"
        first = self.far.value.partition("/")[0] or self.published
        if first[:10] == self.published:
            return self._carried(self.far, Basis.DOCUMENT), "time told before"
        span = self._made(f"{first}/{self.published}", Basis.DOCUMENT)
        return span, "between the time told before and publication"

    def goes_on(self, when: When) -> bool:
        """Whether the time lies close to the one told last: the story goes on."""
        if self.far is None or not when.earliest or not self.far.earliest:
            return False
        if (when.width or SCENE) > SCENE or (self.far.width or SCENE) > SCENE:
            return False
        return abs(when.earliest - self.far.earliest) <= SCENE

    def is_future(self, when: When) -> bool:
        """Whether the time begins after the day of publication."""
        if not self.published or when.earliest is None:
            return False
        latest = When.parse(self.published, zone=self.zone).latest
        return latest is not None and when.earliest >= latest

    def _carried(self, when: When, basis: Basis = Basis.CONTEXT) -> When:
        return replace(when, basis=basis, words="")

    def _made(self, value: str, basis: Basis) -> When:
        return When.parse(value, zone=self.zone, basis=basis)


@dataclass(slots=True)
class PlaceAnchor:
    """The place that the narrative is at.

    Attributes:
        gazetteer: Knows coordinates and kinds of places.
        main: The document's main place, canonical name or ``""``.
        countries: Countries of the document's places, to prefer, most frequent first.
        near: Places told last in the paragraph.
        before: Places told last in the paragraph before.
        last: Places told last in the document.
        land: The country that it names most.
    """

    gazetteer: Gazetteer
    main: Where | None = None
    countries: tuple[str, ...] = ()
    near: tuple[Where, ...] = ()
    before: tuple[Where, ...] = ()
    last: tuple[Where, ...] = ()
    land: Where | None = None
    _known: dict[str, GazetteerPlace | None] = field(default_factory=dict)

    def new_paragraph(self, beside: Sequence[Mention] = ()) -> None:
        """A paragraph begins.

        Args:
            beside: Places in the line that tells whose quotation it is.
        """
        if any(place.precision != "unknown" for place in self.near):
            self.before = self.near
        self.near = self._told(beside, Basis.CONTEXT) if beside else ()

    def for_clause(
        self,
        inside: Sequence[Mention],
        beside: Sequence[Mention],
        *,
        pointer: str = "",
        continues: bool = False,
    ) -> tuple[tuple[Where, ...], str]:
        """Places of a clause, most exact first, and the rule that gave them.

        Args:
            inside: Places named in the clause.
            beside: Places named elsewhere in its sentence.
            pointer: ``there`` if its words point back to a place ("in that town"),
                ``nation`` if they mean the whole country.
            continues: It goes on with what the paragraph before told.
        """
        if inside:
            told = self._told(inside, Basis.STATED)
            self.near = self.last = told
            return self._with_main(told), "place named in the clause"
        if beside:
            self.near = self.last = self._told(beside, Basis.CONTEXT)
            return self._with_main(self.near), "place named in the same sentence"
        if pointer == "nation" and self.land:
            return (replace(self.land, basis=Basis.CONTEXT),), "words for the country"
        if continues and not self.near:
            self.near = self.before
        if pointer == "there" and self.last and not self.near:
            self.near = self.last
        if self.near:
            near = tuple(replace(w, basis=Basis.CONTEXT) for w in self.near)
            return self._with_main(near), "place named before in the paragraph"
        if self.main:
            return (replace(self.main, basis=Basis.DOCUMENT),), "the document's place"
        return (), ""

    def _told(self, mentions: Sequence[Mention], basis: Basis) -> tuple[Where, ...]:
        places: dict[str, Where] = {}
        for mention in mentions:
            where = self.where(mention, basis)
            places.setdefault(where.id or where.name.casefold(), where)
        order = ("street", "square", "building", "unknown", "city", "region", "country")
        return tuple(sorted(places.values(), key=lambda w: order.index(w.precision)))

    def _with_main(self, told: tuple[Where, ...]) -> tuple[Where, ...]:
        """Adds the main place to buildings, squares and what is in no gazetteer."""
        if self.main is None or any(w.precision in _SETTLEMENTS for w in told):
            return told
        if any(_same(w, self.main) for w in told):
            return told
        return (*told, replace(self.main, basis=Basis.CONTEXT))

    def where(self, mention: Mention, basis: Basis) -> Where:
        """The place that a mention names, with coordinates if the gazetteer knows."""
        name = mention.name or mention.quote
        place = self._find(name)
        if place is None:
            return Where(name=name, id=mention.canonical, basis=basis)
        return Where(
            name=name,
            id=mention.canonical or place.id,
            lat=place.lat,
            lon=place.lon,
            precision=place.kind,
            basis=basis,
        )

    def _find(self, name: str) -> GazetteerPlace | None:
        if name not in self._known:
            found = self.gazetteer.find(name, prior=self.countries)
            self._known[name] = found[0] if found else None
        return self._known[name]

    def settle(self, mentions: Sequence[Mention], head: Head) -> None:
        """Finds the document's main place and countries from all its places.

        Settlements count more than countries and streets, what the gazetteer knows
        more than what it does not, the dateline and the title more than the text; of
        equals the larger town, then the first.

        Args:
            mentions: All names of places, in order.
            head: What stands above the text.
        """
        tally: dict[str, _Tally] = {}
        lands: dict[str, int] = {}
        for mention in mentions:
            name = mention.name or mention.quote
            place = self._find(name)
            if place and place.country:
                lands[place.country] = lands.get(place.country, 0) + 1
            key = place.id if place else fold_ending(name)
            tally.setdefault(key, _Tally(mention=mention, place=place)).count += 1
        self.countries = tuple(sorted(lands, key=lambda c: (-lands[c], c)))
        self._known.clear()
        countries = [t for t in tally.values() if t.place and t.place.kind == "country"]
        if countries:
            most = max(countries, key=lambda t: (t.count, -t.mention.start))
            self.land = self.where(most.mention, Basis.CONTEXT)
        if head.dateline:
            self.main = self._named(head.dateline, tally)
            return
        likely = [t for t in tally.values() if t.place or t.weight(head)[0] >= _LEAST]
        best = max(likely, key=lambda t: t.weight(head), default=None)
        if best and not (head.seat and best.weight(head)[0] < _LEAST):
            self.main = self.where(best.mention, Basis.DOCUMENT)
        elif head.seat:
            self.main = self._named(head.seat, tally)

    def _named(self, name: str, tally: Mapping[str, "_Tally"]) -> Where:
        """The place of the dateline, under the name that the text itself uses."""
        place = self._find(name)
        known = tally.get(place.id if place else fold_ending(name))
        if known is not None:
            return self.where(known.mention, Basis.DOCUMENT)
        if place is None:
            return Where(name=name, basis=Basis.DOCUMENT)
        return Where(
            name=name,
            id=place.id,
            lat=place.lat,
            lon=place.lon,
            precision=place.kind,
            basis=Basis.DOCUMENT,
        )


_LEAST = 1.1
"""An unknown name that stands once is no document's place."""
_EXONYM = 0.4
"""A name unlike the place's own may be a foreign form, or another word altogether."""
_WEIGHT = {"city": 1.0, "region": 0.3, "country": 0.8}


@dataclass(slots=True)
class _Tally:
    """How often a document names one place."""

    mention: Mention
    place: GazetteerPlace | None
    count: int = 0

    def weight(self, head: Head) -> tuple[float, int, int]:
        """Sorts the likeliest main place last."""
        kind = self.place.kind if self.place else ""
        worth = _WEIGHT.get(kind, 0.6) * self.count
        if self.place and not _sounds_alike(self.mention, self.place):
            worth *= _EXONYM
        name = fold_ending(self.mention.name or self.mention.quote)
        if len(name) > 3 and name in head.title.casefold():
            worth += 1.0
        people = self.place.population if self.place else 0
        return worth, people, -self.mention.start


def _sounds_alike(mention: Mention, place: GazetteerPlace) -> bool:
    """Whether the name begins like the place's own, in whatever script."""
    own = {key[:4] for key in fold_keys(place.name)}
    return any(key[:4] in own for key in fold_keys(mention.name or mention.quote))


def fold_ending(name: str) -> str:
    """A name without the letters that inflection may change: its first four fifths."""
    low = name.casefold()
    return low[: max(4, len(low) * 4 // 5)]


def _season(value: str) -> str:
    """A season in its three months, with vague ends; any other value as it is."""
    year, _, code = value.rstrip("~?%").partition("-")
    months = _SEASONS.get(code)
    return f"{year}-{months[0]}~/{year}-{months[1]}~" if months else value


def _same(one: Where, other: Where) -> bool:
    if one.id and one.id == other.id:
        return True
    return one.name.casefold() == other.name.casefold()
