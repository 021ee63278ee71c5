"""Why names were joined, or kept apart, in German, English, Russian and Kazakh.

Linking writes its reasons in English, parts of a sentence put together with ``: `` and
``; ``. Whoever shows one asks here for the words of the reader's language.
"""

from qantar.text.messages import N_, translator

__all__ = ["LINK_REASONS", "link_words"]

LINK_REASONS = (
    N_("surname"),
    N_("name"),
    N_("patronymic"),
    N_("part"),
    N_("same"),
    N_("different"),
    N_("initial fits"),
    N_("initial differs"),
    N_("initials only"),
    N_("same consonants"),
    N_("same root with another ending"),
    N_("same patronymic, Kazakh and Russian form"),
    N_("one letter apart after transliteration"),
    N_("two letters apart after transliteration"),
    N_("three letters apart after transliteration"),
    N_("one half of a double name"),
    N_("same in another habit of writing (%(what)s)"),
    N_("near in another habit of writing (%(what)s)"),
    N_("same name"),
    N_("same name in another order"),
    N_("spellings fall together when transliterated"),
    N_("one name only, the same in both"),
    N_("one of the names has only one part"),
    N_("one of the names has a further part"),
    N_("a name has no letters"),
    N_("a pseudonym does not tell who bears it"),
    N_("a handle does not tell who bears it"),
    N_("those who hold a person chose the name"),
    N_("the text says: also known as"),
    N_("the text says: formerly named"),
    N_("same name after transliteration"),
    N_("only one person of the exhibit fits"),
    N_("only bearer of the surname in the case"),
    N_("same surname, no other bearer in the case"),
    N_("judged the same by a person"),
    N_("known names of one organisation"),
    N_("known names of two organisations"),
    N_("same name without legal form"),
    N_("a bare word for an office: there may be many"),
    N_("abbreviation in brackets behind the name"),
    N_("beginning of the only longer name in the exhibit"),
    N_("one name is the beginning of the other"),
    N_("both in the gazetteer as %(what)s"),
    N_("in the gazetteer as %(what)s"),
    N_("not in the gazetteer"),
    N_("one lies in the other"),
    N_("two places of the gazetteer"),
)
"""Every reason, and every word of one, that linking gives; ``%(what)s`` is filled."""

_OPEN = tuple(text for text in LINK_REASONS if "%(what)s" in text)


def link_words(told: str, lang: str) -> str:
    """A reason of linking in the reader's language.

    What is not a reason of linking (a person's own words behind a judgement) comes back
    as it stands.

    >>> link_words("surname: same; one of the names has a further part", "de")
    'Nachname: gleich; einer der Namen hat einen weiteren Teil'
    """
    return "; ".join(_sentence(part, lang) for part in told.split("; "))


def _sentence(told: str, lang: str) -> str:
    say = translator(lang, "links").gettext
    if told in LINK_REASONS:
        return say(told)
    for message in _OPEN:
        head, _, tail = message.partition("%(what)s")
        if told.startswith(head) and told.endswith(tail):
            what = told[len(head) : len(told) - len(tail)]
            return say(message) % {"what": what}
    first, colon, rest = told.partition(": ")
    if colon and first in LINK_REASONS:
        return f"{say(first)}: {_sentence(rest, lang)}"
    return told
