"""What stands around a clause in its sentence, as its stance needs it."""

from qantar.reading.pieces import TELLING, Piece
from qantar.reading.stance import Around
from qantar.reading.voice import HEARSAY, RUMOUR

__all__ = ["around_of"]


def around_of(piece: Piece, voice: str) -> Around:
    """The surroundings of a clause.

    Args:
        piece: The clause.
        voice: Name of whoever speaks it; nobody in particular makes it hearsay.
    """
    best = piece.triggers[0] if piece.triggers else None
    tells = any(t.level != "weak" and t.kind not in TELLING for t in piece.triggers)
    return Around(
        frame=piece.frame,
        before=piece.before,
        after=piece.after,
        consumed=best.spots if best and best.negative else (),
        scope=piece.scope,
        tells=tells,
        hearsay=voice in (HEARSAY, RUMOUR),
        sentence=piece.sentence,
    )
