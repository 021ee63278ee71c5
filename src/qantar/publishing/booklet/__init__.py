"""The booklet: the same record as the site, on paper that can be stapled, and as EPUB.

``write_booklet`` and ``write_ebook`` are the ways in. Content is chosen in ``content``
and ``preparing``, set by Typst in ``setting``, imposed in ``imposing``, and packed for
readers in ``ebook``.
"""

from qantar.publishing.booklet.ebook import write_ebook
from qantar.publishing.booklet.writing import write_booklet

__all__ = ["write_booklet", "write_ebook"]
