"""Pairing: what people decided about who is who, as linking obeys it."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from qantar.case.views import Views
from qantar.ledger import Ledger
from qantar.vocabulary.judgement import Judgement

__all__ = ["link_judgements"]

_PAIRS = ("same", "different", "unsure")


def link_judgements(views: Views, ledger: Ledger) -> Iterator[Judgement]:
    """Judgements about links that were not taken back, in causal order.

    Where two people judge a pair differently, nobody's word counts and the pair comes
    as unsure: the rules decide as if nobody had judged, and people see that it is open.
    """
    standing = {
        row[0]: (row[1], row[2], row[3])
        for row in views.db.execute(
            "SELECT entry, member, n, t FROM act WHERE live AND what IN (?, ?, ?)",
            _PAIRS,
        )
    }
    last: dict[frozenset[str], dict[str, Judgement]] = {}
    for entry in ledger.entries(kind="decide"):
        told = entry.fields.get("judgement")
        if entry.id not in standing or not isinstance(told, dict):
            continue
        member, n, _ = standing[entry.id]
        judgement = msgspec.convert(
            {**told, "id": entry.id, "by": entry.dev, "at": f"{n:012d}"}, Judgement
        )
        pair = frozenset((judgement.left, judgement.right))
        opinions = last.setdefault(pair, {})
        opinions.pop(member, None)
        opinions[member] = judgement
    for opinions in last.values():
        differ = len({one.kind for one in opinions.values()}) > 1
        for judgement in opinions.values():
            yield replace(judgement, kind="unsure") if differ else judgement
