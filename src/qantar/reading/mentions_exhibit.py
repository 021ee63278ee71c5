"""What the whole exhibit says about its names.

Three things that a sentence cannot know: that a word is a common noun because it also
occurs in lower case; which type a name has when sentences disagree; and that a name
seen once with good evidence is the same name elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qantar.reading.mentions_cues import CAPITALS, is_initial
from qantar.reading.mentions_rules import Found
from qantar.reading.mentions_told import ToldName, find_told
from qantar.text.names import bases, name_words, short_names
from qantar.text.names_hints import Token, word_hints
from qantar.text.translit import fold

__all__ = ["settle"]

Row = tuple[list[Token], str]

_GOOD = 0.7
"""How sure a name must be to be looked for in the rest of the exhibit."""
_FAIR = 0.5
"""The same for a person's full name: two words seldom look like one by chance."""
_BARE = 0.9
"""How sure one word must be if the same word also occurs in lower case."""
_SHORTEST_KEY = 4
_DOUBTFUL = frozenset(
    (
        "name tagger",
        "title before",
        "word for a place before",
        "given name",
        "capital in a sentence",
        "introduced by name",
    )
)
"""Reasons that do not hold against a word that is also an ordinary one here."""


_LONG_NOUN = 7
"""Letters beyond which an ending tells a noun: "Freiheit", not a short surname."""


def settle(
    rows: Sequence[Row], found: Sequence[Found], told: Sequence[ToldName] = ()
) -> list[Found]:
    """The names of an exhibit after all its sentences have been heard.

    Args:
        rows: Sentences with their languages.
        found: What each sentence suggests.
        told: Names that came with the exhibit; they win over suggestions.
    """
    given = find_told(rows, told)
    found = [
        name
        for name in found
        if not any(name.start < g.end and g.start < name.end for g in given)
    ]
    lower, after_article = _common_words(rows)
    kept = [
        name
        for name in found
        if not _is_common(name, rows[name.row][0], lower, after_article)
    ]
    kept = given + _agree(rows, _without_single_capitals(rows, kept))
    kept += _initials(rows, kept)
    kept += _elsewhere(rows, kept)
    kept += _inside_compounds(rows, kept)
    return sorted(kept, key=lambda name: (name.start, name.end))


def _common_words(rows: Iterable[Row]) -> tuple[frozenset[str], Counter[str]]:
    """Words met in lower case; German words met after an article, with counts."""
    lower: set[str] = set()
    articles: Counter[str] = Counter()
    for words, lang in rows:
        before = ""
        for word in words:
            if word.text.islower():
                lower.add(word.text)
            elif before in name_words(lang).articles:
                articles[word.text] += 1
            before = word.text.lower()
    return frozenset(lower), articles


def _is_common(
    name: Found,
    words: Sequence[Token],
    lower: frozenset[str],
    articles: Counter[str],
) -> bool:
    """Whether one word taken for a name is an ordinary word of this exhibit."""
    if name.level != "NAM" or name.last - name.first > 1:
        return False
    word = words[name.first].text
    if word in name_words(name.lang).stop and name.why == "name tagger":
        return True
    if _is_noun(word, name):
        return True
    if name.why not in _DOUBTFUL:
        return False
    if word.lower() in lower and not word.isupper() and name.sure < _BARE:
        return True
    return articles[word] > 0 and name.sure < _BARE


def _is_noun(word: str, name: Found) -> bool:
    """Whether a word that only the tagger or the gazetteer knows is a plain noun."""
    if name.why != "name tagger" and not name.why.startswith("gazetteer"):
        return False
    know = name_words(name.lang)
    return word in know.nouns or (
        len(word) > _LONG_NOUN and word.endswith(know.noun_endings)
    )


def _without_single_capitals(rows: Sequence[Row], found: list[Found]) -> list[Found]:
    """An abbreviation that only its capitals speak for must come twice."""
    met = Counter(w.text for words, _ in rows for w in words if w.text.isupper())
    return [
        name
        for name in found
        if name.why != CAPITALS or met[rows[name.row][0][name.first].text] > 1
    ]


def _keys(word: str, lang: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(form) for form in bases(word, lang)))


def _name_key(name: Found, words: Sequence[Token]) -> tuple[str, ...]:
    return tuple(key for w in words[name.first : name.last] if (key := fold(w.text)))


def _agree(rows: Sequence[Row], found: list[Found]) -> list[Found]:
    """One type for one name: the type with most certainty, where it is clear."""
    votes: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for name in found:
        if name.level == "NAM":
            cast = votes[_name_key(name, rows[name.row][0])]
            cast[name.type] = cast.get(name.type, 0.0) + name.sure
    bearers = _surnames(rows, found)
    out = []
    for name in found:
        if name.level == "NAM":
            key = _name_key(name, rows[name.row][0])
            cast = votes[key]
            if name.type == "LOC" and name.why == "name tagger" and key in bearers:
                name = replace(name, type="PER", why=name.why + ", as elsewhere")
                out.append(name)
                continue
            ranked = sorted(cast.items(), key=lambda v: -v[1])
            best, weight = ranked[0]
            clear = len(ranked) > 1 and weight > 2 * ranked[1][1]
            if best != name.type and clear and name.sure < 0.9:
                name = replace(name, type=best, why=name.why + ", as elsewhere")
        out.append(name)
    return out


def _surnames(
    rows: Sequence[Row], found: Sequence[Found]
) -> frozenset[tuple[str, ...]]:
    """Keys of last words of persons' full names: alone they are no places."""
    return frozenset(
        key[-1:]
        for name in found
        if name.type == "PER" and name.level == "NAM" and name.last - name.first > 1
        if (key := _name_key(name, rows[name.row][0]))
    )


def _elsewhere(rows: Sequence[Row], found: Sequence[Found]) -> list[Found]:
    """Further mentions of names that are well attested, by folded key."""
    known = _attested(rows, found)
    taken = {
        (name.row, position)
        for name in found
        for position in range(name.first, name.last)
    }
    out = []
    for number, (words, lang) in enumerate(rows):
        position = 0
        while position < len(words):
            size = 0
            if (number, position) not in taken and words[position].text[0].isupper():
                size, kind = _longest(words, position, lang, known)
                free = all(
                    (number, p) not in taken for p in range(position, position + size)
                )
                if size and free:
                    last = position + size
                    out.append(
                        Found(
                            row=number,
                            first=position,
                            last=last,
                            start=words[position].start,
                            end=words[last - 1].end,
                            type=kind,
                            sure=_GOOD,
                            lang=lang,
                            why="same name as elsewhere in the exhibit",
                        )
                    )
            position += max(size, 1)
    return out


def _attested(
    rows: Sequence[Row], found: Sequence[Found]
) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word's key to whole keys with their type, longest first."""
    whole: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for name in found:
        if name.level != "NAM" or name.type == "MISC":
            continue
        words, lang = rows[name.row]
        inside = [w.text for w in words[name.first : name.last] if w.text[0].isalnum()]
        full = name.type == "PER" and len(inside) > 1
        if name.sure < (_FAIR if full else _GOOD):
            continue
        if name.type == "ORG" and len(inside) > 1:
            # "Svet" after "Svet LLP": the legal form is left off the second time.
            legal = name_words(lang).org_tails | name_words("en").org_tails
            bare = [w for w in inside if w.lower() not in legal]
            if bare and len(bare) < len(inside):
                whole[tuple(fold(w) for w in bare)]["ORG"] += 1
        for form in bases(inside[-1], lang):
            key = tuple(fold(w) for w in (*inside[:-1], form))
            whole[key][name.type] += 2 if form == inside[-1] else 1
        if full:
            for part in (inside[0], inside[-1]):
                for form in bases(part, lang) if len(part) > 2 else ():
                    whole[(fold(form),)]["PER"] += 1
    known: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for key, types in whole.items():
        if len("".join(key)) >= _SHORTEST_KEY:
            known[key[0]].append((key, types.most_common(1)[0][0]))
    for keys in known.values():
        keys.sort(key=lambda k: -len(k[0]))
    return known


def _longest(
    words: Sequence[Token],
    position: int,
    lang: str,
    known: dict[str, list[tuple[tuple[str, ...], str]]],
) -> tuple[int, str]:
    """How many words from ``position`` on are a known name, and its type."""
    first = words[position].text
    if "st" in word_hints(first, lang):
        return 0, ""
    for start in _keys(first, lang):
        for key, kind in known.get(start, ()):
            size = len(key)
            if position + size > len(words):
                continue
            if all(
                key[step] in _keys(words[position + step].text, lang)
                for step in range(1, size)
            ):
                return size, kind
    return 0, ""


def _initials(rows: Sequence[Row], found: Sequence[Found]) -> list[Found]:
    """People named by one letter: ``M. told us``, ``von M.s Baum``.

    One letter with a full stop is many things. It is taken for a person if the exhibit
    has it beside a given name (``Ruslan K.``) or at least twice by itself, never after
    another short form (``z. B.``) or before a name.
    """
    taken = {
        (name.row, position)
        for name in found
        for position in range(name.first, name.last)
    }
    beside_given = {
        rows[name.row][0][name.last - 2].text
        for name in found
        if name.type == "PER" and name.last - name.first > 2
        if rows[name.row][0][name.last - 1].text == "."
    }
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, (words, _) in enumerate(rows):
        for position in range(len(words) - 1):
            if (number, position) in taken or not is_initial(words[position]):
                continue
            if words[position + 1].text != "." or _is_short_form(words, position):
                continue
            last = position + 2
            if last < len(words) and words[last].text == "s":
                last += words[last].start == words[last - 1].end
            places[words[position].text].append((number, position, last))
    return [
        Found(
            row=number,
            first=first,
            last=last,
            start=rows[number][0][first].start,
            end=rows[number][0][last - 1].end,
            type="PER",
            sure=_GOOD,
            lang=rows[number][1],
            why="person named by an initial",
        )
        for letter, stretches in places.items()
        if letter in beside_given or len(stretches) > 1
        for number, first, last in stretches
    ]


def _is_short_form(words: Sequence[Token], position: int) -> bool:
    """Whether the initial belongs to an abbreviation, a list or another's name."""
    if position == 0:
        return True
    before = words[position - 1].text
    if before == "." or before[-1].isdigit() or before in "§&(":
        return True
    after = words[position + 2].text if position + 2 < len(words) else ""
    return len(after) > 2 and after[0].isupper()


def _inside_compounds(rows: Sequence[Row], found: Sequence[Found]) -> list[Found]:
    """Names as first part of a compound: ``Putin-Anhänger``."""
    known = {
        _name_key(name, rows[name.row][0]): name.type
        for name in found
        if name.level == "NAM" and name.sure >= _GOOD and name.type != "MISC"
    }
    taken = {
        (name.row, position)
        for name in found
        for position in range(name.first, name.last)
    }
    out = []
    short = short_names()
    for number, (words, lang) in enumerate(rows):
        for position, word in enumerate(words):
            head, sign, tail = word.text.partition("-")
            if not sign or len(tail) < 3 or (number, position) in taken:
                continue
            if kind := known.get((fold(head),), "ORG" if head in short else ""):
                out.append(
                    Found(
                        row=number,
                        first=position,
                        last=position + 1,
                        start=word.start,
                        end=word.start + len(head),
                        type=kind,
                        sure=_GOOD,
                        lang=lang,
                        why="first part of a compound",
                        level="PART",
                    )
                )
    return out
