"""Learning names from a group's own decisions, offline, in seconds.

The weights lie in the case's folder, one folder a version, never in a bundle or an
edition. Whatever was learnt can be taken back; forgetting an exhibit drops all of it,
since weights hold words of what they were learnt from.
"""

import hashlib
import json
import lzma
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pycrfsuite

from qantar.case.progress import Listener, follow
from qantar.case.views import Views
from qantar.errors import InputError
from qantar.reading.learning import KEPT, NO_NAME, Lesson, lessons
from qantar.text.adaptation import Adaptation
from qantar.text.gazetteer import builtin
from qantar.text.translit import fold
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.judgement import Judgement
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.reading import Reading

__all__ = [
    "LearnReport",
    "adapted",
    "drop_all",
    "learn_names",
    "taught",
    "train",
    "undo",
    "verdicts_of",
]

FOLDER = "names"
_ABOUT = "about.json"
_TYPES = frozenset(["PER", "ORG", "LOC", "MISC", NO_NAME])
_LEAST = 10
"""Decisions below which nothing is learnt: they would teach accidents."""
_REPEATED = 4
"""Sentences that repeat what was read, for each that somebody looked at."""
_SETTINGS = {
    "c1": 0.0,
    "c2": 0.3,
    "max_iterations": 80,
    "feature.minfreq": 1,
    "feature.possible_transitions": True,
}
"""Strong smoothing: few decisions must not overrule the shipped model at large."""


@dataclass(slots=True)
class LearnReport:
    """What was learnt.

    Attributes:
        version: Of what was learnt; ``""`` if nothing was.
        decisions: Names that people decided about.
        sentences: Sentences with such a name.
        names: Confirmed names that will be found wherever they stand.
        refused: Words that are no names.
        models: Shipped models that were corrected.
    """

    version: str = ""
    decisions: int = 0
    sentences: int = 0
    names: int = 0
    refused: int = 0
    models: list[str] = field(default_factory=list)


def verdicts_of(
    judgements: Iterable[Judgement], members: Mapping[str, list[str]]
) -> dict[str, str]:
    """What people decided about names, by the id of the mention; the latest counts.

    Same and different confirm that both sides are names; a correction of a mention
    gives its type, or ``""`` for no name.

    Args:
        judgements: In the order that all copies agree on.
        members: Ids of the mentions that an id of a person or group joins.
    """
    verdicts: dict[str, str] = {}
    for judgement in judgements:
        if judgement.withdrawn:
            continue
        if judgement.kind in ("same", "different"):
            for side in (judgement.left, judgement.right):
                for mention in members.get(side, [side]):
                    verdicts.setdefault(mention, KEPT)
        elif judgement.kind == "corrected" and judgement.right in _TYPES:
            verdicts[judgement.left] = judgement.right
    return verdicts


def learn_names(
    folder: Path,
    views: Views,
    exhibits: Iterable[tuple[Exhibit, Reading]],
    judgements: Iterable[Judgement],
    listener: Listener,
) -> LearnReport:
    """Learn from all decisions so far and keep the result as a new version.

    Args:
        folder: Of the case.
        views: For the ids of mentions that a link joins.
        exhibits: Exhibits with what was read in them.
        judgements: People's decisions.
        listener: Told of the progress.

    Raises:
        InputError: If there are too few decisions about names.
    """
    verdicts = verdicts_of(judgements, _members(views))
    told: list[Lesson] = []
    judged: list[tuple[Mention, str]] = []
    for exhibit, reading in follow(exhibits, "learn", 0, listener):
        here = [(m, verdicts[m.id]) for m in reading.mentions if m.id in verdicts]
        if here:
            judged += here
            told += lessons(
                exhibit, reading.passages, builtin(), reading.mentions, verdicts
            )
    if len(judged) < _LEAST:
        raise InputError(
            f"{len(judged)} decisions about names are too few to learn from."
            f" Confirm or correct {_LEAST} or more at the desk first."
        )
    found = adapted(judged, told)
    _keep(folder, found, len(judged))
    return LearnReport(
        version=found.version,
        decisions=len(judged),
        sentences=sum(lesson.judged for lesson in told),
        names=len(found.names),
        refused=len(found.refused),
        models=[name for name, _ in found.weights],
    )


def _members(views: Views) -> dict[str, list[str]]:
    joined: dict[str, list[str]] = {}
    for mention in views.mentions():
        if mention.canonical:
            joined.setdefault(mention.canonical, []).append(mention.id)
    return joined


def adapted(
    judged: Iterable[tuple[Mention, str]], told: Iterable[Lesson]
) -> Adaptation:
    """What decisions and the sentences around them teach."""
    kept: dict[tuple[str, str], None] = {}
    no: dict[str, int] = {}
    yes: set[str] = set()
    for mention, verdict in judged:
        key = fold(mention.quote)
        if verdict == NO_NAME:
            no[key] = no.get(key, 0) + 1
            continue
        yes.add(key)
        kind = mention.type if verdict == KEPT else verdict
        kept[" ".join(mention.quote.split()), kind] = None
    by_model: dict[str, list[Lesson]] = {}
    for lesson in told:
        by_model.setdefault(lesson.model, []).append(lesson)
    weights = tuple(
        (name, train(rows))
        for name, rows in sorted(by_model.items())
        if any(row.judged for row in rows)
    )
    names = tuple(sorted(kept))
    refused = frozenset(key for key in no if key and key not in yes)
    return Adaptation(
        version=_version(weights, names, refused),
        weights=weights,
        names=names,
        refused=refused,
    )


def _version(
    weights: Iterable[tuple[str, bytes]],
    names: Iterable[tuple[str, str]],
    refused: Iterable[str],
) -> str:
    hashed = hashlib.sha256(json.dumps([list(names), sorted(refused)]).encode())
    for name, data in weights:
        hashed.update(name.encode() + data)
    return hashed.hexdigest()[:8]


def train(told: Iterable[Lesson]) -> bytes:
    """Weights that correct one shipped model; the same lessons give the same weights."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_SETTINGS)
    every = list(told)
    judged = [lesson for lesson in every if lesson.judged]
    repeated = [lesson for lesson in every if not lesson.judged]
    for lesson in (*judged, *repeated[: _REPEATED * len(judged)]):
        trainer.append(lesson.features, lesson.labels)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "weights"
        trainer.train(str(path))
        return path.read_bytes()


def _keep(folder: Path, found: Adaptation, decisions: int) -> None:
    """A version's folder appears whole or not at all."""
    home = folder / FOLDER
    home.mkdir(exist_ok=True)
    number = max(_numbers(home), default=0) + 1
    about = {
        "version": found.version,
        "decisions": decisions,
        "names": [list(pair) for pair in found.names],
        "refused": sorted(found.refused),
        "models": [name for name, _ in found.weights],
    }
    with tempfile.TemporaryDirectory(dir=home, prefix="unfinished-") as name:
        made = Path(name) / "made"
        made.mkdir()
        for model, data in found.weights:
            (made / f"{model}.crfsuite.xz").write_bytes(lzma.compress(data))
        text = json.dumps(about, ensure_ascii=False, indent=1)
        (made / _ABOUT).write_text(text, "utf-8")
        made.rename(home / f"{number:04}")


def _numbers(home: Path) -> list[int]:
    if not home.is_dir():
        return []
    return sorted(int(p.name) for p in home.iterdir() if p.name.isdecimal())


def taught(folder: Path) -> Adaptation | None:
    """What the newest version has learnt, ``None`` if nothing was or it was undone."""
    home = folder / FOLDER
    numbers = _numbers(home)
    if not numbers:
        return None
    made = home / f"{numbers[-1]:04}"
    about = json.loads((made / _ABOUT).read_text("utf-8"))
    return Adaptation(
        version=about["version"],
        weights=tuple(
            (name, lzma.decompress((made / f"{name}.crfsuite.xz").read_bytes()))
            for name in about["models"]
        ),
        names=tuple((name, kind) for name, kind in about["names"]),
        refused=frozenset(about["refused"]),
    )


def undo(folder: Path) -> str:
    """Take back the newest version; gives its name.

    Raises:
        InputError: If nothing was learnt.
    """
    found = taught(folder)
    if found is None:
        raise InputError("Nothing was learnt in this case, so nothing can be undone.")
    home = folder / FOLDER
    shutil.rmtree(home / f"{_numbers(home)[-1]:04}")
    return found.version


def drop_all(folder: Path) -> None:
    """Remove every version: weights and lists hold words of what was read."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
