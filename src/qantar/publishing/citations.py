"""Citations: one line that leads from a statement to its words, in site and print."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from qantar.text.messages import translator
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.statement import Statement

__all__ = ["Citation", "cite", "date_words", "outlet_of", "quote_words"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where the words stand.

    ``outlet`` who published it; ``published`` in words; ``label`` short name of the
    exhibit (E12); ``place`` offsets in words; ``digest`` SHA-256 of the bytes, hex.
    """

    outlet: str
    published: str
    label: str
    place: str
    digest: str

    def line(self) -> str:
        """All in one line, without the digest."""
        told = (self.outlet, self.published, self.label, self.place)
        return ", ".join(part for part in told if part)


def outlet_of(exhibit: Exhibit) -> str:
    """Who published it; for want of that the title, then the file's name."""
    told = exhibit.provenance
    return told.outlet or told.title or told.file


def _locale(lang: str) -> str:
    """Dates day first in English too: 5 January 2022."""
    return "en_GB" if lang == "en" else lang


@lru_cache(maxsize=8192)
def date_words(edtf: str, lang: str) -> str:
    """A date as told (EDTF or RFC 3339) in words; what is no date comes back as told.

    >>> date_words("2022-01-05", "de"), date_words("2022-01", "en")
    ('5. Januar 2022', 'January 2022')
    """
    found = _DATE.match(edtf)
    if not found:
        return edtf
    year, month, day = found.groups()
    if not month:
        return year
    if not day:
        return str(
            format_skeleton(
                "yMMMM", date(int(year), int(month), 1), locale=_locale(lang)
            )
        )
    return format_date(
        date(int(year), int(month), int(day)), "long", locale=_locale(lang)
    )


def cite(statement: Statement, exhibit: Exhibit, lang: str) -> Citation:
    """The citation of ``statement``, whose words are in ``exhibit``."""
    say = translator(lang, "site").gettext
    place = say("characters %(start)s–%(end)s") % {
        "start": format_decimal(statement.start, locale=_locale(lang)),
        "end": format_decimal(statement.end, locale=_locale(lang)),
    }
    return Citation(
        outlet=outlet_of(exhibit),
        published=date_words(exhibit.provenance.published, lang),
        label=exhibit.label,
        place=place if statement.end > statement.start else "",
        digest=exhibit.digest,
    )


def quote_words(statement: Statement) -> str:
    """The words of a statement as people read them.

    A row of a sheet is shown as its filled cells with a middle dot between them, without
    addresses, which are long and stand in the exhibit; all else is verbatim.
    """
    if not statement.external_id:
        return statement.quote
    separator = "\t" if "\t" in statement.quote else ","
    try:
        rows = list(csv.reader([statement.quote], delimiter=separator))
    except csv.Error:
        return statement.quote
    cells = [cell.strip() for row in rows for cell in row]
    shown = [
        cell for cell in cells if cell and not cell.startswith(("http:", "https:"))
    ]
    return " · ".join(shown)
