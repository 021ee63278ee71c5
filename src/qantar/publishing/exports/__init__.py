"""Open data: every kind of thing a case knows, in formats that others read.

Rows with documented keys come from ``rows``; ``export`` writes them, or the same things
in the forms of FollowTheMoney, Web Annotation, GeoJSON, ACLED, iCalendar; and
``check_export`` reads back what was written.
"""

from qantar.publishing.exports.formats import FORMATS, Written, write, write_each
from qantar.publishing.exports.forms import (
    FORMS,
    WHATS,
    ExportFailed,
    check_export,
    export,
    form_for,
)
from qantar.publishing.exports.plain import Row
from qantar.publishing.exports.rows import EXPORTS, rows

__all__ = [
    "EXPORTS",
    "FORMATS",
    "FORMS",
    "WHATS",
    "ExportFailed",
    "Row",
    "Written",
    "check_export",
    "export",
    "form_for",
    "rows",
    "write",
    "write_each",
]
