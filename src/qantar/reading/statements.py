"""Statements: one for each checkable clause of an exhibit.

Everything that a field says is quoted from the passage (``spans``) or marked with the
basis ``context`` or ``document``; every statement names the rules that fired.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qantar.reading.anchors import TimeAnchor, most_exact
from qantar.reading.around import around_of
from qantar.reading.clocks import moment_of
from qantar.reading.happenings import KindRead, Memory, question_kind, read_kind
from qantar.reading.leaves import leaves
from qantar.reading.parties import read_parties
from qantar.reading.pieces import Piece, pieces_of
from qantar.reading.pointers import (
    begins_with_pronoun,
    comes_from,
    is_background,
    is_located,
    pointer_in,
)
from qantar.reading.quantities import (
    BY_EVENT,
    QuantityFound,
    dated,
    read_quantities,
    zero,
)
from qantar.reading.reasons import quoted_spans, reasons
from qantar.reading.slices import Slices, depths
from qantar.reading.stance import (
    StanceRead,
    is_question,
    read_stance,
    trap_in,
)
from qantar.reading.tense import by_tense, looked_forward
from qantar.reading.whereabouts import Head, PlaceAnchor
from qantar.reading.worth import is_worth
from qantar.text.sentences import sentences
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.gazetteer import Gazetteer
from qantar.vocabulary.mention import Mention, TimeMention
from qantar.vocabulary.passage import Passage, Span
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import (
    CarrierStance,
    Speaker,
    SpeakerStretch,
    Stance,
    Statement,
    Status,
    Where,
)
from qantar.vocabulary.when import When

__all__ = ["READER", "Findings", "read_statements"]

READER = "qantar-reading/2"

_WITHDRAWN = {"correction": Status.RETRACTED, "court": Status.RECANTED}
"""What becomes of a claim that its own voice denies, by the kind of document."""
_ARRIVING = ("troop-deployment", "aid")
"""Kinds that happen where somebody comes to, not where they come from."""
_BESIDE = 8
"""Code points between a quotation and the line that tells whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the steps before found in one exhibit, each sorted by start.

    ``moments`` tells when each passage was published or sent, by its id (ISO 8601);
    ``zone`` is that of the events; ``carriers`` tells what a carrier thinks.
    """

    lang: str
    passages: Sequence[Passage]
    times: Sequence[TimeMention] = ()
    mentions: Sequence[Mention] = ()
    speakers: Sequence[SpeakerStretch] = ()
    moments: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""
    carriers: Callable[[SpeakerStretch, str], CarrierStance] | None = None


def read_statements(
    exhibit: Exhibit, findings: Findings, *, gazetteer: Gazetteer
) -> tuple[Statement, ...]:
    """The statements of an exhibit, in order.

    Args:
        exhibit: With its text.
        findings: Passages, times, names and voices of it.
        gazetteer: For coordinates and kinds of places.
    """
    return tuple(_Reader(exhibit, findings, gazetteer).run())


class _Reader:
    """Goes through the clauses in order and remembers what was told."""

    def __init__(
        self, exhibit: Exhibit, findings: Findings, gazetteer: Gazetteer
    ) -> None:
        self.exhibit = exhibit
        self.text = exhibit.content.text
        self.given = findings
        self.by_id = {p.id: p for p in findings.passages}
        self.times = Slices(findings.times)
        self.names = Slices([m for m in findings.mentions if m.level == "NAM"])
        self.voices = Slices(findings.speakers)
        self.depth = depths(findings.speakers)
        self.clock = TimeAnchor("", findings.zone)
        self.scene = PlaceAnchor(gazetteer)
        self.memory = Memory()
        self.done: list[Statement] = []

    def run(self) -> list[Statement]:
        places = [m for m in self.given.mentions if m.type == "LOC"]
        told = self.exhibit.provenance
        head = Head.read(self.text, told.title, told.outlet, self.given.lang)
        named = [m for m in places if m.level == "NAM"]
        located = {
            m.start
            for m in named
            if is_located(self.text, m.start, m.end, m.lang or self.given.lang)
        }
        self.scene.settle(named, head, located)
        for passage, parts in leaves(self.text, self.given.passages):
            if passage.kind == "question":
                self.memory.asked = question_kind(
                    self.text, passage.start, passage.end, self._lang(passage)
                )
            else:
                self._read_passage(passage, parts)
        return sorted(self.done, key=lambda s: (s.start, s.end))

    def _beside_quote(self, passage: Passage) -> list[Mention]:
        """Places in the line beside a quotation that tells whose it is."""
        if passage.kind not in ("block_quote", "display_quote"):
            return []
        return [
            m
            for line in self.given.passages
            if line.kind == "attribution_line"
            and -_BESIDE <= line.start - passage.end <= _BESIDE
            for _, m in self.names.touching(line.start, line.end)
            if m.type == "LOC"
        ]

    def _is_message(self, passage: Passage) -> bool:
        parent = self.by_id.get(passage.parent or "")
        return passage.kind == "message" or bool(parent and parent.kind == "message")

    def _lang(self, passage: Passage) -> str:
        return passage.lang or self.given.lang

    def _read_passage(self, passage: Passage, parts: Sequence[Span]) -> None:
        lang = self._lang(passage)
        moment = self.given.moments.get(passage.id, "")
        if moment != self.clock.moment:
            self.clock.new_document(moment)
        sent = moment_of(moment, self.given.zone) if self._is_message(passage) else None
        self.clock.new_paragraph(sent)
        self.scene.new_paragraph(self._beside_quote(passage))
        spans = [s for part in parts for s in sentences(self.text, *part, lang)]
        for sentence in spans:
            if is_question(self.text, *sentence):
                self.memory.asked = question_kind(self.text, *sentence, lang)
                continue
            voices = [
                (s.start, s.end, n, self.depth[n])
                for n, s in self.voices.touching(*sentence)
            ]
            times = [(t.start, t.end) for _, t in self.times.touching(*sentence)]
            for piece in pieces_of(self.text, sentence, lang, voices, times):
                self._read_piece(piece, lang)
            self.memory.asked = ""

    def _read_piece(self, piece: Piece, lang: str) -> None:
        text, (start, end) = self.text, piece.span
        trap = trap_in(text, start, end, lang, piece.sentence)
        times = [t for _, t in self.times.touching(start, end)]
        inside = most_exact([t for t in times if start <= t.start < end])
        if trap:
            return
        best = piece.triggers[0] if piece.triggers else None
        voice = self._chain(self._voice(piece))[0].name
        stance = read_stance(text, start, end, lang, around_of(piece, voice))
        taken = [(t.start, t.end) for t in times if t.type != "DURATION"]
        kind_hint = best.kind if best else "other"
        counted = read_quantities(
            text,
            start,
            end,
            lang,
            event=kind_hint,
            taken=taken,
            asked=self.memory.counted,
        )
        kind = read_kind(
            piece,
            counted,
            self.memory,
            refers_back=stance.refers_back,
            demanded=stance.stance is Stance.DEMANDS,
            denied=stance.stance is Stance.DENIES,
        )
        spots = [s for t in piece.triggers if len(t.spots) > 1 for s in t.spots]
        names = [
            m
            for _, m in self.names.touching(start, end)
            # What names the happening names no place: "steckte in Brand".
            if not any(a <= m.start < b for a, b in spots)
        ]
        covered = [(t.start, t.end) for t in times] + [(m.start, m.end) for m in names]
        if is_worth(
            text,
            piece,
            kind,
            lang,
            covered=covered,
            counted=bool(counted) or stance.none,
        ):
            self._keep(piece, lang, stance, kind, counted, inside, names)
        else:
            # A head such as "Nordstadt, 5 January" tells when and where for the rest.
            self.clock.for_clause(inside, None, Stance.ASSERTS)
            self.scene.for_clause([m for m in names if m.type == "LOC"], ())

    def _keep(
        self,
        piece: Piece,
        lang: str,
        stance: StanceRead,
        kind: KindRead,
        counted: Sequence[QuantityFound],
        inside: TimeMention | None,
        names: Sequence[Mention],
    ) -> None:
        start, end = piece.span
        words = self.text[start:end]
        inside = by_tense(inside, stance.stance, words, lang, self.clock)
        near = inside is not None and self.clock.goes_on(inside.when)
        when, when_rule = self._when(piece, lang, stance.stance, inside)
        ahead = inside is not None and self.clock.is_future(inside.when)
        stance = looked_forward(stance, inside, words, lang, ahead)
        places = [m for m in names if m.type == "LOC"]
        if kind.kind in _ARRIVING:
            away = comes_from(self.text, places, lang)
            places = [m for m in places if m not in away]
        where, where_rule = self._where(piece, lang, places, goes_on=near)
        voice = self._voice(piece)
        parties = read_parties(
            self.text,
            piece.span,
            lang,
            names,
            kind=kind.kind,
            predicate=kind.span.start if kind.span else end,
            voice=self._chain(voice)[0].name,
        )
        statement = Statement(
            id=derive_id(self.exhibit.digest, start, end, READER),
            exhibit=self.exhibit.digest,
            start=start,
            end=end,
            quote=words,
            lang=lang,
            chain=self._chain(voice),
            event_type=kind.kind,
            stance=stance.stance,
            carrier_stance=self._carrier(voice, stance, lang),
            how_known=stance.how_known,
            event_words=self.text[slice(*kind.span)] if kind.span else "",
            when=when,
            where=where,
            agents=parties.agents,
            targets=parties.targets,
            quantities=_quantities(stance, kind, counted, words, lang, inside),
            conditional=stance.conditional,
            reader=READER,
            why=reasons(kind, stance, when_rule, where_rule, voice, counted),
            spans=quoted_spans(kind, inside, places, parties, counted),
        )
        if stance.refers_back:
            statement = self._refer_back(statement, withdraws=stance.withdraws)
        self._remember(statement)

    def _when(
        self, piece: Piece, lang: str, stance: Stance, inside: TimeMention | None
    ) -> tuple[When | None, str]:
        """The time of a clause and the rule that gave it."""
        sentence = self.text[slice(*piece.sentence)]
        beside = by_tense(self._told_beside(piece), stance, sentence, lang, self.clock)
        background = is_background(sentence, lang)
        return self.clock.for_clause(inside, beside, stance, background=background)

    def _where(
        self, piece: Piece, lang: str, places: Sequence[Mention], *, goes_on: bool
    ) -> tuple[tuple[Where, ...], str]:
        """Places of a clause and the rule that gave them."""
        words = self.text[slice(*piece.span)]
        return self.scene.for_clause(
            places,
            self._places_beside(piece),
            pointer=pointer_in(words, lang),
            continues=goes_on or begins_with_pronoun(words, lang),
        )

    def _told_beside(self, piece: Piece) -> TimeMention | None:
        """The most exact time told elsewhere in the sentence."""
        start, end = piece.span
        times = [t for _, t in self.times.touching(*piece.sentence)]
        return most_exact([t for t in times if not start <= t.start < end])

    def _places_beside(self, piece: Piece) -> list[Mention]:
        """Places named elsewhere in the sentence."""
        start, end = piece.span
        names = [m for _, m in self.names.touching(*piece.sentence)]
        return [m for m in names if m.type == "LOC" and not start <= m.start < end]

    def _voice(self, piece: Piece) -> SpeakerStretch | None:
        return self.given.speakers[piece.voice] if piece.voice >= 0 else None

    def _chain(self, voice: SpeakerStretch | None) -> tuple[Speaker, ...]:
        if voice is not None and voice.chain:
            return voice.chain
        told = self.exhibit.provenance
        name = told.outlet or told.author or "narrator (unnamed)"
        return (Speaker(name=name, role="reports", protected=told.protect),)

    def _carrier(
        self, voice: SpeakerStretch | None, stance: StanceRead, lang: str
    ) -> CarrierStance:
        told = CarrierStance.OWN
        if voice is not None and self.given.carriers:
            told = self.given.carriers(voice, lang)
        if stance.doubt and told is CarrierStance.NEUTRAL:
            return CarrierStance.DOUBTS
        return told

    def _refer_back(self, statement: Statement, *, withdraws: bool) -> Statement:
        """A denial of the claim before; the own voice thereby withdraws or rejects."""
        if not self.done:
            return statement
        before = self.done[-1]
        statement = replace(
            statement,
            event_type=statement.event_type
            if statement.event_words
            else before.event_type,
        )
        own = statement.origin.name in {speaker.name for speaker in before.chain}
        if not own or not withdraws or before.stance is Stance.DENIES:
            return statement
        self.done[-1] = replace(
            before,
            carrier_stance=CarrierStance.REJECTS,
            status=_WITHDRAWN.get(self.exhibit.provenance.kind, before.status),
        )
        return replace(statement, retracts=(before.id,), stance=Stance.DENIES)

    def _remember(self, statement: Statement) -> None:
        self.done.append(statement)
        self.memory.kind = statement.event_type
        for quantity in statement.quantities:
            if quantity.unit == "people" and quantity.what in BY_EVENT.values():
                self.memory.counted = quantity.what
                self.memory.counted_kind = statement.event_type


def _quantities(
    stance: StanceRead,
    kind: KindRead,
    counted: Sequence[QuantityFound],
    words: str,
    lang: str,
    inside: TimeMention | None,
) -> tuple[Quantity, ...]:
    """What is counted; none where the words say that nobody was."""
    nobody = stance.none and not stance.refers_back and kind.kind in BY_EVENT
    if nobody and not counted:
        return (zero(BY_EVENT[kind.kind], ""),)
    day = inside.when.edtf() if inside else ""
    return dated(tuple(found.quantity for found in counted), words, lang, day)
