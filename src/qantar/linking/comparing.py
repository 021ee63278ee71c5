"""One question for any two names: a person's, an organisation's or a place's."""

from qantar.errors import InputError
from qantar.linking.names import NameComparison, compare_names
from qantar.linking.other_names import compare_organisations, compare_places
from qantar.text.gazetteer import builtin
from qantar.text.name_kinds import NameKind, name_kind

__all__ = ["compare"]

_OF = ("person", "organisation", "place")


def compare(
    first: str,
    second: str,
    *,
    of: str = "person",
    kinds: tuple[str | None, str | None] = (None, None),
) -> NameComparison:
    """Whether two names can be one, with reasons in words.

    Args:
        first: In Latin or Cyrillic letters, as it is written somewhere.
        second: Another.
        of: person, organisation or place.
        kinds: For persons, what each name is: name, alias, former, pseudonym, handle,
            adversary. ``None``: as it looks.

    Raises:
        InputError: If ``of`` is nothing of these.

    >>> compare("Қызылорда", "Kysylorda", of="place").reasons
    ('both in the gazetteer as Kyzylorda',)
    """
    if of == "organisation":
        return compare_organisations(first, second)
    if of == "place":
        return compare_places(first, second, builtin())
    if of != "person":
        raise InputError(f"Names of {of!r} cannot be compared; say {', '.join(_OF)}.")
    left, right = (
        NameKind(kind) if kind else name_kind(name)
        for kind, name in zip(kinds, (first, second), strict=True)
    )
    return compare_names(first, second, kinds=(left, right))
