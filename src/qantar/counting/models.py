"""Hierarchical log-linear models: which terms may stand together.

A term is a bit mask of lists: 0 is the constant, one bit a list's own size, two bits the
interaction of two lists. A model is hierarchical if with a term it has all its parts
(Bishop, Fienberg, Holland 1975, chapter 6). The interaction of all lists is never in a
model: the missing cell would be free.
"""

from functools import cache

__all__ = [
    "Model",
    "generators",
    "hierarchical_models",
    "independence",
    "model_of",
    "neighbours",
    "notation",
]

Model = tuple[int, ...]
"""Terms of a model, by order and then by mask; the constant and all lists included."""


def _sorted(terms: frozenset[int]) -> Model:
    return tuple(sorted(terms, key=lambda term: (term.bit_count(), term)))


def independence(lists: int) -> Model:
    """The model without interactions."""
    return (0, *(1 << j for j in range(lists)))


def _parts(term: int) -> list[int]:
    """The term with one of its lists taken out, each in turn."""
    return [term & ~(1 << j) for j in range(term.bit_length()) if term >> j & 1]


def _additions(model: frozenset[int], lists: int, order: int) -> list[int]:
    return [
        term
        for term in range(1 << lists)
        if term not in model
        and term.bit_count() <= min(order, lists - 1)
        and all(part in model for part in _parts(term))
    ]


@cache
def hierarchical_models(lists: int, order: int = 99) -> tuple[Model, ...]:
    """All hierarchical models: 8 of three lists, 113 of four, 6,893 of five.

    Args:
        lists: How many lists, at most five.
        order: Largest number of lists in one interaction.
    """
    found = {frozenset(independence(lists))}
    edge = list(found)
    while edge:
        model = edge.pop()
        for term in _additions(model, lists, order):
            larger = model | {term}
            if larger not in found:
                found.add(larger)
                edge.append(larger)
    return tuple(sorted((_sorted(m) for m in found), key=lambda m: (len(m), m)))


def neighbours(model: Model, lists: int, order: int) -> tuple[Model, ...]:
    """Hierarchical models with one term more, or one interaction less."""
    terms = frozenset(model)
    more = [terms | {term} for term in _additions(terms, lists, order)]
    less = [terms - {term} for term in generators(model) if term.bit_count() > 1]
    return tuple(_sorted(found) for found in (*more, *less))


def generators(model: Model) -> tuple[int, ...]:
    """Terms that are part of no other term of the model."""
    return tuple(
        term
        for term in model
        if term and not any(term != o and term & o == term for o in model)
    )


def model_of(written: str, lists: int) -> Model:
    """The model of a notation such as ``[123,14,34]``; lists count from 1."""
    terms = {0, *(1 << j for j in range(lists))}
    for group in written.strip("[]").split(","):
        top = sum(1 << (int(digit) - 1) for digit in group.strip())
        terms |= {term for term in range(1 << lists) if term & top == term}
    return _sorted(frozenset(terms))


def notation(model: Model) -> str:
    """Generators as statisticians write them, largest first: ``[123,14,34]``."""
    named = (
        "".join(str(j + 1) for j in range(term.bit_length()) if term >> j & 1)
        for term in generators(model)
    )
    return "[" + ",".join(sorted(named, key=lambda g: (-len(g), g))) + "]"
