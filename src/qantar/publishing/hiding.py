"""Hiding: one pass over a record that finds whom to hide and where their names stand."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from qantar.publishing.coarsening import COORDINATES, is_finer
from qantar.publishing.folding import fold
from qantar.publishing.phrases import Phrases
from qantar.publishing.policy import ALL, GRAINS, Profile
from qantar.publishing.pseudonyms import (
    CONTACT,
    DESCRIBED,
    MAIL,
    SURE_PHONE,
    Cut,
    Hidden,
    Pseudonyms,
)
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Speaker, Statement

__all__ = [
    "GAP",
    "LINE_GAP",
    "PLACE_GAP",
    "TIME_GAP",
    "Hiding",
    "apart",
    "hide",
    "voice_key",
]

GAP = " […] "
"""Stands for text that does not go out, between quoted passages."""

LINE_GAP = " […]\n"
"""The same where lines end in what does not go out: they stay lines, and pages short."""

PLACE_GAP, TIME_GAP = "[place withheld]", "[time withheld]"
"""Stand for words that tell a place or a time more exactly than is let out."""


@dataclass(slots=True, kw_only=True)
class Hiding:
    """What a profile hides in one record.

    Attributes:
        pseudonyms: Of everyone hidden.
        exhibits: Digests of the exhibits that go out.
        guarded: Digests of those whose voice is protected.
        statements: Ids of the statements that go out.
        cuts: Digest to what gives way in its text; none if nothing does.
        files: File name of a guarded exhibit to what stands for it.
        unnamed: Digest to folded names of persons who are not to be named.
        unquoted: Ids of statements whose words stay in.
        closed: Digests of exhibits whose text goes out in quoted passages only.
        phrases: Names of those places.
        fine_places: Ids of places that are told no more exactly than the profile lets.
        all_exhibits: How many exhibits there are.
        all_statements: How many statements there are.
        reasons: How many exhibits and statements stay in, by the reason.
    """

    pseudonyms: Pseudonyms
    exhibits: set[str] = field(default_factory=set)
    guarded: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    cuts: dict[str, tuple[Cut, ...]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    unnamed: dict[str, frozenset[str]] = field(default_factory=dict)
    unquoted: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    fine_places: frozenset[str] = frozenset()
    phrases: Phrases = field(default_factory=lambda: Phrases((), PLACE_GAP))
    all_exhibits: int = 0
    all_statements: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


def voice_key(speaker: Speaker, exhibit: str) -> str:
    """Key of a voice. One without an id is never joined across exhibits."""
    return speaker.id or f"{exhibit}\x1f{speaker.name}"


def hide(view: RecordView, profile: Profile) -> Hiding:
    """Whom and what ``profile`` hides in ``view``; two streaming passes."""
    seed = profile.secret or view.facts().root
    salt = derive_id("edition", seed, profile.name, profile.edition)
    hidden = _hidden(view, profile)
    public = _public_names(view, {one.key for one in hidden})
    fine = [place for place in view.places() if _too_fine_place(place, profile)]
    hiding = Hiding(
        pseudonyms=Pseudonyms(hidden, salt, public),
        fine_places=frozenset(place.id for place in fine),
        phrases=Phrases(map(_spellings, fine), PLACE_GAP),
    )
    for exhibit in view.exhibits(texts=False):
        protect = exhibit.provenance.protect
        hiding.all_exhibits += 1
        if protect:
            hiding.guarded.add(exhibit.digest)
            hiding.files[exhibit.provenance.file] = exhibit.label
        statements = tuple(view.statements(exhibit=exhibit.digest))
        hiding.all_statements += len(statements)
        if reason := _kept_in(exhibit, profile):
            hiding.reasons[reason] += 1
            hiding.reasons["statement: its exhibit stays in"] += len(statements)
            continue
        hiding.exhibits.add(exhibit.digest)
        shown = [s for s in statements if _goes_out(s, hiding, profile)]
        hiding.statements.update(statement.id for statement in shown)
        hiding.unquoted.update(s.id for s in shown if _wordless(s, protect, profile))
        _mark(hiding, view, exhibit.digest, shown, profile)
    return hiding


def _kept_in(exhibit: Exhibit, profile: Profile) -> str:
    """Why an exhibit does not go out; empty if it does."""
    if exhibit.provenance.kind not in profile.kinds:
        return "exhibit: of a kind that is not let out"
    if exhibit.provenance.protect and not profile.protected_exhibits:
        return "exhibit: its voice is protected"
    return ""


def _goes_out(statement: Statement, hiding: Hiding, profile: Profile) -> bool:
    """Whether a statement of an exhibit that goes out does so too; notes why not."""
    protected = any(speaker.protected for speaker in statement.chain)
    reason = ""
    if statement.review not in profile.reviews:
        reason = f"statement: {statement.review}"
    elif not {ALL, statement.event_type} & profile.event_types:
        reason = "statement: of a kind that is not let out"
    elif protected and not profile.protected_voices:
        reason = "statement: its voice is protected"
    if reason:
        hiding.reasons[reason] += 1
    return not reason


def _wordless(statement: Statement, protect: bool, profile: Profile) -> bool:
    """Whether the words of a statement stay in."""
    if profile.quotes == "unprotected":
        return protect or any(speaker.protected for speaker in statement.chain)
    return profile.quotes == "withheld"


def _too_fine_place(place: Place, profile: Profile) -> bool:
    finest = GRAINS.index(profile.grain)
    return place.precision in GRAINS and GRAINS.index(place.precision) > finest


def _spellings(place: Place) -> tuple[str, ...]:
    return (place.name, *(name.text for name in place.names))


def _public_names(view: RecordView, hidden: set[str]) -> Iterator[str]:
    """Names of everybody and everything that may be told."""
    named = (person for person in view.people() if person.id not in hidden)
    entities: Iterable[Person | Group | Place] = chain(
        named, view.groups(), view.places()
    )
    for entity in entities:
        yield entity.name
        yield from (name.text for name in entity.names)


def _hidden(view: RecordView, profile: Profile) -> list[Hidden]:
    names: dict[str, dict[str, None]] = {}
    kinds: dict[str, str] = {}
    for person in view.people():
        if person.protected or not (profile.all_persons or person.id in profile.named):
            kinds[person.id] = "Voice" if person.protected else "Person"
            own = names.setdefault(person.id, {})
            own.update(dict.fromkeys((person.name, *(n.text for n in person.names))))
    for exhibit in view.exhibits(texts=False):
        for key, name in _voices_in(view, exhibit):
            names.setdefault(key, {})[name] = None
    by_id = {name for key, own in names.items() if "\x1f" not in key for name in own}
    for key in [k for k in names if "\x1f" in k and k.split("\x1f")[1] in by_id]:
        del names[key]  # the same name is hidden already, through its person
    return [
        Hidden(key=key, names=tuple(found), kind=kinds.get(key, "Voice"))
        for key, found in names.items()
    ]


def _voices_in(view: RecordView, exhibit: Exhibit) -> Iterator[tuple[str, str]]:
    """Key and name of every voice of one exhibit that is to be hidden."""
    told = exhibit.provenance
    if told.protect:
        authors = [told.author]
        content = view.exhibit(exhibit.digest).content
        authors += [s.attributes.get("author", "") for s in content.segments]
        for author in filter(None, authors):
            yield f"{exhibit.digest}\x1f{author}", author
    for statement in view.statements(exhibit=exhibit.digest):
        for speaker in _protected_voices(statement, protect=told.protect):
            name = speaker.name + DESCRIBED if speaker.described else speaker.name
            yield voice_key(speaker, exhibit.digest), name


def _protected_voices(statement: Statement, *, protect: bool) -> list[Speaker]:
    """Voices flagged as protected; in a protected exhibit also whoever alone speaks."""
    found = [speaker for speaker in statement.chain if speaker.protected]
    alone = len(statement.chain) == 1 and not statement.origin.id.startswith("g:")
    if protect and alone and not found:
        found.append(statement.origin)
    return found


def _mark(
    hiding: Hiding,
    view: RecordView,
    digest: str,
    shown: Iterable[Statement],
    profile: Profile,
) -> None:
    """Notes what gives way in one text; the text is only fetched if something may."""
    guarded = digest in hiding.guarded
    cuts: list[Cut] = []
    wordless = [s for s in shown if s.id in hiding.unquoted]
    closed = not profile.texts or (guarded and profile.quotes != "verbatim")
    if hiding.pseudonyms.anyone or guarded or closed or _plain_cuts(profile):
        text = view.exhibit(digest).content.text
        cuts += hiding.pseudonyms.cuts(text, guarded=guarded)
        if not (profile.contacts or guarded):
            cuts += contact_cuts(text)
        if profile.grain != GRAINS[-1]:
            cuts += [Cut(*m.span(), PLACE_GAP) for m in COORDINATES.finditer(text)]
        cuts += hiding.phrases.cuts(text)
        if closed:
            hiding.closed.add(digest)
            kept = [s for s in shown if s.id not in hiding.unquoted]
            cuts += _gaps(text, [(s.start, s.end) for s in kept])
    if not closed:
        cuts += [Cut(s.start, s.end, GAP) for s in wordless if s.end > s.start]
    reading = view.reading(digest) if _needs_reading(hiding, profile) else None
    if reading is not None:
        cuts += _too_fine(hiding, reading, profile)
        if not profile.all_persons:
            cuts += _unnamed(hiding, digest, reading, profile)
    if cuts:
        hiding.cuts[digest] = apart(cuts)


def _plain_cuts(profile: Profile) -> bool:
    """Whether a text is searched for what has no name."""
    return not profile.contacts or profile.grain != GRAINS[-1]


def _needs_reading(hiding: Hiding, profile: Profile) -> bool:
    coarse = profile.date_grain != "minute" or bool(hiding.fine_places)
    return coarse or not profile.all_persons


def contact_cuts(text: str) -> list[Cut]:
    """Cuts for addresses of mail and telephone numbers."""
    return [
        Cut(*match.span(), CONTACT)
        for pattern in (MAIL, SURE_PHONE)
        for match in pattern.finditer(text)
    ]


def _too_fine(hiding: Hiding, reading: Reading, profile: Profile) -> list[Cut]:
    """Cuts for words that tell a place or a time too exactly."""
    places = [m for m in reading.mentions if m.canonical in hiding.fine_places]
    times = [t for t in reading.times if is_finer(t.when, profile.date_grain)]
    return [Cut(m.start, m.end, PLACE_GAP) for m in places] + [
        Cut(t.start, t.end, TIME_GAP) for t in times
    ]


def _unnamed(
    hiding: Hiding, digest: str, reading: Reading, profile: Profile
) -> list[Cut]:
    """Cuts for persons' names that no list allows, linked or not."""
    out, folded = [], set()
    for mention in reading.mentions:
        if mention.type == "PER" and mention.level == "NAM":
            if mention.canonical in profile.named and mention.canonical:
                continue
            shown = hiding.pseudonyms.shown(mention.canonical) or "name withheld"
            out.append(Cut(mention.start, mention.end, f"[{shown}]"))
            folded |= {fold(mention.quote), fold(mention.name)} - {""}
    hiding.unnamed[digest] = frozenset(folded)
    return out


def _gaps(text: str, kept: list[tuple[int, int]]) -> list[Cut]:
    """Cuts for everything outside of ``kept``."""
    out, at = [], 0
    for start, end in sorted(kept):
        if start > at:
            gap = LINE_GAP if "\n" in text[at:start] else GAP
            out.append(Cut(at, start, gap if at else ""))
        at = max(at, end)
    if at < len(text):
        out.append(Cut(at, len(text), GAP if kept else ""))
    return out


def apart(cuts: list[Cut]) -> tuple[Cut, ...]:
    """Cuts in order; of two that overlap the earlier is kept and grows."""
    out: list[Cut] = []
    for cut in sorted(cuts):
        if out and cut.start < out[-1].end:
            if cut.end > out[-1].end:
                out[-1] = out[-1]._replace(end=cut.end)
            continue
        out.append(cut)
    return tuple(out)
