"""Words that tell what a claim is about: its beginning, authorship, which network."""

import re
import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["cues_in"]


def cues_in(*texts: str) -> frozenset[str]:
    """The cues of ``data/cues.toml`` that stand in the texts.

    >>> sorted(cues_in("Die Proteste begannen", "Mobilfunknetz"))
    ['mobile', 'start']
    """
    joined = "\n".join(texts).casefold()
    return frozenset(
        cue for cue, pattern in _patterns().items() if pattern.search(joined)
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = files("qantar.weighing").joinpath("data/cues.toml").read_text("utf-8")
    patterns = {}
    for cue, words in tomllib.loads(text).items():
        stems = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
        patterns[cue] = re.compile(rf"(?<!\w)(?:{stems})(?!\w)")
    return patterns
