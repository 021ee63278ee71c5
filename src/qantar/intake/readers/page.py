"""HTML and MHTML: the words of the page without its navigation; nothing is executed."""

import email
import email.policy
import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

import lxml.etree
import lxml.html
import trafilatura
from trafilatura.settings import Document

from qantar.errors import UnreadableExhibit
from qantar.intake.composing import TextComposer
from qantar.intake.encoding import decode
from qantar.intake.readers.blocks import HTML, walk_blocks
from qantar.intake.readers.job import Job
from qantar.vocabulary.exhibit import ExhibitText
from qantar.vocabulary.passage import Unread

__all__ = ["page_text", "parse_html", "read", "read_archive"]

READER = f"page/trafilatura-{trafilatura.__version__}"
# Below this share of the visible words the page's main part was perhaps not found.
_LOW_SHARE = 0.35
_MANY_LETTERS = 250
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset=[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I
)
# Words of fewer letters occur by chance; they are kept inside the main part only.
_TELLING_LETTERS = 30
_MAIN = replace(HTML, skipped=HTML.skipped | {"nav"})


def read(job: Job) -> ExhibitText:
    """Read an HTML page."""
    return page_text(job, job.read_bytes())


def read_archive(job: Job) -> ExhibitText:
    """Read the main page of an MHTML file; pictures inside are left alone."""
    message = email.message_from_bytes(job.read_bytes(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            data = payload if isinstance(payload, bytes) else b""
            found = page_text(job, data, told=part.get_content_charset() or "")
            told = {
                "url": str(message.get("Snapshot-Content-Location", "")),
                "saved": str(message.get("Date", "")),
            }
            claims = {**{k: v for k, v in told.items() if v}, **found.claims}
            return replace(found, claims=claims)
    raise UnreadableExhibit("it holds no HTML page; save the page again as HTML or PDF")


def page_text(job: Job, data: bytes, *, told: str = "") -> ExhibitText:
    """Compose the text of one HTML page.

    Captions of pictures stand where the picture stands. If hardly any words of the page
    are taken for its main part, all words are kept instead: too much beats too little.

    Args:
        job: For names and limits.
        data: Bytes of the page.
        told: Encoding that the transport named, ``""`` if none.
    """
    if not data.strip():
        raise UnreadableExhibit("it is empty; save the page again")
    written, unread = _decode(job, data, told)
    tree = parse_html(written)
    composer = TextComposer()
    blocks = _blocks(tree)
    claims, main = _main_words(written)
    claims |= _own_claims(tree)
    kept = _choose(blocks, main)
    share = sum(len(blocks[n][1]) for n in kept)
    visible = sum(len(words) for _, words in blocks)
    if not kept or (visible > _MANY_LETTERS and share < _LOW_SHARE * visible):
        if kept:
            unread.append(
                job.unread(
                    "its main part could not be told from navigation; all words of the "
                    "page were kept",
                    what="layout",
                )
            )
        kept = set(range(len(blocks)))
    number = itertools.count()
    walk_blocks(tree, composer, _MAIN, keep=lambda kind, words: next(number) in kept)
    if not composer.length:
        unread.append(
            job.unread(
                "the page holds no words before its scripts run; save it from the "
                "browser as PDF or MHTML and add that"
            )
        )
    language = (tree.get("lang") or "").split("-")[0].lower()
    return composer.finish(
        media_type=job.media_type,
        reader=READER,
        claims={**claims, "lang": language},
        unread=unread,
    )


def parse_html(written: str) -> lxml.html.HtmlElement:
    """Parse HTML without entities, network and unbounded depth (libxml2's own limit).

    Raises:
        UnreadableExhibit: There is no element in it.
    """
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False)
    # An XML declaration names an encoding that no longer holds for decoded text.
    words = re.sub(r"^\s*\ufeff?\s*<\?xml[^>]*\?>", "", written)
    try:
        return lxml.html.document_fromstring(words, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableExhibit("it holds no HTML; save the page again") from error


def _decode(job: Job, data: bytes, told: str) -> tuple[str, list[Unread]]:
    named = _CHARSET.search(data[:4096])
    for encoding in filter(None, (told, named and named.group(1).decode("ascii"))):
        try:
            return data.decode(encoding), []
        except (LookupError, UnicodeDecodeError):
            continue
    decoded = decode(data)
    if decoded is None:
        raise UnreadableExhibit("its encoding cannot be found out; save the page again")
    if not decoded.guess:
        return decoded.text, []
    reason = f"its encoding is a guess: {decoded.guess}"
    return decoded.text, [job.unread(reason, what="encoding")]


def _blocks(tree: lxml.html.HtmlElement) -> list[tuple[str, str]]:
    """Kind and words of every block, in document order."""
    found: list[tuple[str, str]] = []

    def note(kind: str, words: str) -> bool:
        found.append((kind, words))
        return True

    walk_blocks(tree, TextComposer(), _MAIN, keep=note)
    return found


def _main_words(written: str) -> tuple[dict[str, str], str]:
    """What the page says of itself, and the letters of its main part."""
    found = trafilatura.bare_extraction(
        written,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        deduplicate=False,
    )
    if not isinstance(found, Document):
        return {}, ""
    claims = {
        "title": found.title or "",
        "author": found.author or "",
        "published": found.date or "",
        "outlet": found.sitename or "",
        "description": found.description or "",
    }
    body = "".join(map(str, found.body.itertext()))
    return claims, _letters(f"{found.title or ''} {body}")


def _choose(blocks: list[tuple[str, str]], main: str) -> set[int]:
    """Places of the blocks that belong to the main part.

    trafilatura decides what is navigation and what is not; the roles and the order are
    those of the page, since trafilatura drops captions and flattens short pages.
    """
    known = [_letters(words) in main for _, words in blocks]
    anchors = [
        place
        for place, (_, words) in enumerate(blocks)
        if known[place] and len(_letters(words)) >= _TELLING_LETTERS
    ]
    if not anchors:
        return set()
    kept = {
        place
        for place in range(anchors[0], anchors[-1] + 1)
        if known[place] or blocks[place][0] == "caption"
    }
    # The headline stands before the first paragraph, a caption may stand beside it.
    for place in range(anchors[0] - 1, -1, -1):
        if blocks[place][0] == "heading" and known[place]:
            kept |= {place} | {
                n for n in range(place, anchors[0]) if blocks[n][0] == "caption"
            }
    for place in range(anchors[-1] + 1, len(blocks)):
        if known[place] or blocks[place][0] == "caption":
            kept.add(place)
        else:
            break
    return kept


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def _published(tree: lxml.html.HtmlElement) -> str:
    """The publication time with its zone, where the page writes one."""
    addresses: Iterable[str] = chain(
        tree.xpath("//meta[@property='article:published_time']/@content"),
        tree.xpath("//meta[@itemprop='datePublished']/@content"),
        tree.xpath("//time[@itemprop='datePublished']/@datetime"),
        tree.xpath("//article//time[@pubdate]/@datetime"),
    )
    return next((str(a).strip() for a in addresses if re.match(r"\d{4}-", a)), "")


def _own_claims(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """What the page writes out, without guessing."""
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    told = {
        "url": str(canonical[0]) if canonical else "",
        "published": _published(tree),
    }
    return {key: value for key, value in told.items() if value}
