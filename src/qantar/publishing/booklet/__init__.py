"""The print booklet: the same record as the site, on paper that can be stapled.

``write_booklet`` is the way in. Content is chosen in ``content``, set by Typst in
``setting`` and imposed in ``imposing``.
"""

from qantar.publishing.booklet.writing import write_booklet

__all__ = ["write_booklet"]
