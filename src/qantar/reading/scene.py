"""What the rules of attribution look at, what they remember, and what they find."""

from dataclasses import dataclass, field

from qantar.reading.sentence_parts import Segment
from qantar.reading.speech_cues import SpeechCues
from qantar.reading.voice import Candidate, Voice
from qantar.text.quotes import Quotation
from qantar.text.tokens import Token
from qantar.vocabulary.passage import Span

__all__ = ["Attribution", "Hit", "Memory", "Scene", "content", "stops_at"]

_TRIM = ",:–— \t\r\n"


@dataclass(frozen=True, slots=True)
class Attribution:
    """``text[start:end]`` is told by ``voices``, nearest witness first."""

    start: int
    end: int
    mode: str
    voices: tuple[Voice, ...]
    rule: str


@dataclass(slots=True)
class Memory:
    """What a reader remembers from sentence to sentence.

    ``last`` is the voice that a bare conjunctive goes on with; ``people`` the
    persons named last and ``seen`` whoever was spoken of last, for pronouns;
    ``report`` what the own voice has reported (start, end, sentences left); ``post`` the channel
    whose post was passed on; ``own`` the names of the document's own voice.
    """

    own: tuple[str, ...] = ()
    post: str = ""
    last: Voice | None = None
    people: list[Voice] = field(default_factory=list)
    seen: Voice | None = None
    report: tuple[int, int, int] | None = None
    found: list[Attribution] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scene:
    """One clause group: its stretches, who is in it, and what was before."""

    text: str
    span: Span
    parts: list[Segment]
    voices: list[Candidate]
    quotes: tuple[Quotation, ...]
    cues: SpeechCues
    memory: Memory

    def part_of(self, place: int) -> int:
        """Number of the stretch that holds the code point ``place``."""
        for number, part in enumerate(self.parts):
            if place < part.end:
                return number
        return len(self.parts) - 1

    def after_colon(self, number: int) -> int:
        """Start of the stretch after the last colon up to stretch ``number``."""
        for part in reversed(self.parts[: number + 1]):
            if part.mark == ":":
                return part.start
        return self.span.start

    def first_word(self, number: int) -> Token | None:
        """First word of a stretch."""
        if number >= len(self.parts):
            return None
        return next(
            (tok for tok in self.parts[number].toks if tok.kind == "word"), None
        )

    def complementizer(self, number: int) -> bool:
        """Whether stretch ``number`` begins with "dass", "that", "что" or the like."""
        word = self.first_word(number)
        return (
            word is not None
            and self.parts[number].mark in (",", "–", "—")
            and self.cues.has("complementizers", word.text.lower())
        )

    def conjunctive(self, number: int) -> bool:
        """Whether a German conjunctive stands in stretch ``number`` or later."""
        return any(
            self.cues.has("conjunctive", token.text.lower())
            for part in self.parts[number:]
            for token in part.toks
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A content with its voice, before it becomes an attribution.

    ``inner`` are voices nearer to the event than ``voice``; ``again`` is the stretch
    to look into for more of them, if it is not the content itself.
    """

    start: int
    end: int
    mode: str
    voice: Voice
    rule: str
    inner: tuple[Voice, ...] = ()
    again: Span | None = None


def stops_at(scene: Scene, start: int, end: int) -> int:
    """Where an indirect content ends: at "but", "so" and their like, or at its end."""
    for part in scene.parts:
        if part.start <= start or part.start >= end or part.mark != ",":
            continue
        words = [token.text.lower() for token in part.toks if token.kind == "word"]
        if not words:
            continue
        if scene.cues.has("turns", words[0]):
            return part.start
        if scene.cues.citing.match(scene.text, part.toks[0].start):
            return part.start
        named = (
            words[1]
            if len(words) > 1 and scene.cues.has("determiners", words[0])
            else words[0]
        )
        if scene.cues.claim_noun.fullmatch(named):
            return part.start
    return end


def content(
    scene: Scene, start: int, end: int, voice: Voice, rule: str, mode: str = "indirect"
) -> Hit:
    """A content without marks at its ends; the quotation, if it consists of one."""
    first, last = start, end
    while first < last and scene.text[first] in _TRIM:
        first += 1
    last = stops_at(scene, first, last)
    while first < last and scene.text[last - 1] in _TRIM:
        last -= 1
    for quote in scene.quotes:
        if abs(quote.start - first) <= 1 and quote.end >= last - 2:
            return Hit(quote.start, quote.end, "direct", voice, rule)
    return Hit(first, last, mode, voice, rule)
