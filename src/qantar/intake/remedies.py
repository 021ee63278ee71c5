"""What to say about a file that has no reader, and about a name that misleads."""

import tomllib
from functools import cache
from importlib.resources import files

from qantar.intake.media import expected_types
from qantar.vocabulary.passage import Unread

__all__ = ["remedy_for", "wrong_name"]

_TELL_NOTHING = {"application/octet-stream", "application/x-empty"}


@cache
def _remedies() -> dict[str, str]:
    raw = files("qantar.intake").joinpath("data", "remedies.toml").read_text("utf-8")
    return {str(k): str(v) for k, v in tomllib.loads(raw)["remedy"].items()}


def remedy_for(media_type: str) -> str:
    """Why a type is not read, and what would help; the most exact entry counts."""
    remedies = _remedies()
    family = media_type.partition("/")[0]
    reason = remedies.get(media_type) or remedies.get(family) or remedies["other"]
    return f"{reason} ({media_type})"


def wrong_name(name: str, media_type: str) -> list[Unread]:
    """Say that a file's ending promises something else than it holds."""
    expected = expected_types(name)
    if not expected or media_type in expected or media_type in _TELL_NOTHING:
        return []
    reason = (
        f"its name promises {min(expected)}, its bytes are {media_type}; it was read by "
        "its bytes. Ask where the name comes from"
    )
    return [Unread(what=f"{name}, name", reason=reason)]
