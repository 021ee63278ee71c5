"""From text to stretches of tokens that may hold a time, with true offsets.

Words that no table knows end a stretch; they stay at its edges as ``low`` (small
letter), ``cap`` (capital letter) or ``stop`` (a mark), since a rule may want to know
what stands beside a time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qantar.text.times.lexicon import Lexicon
from qantar.text.times.numbers import composed, digits, dotted, spelled, triple
from qantar.text.times.sense import Readings, Sense

__all__ = ["Token", "stretches", "with_whole_numbers"]

_TOKEN = re.compile(
    r"""
    (?P<blank>\n[ \t\r]*\n\s*)
  | (?P<stamp>(?<!\d)\d{4}-\d\d-\d\d
        (?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d))
  | (?P<dmy>(?<!\d)\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?!\d))
  | (?P<slash>(?<!\d)\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/]))
  | (?P<offset>\b(?:UTC|GMT)\s?[+-]\d{1,2}(?::\d\d)?\b)
  | (?P<clock>(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
  | (?P<dotted>(?<!\d)\d{1,2}\.\d{1,2}(?!\d|[.,]\d))
  | (?P<amount>\d+(?:[.,]\d+)+)
  | (?P<yearmonth>(?<!\d)\d{4}-(?:0\d|1[0-2])(?![\d-]))
  | (?P<glued>(?<=\d)(?:[-‐‑]?[^\W\d_]+|['’]s\b))
  | (?P<int>\d[OО]\d\d|\d+)
  | (?P<word>[^\W\d_]\.[^\W\d_]\b\.?|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)
  | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_CASES = ("genitive",)  # of a number in words, told by its last one
_GENITIVE = ("'s", "’s")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_CASED = frozenset({"season", "month"})
_UNKNOWN: dict[str, Readings] = {
    kinds: {kind: Sense() for kind in kinds.split()}
    for kinds in ("low", "cap", "stop", "low fromwhat", "cap fromwhat")
}


_EDGE: Readings = {"stop": Sense(), "edge": Sense()}


@dataclass(slots=True)
class Token:
    """One word, number or mark, or what a rule has made of several.

    ``start`` and ``end`` are code points into the text; ``rule`` names the rule;
    ``parts`` are the tokens it was made of.
    """

    start: int
    end: int
    readings: Readings
    rule: str = ""
    parts: tuple["Token", ...] = ()


def with_whole_numbers(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with number words put together: twenty five, екі мың жиырмасыншы."""
    found: list[Token] = []
    at = 0
    endings = lexicon.endings
    while at < len(tokens):
        run, whole = at, (at, 0)
        values: list[int] = []
        while run < len(tokens) and len(values) < 8:
            readings = tokens[run].readings
            said = readings.get("cardinal") or readings.get("ordinal")
            if said is None:
                joins = values and ("joins" in readings or "dash" in readings)
                if not (joins and run == whole[0]):
                    break
                run += 1
                continue
            values.append(int(said["n"]))
            number = composed(values, teens=bool(endings))
            if number is None:
                break
            run += 1
            whole = (run, number)
            if "cardinal" not in readings or not endings.isdisjoint(readings):
                break
        pair = [token.readings for token in tokens[at : at + 2]]
        if len(pair) == 2 and "int" in pair[0] and "ordinalmark" in pair[1]:
            found.append(_ordinal(tokens[at], tokens[at + 1], endings))
            at += 2
            continue
        if len(values) > 1 and whole[0] > at + 1:
            last = tokens[whole[0] - 1]
            made = spelled(whole[1], ordinal="ordinal" in last.readings)
            kept = {
                k: v for k, v in last.readings.items() if k in endings or k in _CASES
            }
            found.append(Token(tokens[at].start, last.end, {**made, **kept}))
            at = whole[0]
        else:
            found.append(tokens[at])
            at += 1
    return found


def _ordinal(number: Token, mark: Token, endings: frozenset[str]) -> Token:
    """A number in digits with its ordinal ending: 5th, 5-го, 15-і."""
    n = int(number.readings["num"]["n"])
    kept = {k: v for k, v in mark.readings.items() if k in endings or k in _CASES}
    made = {**spelled(n, ordinal=True), "digits": Sense(), **kept}
    return Token(number.start, mark.end, made)


def stretches(
    text: str, lexicon: Lexicon, *, core: frozenset[str]
) -> Iterator[list[Token]]:
    """Stretches of known tokens that hold at least one of the ``core`` categories."""
    current: list[Token] = []
    edge: Token | None = None
    wanted = False
    for token in _tokens(text, lexicon):
        if token is None:
            if wanted:
                at = current[-1].end
                yield [*current, Token(at, at, _EDGE, "edge")]
            current, wanted, edge = [], False, None
        elif token.rule:
            if current:
                current.append(_named(token, text))
                if wanted:
                    yield current
                current, wanted = [], False
            edge = token
        else:
            if not current:
                at = token.start
                start = Token(at, at, _EDGE, "edge")
                current.append(_named(edge, text) if edge else start)
            current.append(token)
            wanted = wanted or not core.isdisjoint(token.readings)
    if wanted:
        at = current[-1].end
        yield [*current, Token(at, at, _EDGE, "edge")]


def _named(token: Token, text: str) -> Token:
    """An unknown word at the edge, which may be the name of a place."""
    if "cap" in token.readings:
        city = text[token.start : token.end]
        readings = {**token.readings, "cap": Sense(city=city)}
        return Token(token.start, token.end, readings, token.rule)
    return token


def _tokens(text: str, lexicon: Lexicon) -> Iterator[Token | None]:
    """Known tokens; unknown ones with the rule ``unknown``; ``None`` at a blank line."""
    skip = 0
    for match in _TOKEN.finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if start < skip:
            continue
        if kind == "word":
            token = _word(text, start, match[0], lexicon)
            skip = token.end if not token.rule else end
            yield token
        elif kind == "blank":
            yield None
        elif kind == "mark":
            readings = lexicon.words.get(match[0])
            if readings is None:
                yield Token(start, end, _UNKNOWN["stop"], "unknown")
            else:
                yield Token(start, end, readings)
        elif kind == "glued":
            yield _glued(match, lexicon)
        else:
            readings = _number(kind or "", match[0])
            if readings is None or _is_tail_of_word(text, start, lexicon):
                yield Token(start, end, _UNKNOWN["stop"], "unknown")
            else:
                yield Token(start, end, readings)


def _is_tail_of_word(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether a number is the end of a name such as A4; of Q1 or FY2021 it is not."""
    if not start or not text[start - 1].isalpha():
        return False
    begin = start - 1
    while begin and start - begin < 3 and text[begin - 1].isalpha():
        begin -= 1
    lead = lexicon.words.get(text[begin:start].lower(), {})
    return not {"q", "fy"} & lead.keys()


def _word(text: str, start: int, written: str, lexicon: Lexicon) -> Token:
    """A word, or the first of several that the tables know together."""
    form = written.lower()
    if form in lexicon.phrases and (found := _phrase(text, start, form, lexicon)):
        return Token(start, found[1], found[0])
    end = start + len(written)
    readings = lexicon.word(form) or _odd_word(written, form, lexicon)
    if readings is None and form[-2:] in _GENITIVE:
        readings, end = lexicon.word(form[:-2]), end - 2
    if readings is None:
        edge = "low" if written[0].islower() else "cap"
        if lexicon.suffixes and "abl" in lexicon.suffixes.get(form[-3:], ""):
            edge += " fromwhat"  # "two days before the vote" is no day of its own
        return Token(start, start + len(written), _UNKNOWN[edge], "unknown")
    if not _CASED.isdisjoint(readings) or {"part", "adverb"} <= readings.keys():
        # Summer may be somebody's name, "Morgen" the morning and "morgen" tomorrow.
        small = "small" if written[0].islower() else "capital"
        readings = {**readings, small: Sense()}
    return Token(start, end, readings)


def _phrase(
    text: str, start: int, first: str, lexicon: Lexicon
) -> tuple[Readings, int] | None:
    for form, readings in lexicon.phrases[first]:
        end = start + len(form)
        said = text[start:end].lower().replace("\n", " ").replace("\u00a0", " ")
        if said == form and not text[end : end + 1].isalnum():
            return readings, end
    return None


def _odd_word(written: str, form: str, lexicon: Lexicon) -> Readings | None:
    latin = written.replace("Х", "X").replace("І", "I")  # as typed in Cyrillic
    if written.isupper() and len(form) < 6 and _ROMAN.fullmatch(latin):
        values = [_ROMAN_DIGITS[c] for c in latin]
        total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
        counts = spelled(total, ordinal=True)
        days = ("oday", "ohour", "otens", "wyear")  # nobody dates with these numerals
        kept = {k: v for k, v in counts.items() if k not in days}
        return {**kept, "roman": Sense(n=total)}
    if written.isalpha() and len(form) > 4 and (found := lexicon.slip(form)):
        return {"slip": found["month"]}
    return None


def _glued(match: re.Match[str], lexicon: Lexicon) -> Token:
    form = match[0].lower().replace("‐", "-").replace("‑", "-").replace("’", "'")
    bare = form.lstrip("-")
    readings = lexicon.glued.get(form) or lexicon.glued.get(bare) or lexicon.word(bare)
    if readings is None:
        return Token(match.start(), match.end(), _UNKNOWN["stop"], "unknown")
    mark = "hyphened" if form[0] == "-" else "tight"
    return Token(match.start(), match.end(), {**readings, mark: Sense()})


def _number(kind: str, text: str) -> Readings | None:
    if kind == "int":
        text = text.replace("O", "0").replace("О", "0")
        return digits(text) if len(text) <= 4 else None
    if kind == "offset":
        hours, _, minutes = text[3:].strip().partition(":")
        zone = f"{hours[0]}{int(hours[1:]):02d}:{minutes or '00'}"
        return {"zone": Sense(zone=zone), "offset": Sense(zone=zone)}
    if kind == "clock":
        hour, minute = (int(part) for part in text.split(":")[:2])
        if (hour < 24 and minute < 60) or (hour, minute) == (24, 0):
            return {"hm": Sense(hour=hour, minute=minute)}
        return None
    if kind == "dotted":
        return dotted(*text.split("."))
    if kind in ("dmy", "slash"):
        return {kind: triple(*re.split(r"[./]", text))}
    if kind == "amount":
        plain = text.replace(",", ".")
        return {"dec": Sense(n=float(plain))} if plain.count(".") == 1 else None
    return _stamp(text)


def _stamp(text: str) -> Readings | None:
    year, month = int(text[:4]), int(text[5:7])
    if not (1 <= month <= 12 and year):
        return None
    if len(text) == 7:
        return {"isomonth": Sense(year=year, month=month)}
    sense = Sense(year=year, month=month, day=int(text[8:10]))
    if not 1 <= sense["day"] <= 31:
        return None
    if len(text) == 10:
        return {"iso": sense}
    sense["hour"], sense["minute"] = int(text[11:13]), int(text[14:16])
    if sense["hour"] > 24 or sense["minute"] > 59:
        return None
    if offset := re.search(r"Z|[+-]\d\d:?\d\d$", text[16:]):
        sense["zone"] = offset[0]
    return {"isotime": sense}
