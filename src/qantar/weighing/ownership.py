"""Who owns, directs or is kin to what or whom, as stated."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.finding import Ownership
from qantar.vocabulary.statement import Party, Stance, Statement
from qantar.weighing.voices import fold

__all__ = ["ownership"]

_STATED = frozenset({Stance.ASSERTS, Stance.UNCONFIRMED, Stance.RUMOUR})


def ownership(statements: Iterable[Statement]) -> tuple[Ownership, ...]:
    """Each owner and asset that a statement of ownership names, by owner and asset.

    The agent owns the target. Denials and demands make no entry; rumours do, and keep
    their stance in the statement that the entry names.
    """
    found: dict[tuple[str, str, str], list[tuple[Party, Party, Statement]]]
    found = defaultdict(list)
    for statement in statements:
        if statement.event_type != "ownership" or statement.stance not in _STATED:
            continue
        relation = _relation(statement)
        for owner in statement.agents:
            for asset in statement.targets:
                key = (_key(owner), relation, _key(asset))
                found[key].append((owner, asset, statement))
    entries = [_entry(key, told) for key, told in found.items()]
    return tuple(sorted(entries, key=lambda o: (o.owner_name, o.asset_name, o.id)))


def _key(party: Party) -> str:
    return party.id or fold(party.name)


def _entry(
    key: tuple[str, str, str], told: list[tuple[Party, Party, Statement]]
) -> Ownership:
    _, relation, _ = key
    first = min(told, key=lambda row: row[2].id)
    times = {row[2].when for row in told if row[2].when is not None}
    return Ownership(
        id=derive_id("ownership", *key),
        owner=first[0].id,
        owner_name=first[0].name,
        asset=first[1].id,
        asset_name=first[1].name,
        relation=relation,
        statements=tuple(sorted({row[2].id for row in told})),
        when=times.pop() if len(times) == 1 else None,
    )


def _relation(statement: Statement) -> str:
    """Owns unless the words say directs, controls or kin (``data/relations.toml``)."""
    words = f"{statement.quote}\n{statement.event_words}".casefold()
    for relation, pattern in _relations().items():
        if pattern.search(words):
            return relation
    return "owns"


@cache
def _relations() -> dict[str, re.Pattern[str]]:
    text = files("qantar.weighing").joinpath("data/relations.toml").read_text("utf-8")
    return {
        relation: re.compile(
            r"(?<!\w)(?:"
            + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in words)
            + r")(?!\w)"
        )
        for relation, words in tomllib.loads(text).items()
    }
