"""Which words of a text are times, before anybody asks when they are."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from qantar.text.times.conventions import Convention, spans
from qantar.text.times.grammar import Grammar, grammar_of
from qantar.text.times.lexicon import Lexicon, language_data, lexicon_of
from qantar.text.times.numbers import digits, dotted
from qantar.text.times.tokens import Token, stretches, with_whole_numbers

__all__ = ["spotted", "tokens_read"]

_BATCH = 100


@cache
def _known(language: str) -> tuple[Lexicon, Grammar, frozenset[str], tuple[str, ...]]:
    lexicon, grammar = lexicon_of(language), grammar_of(language)
    shared = language_data("shared")
    every = [*lexicon.words.values(), *(digits(str(n)) for n in (0, 5, 15, 30, 50, 90))]
    every += [
        digits(n) for n in ("05", "00", "10", "24", "25", "60", "90", "1999", "1990")
    ]
    every += [digits(n) for n in ("2022", "2100", "100", "101", "1000", "3000", "1175")]
    every += [
        dotted("2", "02"),
        dotted("16", "20"),
        dotted("31", "1"),
        dotted("3", "5"),
    ]
    for readings in every:
        grammar.letter(readings)
    for _, forms in lexicon.phrases.items():
        for _, readings in forms:
            grammar.letter(readings)
    return lexicon, grammar, _core(language), tuple(shared["times"])


def _core(language: str) -> frozenset[str]:
    """Categories that make a stretch worth reading."""
    shared, own = language_data("shared"), language_data(language)
    other = {"function", "rules", "setting", "tense", "suffix", "glued", "compound"}
    tables = {name for name, table in own.items() if isinstance(table, dict)} - other
    compounds = set(own.get("compound", {}))
    return frozenset((tables | compounds) - set(shared["weak"]) | set(shared["core"]))


def _stretches_read(text: str, language: str) -> Iterator[list[Token]]:
    """Stretches of the text after all rules of the grammar."""
    lexicon, grammar, core, _ = _known(language)
    found = stretches(text, lexicon, core=core)
    # Patterns are written anew when a token of a new kind comes: meet many at once.
    while batch := [with_whole_numbers(s, lexicon) for s in islice(found, _BATCH)]:
        for stretch in batch:
            for token in stretch:
                grammar.letter(token.readings)
        for stretch in batch:
            yield grammar.apply(stretch)


def tokens_read(text: str, language: str) -> Iterator[Token]:
    """All tokens of the text after all rules, times or not."""
    for stretch in _stretches_read(text, language):
        yield from stretch


def spotted(
    text: str, language: str, convention: Convention = "testimony"
) -> Iterator[tuple[Token, list[Token]]]:
    """Tokens that are times, each with the spans that the convention makes of it."""
    times = _known(language)[3]
    for tokens in _stretches_read(text, language):
        for number, token in enumerate(tokens):
            sense = next(
                (token.readings[c] for c in times if c in token.readings), None
            )
            if sense is not None:
                pieces = spans(tokens, number, sense, convention, language)
                whole = Token(token.start, token.end, {"": sense}, token.rule)
                yield whole, pieces
