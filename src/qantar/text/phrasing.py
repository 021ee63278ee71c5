"""One plain sentence for a statement, in German, English, Russian or Kazakh.

The sentence is put together from the fields by templates; what the speaker said is
only quoted, never rephrased. The words are in ``data/*/phrasing.toml``; numbers, dates
and plural forms come from CLDR through Babel. A place or time that was inferred is
told like any other: the caller marks what `fields_guessed` names.
"""

from collections.abc import Sequence
from functools import lru_cache

from babel.core import Locale

from qantar.text.lexicon import load
from qantar.text.phrasing_counts import babel_locale, number_words, quantity_words
from qantar.text.phrasing_when import when_words
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import Party, Speaker, Stance, Statement, Status
from qantar.vocabulary.when import Basis

__all__ = ["fields_guessed", "quantity_words", "sentence", "when_words"]

LANGUAGES = ("de", "en", "ru", "kk")
_UNNAMED = " (unnamed)"
_QUOTED = 140
"""Code points of a passage that a sentence quotes at most."""
_QUOTING = ("other", "speech", "publication", "policy-order", "economic")
"""Kinds that say little without the speaker's own words."""
_SETTLEMENTS = ("city", "region")


def sentence(statement: Statement, lang: str) -> str:
    """The statement as one sentence.

    Args:
        statement: With its fields; nothing else is looked at.
        lang: ``de``, ``en``, ``ru`` or ``kk``; any other gives English.

    Returns:
        Who says, denies, predicts ... what, where, when, how many and to whom. A
        protected voice is told as one, without its name.
    """
    lang = lang if lang in LANGUAGES else "en"
    raw = load(lang, "phrasing")
    event, denied = _event(statement, lang)
    stance = Stance.ASSERTS if denied else statement.stance
    key = "unconfirmed" if stance is Stance.UNCONFIRMED else stance.value
    head = raw["stance"][key].format(who=_voice(statement.origin, lang), what=event)
    tail = [*_scene(statement, lang), *_rest(statement, lang)]
    text = "; ".join([head, *tail])
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def fields_guessed(statement: Statement) -> tuple[str, ...]:
    """Names of the fields that no words of the passage tell.

    Of ``event_type``, ``when``, ``where``, in this order; a field that is empty is
    not guessed.
    """
    guessed = []
    if "event_type" not in statement.spans and statement.event_type != "other":
        guessed.append("event_type")
    if statement.when and statement.when.basis is not Basis.STATED:
        guessed.append("when")
    if statement.where and statement.where[0].basis is not Basis.STATED:
        guessed.append("where")
    return tuple(guessed)


def _voice(speaker: Speaker, lang: str) -> str:
    words = load(lang, "phrasing")["words"]
    if speaker.protected:
        return str(words["protected"])
    name = speaker.name.removesuffix(_UNNAMED).removesuffix(_UNNAMED.strip(" ()"))
    if name != speaker.name:
        return f"{words['unnamed']} ({name})" if name else str(words["unnamed"])
    return name or str(words["unnamed"])


def _event(statement: Statement, lang: str) -> tuple[str, bool]:
    """The clause for what happened, and whether it says by itself that it did not."""
    raw = load(lang, "phrasing")
    kind = statement.event_type
    forms = raw["counted"].get(kind)
    counted = next((q for q in statement.quantities if _is_main(q, kind)), None)
    if forms and counted and counted.best == 0 and statement.stance is Stance.DENIES:
        return forms[2] + _own_words(statement, lang), True
    if forms and counted and counted.best != 0:
        people = _people(counted, lang)
        form = forms[0] if _plural(counted, lang) == "one" else forms[1]
        return form.format(n=people) + _own_words(statement, lang), False
    plain = raw["events"].get(kind, raw["events"]["other"])
    return plain + _own_words(statement, lang), False


_MAIN = {
    "killing": ("killed",),
    "injury": ("injured", "hospitalised"),
    "arrest": ("detained",),
    "release": ("released",),
    "disappearance": ("missing",),
    "protest": ("protesters", "people"),
}


def _is_main(quantity: Quantity, kind: str) -> bool:
    return quantity.unit == "people" and quantity.what in _MAIN.get(kind, ())


def _people(quantity: Quantity, lang: str) -> str:
    forms = load(lang, "phrasing")["people"]
    noun = forms.get(_plural(quantity, lang), forms["other"])
    return f"{number_words(quantity, lang)} {noun}"


def _plural(quantity: Quantity, lang: str) -> str:
    """CLDR plural form of the number that stands next to the noun."""
    number = quantity.best if quantity.best is not None else quantity.upper
    number = number if number is not None else quantity.lower or 0
    return _plural_form(int(number) if number == int(number) else number, lang)


@lru_cache(maxsize=16384)
def _plural_form(number: float, lang: str) -> str:
    return str(Locale.parse(babel_locale(lang)).plural_form(number))


def _own_words(statement: Statement, lang: str) -> str:
    """The speaker's own words for it, in quotation marks, or nothing."""
    own = statement.event_words
    if statement.event_type in _QUOTING or not own:
        own = statement.quote
    own = " ".join(own.split())
    if len(own) > _QUOTED:
        own = own[: own.rfind(" ", 0, _QUOTED)] + " …"
    return f" ({_quoted(own, lang)})" if own else ""


def _quoted(text: str, lang: str) -> str:
    inner = text.translate({ord(c): None for c in '„“”«»"'})
    return str(load(lang, "phrasing")["words"]["quote"]).format(text=inner)


def _scene(statement: Statement, lang: str) -> list[str]:
    """Where and when."""
    words = load(lang, "phrasing")["words"]
    parts = []
    if statement.where:
        names = ", ".join(place.name for place in statement.where)
        settled = all(p.precision in _SETTLEMENTS for p in statement.where)
        form = words["in_place"] if settled else words["at_place"]
        parts.append(form.format(place=names))
    if statement.when:
        parts.append(when_words(statement.when, lang))
    return [part for part in parts if part]


def _rest(statement: Statement, lang: str) -> list[str]:
    """Other counts, parties, carriers, conditions, withdrawal."""
    words = load(lang, "phrasing")["words"]
    parts = []
    forms = load(lang, "phrasing")["counted"]
    told = statement.event_type in forms
    main = next(
        (q for q in statement.quantities if _is_main(q, statement.event_type)), None
    )
    others = [q for q in statement.quantities if not (told and q is main)]
    if others:
        counts = ", ".join(quantity_words(q, lang) for q in others)
        parts.append(words["counts"].format(counts=counts))
    for key, parties in (("agents", statement.agents), ("targets", statement.targets)):
        if parties:
            parts.append(words[key].format(names=_names(parties, lang)))
    if len(statement.chain) > 1:
        carriers = ", ".join(_voice(s, lang) for s in statement.chain[1:])
        parts.append(words["via"].format(names=carriers))
    if statement.conditional:
        parts.append(words["conditional"])
    if statement.status is not Status.STANDING:
        parts.append(words["withdrawn"])
    if statement.retracts:
        parts.append(words["withdraws"])
    return parts


def _names(parties: Sequence[Party], lang: str) -> str:
    return ", ".join(_quoted(party.name, lang) for party in parties)
