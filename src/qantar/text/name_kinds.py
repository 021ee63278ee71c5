"""What kind of name a name is: real, a handle, a pseudonym, one an adversary gave.

The words at a name tell it (``data/name_kinds.toml``). A handle or a pseudonym says
nothing about who bears it, and whoever shows a captive under a name chose that name.
"""

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

__all__ = ["NameKind", "joining_words", "name_kind", "telling_words"]


class NameKind(StrEnum):
    """How a name stands to its bearer.

    ``alias`` and ``former`` are names of the same person, declared in a text.
    """

    NAME = "name"
    ALIAS = "alias"
    FORMER = "former"
    PSEUDONYM = "pseudonym"
    HANDLE = "handle"
    ADVERSARY = "adversary"

    @property
    def proves_nothing(self) -> bool:
        """Whether equal names of this kind are no reason to join two persons."""
        return self in {NameKind.PSEUDONYM, NameKind.HANDLE, NameKind.ADVERSARY}


_HANDLE = re.compile(
    r"^(?:@|t\.me/|https?://)[\w./]+$|^[a-z]\w*[_\d]\w*$", re.IGNORECASE
)


@cache
def _pattern(table: str) -> re.Pattern[str]:
    text = files("qantar.text").joinpath("data/name_kinds.toml").read_text("utf-8")
    words = sorted(tomllib.loads(text)[table], key=len, reverse=True)
    escaped = (
        re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in words
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(escaped) + r")(?!\w)", re.IGNORECASE)


def telling_words() -> tuple[str, ...]:
    """Words at which an exhibit can declare something of a name; ``*`` any ending."""
    text = files("qantar.text").joinpath("data/name_kinds.toml").read_text("utf-8")
    return tuple(word for words in tomllib.loads(text).values() for word in words)


def name_kind(name: str) -> NameKind:
    """The kind that a written name shows by itself.

    >>> name_kind("@qanat_22"), name_kind("Aigul (имя изменено)"), name_kind("Aigul")
    (<NameKind.HANDLE: 'handle'>, <NameKind.PSEUDONYM: 'pseudonym'>, <NameKind.NAME: 'name'>)
    """
    if _HANDLE.match(name.strip()):
        return NameKind.HANDLE
    if _pattern("pseudonym").search(name):
        return NameKind.PSEUDONYM
    return NameKind.NAME


_BETWEEN = re.compile(r"[\s,;:(\[«»„“”\"'‘’–—-]*")
_STOP = re.compile(r"[.!?]\s|\n\s*\n")


def joining_words(between: str) -> NameKind | None:
    """What the words between two names say of the second, if they say only that.

    >>> joining_words(" (née "), joining_words(" met the former minister ")
    (<NameKind.FORMER: 'former'>, None)
    """
    for kind in (
        NameKind.ADVERSARY,
        NameKind.ALIAS,
        NameKind.FORMER,
        NameKind.PSEUDONYM,
    ):
        found = _pattern(kind.value).search(between)
        if found is None:
            continue
        rest = between[: found.start()] + between[found.end() :]
        shown = kind is NameKind.ADVERSARY and not _STOP.search(between)
        if shown or (_BETWEEN.fullmatch(rest) and "\n\n" not in rest):
            return kind
    return None
