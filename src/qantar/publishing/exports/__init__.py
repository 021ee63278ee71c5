"""Open data: every kind of thing a case knows, as rows with documented keys."""

from qantar.publishing.exports.formats import FORMATS, Written, write, write_each
from qantar.publishing.exports.plain import Row
from qantar.publishing.exports.rows import EXPORTS, rows

__all__ = ["EXPORTS", "FORMATS", "Row", "Written", "rows", "write", "write_each"]
