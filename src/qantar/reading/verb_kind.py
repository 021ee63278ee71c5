"""Whether a word is a verb of saying where it stands, and of what kind."""

from qantar.reading.scene import Scene
from qantar.reading.sentence_parts import Segment
from qantar.text.tokens import Token

__all__ = ["verb_kind"]

_ASKED = frozenset({"for", "on", "upon", "to", "that", "us", "them", "him", "her"})


def verb_kind(scene: Scene, part: Segment, place: int) -> str:
    """What kind of verb of saying a token is, ``""`` if it is none here."""
    token = part.toks[place]
    if token.kind != "word":
        return ""
    lower = token.text.lower()
    before = part.toks[place - 1].text.lower() if place else ""
    if scene.cues.has("so", lower) and place == 0 and part.mark == ",":
        return "so"
    kind = "sees" if lower == "see" else scene.cues.verb(lower)
    if not kind and not _separable(scene, part, token):
        return ""
    noun = scene.cues.lang == "en" and scene.cues.has("determiners", before)
    opening = part.toks[0].text.lower()
    counted = place > 0 and part.toks[place - 1].kind == "number"  # "221 names"
    if counted and scene.cues.lang == "en":
        return ""
    if before in ("zu", "to") or noun or scene.cues.has("subordinators", opening):
        return ""
    if _passive(scene, part, before):
        return ""
    if scene.cues.lang in ("de", "en") and token.text[0].isupper() and place:
        return ""
    parted = _separable(scene, part, token)
    if parted:
        return parted
    if lower == "see" and before != "not":
        return ""
    after = part.toks[place + 1].text.lower() if place + 1 < len(part.toks) else ""
    if kind == "calls" and after in ("for", "on", "upon"):
        return "demands"
    if kind == "demands" and scene.cues.lang == "en" and lower.startswith("ask"):
        return kind if after in _ASKED else ""
    return kind


def _separable(scene: Scene, part: Segment, token: Token) -> str:
    """The kind of a German verb whose particle ends the clause ("gab … an")."""
    if scene.cues.lang != "de":
        return ""
    last = [tok for tok in part.toks[-2:] if tok.start > token.start]
    for kind, form, particle in scene.cues.separable:
        if any(tok.text == particle for tok in last) and form.fullmatch(
            token.text.lower()
        ):
            return kind
    return ""


def _passive(scene: Scene, part: Segment, before: str) -> bool:
    """Whether somebody is spoken of rather than speaking ("was named", "wurde erklärt")."""
    if scene.cues.lang == "de":
        return any(scene.cues.has("passive", tok.text.lower()) for tok in part.toks)
    return scene.cues.has("passive", before)
