"""Masks: one value of a record turned into what may be seen of it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields, replace
from functools import lru_cache
from typing import Any, TypeVar

from qantar.publishing.coarsening import coarse_day, coarse_when
from qantar.publishing.folding import fold
from qantar.publishing.hiding import GAP, LINE_GAP, Hiding, apart, voice_key
from qantar.publishing.mapped import mapped, renamed
from qantar.publishing.policy import DATE_GRAINS, GRAINS, STATEMENT_FIELDS, Profile
from qantar.publishing.pseudonyms import Cut, replaced, shift
from qantar.vocabulary.entity import Place
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.finding import Origin, RegisterValue
from qantar.vocabulary.mention import TimeMention
from qantar.vocabulary.passage import Span
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.statement import Party, Speaker, Statement, Where
from qantar.vocabulary.when import When

__all__ = ["Masks"]

T = TypeVar("T")
_GONE = ("", GAP, LINE_GAP)
"""What stands for text that does not go out."""

_IDS = ("p:", "g:")
"""How ids of persons and groups begin."""

_BLANK: dict[str, Any] = {
    each.name: each.default
    if each.default_factory is MISSING
    else each.default_factory()
    for each in fields(Statement)
    if each.name in STATEMENT_FIELDS
}


class Masks:
    """Takes names, contacts, fine places and fields that are not let out from values.

    Args:
        places: All places of the record, to find what lies around a hidden one.
        hiding: Whom and what to hide.
        profile: What may go out.
    """

    def __init__(
        self, places: Iterable[Place], hiding: Hiding, profile: Profile
    ) -> None:
        self._profile = profile
        self._hiding = hiding
        self.names = hiding.pseudonyms
        self.words = lru_cache(maxsize=65536)(self._scrub)
        self._places = {place.id: place for place in places}
        # A place that is unknown here may have any grain; only the finest hides none.
        self._all_places = profile.grain == GRAINS[-1]
        self._blank = {
            name: value for name, value in _BLANK.items() if name not in profile.fields
        }

    def _scrub(self, text: str) -> str:
        """Words without hidden names, and without places that are too exact."""
        text = self.names.scrub(text)
        found = self._hiding.phrases.cuts(text)
        return replaced(text, apart(found)) if found else text

    def _open(self, digest: str) -> bool:
        """Whether nothing that an exhibit's statements tell has to be changed."""
        return not (
            self.names.anyone
            or self._blank
            or self._hiding.cuts.get(digest)
            or self._hiding.unnamed.get(digest)
            or not self._all_places
            or self._profile.date_grain != DATE_GRAINS[-1]
        )

    def keep(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Those ids that go out."""
        return tuple(one for one in ids if one in self._hiding.statements)

    def cuts(self, digest: str) -> tuple[Cut, ...]:
        """What gives way in the text of an exhibit."""
        return self._hiding.cuts.get(digest, ())

    def at(self, digest: str, offset: int, *, end: bool = False) -> int:
        """Where an offset of a text lies in the text as shown."""
        cuts = self.cuts(digest)
        return shift(offset, cuts, end=end) if cuts else offset

    def clean(self, value: T) -> T:
        """Every string inside ``value`` without hidden names."""
        anything = len(self.names) or len(self._hiding.phrases)
        return mapped(value, self.words) if anything else value

    def fine_enough(self, precision: str) -> bool:
        """Whether a place of this precision may be told."""
        if precision not in GRAINS:
            return True
        return GRAINS.index(precision) <= GRAINS.index(self._profile.grain)

    def coarse(self, place_id: str) -> Place | None:
        """The place, or the smallest around it that may be told."""
        place = self._places.get(place_id)
        while place is not None and not self.fine_enough(place.precision):
            place = self._places.get(place.inside)
        return place

    def place(self, place_id: str, name: str) -> tuple[str, str]:
        """Id and name of a place, or of what lies around it; empty if neither may be.

        A place that is only known by its words keeps them as far as they may be told.
        """
        if place_id not in self._places:
            return (place_id if self._all_places else ""), self.words(name)
        told = self.coarse(place_id)
        if told is None:
            return "", ""
        return told.id, self.words(name if told.id == place_id else told.name)

    def where(self, where: Where) -> Where | None:
        """The place as it may be told, or ``None``."""
        if self.fine_enough(where.precision):
            return renamed(where, name=self.words(where.name))
        place = self.coarse(where.id)
        if place is None:
            return None
        return Where(
            name=self.words(place.name),
            id=place.id,
            lat=place.lat,
            lon=place.lon,
            precision=place.precision,
            basis=where.basis,
        )

    def day(self, told: str) -> str:
        """Dates in words of our own, as exactly as they may be told."""
        return coarse_day(told, self._profile.date_grain)

    def register_value(
        self, value: RegisterValue, kept: tuple[str, ...]
    ) -> RegisterValue:
        """A value of the register with those of its statements that go out."""
        told = self.day(value.value) if value.field == "date" else value.value
        return replace(self.clean(value), value=self.words(told), statements=kept)

    def when(self, when: When | None) -> When | None:
        """The time as exactly as it may be told."""
        told = coarse_when(when, self._profile.date_grain)
        return told and renamed(told, words=self.words(told.words))

    def speaker(self, speaker: Speaker, digest: str) -> Speaker:
        """A voice under the name that may be told."""
        key = voice_key(speaker, digest)
        shown = self.names.shown(key)
        if shown is None:
            name = self.words(speaker.name)
            unnamed = self._hiding.unnamed.get(digest)
            if unnamed and fold(speaker.name) in unnamed:
                name = "[name withheld]"
            return renamed(speaker, name=name)
        return replace(speaker, name=shown, id=self.names.new_id(key))

    def id(self, any_id: str) -> str:
        """An id as it may be told: that of somebody hidden is of this edition only."""
        return self.names.new_id(any_id) if self.names.shown(any_id) else any_id

    def party(self, party: Party, digest: str) -> Party:
        """A party under the name that may be told."""
        shown = self.names.shown(party.id) if party.id else None
        if shown is not None:
            return Party(name=shown, id=self.names.new_id(party.id))
        unnamed = self._hiding.unnamed.get(digest)
        if unnamed and fold(party.name) in unnamed:
            return Party(name="[name withheld]")
        return renamed(party, name=self.words(party.name))

    def statement(self, statement: Statement) -> Statement:
        """The statement as it may be seen.

        Written out field by field, since every page asks for statements: walking all
        values for their strings takes ten times as long.
        """
        if self._open(statement.exhibit):
            return statement
        digest = statement.exhibit
        cuts = self.cuts(digest)
        words = self.words
        where = map(self.where, statement.where)
        changes: dict[str, Any] = {
            "chain": tuple(self.speaker(each, digest) for each in statement.chain),
            "where": tuple(each for each in where if each is not None),
            "agents": tuple(self.party(each, digest) for each in statement.agents),
            "targets": tuple(self.party(each, digest) for each in statement.targets),
            "event_words": words(statement.event_words),
            "when": self.when(statement.when),
            "quantities": tuple(map(self.clean, statement.quantities)),
            "why": tuple(map(words, statement.why)),
            "external_id": words(statement.external_id),
            "origin_hint": words(statement.origin_hint),
        }
        if cuts:
            changes |= {
                "start": self.at(digest, statement.start),
                "end": self.at(digest, statement.end, end=True),
                "quote": replaced(statement.quote, cuts, offset=statement.start),
                "spans": {
                    name: Span(
                        self.at(digest, s.start), self.at(digest, s.end, end=True)
                    )
                    for name, s in statement.spans.items()
                },
            }
        if statement.id in self._hiding.unquoted:
            changes |= _wordless(changes)
        return replace(statement, **(changes | self._blank))

    def origin(self, origin: Origin, kept: tuple[str, ...]) -> Origin:
        """The origin with those of its statements that go out."""
        files = tuple(self._hiding.files.get(f) or self.words(f) for f in origin.files)
        hidden = self.names.shown(origin.speaker) if origin.speaker else None
        return replace(
            self.clean(origin),
            statements=kept,
            relays=tuple(
                self.clean(r) for r in origin.relays if {r.parent, r.child} <= {*kept}
            ),
            files=files,
            speaker=self.names.new_id(origin.speaker)
            if hidden
            else self._voice_id(origin.speaker),
            label=hidden or self.words(origin.label),
        )

    def _voice_id(self, told: str) -> str:
        """Id of a voice; one that is no more than a name is a name."""
        if self._profile.all_persons or told.startswith(_IDS):
            return self.words(told)
        return ""

    def exhibit(self, exhibit: Exhibit, *, bare: bool = False) -> Exhibit:
        """The exhibit as it may be seen; ``bare`` if it has no text to cut."""
        cuts = () if bare else self.cuts(exhibit.digest)
        told = self.clean(exhibit.provenance)
        if exhibit.digest in self._hiding.guarded:
            told = replace(
                told,
                file=exhibit.label,
                title="",
                author="",
                url="",
                obtained="",
                external_id="",
            )
        note = self._profile.note_on(exhibit.digest)
        if note is not None:
            credit = self.words(note.credit) or told.author
            told = replace(told, title=self.words(note.alt), author=credit)
        content = self.clean(replace(exhibit.content, text=""))
        closed = exhibit.digest in self._hiding.closed
        segments = [
            replace(
                segment,
                attributes={} if closed else segment.attributes,
                start=self.at(exhibit.digest, segment.start),
                end=self.at(exhibit.digest, segment.end, end=True),
            )
            for segment in content.segments
        ]
        content = replace(
            content,
            text=replaced(exhibit.content.text, cuts),
            segments=tuple(s for s in segments if s.end > s.start),
            claims={},
        )
        return replace(exhibit, provenance=told, content=content)

    def _told(self, values: Iterable[T], digest: str) -> Iterator[T]:
        """Those of what was read in a text that lie in what is shown of it."""
        gone = [cut for cut in self.cuts(digest) if cut.words in _GONE]
        starts = [cut.start for cut in gone]
        for value in values:
            start, end = value.start, value.end  # type: ignore[attr-defined]
            at = bisect_right(starts, start) - 1
            if at < 0 or gone[at].end < end:
                yield value

    def _time(self, time: TimeMention) -> TimeMention:
        """A mention of a time; one that is too exact is cut, and its value too."""
        when = self.when(time.when)
        if when is time.when or when is None:
            return time
        return replace(time, when=when, edtf=when.edtf())

    def _moved(self, value: Any, digest: str) -> Any:
        """Something read in a text, at its place in the text as shown."""
        start, end = value.start, value.end
        new = replace(
            self.clean(value),
            start=self.at(digest, start),
            end=self.at(digest, end, end=True),
        )
        if digest in self._hiding.closed and hasattr(value, "attributes"):
            new = replace(new, attributes={})  # a row's cells are its text again
        if hasattr(value, "quote"):
            quote = replaced(value.quote, self.cuts(digest), offset=start)
            new = replace(new, quote=quote)
        return new

    def reading(self, reading: Reading) -> Reading:
        """The reading as it may be seen."""
        digest = reading.exhibit
        if self._open(digest):
            kept = tuple(
                s for s in reading.statements if s.id in self._hiding.statements
            )
            return (
                reading
                if kept == reading.statements
                else replace(reading, statements=kept)
            )

        def moved(value: Any) -> Any:
            return self._moved(value, digest)

        mentions = []
        for before in self._told(reading.mentions, digest):
            mention = moved(before)
            if mention.quote != before.quote:
                # What gave way in the text must not stand as its base form.
                mention = replace(mention, name=mention.quote.strip())
            if mention.canonical in self._hiding.fine_places:
                mention = replace(mention, canonical="")
            shown = self.names.shown(mention.canonical) if mention.canonical else None
            if shown is not None:
                mention = replace(
                    mention, name=shown, canonical=self.names.new_id(mention.canonical)
                )
            mentions.append(mention)
        stretches = tuple(
            replace(
                moved(stretch),
                chain=tuple(self.speaker(each, digest) for each in stretch.chain),
            )
            for stretch in self._told(reading.speakers, digest)
        )
        return replace(
            reading,
            passages=tuple(p for p in map(moved, reading.passages) if p.end > p.start),
            times=tuple(
                self._time(t) for t in map(moved, self._told(reading.times, digest))
            ),
            mentions=tuple(mentions),
            speakers=stretches,
            statements=tuple(
                self.statement(s)
                for s in reading.statements
                if s.id in self._hiding.statements
            ),
            unread=self.clean(reading.unread),
        )


def _wordless(changes: dict[str, Any]) -> dict[str, Any]:
    """What a statement must lose beside its quotation: words of its voice."""
    when = changes["when"]
    return {
        "event_words": "",
        "when": when and replace(when, words=""),
        "quantities": tuple(
            replace(one, words="", label="") for one in changes["quantities"]
        ),
        "spans": {},
    }
