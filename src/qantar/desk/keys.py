"""Keys: which single key does what. By place on the keyboard, not by letter.

``event.code`` (W3C UI Events KeyboardEvent code Values) names the place, so that the
same finger does the same with a Russian or a Kazakh layout. A switch in the settings
turns all of them off (WCAG 2.2, 2.1.4 Character Key Shortcuts); every one of them is
also a button or a link.
"""

from dataclasses import dataclass

from qantar.text.messages import N_

__all__ = ["KEYS", "Key"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key, or two after one another; the code as pages carry it, and what it does."""

    code: str
    shown: str
    does: str


def _key(code: str, shown: str, does: str) -> Key:
    return Key(code=code, shown=shown, does=does)


KEYS = (
    _key("ArrowDown", "↓", N_("next statement")),
    _key("ArrowUp", "↑", N_("statement before")),
    _key("KeyJ", "J", N_("next part of the text")),
    _key("KeyK", "K", N_("part of the text before")),
    _key("Enter", "Enter", N_("the marked guess is right")),
    _key("Backspace", "←", N_("the marked guess is wrong: correct it")),
    _key("KeyA", "A", N_("accept")),
    _key("KeyE", "E", N_("correct")),
    _key("KeyX", "X", N_("not said")),
    _key("KeyS", "S", N_("split in two")),
    _key("KeyN", "N", N_("new statement from the marked words")),
    _key("Space", "␣", N_("nothing more here")),
    _key("KeyC", "C", N_("compare with what differs")),
    _key("KeyU", "U", N_("undo the last decision")),
    _key("Escape", "Esc", N_("close, go back")),
    _key("Slash", "/", N_("search")),
    _key("Shift+Slash", "?", N_("list of the keys")),
    _key("KeyG KeyH", "G H", N_("go to the home page")),
    _key("KeyG KeyE", "G E", N_("go to the exhibits")),
    _key("KeyG KeyR", "G R", N_("go to reviewing")),
    _key("KeyG KeyP", "G P", N_("go to the people")),
    _key("KeyG KeyC", "G C", N_("go to the conflicts")),
)
