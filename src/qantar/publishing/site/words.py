"""Words: everything that a page of the site says in one language, but for templates."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from qantar.publishing.citations import date_words
from qantar.publishing.marks import MARK_WORDS, Mark
from qantar.publishing.site import plain
from qantar.publishing.site.calendar import Stretch
from qantar.text import phrasing
from qantar.text.link_words import link_words
from qantar.text.messages import N_, translator
from qantar.text.phrasing_counts import number_words
from qantar.text.reasons import reason_words
from qantar.vocabulary.finding import Contradiction, Question, Verdict
from qantar.vocabulary.kinds import event_kinds
from qantar.vocabulary.measures import measure
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import (
    CarrierStance,
    HowKnown,
    Review,
    Speaker,
    Stance,
    Statement,
    Status,
)
from qantar.vocabulary.when import Basis, When

__all__ = ["LANGUAGE_NAMES", "Words"]

_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?$")
_BEGINNING = "start of "
"""Before a kind of event in ``Question.what``, as weighing asks."""

_WEIGHT = re.compile(r" \(\d+(?:\.\d+)?\)$")
_OPEN_REASONS = (
    N_("the same small figure, %(what)s"),
    N_("the same figure, %(what)s"),
    N_("both in the gazetteer as %(what)s"),
    N_("in the gazetteer as %(what)s"),
    N_("the same place: %(what)s"),
    N_("judged the same by a person%(what)s"),
    N_("only one person of the exhibit fits: %(what)s"),
)
LANGUAGE_NAMES = {"de": "Deutsch", "en": "English", "kk": "Қазақша", "ru": "Русский"}

_STANCES = {
    Stance.ASSERTS: N_("asserted"),
    Stance.DENIES: N_("denied"),
    Stance.RUMOUR: N_("rumour"),
    Stance.UNCONFIRMED: N_("unconfirmed"),
    Stance.PREDICTS: N_("expected"),
    Stance.DEMANDS: N_("demanded"),
    Stance.OPINION: N_("supposed"),
}
_CARRIERS = {
    CarrierStance.OWN: "",
    CarrierStance.NEUTRAL: N_("passed on without comment"),
    CarrierStance.ENDORSES: N_("the outlet agrees"),
    CarrierStance.DOUBTS: N_("the outlet doubts it"),
    CarrierStance.REJECTS: N_("the outlet rejects it"),
}
_KNOWN = {
    HowKnown.SAW: N_("saw it"),
    HowKnown.HEARD: N_("heard it happen"),
    HowKnown.CONCLUDES: N_("concludes it"),
    HowKnown.REPEATS: N_("has it from others"),
    HowKnown.UNKNOWN: "",
}
_REVIEWS = {
    Review.SUGGESTED: N_("not reviewed"),
    Review.ACCEPTED: N_("reviewed"),
    Review.CORRECTED: N_("corrected by hand"),
    Review.REJECTED: N_("rejected"),
}
_STATUS = {
    Status.STANDING: "",
    Status.RETRACTED: N_("withdrawn by the voice itself"),
    Status.RECANTED: N_("recanted by the voice itself"),
}
_VERDICTS = {
    Verdict.CONTRADICTION: N_("cannot both be true"),
    Verdict.CUMULATIVE: N_("a later, higher count"),
    Verdict.SCOPE: N_("about different things"),
    Verdict.RETRACTED: N_("withdrawn"),
    Verdict.RELAY: N_("one repeats the other"),
    Verdict.NOISE: N_("only looks like it"),
    Verdict.UNDECIDED: N_("undecided"),
}
_STATES = {
    "open": N_("open"),
    "compatible": N_("compatible"),
    "cumulative": N_("a later, higher count"),
    "one-origin": N_("one origin"),
}
_FACETS = {
    "time": N_("time"),
    "number": N_("number"),
    "place": N_("place"),
    "agent": N_("who did it"),
    "occurrence": N_("whether it happened"),
    "naming": N_("name"),
    "cause": N_("cause"),
    "circumstance": N_("circumstances"),
    "connectivity": N_("network"),
    "ownership": N_("ownership"),
}
_QUESTIONS = {
    "number": N_("%(what)s: how many?"),
    "time": N_("%(what)s: when?"),
    "connectivity": N_("Network cut: when?"),
    "agent": N_("%(what)s: who did it?"),
    "place": N_("%(what)s: where?"),
    "occurrence": N_("%(what)s: did it happen?"),
    "cause": N_("%(what)s: why?"),
    "naming": N_("%(what)s: under what name?"),
    "circumstance": N_("%(what)s: how?"),
    "ownership": N_("%(what)s: whose?"),
}
_COUNTED = {
    "killed": N_("How many were killed?"),
    "injured": N_("How many were injured?"),
    "detained": N_("How many were detained?"),
    "missing": N_("How many are missing?"),
    "troops": N_("How many soldiers?"),
    "attackers": N_("How many attackers?"),
    "protesters": N_("How many protesters?"),
    "bodies": N_("How many bodies?"),
}
_NETWORKS = {
    "internet": N_("internet"),
    "mobile": N_("mobile network"),
    "telephone": N_("telephone"),
    "fixed": N_("fixed line"),
    "fixed-line": N_("fixed line"),
    "all": N_("all connections"),
}
_NETWORK_STATES = {"off": N_("off"), "throttled": N_("throttled"), "on": N_("on")}
_RELATIONS = {
    "owns": N_("owns"),
    "directs": N_("directs"),
    "kin": N_("is kin to"),
    "controls": N_("controls"),
}
_REGISTER_FIELDS = {
    "status": N_("what happened"),
    "date": N_("date"),
    "place": N_("place"),
    "age": N_("age"),
    "sex": N_("sex"),
    "occupation": N_("occupation"),
    "cause": N_("cause"),
    "agent": N_("by whom"),
    "detained": N_("detained"),
    "killed": N_("killed"),
    "injured": N_("injured"),
    "missing": N_("missing"),
    "name": N_("name"),
    "number": N_("how many"),
    "source": N_("source"),
    "category": N_("category"),
    "birth_date": N_("date of birth"),
}
_GRAINS = {
    "country": N_("country"),
    "region": N_("region"),
    "city": N_("town"),
    "square": N_("square"),
    "street": N_("street"),
    "building": N_("building"),
    "unknown": N_("exactness unknown"),
}
_DOCUMENTS = {
    "agency": N_("news report"),
    "channel": N_("channel"),
    "official": N_("official statement"),
    "interview": N_("interview"),
    "eyewitness": N_("eyewitness account"),
    "ngo": N_("report of an organisation"),
    "court": N_("court document"),
    "chat": N_("chat"),
    "captions": N_("captions"),
    "obituary": N_("obituary"),
    "correction": N_("correction"),
    "ownership": N_("list of owners"),
    "list": N_("list"),
    "sheet": N_("table of claims"),
    "other": N_("other"),
    "": N_("kind not known"),
}
_DATE_BASIS = {
    Basis.STATED: N_("date: said"),
    Basis.CONTEXT: N_("date: guess, from the text around it"),
    Basis.DOCUMENT: N_("date: guess, from the document’s date"),
}
_PLACE_BASIS = {
    Basis.STATED: "",
    Basis.CONTEXT: N_("place: guess, from the text around it"),
    Basis.DOCUMENT: N_("place: guess, from the document"),
}


class Words:
    """The words of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.catalogue = translator(lang, "site")
        self._kinds = event_kinds()

    def say(self, message: str, **values: object) -> str:
        """A message of the catalogue; an empty one stays empty."""
        found = self.catalogue.gettext(message) if message else ""
        return found % values if values else found

    def sentence(self, statement: Statement) -> str:
        """The statement as a sentence, without its time and the words quoted from it.

        Both stand beside it; carriers stand with the exhibit. A pseudonym is told, so
        that the reader can follow one voice through the edition.
        """
        origin = statement.origin
        shown = replace(origin, name=self.voice(origin.name), protected=False)
        return phrasing.sentence(
            replace(statement, chain=(shown,), when=None, quote="", event_words=""),
            self.lang,
        )

    def when(self, when: When | None) -> str:
        """A time in words."""
        if when is None:
            return self.say(N_("no date"))
        return phrasing.when_words(when, self.lang)

    def quantity(self, quantity: Quantity) -> str:
        """A count with its bounds, without what is counted."""
        low, best, high = quantity.lower, quantity.best, quantity.upper
        if None not in (low, best, high) and low != best != high:
            return self.say(N_("about %(number)s"), number=self.number(best or 0))
        if quantity.unit not in ("people", "things", ""):
            return phrasing.quantity_words(quantity, self.lang)
        return number_words(quantity, self.lang) or quantity.words

    def voice(self, name: str) -> str:
        """A voice's name as shown."""
        return plain.voice_name(name, self.lang)

    def chain(self, chain: Sequence[Speaker]) -> str:
        """All voices, nearest witness first."""
        return self.say(", through ").join(self.voice(one.name) for one in chain)

    def number(self, value: float) -> str:
        """A number as this language writes it."""
        return format_decimal(value, locale=plain.locale_of(self.lang))

    def day(self, day: date) -> str:
        """A day as a heading."""
        return plain.day_heading(day, self.lang)

    def short_day(self, day: date) -> str:
        """A day on an axis."""
        return plain.short_day(day, self.lang)

    def long_date(self, day: date) -> str:
        """A day in a sentence."""
        return format_date(day, "long", locale=plain.locale_of(self.lang))

    def stretch(self, stretch: Stretch) -> str:
        """A stretch of the calendar that a page of the chronology holds."""
        if stretch.start is None or stretch.end is None:
            told = self.say(N_("No date")) if stretch.name else self.say(N_("All"))
        else:
            told = plain.days(stretch.start, stretch.end, stretch.grain, self.lang)
        return f"{told} ({stretch.part})" if stretch.part > 1 else told

    def mark(self, mark: Mark) -> str:
        """What a sign of time means."""
        return self.say(MARK_WORDS[mark])

    def event(self, kind: str) -> str:
        """The label of a kind of event, or of a measure."""
        if kind in self._kinds:
            return self._kinds[kind].labels[self.lang]
        if kind.startswith(_BEGINNING):
            begun = self.event(kind.removeprefix(_BEGINNING))
            return self.say(N_("beginning of it: %(what)s"), what=begun)
        return self.measure(kind)

    def measure(self, what: str) -> str:
        """The label of what is counted, or the key itself."""
        found = measure(what)
        return found.labels[self.lang] if found.key == what else what

    def question(self, question: Question, *, with_place: bool = True) -> str:
        """A question in words, with its place unless that stands beside it."""
        if question.facet == "number" and question.what in _COUNTED:
            asked = self.say(_COUNTED[question.what])
        else:
            number = question.facet == "number"
            what = self.measure(question.what) if number else self.event(question.what)
            asked = self.say(_QUESTIONS.get(question.facet, _QUESTIONS["circumstance"]))
            asked = asked % {"what": what[:1].upper() + what[1:]}
        if question.scope:
            asked = f"{asked} ({question.scope})"
        if with_place and question.place_name:
            asked = f"{question.place_name}: {asked}"
        return asked

    def stance(self, stance: Stance) -> str:
        """What the voice does with the claim."""
        return self.say(_STANCES[stance])

    def carrier(self, stance: CarrierStance) -> str:
        """What the outlet makes of it; empty if it speaks for itself."""
        return self.say(_CARRIERS[stance])

    def known(self, how: HowKnown) -> str:
        """How the voice knows."""
        return self.say(_KNOWN[how])

    def review(self, review: Review) -> str:
        """What people made of the reading."""
        return self.say(_REVIEWS[review])

    def status(self, status: Status) -> str:
        """Whether it still stands; empty if so."""
        return self.say(_STATUS[status])

    def verdict(self, verdict: Verdict) -> str:
        """What a differing pair turns out to be."""
        return self.say(_VERDICTS[verdict])

    def state(self, state: str) -> str:
        """The state of a question."""
        return self.say(_STATES.get(state, state))

    def facet(self, facet: str) -> str:
        """In which respect statements differ."""
        return self.say(_FACETS.get(facet, facet))

    def reason(self, contradiction: Contradiction) -> str:
        """Why a pair got its verdict."""
        values = tuple(
            (key, date_words(value, self.lang) if _DATE.match(value) else value)
            for key, value in contradiction.reason_values
        )
        return reason_words(replace(contradiction, reason_values=values), self.lang)

    def why(self, told: str) -> str:
        """What shows an origin, or joins spellings, as linking and weighing say it.

        The weight behind it is left to the exports: words, not decimals.
        """
        bare = _WEIGHT.sub("", told)
        for message in _OPEN_REASONS:
            head = message.partition("%(what)s")[0]
            if bare.startswith(head):
                return self.say(message) % {"what": self.why(bare.removeprefix(head))}
        said = self.say(bare)
        return said if said != bare else link_words(bare, self.lang)

    def network(self, network: str, state: str) -> str:
        """A network and its state."""
        name = self.say(_NETWORKS.get(network, network))
        return f"{name}: {self.say(_NETWORK_STATES.get(state, state))}"

    def relation(self, relation: str) -> str:
        """How an owner stands to what is owned."""
        return self.say(_RELATIONS.get(relation, relation))

    def register_field(self, field: str) -> str:
        """The label of a field of the register."""
        return self.say(_REGISTER_FIELDS.get(field, field))

    def register_value(self, value: str) -> str:
        """A value of the register: our own words in the reader's language."""
        return self.event(value)

    def grain(self, precision: str) -> str:
        """How exact a place is."""
        return self.say(_GRAINS.get(precision, precision))

    def document(self, kind: str) -> str:
        """The kind of an exhibit."""
        return self.say(_DOCUMENTS.get(kind, kind))

    def date_basis(self, basis: Basis) -> str:
        """Where a date comes from."""
        return self.say(_DATE_BASIS[basis])

    def place_basis(self, basis: Basis) -> str:
        """Where a place comes from; empty if it was said."""
        return self.say(_PLACE_BASIS[basis])
