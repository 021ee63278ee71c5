"""Attribution by verbs of saying: where the content of such a verb stands."""

import re
from dataclasses import replace
from itertools import pairwise

from qantar.reading.attribution_relays import (
    cited_voice,
    heard,
    how_follows,
    impersonal_voice,
    media_voice,
    shown,
)
from qantar.reading.attributions_kazakh import kazakh_content
from qantar.reading.scene import Hit, Scene, content
from qantar.reading.sentence_parts import Segment
from qantar.reading.verb_kind import verb_kind
from qantar.reading.voice import OWN, RUMOUR, Candidate, Voice
from qantar.reading.voice_choice import is_own, subject, voice_of
from qantar.text.quotes import Quotation
from qantar.text.tokens import Token

__all__ = ["by_verb"]

_ROLES = {"writes": "writes", "sees": "witnesses", "hears": "relays"}
_WHOLE = frozenset({"denies", "demands", "promises"})
_CLAUSAL = frozenset({"says", "writes", "claims", "promises", "confirms", "denies"})
_OF = {"de": ("von",), "en": ("of",), "ru": ("о", "об", "на")}
_NEAR = 40
"""Code points between a verb and the quotation or object that belongs to it."""
_TERM = 12
"""Shorter quotations are terms, not speech."""
_JOINED = {
    "de": re.compile(r"\b\w*ge\w+(?:t|en)\s+und\s"),
    "ru": re.compile(r"(?:л|ла|ло|ли)\s+и\s"),
    "en": re.compile(r"\w+ed\s+and\s"),
}


def by_verb(scene: Scene) -> Hit | None:
    """The first verb of saying in the group that has a voice and a content."""
    if scene.cues.lang == "kk":
        return _kazakh(scene)
    for number, part in enumerate(scene.parts):
        for place, token in enumerate(part.toks):
            kind = verb_kind(scene, part, place)
            if not kind:
                continue
            hit = _hit(scene, number, token, kind)
            if hit is not None:
                return hit
    return None


def _kazakh(scene: Scene) -> Hit | None:
    told = kazakh_content(scene.text, scene.span, scene.parts, scene.voices, scene.cues)
    if told is None:
        return None
    official = scene.cues.official.search(scene.text, *scene.span)
    bare = told.subject is None or told.subject.kind == "pronoun"
    voice: Voice | None = Voice(RUMOUR, vague=True)
    if official and bare:
        return Hit(*scene.span, "paraphrase", Voice(official.group()), "officially")
    if told.subject is not None:
        voice = voice_of(scene, told.subject)
    if voice is None:
        return None
    return content(scene, told.start, told.end, voice, told.rule, told.mode)


def _hit(scene: Scene, number: int, verb: Token, kind: str) -> Hit | None:
    word = scene.first_word(number)
    first = word is verb and not verb.text.endswith("ing")
    as_said = (
        word is not None and scene.cues.has("as_said", word.text.lower()) and number > 0
    )
    item = subject(
        scene,
        verb,
        first=first or kind == "so" or (as_said and scene.cues.lang == "ru"),
    )
    if kind == "so" and (item is None or not _follows_closely(scene, verb, item)):
        return None
    media = media_voice(scene, number)
    if (
        kind in ("sees", "hears", "shows")
        and media is not None
        and (item is None or item.kind == "own" or as_said)
    ):
        return shown(scene, number, media, as_said=as_said)
    if kind == "shows" and not (
        as_said or scene.complementizer(number + 1) or _that(scene, number, verb)
    ):
        return None
    if kind == "hears" and not how_follows(scene, number):
        return heard(scene, number, item)
    voice = voice_of(scene, item, _ROLES.get(kind, "says"))
    if item is not None and item.kind == "own" and kind in ("says", "writes"):
        voice = Voice(OWN)
    if item is None and scene.cues.has("impersonal", verb.text.lower()):
        official = scene.cues.official.search(scene.text, *scene.span)
        if official is not None:
            return _official(scene, number, official.group())
        voice = impersonal_voice(scene, number)
    if voice is None:
        return None
    hit = _placed(scene, number, verb, voice, kind, as_said or kind == "so", item)
    cited = cited_voice(scene, verb)
    if hit is not None and cited is not None and not is_own(scene, voice):
        hit = replace(hit, inner=(cited,), voice=replace(voice, role="quotes"))
    if hit is None and kind == "says" and not voice.vague and voice.name != OWN:
        scene.memory.last = voice  # "der Zeuge hat ausgesagt. Er schilderte …"
    return hit


def _official(scene: Scene, number: int, word: str) -> Hit:
    """What is said officially: by the authorities, whoever they are."""
    voice = Voice(word, institution=True)
    end = _clause_end(scene, number)
    if scene.complementizer(number + 1):
        return content(scene, scene.parts[number + 1].start, end, voice, "officially")
    start = scene.parts[number].start
    return content(scene, start, end, voice, "officially", "paraphrase")


def _follows_closely(scene: Scene, so: Token, item: Candidate) -> bool:
    """Whether "so" is followed by a name or its title at once ("so die Sprecherin")."""
    between = scene.text[so.end : item.start].lower().split()
    bare = all(scene.cues.has("determiners", word) for word in between)
    return bare and item.kind in ("name", "noun")


def _that(scene: Scene, number: int, verb: Token) -> bool:
    rest = [tok for tok in scene.parts[number].toks if tok.start >= verb.end]
    return bool(rest) and rest[0].text.lower() == "that"


def _placed(
    scene: Scene,
    number: int,
    verb: Token,
    voice: Voice,
    kind: str,
    as_said: bool,
    item: Candidate | None,
) -> Hit | None:
    """Where the content of a verb of saying stands: behind, before, or around it."""
    return (
        _before(scene, number, verb, voice, as_said, item)
        or _behind(scene, number, verb, voice, kind)
        or _within(scene, number, verb, voice, kind, item)
    )


def _before(
    scene: Scene,
    number: int,
    verb: Token,
    voice: Voice,
    as_said: bool,
    item: Candidate | None,
) -> Hit | None:
    """The content stands before: "…", sagte X; …, so X; …, wie X schreibt."""
    part = scene.parts[number]
    word = scene.first_word(number)
    first = word is verb and not verb.text.endswith("ing")
    after = scene.parts[number + 1] if number + 1 < len(scene.parts) else None
    closing = _closing_before(scene, part.start if as_said else verb.start)
    if closing is not None and (first or as_said or after is None):
        begin = scene.after_colon(
            scene.part_of(max(closing.start - 1, scene.span.start))
        )
        if as_said or closing.start - begin <= _TERM:
            quoted = (closing.start, closing.end)
            return Hit(*quoted, "direct", voice, "verb behind quotation")
        return content(scene, begin, closing.end, voice, "verb behind")
    if number == 0 or not (first or as_said):
        return None
    if not as_said and (item is None or item.start < verb.end):
        return None  # the subject stands before: "X, der …, sagte …"
    if after is not None and after.mark == ":":
        return None
    word_after = scene.first_word(number + 1)
    explains = word_after is not None and (
        scene.cues.has("relative", word_after.text.lower())
        or word_after.text[0].isupper()
    )
    if after is not None and not as_said and not explains:
        return Hit(*scene.span, "indirect", voice, "inserted verb")
    begin = scene.after_colon(number - 1)
    if as_said and after is not None and part.start - begin <= _TERM:
        return content(scene, after.start, scene.span.end, voice, "as they say")
    return content(scene, begin, part.start, voice, "verb behind")


def _behind(
    scene: Scene, number: int, verb: Token, voice: Voice, kind: str
) -> Hit | None:
    """The content follows: after "dass", a colon, a comma, or "that"."""
    end = scene.span.end
    after = scene.parts[number + 1] if number + 1 < len(scene.parts) else None
    quote = _quote_behind(scene, verb)
    if kind in ("says", "counts") and _speaks_of(scene, scene.parts[number], verb):
        return None
    if after is not None:
        if scene.complementizer(number + 1) and kind == "denies":
            start = scene.parts[number].start  # the denial itself is what they say
            return content(scene, start, end, voice, "denial", "paraphrase")
        if scene.complementizer(number + 1):
            return content(scene, after.start, end, voice, "complementizer")
        colon = next((p for p in scene.parts[number + 1 :] if p.mark == ":"), None)
        whole = kind in _WHOLE and colon is not None and not _told_by(scene, colon)
        if colon is not None and not whole:
            return content(scene, colon.start, end, voice, "colon")
        last = scene.parts[number].toks[-1] is verb
        german = scene.cues.lang == "de" and kind in _CLAUSAL and after.mark == ","
        if german and (last or scene.conjunctive(number + 1)):
            return content(scene, after.start, end, voice, "clause without dass")
    same = _same_clause(scene, scene.parts[number], verb, kind)
    if same is not None:
        return content(scene, same, end, voice, "object clause")
    if quote is not None and kind not in ("sees", "hears"):
        stop = end if end - quote.end > _TERM else quote.end
        return Hit(quote.start, stop, "indirect", voice, "quoted words")
    return None


def _within(
    scene: Scene,
    number: int,
    verb: Token,
    voice: Voice,
    kind: str,
    item: Candidate | None,
) -> Hit | None:
    """The clause itself is what is told: "fordert …", "bestreitet das", "spricht von 61"."""
    part = scene.parts[number]
    of = kind in ("says", "counts") and _speaks_of(scene, part, verb)
    counted = kind == "counts" and _number_near(part, verb)
    seen = kind == "sees" and scene.cues.lang == "en"
    if not (kind in _WHOLE or of or counted or seen) or item is None:
        return None
    word = scene.first_word(number)
    if word is not None and number and scene.cues.has("relative", word.text.lower()):
        return None
    start = part.start
    if scene.part_of(item.start) != number:
        if of:
            return content(
                scene, verb.end, scene.span.end, voice, "object", "paraphrase"
            )
        start = scene.parts[scene.part_of(item.start)].start
    start = _after_join(scene, start, verb)
    end = _clause_end(scene, number)
    return content(scene, start, end, voice, "whole clause", "paraphrase")


def _after_join(scene: Scene, start: int, verb: Token) -> int:
    """After "und", if another verb has its own clause before it."""
    pattern = _JOINED.get(scene.cues.lang)
    if pattern is None:
        return start
    ends = [match.end() for match in pattern.finditer(scene.text, start, verb.start)]
    return ends[-1] if ends else start


def _clause_end(scene: Scene, number: int) -> int:
    """End of the last stretch that has no subject of its own."""
    end = scene.parts[number].end
    for later in range(number + 1, len(scene.parts)):
        part = scene.parts[later]
        word = scene.first_word(later)
        dependent = word is not None and (
            scene.cues.has("relative", word.text.lower())
            or scene.cues.has("complementizers", word.text.lower())
        )
        own = any(
            part.start <= item.start < part.end
            and not item.oblique
            and item.kind != "own"
            for item in scene.voices
        )
        if part.mark == ":" or (own and not dependent):
            break
        end = part.end
    return end


def _told_by(scene: Scene, part: Segment) -> bool:
    """Whether the words after a colon are marked as somebody's."""
    quoted = any(0 <= quote.start - part.start <= 2 for quote in scene.quotes)
    return quoted or any(
        scene.cues.has("conjunctive", token.text.lower()) for token in part.toks
    )


def _closing_before(scene: Scene, place: int) -> Quotation | None:
    for quote in reversed(scene.quotes):
        if quote.end > place or place - quote.end > _NEAR:
            continue
        between = scene.text[quote.end : place].strip()
        if quote.end - quote.start > _TERM and not re.search(r"[.;:]", between):
            inner = re.sub(r"^[,–—-]+\s*[–—-]*", "", between)
            if "," not in inner:
                return quote
    return None


def _quote_behind(scene: Scene, verb: Token) -> Quotation | None:
    return next(
        (
            quote
            for quote in scene.quotes
            if 0 <= quote.start - verb.end <= _NEAR
            and not re.search(r"[,;.]", scene.text[verb.end : quote.start])
        ),
        None,
    )


def _same_clause(scene: Scene, part: Segment, verb: Token, kind: str) -> int | None:
    """English: what is said follows the verb without a comma, with or without "that"."""
    if scene.cues.lang != "en" or kind not in (*_CLAUSAL, "shows"):
        return None
    rest = [token for token in part.toks if token.start >= verb.end]
    for token, after in pairwise(rest[:8]):
        pointing = scene.cues.has("pointed_at", after.text.lower())
        if token.text.lower() == "that" and not pointing:
            return token.start
    if not scene.cues.has("zero_that", verb.text.lower()):
        return None
    while rest and (
        scene.cues.has("own_told", rest[0].text.lower())
        or rest[0].text.lower() in ("him", "her", "them", "later", "also")
    ):
        rest = rest[1:]
    words = [token for token in rest if token.kind == "word"]
    if len(words) < 3 or scene.cues.has("prepositions", words[0].text.lower()):
        return None
    if words[0].text.lower() == "to":
        return None
    return rest[0].start


def _speaks_of(scene: Scene, part: Segment, verb: Token) -> bool:
    words = _OF.get(scene.cues.lang, ())
    return any(
        token.text.lower() in words and 0 <= token.start - verb.end <= _NEAR
        for token in part.toks
    )


def _number_near(part: Segment, verb: Token) -> bool:
    return any(
        token.kind == "number" and 0 <= token.start - verb.end <= 25
        for token in part.toks
    )
