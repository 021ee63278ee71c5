"""The published site: a folder of plain files that opens from a stick, without a net.

Works under ``file://`` and without JavaScript: relative links, ASCII file names, no
fetch, no modules, nothing loaded from elsewhere. Start at ``write_site``.
"""

from qantar.publishing.site.feed import News
from qantar.publishing.site.kept import Kept
from qantar.publishing.site.writer import SiteReport, write_site

__all__ = ["Kept", "News", "SiteReport", "write_site"]
