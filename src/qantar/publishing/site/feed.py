"""Feed and site map: how programs learn that there is a new edition, and of its pages.

Atom (RFC 4287) with relative links, which work from a stick. The protocol of site maps
(sitemaps.org, 0.9) knows only whole addresses, so there is one only where it was told
where the site will stand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from defusedxml.ElementTree import ParseError, fromstring
from markupsafe import Markup, escape

from qantar.errors import InputError
from qantar.publishing.comparing import Changes
from qantar.publishing.policy import Profile
from qantar.vocabulary.record import CaseFacts

__all__ = ["FEED", "SITEMAP", "News", "feed", "sitemap"]

FEED, SITEMAP = "feed.xml", "sitemap.xml"
_ATOM = "{http://www.w3.org/2005/Atom}"
_KEPT = 50
"""Older editions that a feed still tells of."""

_ENTRY = Markup(
    "<entry><id>{id}</id><title>{title}</title><updated>{updated}</updated>"
    '<link rel="alternate" href="{href}"/><summary>{summary}</summary></entry>\n'
)
_HEAD = Markup(
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
    "<id>urn:x-qantar:feed:{title}</id><title>{title}</title>"
    "<updated>{updated}</updated><author><name>{title}</name></author>"
    '<link rel="self" href="{href}"/>\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What an edition knows beside the record.

    Attributes:
        changes: Since an older edition.
        older: The feed of that edition.
        url: Where the site will stand, with ``/`` at its end; empty if not known.
    """

    changes: Changes | None = None
    older: bytes = b""
    url: str = ""


def feed(facts: CaseFacts, profile: Profile, lang: str, news: News) -> bytes:
    """The feed of editions, the newest first.

    Args:
        facts: Of the record as it may be seen.
        profile: Of this edition.
        lang: The main language, to whose pages it leads.
        news: What changed, and where it will stand.

    Raises:
        InputError: If the older feed cannot be read.
    """
    updated = facts.built.replace("Z", ":00Z")
    page = "index.html" if news.changes is None else "changes.html"
    own = {
        "id": f"urn:x-qantar:edition:{facts.root}:{profile.edition}",
        "title": ", ".join(filter(None, (facts.title, profile.edition))),
        "updated": updated,
        "href": f"{news.url}{lang}/{page}",
        "summary": _summary(facts, news.changes),
    }
    entries = [own, *(one for one in _older(news.older) if one["id"] != own["id"])]
    head = _HEAD.format(
        lang=lang, title=facts.title, updated=updated, href=f"{news.url}{FEED}"
    )
    told = "".join(_ENTRY.format(**entry) for entry in entries[:_KEPT])
    return f"{head}{told}</feed>\n".encode()


def _summary(facts: CaseFacts, changes: Changes | None) -> str:
    """Numbers only: they need no language."""
    if changes is None:
        return f"+{facts.counts.get('statements', 0)}"
    none = {"new": 0, "changed": 0, "gone": 0}
    count = changes.counts().get("statements", none)
    return f"+{count['new']} ±{count['changed']} −{count['gone']}"


def _older(data: bytes) -> Iterator[dict[str, str]]:
    """Entries of an older feed."""
    if not data:
        return
    try:
        tree = fromstring(data)
    except ParseError as error:
        raise InputError(
            f"The feed of the older edition is no XML: {error}."
        ) from error
    for entry in tree.iter(f"{_ATOM}entry"):
        link = entry.find(f"{_ATOM}link")
        told = {
            name: entry.findtext(f"{_ATOM}{name}") or ""
            for name in ("id", "title", "updated", "summary")
        }
        yield told | {"href": "" if link is None else link.get("href", "")}


def sitemap(names: Iterable[str], url: str, updated: str) -> bytes:
    """All pages with their whole addresses.

    Args:
        names: Files in the folder of the site.
        url: Where the site will stand, with ``/`` at its end.
        updated: RFC 3339 time of the record.
    """
    pages = sorted(name for name in names if name.endswith(".html"))
    lines = (
        f"<url><loc>{escape(url + name)}</loc><lastmod>{updated[:10]}</lastmod></url>\n"
        for name in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(lines)}</urlset>\n"
    ).encode()
