"""Where a clause speaks of, if its own words do not say.

A named place holds for what follows in the same paragraph; what names none at all is
told of the document's main place: its dateline, or the settlement that it names most,
or the town whose offices it names. Whatever is carried so is marked.
"""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from qantar.text.lexicon import load
from qantar.text.translit import fold_keys
from qantar.vocabulary.gazetteer import Gazetteer, GazetteerPlace
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.statement import Where
from qantar.vocabulary.when import Basis

__all__ = ["Head", "PlaceAnchor"]

_NAME = r"[^\W\d_a-zа-яё][^\W\d_]{2,}(?:-[^\W\d_]+)?"
_SEARCHED = 6000
"""Code points of a text in which its offices are looked for."""
_DATELINE = re.compile(
    r"\s*(?P<name>[^\W\d_]{3,}(?:[- ][^\W\d_]+)?)(?:/[^\W\d_]+)*"
    r"(?:\s*\([^)\n]{1,30}\)|,[^\n]{1,30}?)?\s*(?:[–—-]|\.)\s"
)
"""The head of an agency's report: place in capitals, maybe day and agency, a dash."""
_SETTLEMENTS = ("country", "region", "city")


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
        if name[0].isupper() and name.casefold() not in _no_towns(lang):
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda n: counts[n], default="")


@cache
def _no_towns(lang: str) -> frozenset[str]:
    """Articles and pronouns that may stand where an office's town stands."""
    return frozenset(load(lang, "joints").get("no_towns", ()))


@cache
def _offices(lang: str) -> re.Pattern[str]:
    """Offices and courts with the name of their town."""
    patterns = load(lang, "joints").get("seats", [])
    named = [p.replace("NAME", f"(?P<n{i}>{_NAME})") for i, p in enumerate(patterns)]
    return re.compile("|".join(named) if named else r"(?!)")


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
            if not self._is_vaguer(near):
                return self._with_main(near), "place named before in the paragraph"
        if self.main:
            return (replace(self.main, basis=Basis.DOCUMENT),), "the document's place"
        return (), ""

    def _is_vaguer(self, near: Sequence[Where]) -> bool:
        """Whether a country or region told before says less than the main place.

        "Sudan" two sentences ago does not move the story out of Khartoum.
        """
        if self.main is None or self.main.precision in ("country", "region"):
            return False
        return all(w.precision in ("country", "region") for w in near)

    def _told(self, mentions: Sequence[Mention], basis: Basis) -> tuple[Where, ...]:
        places: dict[str, Where] = {}
        for mention in mentions:
            where = self.where(mention, basis)
            places.setdefault(where.id or where.name.casefold(), where)
        order = ("street", "square", "building", "unknown", "city", "region", "country")
        return tuple(sorted(places.values(), key=lambda w: order.index(w.precision)))

    def _with_main(self, told: tuple[Where, ...]) -> tuple[Where, ...]:
        """Adds the town to buildings, squares and what is in no gazetteer.

        The gazetteer tells in which town they lie; else it is the main place.
        """
        if any(w.precision in _SETTLEMENTS for w in told):
            return told
        town = next((t for w in told if (t := self._town(w))), self.main)
        if town is None or any(_same(w, town) for w in told):
            return told
        return (*told, replace(town, basis=Basis.CONTEXT))

    def _town(self, where: Where) -> Where | None:
        """The town that a known building, square or street lies in."""
        place = self.gazetteer.get(where.id) if where.id else None
        town = self.gazetteer.get(place.inside) if place and place.inside else None
        if town is None or town.kind != "city":
            return None
        return Where(
            name=town.name,
            id=town.id,
            lat=town.lat,
            lon=town.lon,
            precision=town.kind,
            basis=Basis.CONTEXT,
        )

    def where(self, mention: Mention, basis: Basis) -> Where:
        """The place that a mention names, with coordinates if the gazetteer knows."""
        name = mention.name or mention.quote
        place = self._find(name) or self._find(mention.quote)
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

    def settle(
        self, mentions: Sequence[Mention], head: Head, located: Container[int] = ()
    ) -> None:
        """Finds the document's main place and countries from all its places.

        Settlements count more than countries and streets, what the gazetteer knows
        more than what it does not, the dateline and the title more than the text; of
        equals the larger town, then the first.

        Args:
            mentions: All names of places, in order.
            head: What stands above the text.
            located: Starts of those that stand where a place is told ("in Nordstadt").
        """
        tally: dict[str, _Tally] = {}
        lands: dict[str, int] = {}
        for mention in mentions:
            name = mention.name or mention.quote
            place = self._find(name) or self._find(mention.quote)
            if place and place.country:
                lands[place.country] = lands.get(place.country, 0) + 1
            key = place.id if place else fold_ending(name)
            found = tally.setdefault(key, _Tally(mention=mention, place=place))
            found.count += 1
            found.located += mention.start in located
        self.countries = tuple(sorted(lands, key=lambda c: (-lands[c], c)))
        self._known.clear()
        countries = [t for t in tally.values() if t.place and t.place.kind == "country"]
        if countries:
            most = max(countries, key=lambda t: (t.count, -t.mention.start))
            self.land = self.where(most.mention, Basis.CONTEXT)
        if head.dateline:
            self.main = self._named(head.dateline, tally)
            return
        likely = [
            t
            for t in tally.values()
            if t.place or t.located or t.weight(head)[0] >= _LEAST
        ]
        best = max(likely, key=lambda t: t.weight(head), default=None)
        if best and not (head.seat and best.weight(head)[0] < _LEAST):
            self.main = self.where(best.mention, Basis.DOCUMENT)
        elif head.seat:
            self.main = self._named(head.seat, tally)
        if self.main:
            self.main = self._town(self.main) or self.main
        if self.main is None or self.main.precision in ("country", "region"):
            self.main = self._of_title(head.title) or self.main

    def _of_title(self, title: str) -> Where | None:
        """The town in a title, for a text that names none ("chat of Nordstadt")."""
        for match in _TITLE_WORD.finditer(title):
            place = self._find(match.group())
            if place and place.kind == "city" and place.population >= _KNOWN_TOWN:
                return self._named(match.group(), {})
        return None

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


_TITLE_WORD = re.compile(_NAME)
_KNOWN_TOWN = 100_000
"""People from which a town's name in a title is hardly another word."""
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
    located: int = 0

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


def _same(one: Where, other: Where) -> bool:
    if one.id and one.id == other.id:
        return True
    return one.name.casefold() == other.name.casefold()
