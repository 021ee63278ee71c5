"""Small invented exhibits and mentions for tests of names and links."""

from itertools import pairwise

from qantar.vocabulary.digest import derive_id, sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.passage import Passage

__all__ = ["exhibit_of", "mention", "mentions_of", "paragraphs"]


def exhibit_of(
    text: str, lang: str = "", name: str = "a.txt", outlet: str = "", author: str = ""
) -> Exhibit:
    """An exhibit whose bytes are ``text`` in UTF-8."""
    return Exhibit(
        digest=sha256_hex((name + text).encode()),
        size=len(text),
        content=ExhibitText(text=text, media_type="text/plain", reader="text/1"),
        provenance=Provenance(file=name, lang=lang, outlet=outlet, author=author),
    )


def paragraphs(exhibit: Exhibit, lang: str) -> tuple[Passage, ...]:
    """One passage for each line that is not empty."""
    text = exhibit.content.text
    breaks = [-1, *(n for n, c in enumerate(text) if c == "\n"), len(text)]
    return tuple(
        Passage(
            id=derive_id("passage", start),
            exhibit=exhibit.digest,
            start=start + 1,
            end=end,
            kind="paragraph",
            lang=lang,
        )
        for start, end in pairwise(breaks)
        if text[start + 1 : end].strip()
    )


def mention(
    name: str,
    type: str = "PER",  # noqa: A002
    *,
    exhibit: str = "e1",
    start: int = 0,
    lang: str = "en",
) -> Mention:
    """A mention whose base form is its wording."""
    return Mention(
        id=derive_id("mention", exhibit, start, name, type),
        exhibit=exhibit,
        start=start,
        end=start + len(name),
        quote=name,
        type=type,
        name=name,
        lang=lang,
    )


def mentions_of(*names: str, exhibit: str = "e1", type: str = "PER") -> list[Mention]:  # noqa: A002
    """Mentions one after the other in one exhibit."""
    return [
        mention(name, type, exhibit=exhibit, start=100 * number)
        for number, name in enumerate(names)
    ]
