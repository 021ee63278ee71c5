"""Which candidate is the subject of a verb of saying, and who that is."""

import re
from dataclasses import replace

from qantar.reading.scene import Scene
from qantar.reading.sentence_parts import Segment
from qantar.reading.voice import OWN, RUMOUR, Candidate, Voice
from qantar.text.tokens import Token

__all__ = ["is_own", "remember", "subject", "voice_of"]

_POSSESSIVE = frozenset({"оның", "олардың"})
"""Kazakh pronouns that can point back within their sentence: "X …: оның айтуынша"."""
_PERSONAL = frozenset({"he", "she", "ол", "оның"})
"""Pronouns that mean a person, in languages without gender of nouns."""
_BREAK = re.compile(r"[,;:–—.?!]")
_NEAR = 45
"""Code points between a verb and the subject behind it: an adverb, a time, an article."""
_OPENING = 40
"""Code points before the first noun of a sentence that can be its article and modifiers."""
_EXPLAINING = 3
"""Most words of an explanation between commas."""
_INSERTED = 9
"""Words of a stretch that can be a mere noun phrase."""


def voice_of(scene: Scene, item: Candidate | None, role: str = "says") -> Voice | None:
    """The voice a candidate stands for; ``None`` for none, for "I", or if not clear."""
    if item is None or item.kind == "own":
        return None
    if item.kind == "pronoun":
        known = _antecedent(scene, item)
        if known is None:
            return None
        gender = scene.cues.genders.get(item.name, "") or known.gender
        scene.memory.people = [
            replace(one, gender=gender) if one.name == known.name else one
            for one in scene.memory.people
        ]
        return replace(known, role=role, gender=gender)
    if item.kind == "indefinite":
        return Voice(RUMOUR, "says", vague=True)
    if item.kind == "noun" and item.definite:
        head = item.name.lower().split()[-1]
        if scene.cues.has("channels", head) and scene.memory.post:
            return Voice(scene.memory.post, role)
        known = _spoken_of(scene)
        if scene.cues.has("generic", head) and known and _bare(scene, item):
            return replace(known, role=role)
    return Voice(
        item.name,
        role,
        _protected(scene),
        gender=_gender(scene, item),
        institution=item.institution,
        described=item.kind == "noun",
        ours=item.ours and scene.cues.crew.fullmatch(item.name.lower()) is not None,
    )


def _spoken_of(scene: Scene) -> Voice | None:
    memory = scene.memory
    named = memory.people[-1] if memory.people else None
    return memory.last or named or memory.seen


def _antecedent(scene: Scene, item: Candidate) -> Voice | None:
    """Whom a pronoun means: the clause's own noun, else who spoke or was named last."""
    before = [
        other
        for other in scene.voices
        if item.name in _POSSESSIVE
        and other.end <= item.start
        and other.kind in ("name", "noun")
        and not other.oblique
        and scene.part_of(other.start) < scene.part_of(item.start)
    ]
    if before:
        return Voice(before[0].name)
    gender = scene.cues.genders.get(item.name, "")
    memory = scene.memory
    persons = scene.cues.lang in ("en", "kk")
    for known in (memory.last, *reversed(memory.people), memory.seen):
        if known is None or _clash(gender, known.gender):
            continue
        if persons and known.institution and item.name in _PERSONAL:
            continue
        if gender == "p" and not (known.institution or known.gender == "p"):
            continue
        return known
    return None


def _clash(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _bare(scene: Scene, item: Candidate) -> bool:
    """Whether a verb follows at once: nothing describes the noun further."""
    words = item.name.split()
    following = re.match(r"\s+([^\W\d_]+)", scene.text[item.end : item.end + 30])
    plain = len(words) == 1 or (
        len(words) == 2 and scene.cues.has("determiners", words[0])
    )
    return (
        plain and following is not None and bool(scene.cues.verb(following[1].lower()))
    )


def _gender(scene: Scene, item: Candidate) -> str:
    if scene.cues.lang == "ru":
        for part in scene.parts:
            for token in part.toks:
                lower = token.text.lower()
                if scene.cues.verb(lower) and abs(token.start - item.start) < 60:
                    return _past(lower)
        return ""
    if scene.cues.lang == "en" and item.kind == "noun":
        return "p" if item.name.endswith("s") or item.name.endswith("men") else ""
    if scene.cues.lang == "de" and item.kind == "noun":
        return "f" if item.name.endswith("in") else ""
    return ""


def _past(word: str) -> str:
    if word.endswith(("ла", "лась")):
        return "f"
    if word.endswith(("ли", "лись", "ут", "ют", "ят", "ат")):
        return "p"
    return "m" if word.endswith(("л", "лся")) else ""


def _protected(scene: Scene) -> bool:
    start, end = scene.span
    stop = min(len(scene.text), end + 1)
    return scene.cues.protect.search(scene.text, start, stop) is not None


def is_own(scene: Scene, voice: Voice) -> bool:
    """Whether a voice is the document's own, by its name."""
    name = voice.name.casefold()
    if voice.ours or voice.name == OWN or scene.cues.staff.fullmatch(name):
        return True
    return any(
        name == own or (len(name) > 5 and re.search(rf"\b{re.escape(name)}\b", own))
        for own in scene.memory.own
    )


def subject(scene: Scene, verb: Token, *, first: bool) -> Candidate | None:
    """The subject of ``verb``: behind it if the verb comes ``first``, else before it."""
    free = [item for item in scene.voices if not item.oblique and not item.told]
    before = [item for item in free if item.end <= verb.start]
    after = [item for item in free if item.start >= verb.end]
    beside = [item for item in after if _beside(scene, verb.end, item.start)]
    here = [
        item
        for item in before
        if scene.part_of(item.start) == scene.part_of(verb.start)
    ]
    opening = _opening(scene, before, verb) if first else None
    if opening is not None:
        return opening
    if first:
        named = _explained(scene, verb)
        if named is not None or beside:
            return named or _named_after(scene, beside[0]) or beside[0]
    if here:
        return _head(here)
    if before and _opens(scene, before[0]) and not (beside and not first):
        return _apposition(scene, before, verb)
    named = _capitalised(scene, verb)
    if beside and (named is None or scene.cues.lang == "de"):
        return beside[0]
    return named


def _opening(scene: Scene, before: list[Candidate], verb: Token) -> Candidate | None:
    """The noun phrase that opens the group, if only insertions stand before the verb.

    "Ein Arzt, der …, berichtete", "A friend who …, says", "Один из них, Павел, говорит".
    """
    if not before or not scene.part_of(verb.start):
        return None
    item = before[0]
    number = scene.part_of(item.end - 1)
    if scene.part_of(verb.start) <= number or not _opens(scene, item):
        return None
    rest = scene.text[item.end : scene.parts[number].end].split()
    word = scene.first_word(number + 1)
    relative = word is not None and scene.cues.has("relative", word.text.lower())
    if rest:
        return item if scene.cues.has("relative", rest[0].lower()) else None
    between = scene.parts[number + 1 : scene.part_of(verb.start)]
    apposed = number > 0 if not between else len(between) == 1 and _short(between[0])
    if item.kind == "indefinite" or not (relative or apposed):
        return None
    return _apposition(scene, before, verb)


def _short(part: Segment) -> bool:
    """Whether a stretch can be a mere explanation ("…, Pavel, …")."""
    return len(part.toks) <= _EXPLAINING


def _named_after(scene: Scene, item: Candidate) -> Candidate | None:
    """The name set behind a noun ("…, sagte der Leiter der Klinik, Bert Ahorn")."""
    number = scene.part_of(item.start) + 1
    if item.kind != "noun" or number >= len(scene.parts):
        return None
    part = scene.parts[number]
    for other in scene.voices:
        whole = (
            other.end - other.start
            >= len(scene.text[part.start : part.end].strip(" .")) - 1
        )
        if other.kind == "name" and scene.part_of(other.start) == number and whole:
            return other
    return None


def _explained(scene: Scene, verb: Token) -> Candidate | None:
    """A capitalised word alone between commas before the verb, not known as a name."""
    number = scene.part_of(verb.start)
    if number < 2:
        return None
    toks = scene.parts[number - 1].toks
    alone = len(toks) <= 3 and all(_looks_named(scene, token) for token in toks)
    if not alone or scene.cues.lang == "de":
        return None
    start, end = toks[0].start, toks[-1].end
    return Candidate(start, end, scene.text[start:end], "name")


def _beside(scene: Scene, start: int, end: int) -> bool:
    return end - start <= _NEAR and not _BREAK.search(scene.text, start, end)


def _head(here: list[Candidate]) -> Candidate:
    """The last candidate before the verb, or the noun that it hangs on."""
    place = len(here) - 1
    while place > 0 and here[place].attached:
        place -= 1
    return here[place]


def _opens(scene: Scene, item: Candidate) -> bool:
    """Whether a noun phrase opens the group and its verb comes after an insertion."""
    first = scene.parts[0]
    return (
        item.start - first.start <= _OPENING
        and item.start < first.end
        and len(first.toks) <= _INSERTED
    )


def _apposition(scene: Scene, before: list[Candidate], verb: Token) -> Candidate:
    """The name that explains an opening noun ("one of them, Pavel, says")."""
    named = [
        item
        for item in before[1:]
        if item.kind == "name" and len(scene.parts[scene.part_of(item.start)].toks) <= 5
    ]
    if before[0].kind == "name" or not named:
        return before[0]
    return named[-1]


def _capitalised(scene: Scene, verb: Token) -> Candidate | None:
    """Capitalised words right beside the verb, where no mention is known.

    German writes every noun with a capital: there it takes two in a row.
    """
    part = scene.parts[scene.part_of(verb.start)]
    if verb not in part.toks:
        return None
    place = part.toks.index(verb)
    for run in (part.toks[place + 1 : place + 3], part.toks[max(0, place - 3) : place]):
        names = [token for token in run if _looks_named(scene, token)]
        letters = sum(len(token.text) + 1 for token in names)
        joined = bool(names) and names[-1].end - names[0].start < letters
        behind = bool(names) and names[0] is run[0] and names[0].start > verb.start
        bare = behind and names[-1] is part.toks[-1]  # "versicherte Amazon:"
        fewest = 2 if scene.cues.lang == "de" and not bare else 1
        counted = any(token.kind == "number" for token in run)
        if joined and len(names) >= fewest and not counted:
            start, end = names[0].start, names[-1].end
            return Candidate(start, end, scene.text[start:end], "name")
    return None


def _looks_named(scene: Scene, token: Token) -> bool:
    lower = token.text.lower()
    return (
        token.kind == "word"
        and token.text[0].isupper()
        and token.start > scene.span.start
        and not scene.cues.has("determiners", lower)
        and not scene.cues.has("prepositions", lower)
        and not scene.cues.has("own", lower)
        and not scene.cues.has("own_told", lower)
        and not scene.cues.has("pronouns", lower)
    )


def remember(scene: Scene) -> None:
    """Keep who was named and spoken of, for the pronouns to come."""
    known = [
        item for item in scene.voices if item.kind == "name" and not item.institution
    ]
    if known and all(item.oblique for item in known):
        voice = Voice(known[0].name, gender=_gender_in(scene, known[0]))
        scene.memory.people = [*scene.memory.people[-4:], voice]
    for item in scene.voices:
        if item.oblique or item.kind not in ("name", "noun"):
            continue
        voice = Voice(
            item.name, gender=_gender_in(scene, item), institution=item.institution
        )
        if item.kind == "name" and not item.institution:
            scene.memory.people = [*scene.memory.people[-4:], voice]
        if not scene.cues.has("generic", item.name.lower().split()[-1]):
            scene.memory.seen = voice
            return


def _gender_in(scene: Scene, item: Candidate) -> str:
    """Russian: the gender that past tenses around a name tell."""
    if scene.cues.lang != "ru":
        return _gender(scene, item)
    part = scene.parts[scene.part_of(item.start)]
    for token in part.toks:
        lower = token.text.lower()
        if token.kind == "word" and len(lower) > 3 and lower.endswith(("ла", "лась")):
            return "f"
        if token.kind == "word" and len(lower) > 4 and lower.endswith(("л", "лся")):
            return "m"
    return ""
