"""Hubs: voices that many statements pass through on their way.

An agency that twenty outlets copy is one road, not twenty. A hub is counted by the
statements that name it in their chain behind the first voice, by the origins that came
through it, and by those that came through nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from qantar.vocabulary.finding import Origin
from qantar.vocabulary.statement import Statement
from qantar.weighing.voices import voice_of

__all__ = ["Hub", "hubs"]

_LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """One voice that passes on what others said.

    Attributes:
        voice: Its name, as most statements write it.
        statements: Ids of statements that came through it, sorted.
        origins: Ids of the origins of these, sorted.
        only: Ids of origins that are known through it alone, sorted.
    """

    voice: str
    statements: tuple[str, ...]
    origins: tuple[str, ...]
    only: tuple[str, ...]


def hubs(statements: Iterable[Statement], origins: Iterable[Origin]) -> tuple[Hub, ...]:
    """Voices through which at least two origins came, the busiest first.

    Protected voices are left out: a hub is shown by its name.

    Args:
        statements: All statements, streamed once.
        origins: As ``find_origins`` grouped them.
    """
    kept = list(origins)
    home = {s: o.id for o in kept for s in o.statements}
    size = {o.id: len(o.statements) for o in kept}
    through: dict[str, dict[str, None]] = defaultdict(dict)
    spellings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for statement in statements:
        for speaker in statement.chain[1:]:
            voice = voice_of(speaker)
            key = voice.key or voice.outer
            if speaker.protected or not key or voice.vague:
                continue
            through[key][statement.id] = None
            spellings[key][speaker.name] += 1
    found = []
    for key, ids in through.items():
        carried: dict[str, int] = defaultdict(int)
        for statement_id in ids:
            if statement_id in home:
                carried[home[statement_id]] += 1
        if len(carried) < _LEAST:
            continue
        names = spellings[key]
        found.append(
            Hub(
                voice=min(names, key=lambda n: (-names[n], n)),
                statements=tuple(sorted(ids)),
                origins=tuple(sorted(carried)),
                only=tuple(sorted(o for o, n in carried.items() if n == size[o])),
            )
        )
    return tuple(sorted(found, key=lambda h: (-len(h.origins), h.voice)))
