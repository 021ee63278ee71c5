"""Profiles by name or by file."""

from pathlib import Path

from qantar.errors import ProfileError
from qantar.publishing.profile import Profile, built_in, parse_profile

__all__ = ["load_profile"]

_BUILT_IN = ("internal", "public")


def load_profile(name: str) -> Profile:
    """A built-in profile by its name, or one from a TOML file.

    Raises:
        ProfileError: If there is neither, or the file is incomplete.
    """
    if name in _BUILT_IN:
        return built_in(name)
    path = Path(name)
    if not path.is_file():
        raise ProfileError(
            f"{name!r} is no profile. Give {' or '.join(_BUILT_IN)}, or the path of a"
            " profile's TOML file."
        )
    return parse_profile(path.read_text(encoding="utf-8"))
