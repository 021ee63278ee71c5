"""What the words do with a claim: assert, deny, hand on as rumour, predict, demand.

The cues are patterns in ``text/data/*/stance.toml``. Mistakes differ in weight: a
denial, a rumour, a demand or a case that is not given must not be read as fact, so a
cue decides against "asserts" wherever it stands in the clause that it may govern.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qantar.text.lexicon import fold, load
from qantar.vocabulary.statement import HowKnown, Stance

__all__ = ["Around", "StanceRead", "cue", "is_question", "read_stance", "trap_in"]

_ORDER = (
    ("rumour", Stance.RUMOUR),
    ("unconfirmed", Stance.UNCONFIRMED),
    ("demands", Stance.DEMANDS),
    ("predicts", Stance.PREDICTS),
    ("opinion", Stance.OPINION),
)
"""Classes of cues, the first that fits decides."""


_REST_OF_WORD = re.compile(r"^\w+")
_NEAR = 40
"""Code points from a clause within which a verb that governs it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRead:
    """The stance of a clause with the words that tell it.

    Attributes:
        stance: Of the origin.
        how_known: How the origin comes to know it.
        negated: The happening itself is denied by a word of negation.
        none: The negation says that nobody was (a count of zero).
        conditional: Said of a case that is not given.
        refers_back: The words deny, withdraw or leave unproven a claim made before.
        withdraws: They say that it is not so.
        doubt: The carrier's own words put the claim in doubt.
        cues: The words that decided.
    """

    stance: Stance
    how_known: HowKnown = HowKnown.UNKNOWN
    negated: bool = False
    none: bool = False
    conditional: bool = False
    refers_back: bool = False
    withdraws: bool = False
    doubt: bool = False
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a clause in its sentence.

    Attributes:
        frame: The words of the sentence outside of the clause that hand it on
            ("a spokesman said").
        before: Those right before it: "denied that" there denies the clause.
        after: Those right after it, for languages that put the verb last.
        consumed: Words that belong to the name of the happening, so that a negation
            among them ("internet is not working") denies nothing.
        scope: Where the happening's own clause begins and ends; a negation outside
            denies something else.
        tells: The clause names a happening of its own: that it "could not be
            verified" leaves it open and denies nothing.
        hearsay: Nobody in particular says it.
        sentence: Where the whole sentence stands.
    """

    frame: str = ""
    before: str = ""
    after: str = ""
    consumed: Sequence[tuple[int, int]] = ()
    scope: tuple[int, int] | None = None
    tells: bool = False
    hearsay: bool = False
    sentence: tuple[int, int] | None = None


def is_question(text: str, start: int, end: int) -> bool:
    """Whether the sentence asks."""
    return text[start:end].rstrip(" »«“”\"')").endswith("?")


def trap_in(
    text: str, start: int, end: int, lang: str, sentence: tuple[int, int] | None = None
) -> str:
    """What makes the clause no statement: irrealis, unknown or an aside, else ``""``.

    Args:
        text: The exhibit's text.
        start: First code point of the clause.
        end: One past its last.
        lang: Its language.
        sentence: Where its sentence stands: an unreal case may reach over several
            clauses ("had they come, he would live").
    """
    part = fold(text[start:end])
    cues = _cues(lang)
    for name in ("irrealis", "unknown", "aside"):
        if cues[name].search(part):
            return name
    unreal = _across(text, start, end, cues["irrealis"], sentence)
    return "irrealis" if unreal else ""


def _across(
    text: str,
    start: int,
    end: int,
    cues: re.Pattern[str],
    sentence: tuple[int, int] | None,
) -> re.Match[str] | None:
    """A cue of the whole sentence whose words reach into the clause."""
    first, last = sentence or (start, end)
    for match in cues.finditer(fold(text[first:last])):
        if match.start() + first < end and start < match.end() + first:
            return match
    return None


def cue(lang: str, name: str) -> re.Pattern[str]:
    """The cues of one class in one language, over folded text."""
    return _cues(lang)[name]


def read_stance(
    text: str, start: int, end: int, lang: str, around: Around | None = None
) -> StanceRead:
    """The stance of the clause ``text[start:end]``.

    Args:
        text: The exhibit's text.
        start: First code point of the clause.
        end: One past its last.
        lang: Its language.
        around: What stands around the clause; nothing if it stands alone.
    """
    near = around or Around()
    part, framed = fold(text[start:end]), fold(near.frame)
    cues = _cues(lang)
    unproven = cues["unproven"].search(part)
    unsure = cues["unconfirmed"].search(part) or (unproven if near.tells else None)
    if unsure and near.tells:
        unproven = None  # the claim is told and left open, not one made before
    back = cues["anaphoric_denial"].search(part)
    spared = [(unsure.start() + start, unsure.end() + start)] if unsure else []
    negation = _negation(part, start, cues, [*near.consumed, *spared], near.scope)
    denial = back or unproven or _denial(text, start, end, cues, near)
    found, words = _modality(part, framed, fold(near.after)[:_NEAR], cues)
    if unsure and found is Stance.ASSERTS:
        found, words = Stance.UNCONFIRMED, f"unconfirmed: {unsure.group()}"
    if near.hearsay and found in (Stance.ASSERTS, Stance.OPINION):
        found, words = Stance.RUMOUR, "said by nobody in particular"
    if denial:
        found, words = Stance.DENIES, denial.group()
    elif negation and found in (Stance.ASSERTS, Stance.OPINION, Stance.UNCONFIRMED):
        found, words = Stance.DENIES, f"negation: {negation}"
    conditional = bool(cues["conditional"].search(part))
    if conditional and found in (Stance.ASSERTS, Stance.OPINION, Stance.DENIES):
        found = Stance.PREDICTS
    doubt = any(cues[n].search(w) for n in ("doubt", "denial") for w in (part, framed))
    return StanceRead(
        stance=found,
        how_known=_how_known(part, framed, cues, found),
        negated=bool(negation),
        none=bool(negation and cues["none"].search(part)),
        conditional=conditional,
        refers_back=bool(back or unproven),
        withdraws=bool(back),
        doubt=doubt,
        cues=(words,) if words else (),
    )


def _denial(
    text: str, start: int, end: int, cues: dict[str, re.Pattern[str]], near: Around
) -> re.Match[str] | None:
    """The words that deny the claim of the clause: in it, beside it, or around it."""
    part = fold(text[start:end])
    found = cues["denial"].search(part) or _denied(cues, near.before, near.after)
    if found or not near.tells:
        return found
    claim = cues["recants"].search(part)
    return claim or _across(text, start, end, cues["denied_claim"], near.sentence)


def _modality(
    part: str, framed: str, behind: str, cues: dict[str, re.Pattern[str]]
) -> tuple[Stance, str]:
    """The first class of cues that fits the clause or what hands it on.

    An opinion is only what its voice says of it in the clause or right behind it.
    """
    for name, stance in _ORDER:
        hit = cues[name].search(part)
        if hit is None:
            opinion = stance is Stance.OPINION
            hit = cues["opinion_after" if opinion else name].search(
                behind if opinion else framed
            )
        if hit:
            return stance, f"{name}: {hit.group().strip()}"
    return Stance.ASSERTS, ""


def _denied(
    cues: dict[str, re.Pattern[str]], before: str, after: str
) -> re.Match[str] | None:
    """A verb of denying whose object the clause is: right before or right after it."""
    hit = next(reversed(list(cues["denial"].finditer(fold(before)[-_NEAR:]))), None)
    if hit is None or not _governs(before, hit.group()):
        hit = cues["denial_after"].search(fold(after)[:_NEAR])
    return hit


def _governs(before: str, verb: str) -> bool:
    """Whether nothing but a few words stand between the verb and its object.

    After a colon stands what is said instead.
    """
    rest = _REST_OF_WORD.sub("", fold(before).rpartition(verb)[2])
    return len(rest.split()) <= 2 and ":" not in rest


def _negation(
    part: str,
    start: int,
    cues: dict[str, re.Pattern[str]],
    consumed: Sequence[tuple[int, int]],
    scope: tuple[int, int] | None,
) -> str:
    """The word that denies the happening, or ``""``."""
    first, last = scope or (start, start + len(part))
    spared = [m.span() for m in cues["positive"].finditer(part)]
    spared += [(a - start, b - start) for a, b in consumed]
    for match in cues["negation"].finditer(part):
        if match.start() + start >= last:
            break
        if match.end() + start <= first:
            continue
        if not any(a < match.end() and match.start() < b for a, b in spared):
            return match.group()
    return ""


def _how_known(
    part: str, framed: str, cues: dict[str, re.Pattern[str]], stance: Stance
) -> HowKnown:
    if stance is Stance.RUMOUR:
        return HowKnown.HEARD
    for name, value in (
        ("heard", HowKnown.HEARD),
        ("saw", HowKnown.SAW),
        ("concludes", HowKnown.CONCLUDES),
    ):
        if cues[name].search(part):
            return value
    return HowKnown.REPEATS if cues["repeats"].search(framed) else HowKnown.UNKNOWN


_NAMES = (
    "negation",
    "positive",
    "none",
    "denial",
    "denial_after",
    "denied_claim",
    "recants",
    "opinion_after",
    "anaphoric_denial",
    "unproven",
    "doubt",
    "rumour",
    "unconfirmed",
    "predicts",
    "demands",
    "opinion",
    "irrealis",
    "conditional",
    "supposition",
    "unknown",
    "aside",
    "saw",
    "heard",
    "concludes",
    "repeats",
    "past",
)


@cache
def _cues(lang: str) -> dict[str, re.Pattern[str]]:
    raw = load(lang, "stance")
    return {
        name: re.compile("|".join(f"(?:{p})" for p in raw[name]) or r"(?!)", re.DOTALL)
        if raw.get(name)
        else re.compile(r"(?!)")
        for name in _NAMES
    }
