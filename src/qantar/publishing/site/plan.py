"""Plan: where everything will stand, before the first page is written.

One streaming pass. What it keeps per statement is its place in the chronology, per
exhibit a note of a few words; texts and quotes are read again when their page is
written. Page breaks do not depend on the language, so the same page exists in each.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import TypeVar

from qantar.publishing.citations import outlet_of
from qantar.publishing.marks import is_dated
from qantar.publishing.site.calendar import Entry, Stretch, stretches
from qantar.publishing.site.zones import local
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.finding import Verdict
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement

__all__ = [
    "Dispute",
    "ExhibitNote",
    "NetworkCut",
    "Plan",
    "chunked",
    "in_order",
    "make_plan",
    "numbered",
    "steady",
    "stretch_page",
    "weight",
]

PAGE_WEIGHT = 44_000
"""Bytes of statements that a page is planned for; the budget is 60 KB with the rest."""

PAGE_ITEMS = 200
"""Statements or rows on one page at most."""

_READ_TOO = {"kk": ("ru",)}
"""Languages whose spelling of a name serves best where the reader's own was not met."""

_LINE_WEIGHT = 1_250
_MARK_WEIGHT = 2_300
_ANCHOR_WEIGHT = 40
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitNote:
    """What other pages say about an exhibit.

    ``starts`` are the offsets at which its pages begin, the first is 0.
    """

    digest: str
    label: str
    outlet: str
    published: str
    kind: str
    lang: str
    starts: tuple[int, ...]
    statements: int

    def page(self, offset: int = 0) -> str:
        """File name of the page that holds ``offset``, in the folder ``e``."""
        number = sum(1 for start in self.starts if start <= offset) or 1
        return numbered(self.digest[:16], number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A differing pair that a statement belongs to."""

    contradiction: str
    question: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCut:
    """No network at a place between two instants; ``None`` is open."""

    place: str
    start: datetime | None
    end: datetime | None
    mean: bool


@dataclass(slots=True, kw_only=True)
class Plan:
    """Where everything stands. Keys are ids and digests.

    ``order`` is the place of a statement in the chronology; ``weights`` are by that
    order; ``stretches`` the pages of the chronology; ``kinds`` the first statement of
    each kind of event; ``disputes`` one of each verdict; ``questions`` the file where a
    question or a differing pair stands; ``keys`` a digest of
    what each statement's line is made from.
    """

    exhibits: dict[str, ExhibitNote] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    weights: "array[int]" = field(default_factory=lambda: array("L"))
    stretches: tuple[Stretch, ...] = ()
    firsts: "array[int]" = field(default_factory=lambda: array("L"))
    kinds: dict[str, str] = field(default_factory=dict)
    disputes: dict[str, list[Dispute]] = field(default_factory=dict)
    cuts: list[NetworkCut] = field(default_factory=list)
    cuts_at: dict[str, list[NetworkCut]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def name(self, any_id: str, lang: str, written: str) -> str:
        """The name of someone or something in ``lang``, else as it was written."""
        known = self.names.get(any_id, {}) if any_id else {}
        for spoken in (lang, *_READ_TOO.get(lang, ()), ""):
            if spoken in known:
                return known[spoken]
        return written

    def statement_page(self, statement_id: str) -> str:
        """File of the chronology with this statement, relative to a language folder."""
        at = bisect_right(self.firsts, self.order[statement_id]) - 1
        return stretch_page(self.stretches[at], at)

    def in_pages(self, ids: Iterable[str]) -> list[list[str]]:
        """Statements by time, in pages of about the same weight; at least one page."""
        ordered = sorted(ids, key=self.order.__getitem__)
        weights = [self.weights[self.order[one]] for one in ordered]
        return list(steady(ordered, ordered, weights)) or [[]]

    def cut_at(self, statement: Statement) -> bool:
        """Whether the statement tells of a time wholly inside a network cut there."""
        when = statement.when
        if when is None or when.earliest is None or when.latest is None:
            return False
        around = set()
        for where in statement.where:
            place = where.id
            while place and place not in around:
                around.add(place)
                place = self.inside.get(place, "")
        return any(
            cut.start is not None
            and cut.start <= when.earliest
            and (cut.end is None or when.latest <= cut.end)
            for place in around
            for cut in self.cuts_at.get(place, ())
        )


def numbered(stem: str, number: int) -> str:
    """``stem.html`` for the first page, then ``stem-2.html`` and so on."""
    return f"{stem}.html" if number == 1 else f"{stem}-{number}.html"


def stretch_page(stretch: Stretch, at: int) -> str:
    """File of a page of the chronology; the first has the name that others link to."""
    if at == 0:
        return "chronology.html"
    part = f"-p{stretch.part}" if stretch.part > 1 else ""
    return f"chronology-{stretch.name}{part}.html"


def breaks_before(statement_id: str) -> bool:
    """Whether a page may well end before a statement: one in eight, by its id."""
    return statement_id[-1:] in ("0", "8")


def weight(statement: Statement) -> int:
    """About how many bytes a statement takes on a page, in any language."""
    return _LINE_WEIGHT + 2 * len(statement.quote.encode())


def chunked(
    items: Iterable[T], weigh: Sequence[int] | None = None, *, each: int = 0
) -> Iterator[list[T]]:
    """``items`` in pages; ``weigh`` gives weights, or all weigh ``each``."""
    page: list[T] = []
    heavy = 0
    for number, item in enumerate(items):
        own = weigh[number] if weigh is not None else each
        if page and (heavy + own > PAGE_WEIGHT or len(page) >= PAGE_ITEMS):
            yield page
            page, heavy = [], 0
        page.append(item)
        heavy += own
    if page:
        yield page


def steady(
    items: Sequence[T], ids: Sequence[str], weights: Sequence[int]
) -> Iterator[list[T]]:
    """``items`` in pages that end where their ids draw it, once nearly full.

    An item more then changes the pages beside it only. Ids and weights are those of the
    items, in their order.
    """
    entries = [
        Entry(day=None, weight=own, breaks=breaks_before(one))
        for one, own in zip(ids, weights, strict=True)
    ]
    for page in stretches(entries, heaviest=PAGE_WEIGHT, most=PAGE_ITEMS):
        yield list(items[page.first : page.first + page.count])


def make_plan(view: RecordView) -> Plan:
    """The plan for everything in ``view``."""
    plan = Plan()
    for exhibit in view.exhibits():
        plan.exhibits[exhibit.digest] = _note(view, exhibit)
    _plan_chronology(view, plan)
    _plan_disputes(view, plan)
    _plan_cuts(view, plan)
    entities: Iterable[Person | Group | Place] = chain(
        view.people(), view.groups(), view.places()
    )
    for entity in entities:
        plan.names[entity.id] = {
            name.lang: name.text for name in reversed(entity.names) if name.lang
        } | {"": entity.name}
    for person in view.people():
        plan.people[person.id] = "p/" + derive_id("page", person.id)[:12]
    for place in view.places():
        plan.places[place.id] = "l/" + derive_id("page", place.id)[:12]
        plan.inside[place.id] = place.inside
    return plan


def _plan_disputes(view: RecordView, plan: Plan) -> None:
    """One differing pair of each verdict for each statement: that of the least id."""
    found: dict[str, dict[Verdict, Dispute]] = {}
    for pair in view.contradictions():
        for member in pair.members:
            known = found.setdefault(member.statement, {})
            old = known.get(pair.verdict)
            if old is None or pair.id < old.contradiction:
                known[pair.verdict] = Dispute(
                    contradiction=pair.id, question=pair.question, verdict=pair.verdict
                )
    plan.disputes = {
        statement: sorted(known.values(), key=lambda one: one.verdict)
        for statement, known in found.items()
    }


def _plan_cuts(view: RecordView, plan: Plan) -> None:
    """Network cuts, all and by place; of those that are alike one is kept by place."""
    seen = set()
    for one in view.connectivity():
        if one.state != "off":
            continue
        cut = NetworkCut(
            place=one.place,
            start=one.when.earliest,
            end=one.when.latest,
            mean=one.network in ("internet", "all"),
        )
        plan.cuts.append(cut)
        if (cut.place, cut.start, cut.end) not in seen:
            seen.add((cut.place, cut.start, cut.end))
            plan.cuts_at.setdefault(cut.place, []).append(cut)


def _note(view: RecordView, exhibit: Exhibit) -> ExhibitNote:
    told = exhibit.provenance
    reading = view.reading(exhibit.digest)
    return ExhibitNote(
        digest=exhibit.digest,
        label=exhibit.label,
        outlet=outlet_of(exhibit),
        published=told.published,
        kind=told.kind,
        lang=told.lang or reading.lang,
        starts=_starts(exhibit.content.text, reading),
        statements=len(reading.statements),
    )


def _starts(text: str, reading: Reading) -> tuple[int, ...]:
    """Where the pages of one text begin: after a line's end, by weight."""
    marks = [(one.start, _MARK_WEIGHT) for one in reading.statements]
    marks += [(one.start, _ANCHOR_WEIGHT) for one in reading.passages]
    marks.sort()
    starts, heavy, at, seen = [0], 0, 0, 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        heavy += len(line.encode())
        while seen < len(marks) and marks[seen][0] < at:
            heavy += marks[seen][1]
            seen += 1
        if heavy > PAGE_WEIGHT and at < len(text):
            starts.append(at)
            heavy = 0
    return tuple(starts)


def in_order(view: RecordView) -> Iterator[Statement]:
    """All statements by time; the undated last, wherever the view has them."""
    undated = []
    for statement in view.statements(by_time=True):
        if is_dated(statement.when):
            yield statement
        else:
            undated.append(statement.id)
    yield from map(view.statement, undated)


def _plan_chronology(view: RecordView, plan: Plan) -> None:
    """Order, weights and pages of all statements."""
    zone = view.facts().zone
    entries: list[Entry] = []
    newest: date | None = None
    for number, statement in enumerate(in_order(view)):
        own = weight(statement)
        plan.order[statement.id] = number
        plan.weights.append(own)
        plan.kinds.setdefault(statement.event_type, statement.id)
        day = _day(statement, zone)
        if day is not None and newest is not None:
            day = max(day, newest)  # clocks that go back at midnight
        newest = day
        entries.append(
            Entry(
                day=day,
                weight=own,
                breaks=breaks_before(statement.id),
            )
        )
    plan.stretches = stretches(entries, heaviest=PAGE_WEIGHT, most=PAGE_ITEMS)
    plan.firsts.extend(stretch.first for stretch in plan.stretches)


def _day(statement: Statement, zone: str) -> date | None:
    when = statement.when
    at = (when.earliest or when.latest) if when is not None else None
    return local(at, zone).date() if at is not None else None
