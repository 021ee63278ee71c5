"""Counts in words: bounds, units, money and plural forms in four languages."""

from functools import lru_cache

from babel.core import Locale
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

from qantar.text.lexicon import load
from qantar.vocabulary.measures import measure
from qantar.vocabulary.quantity import Quantity

__all__ = ["babel_locale", "number_words", "quantity_words", "unit_words"]

_LOCALES = {"de": "de", "en": "en_GB", "ru": "ru", "kk": "kk"}
_UNITS = {
    "metres": "length-meter",
    "kilometres": "length-kilometer",
    "tonnes": "mass-tonne",
    "minutes": "duration-minute",
    "hours": "duration-hour",
    "days": "duration-day",
    "weeks": "duration-week",
    "months": "duration-month",
    "years": "duration-year",
}


def babel_locale(lang: str) -> str:
    """The locale of one of our languages; British English for any other."""
    return _LOCALES.get(lang, "en_GB")


def number_words(quantity: Quantity, lang: str) -> str:
    """The number with its bounds, without what is counted: "at least 13"."""
    bounds = load(lang if lang in _LOCALES else "en", "phrasing")["bounds"]
    low, best, high = quantity.lower, quantity.best, quantity.upper
    if best is not None:
        if low is not None and low < best and high == best:
            return _bound(bounds["almost"], best, lang)
        if low == best and high is None:
            return _bound(bounds["at_least"], best, lang)
        if high == best and low is None:
            return _bound(bounds["at_most"], best, lang)
        return str(bounds["none"]) if best == 0 else _number(best, lang)
    if low is not None and high is not None:
        form = str(bounds["between"])
        return form.format(low=_number(low, lang), high=_number(high, lang))
    if low is not None:
        return _bound(bounds["at_least"], low, lang)
    return _bound(bounds["at_most"], high, lang) if high is not None else ""


def quantity_words(quantity: Quantity, lang: str) -> str:
    """How many of what: "480,000 US dollars", "at least 13 killed".

    Args:
        quantity: Bounds are inclusive.
        lang: ``de``, ``en``, ``ru`` or ``kk``; any other gives English.
    """
    lang = lang if lang in _LOCALES else "en"
    number = number_words(quantity, lang)
    exact = quantity.best is not None and quantity.lower == quantity.upper is None
    if len(quantity.unit) == 3 and quantity.unit.isupper():
        if exact and quantity.best is not None:
            return _money(quantity.best, quantity.unit, lang)
        names = Locale.parse(babel_locale(lang)).currencies
        return f"{number} {names.get(quantity.unit, quantity.unit)}"
    if quantity.unit in _UNITS and exact and quantity.best is not None:
        return unit_words(quantity.best, quantity.unit, lang)
    if quantity.unit == "percent":
        return f"{number} %"
    kind = measure(quantity.what)
    label = kind.labels[lang]
    if kind.key == "other" and quantity.label:
        return f"{number} ({quantity.label})"
    # In Russian the noun follows the number's case; the colon spares it that.
    return f"{label}: {number}" if lang == "ru" else f"{number} {label}"


def unit_words(number: float, unit: str, lang: str) -> str:
    """A number of metres, minutes, days ... in the right plural form."""
    if lang == "kk":
        # CLDR has no Kazakh words for most units, and the noun has no plural here.
        return f"{_number(number, lang)} {measure(unit).labels['kk']}"
    return str(format_unit(number, _UNITS[unit], locale=babel_locale(lang)))


def _money(amount: float, currency: str, lang: str) -> str:
    """Whole amounts without the pence that nobody spoke of."""
    told = format_currency(
        amount, currency, locale=babel_locale(lang), format_type="name"
    )
    if amount != int(amount):
        return told
    whole, exact = (
        _number(amount, lang),
        format_decimal(amount, format="#,##0.00", locale=babel_locale(lang)),
    )
    return told.replace(exact, whole)


def _bound(form: str, number: float, lang: str) -> str:
    return form.format(n=_number(number, lang))


@lru_cache(maxsize=16384)
def _number(number: float, lang: str) -> str:
    return format_decimal(number, locale=babel_locale(lang))
