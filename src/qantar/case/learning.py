"""Learning names from a group's own decisions, offline, in seconds.

The weights lie beside the case's texts, version by version, encrypted where they are, and
never in a bundle or an edition. Whatever was learnt can be taken back; forgetting an
exhibit drops all of it, since weights hold words of what they were learnt from.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pycrfsuite

from qantar.case.progress import Listener, follow
from qantar.case.texts import TextStore
from qantar.case.views import Views, decode
from qantar.errors import InputError
from qantar.reading.learning import KEPT, NO_NAME, Lesson, lessons
from qantar.text.adaptation import Adaptation
from qantar.text.gazetteer import builtin
from qantar.text.translit import fold
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.judgement import Decision, DecisionKind, Judgement
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.reading import Reading

__all__ = [
    "LearnReport",
    "adapted",
    "learn_names",
    "taught",
    "train",
    "undo",
    "verdicts_in",
    "verdicts_of",
]

FOLDER = "names/"
_SAID = (DecisionKind.ACCEPTED, DecisionKind.CORRECTED, DecisionKind.SPLIT)
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
    """What judgements say of names, by the id of the mention.

    *Same* and *different* confirm that both sides are names.

    Args:
        judgements: About pairs of names.
        members: Ids of the mentions that an id of a person or group joins.
    """
    return {
        mention: KEPT
        for judgement in judgements
        if judgement.kind in ("same", "different") and not judgement.withdrawn
        for side in (judgement.left, judgement.right)
        for mention in members.get(side, [side])
    }


def learn_names(
    texts: TextStore,
    views: Views,
    exhibits: Iterable[tuple[Exhibit, Reading]],
    judgements: Iterable[Judgement],
    listener: Listener,
) -> LearnReport:
    """Learn from all decisions so far and keep the result as a new version.

    Args:
        texts: Where what was learnt is laid aside.
        views: For the ids of mentions that a link joins.
        exhibits: Exhibits with what was read in them.
        judgements: People's decisions.
        listener: Told of the progress.

    Raises:
        InputError: If there are too few decisions about names.
    """
    verdicts = verdicts_of(judgements, _members(views))
    decided = _decided(views)
    told: list[Lesson] = []
    judged: list[tuple[Mention, str]] = []
    for exhibit, reading in follow(exhibits, "learn", 0, listener):
        for decision in decided.get(exhibit.digest, ()):
            verdicts = verdicts_in(decision, reading) | verdicts
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
    _keep(texts, found)
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


def _decided(views: Views) -> dict[str, list[Decision]]:
    """Decisions about statements that stand, by exhibit, the earliest first."""
    found: dict[str, list[Decision]] = {}
    for exhibit, told in views.db.execute(
        "SELECT d.exhibit, d.json FROM decision d JOIN act a ON a.entry = d.entry"
        " WHERE a.live ORDER BY a.n, d.id"
    ):
        found.setdefault(exhibit, []).append(decode(told, Decision))
    return found


def verdicts_in(decision: Decision, reading: Reading) -> dict[str, str]:
    """What a decision about a statement says of the names in its passage.

    Names that the accepted or corrected words keep are names; a place that a correction
    takes out of them is none.
    """
    if decision.kind not in _SAID or not decision.words:
        return {}
    kept: set[str] = set()
    for words in decision.words:
        kept |= {fold(each.name) for each in (*words.agents, *words.targets)}
        kept |= {fold(speaker.name) for speaker in words.chain}
        kept |= {fold(where.name) for where in words.where}
    anchor = decision.anchor
    verdicts: dict[str, str] = {}
    for mention in reading.mentions:
        if mention.level != "NAM" or not (
            anchor.start <= mention.start and mention.end <= anchor.end
        ):
            continue
        if {fold(mention.quote), fold(mention.name)} & kept:
            verdicts[mention.id] = KEPT
        elif decision.kind is DecisionKind.CORRECTED and mention.type == "LOC":
            verdicts[mention.id] = NO_NAME
    return verdicts


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


def _keep(texts: TextStore, found: Adaptation) -> None:
    number = len(texts.laid(FOLDER)) + 1
    texts.lay(f"{FOLDER}{number:04}", msgspec.msgpack.encode(found))


def taught(texts: TextStore) -> Adaptation | None:
    """What the newest version has learnt, ``None`` if nothing was or it was undone."""
    versions = texts.laid(FOLDER)
    if not versions:
        return None
    return msgspec.msgpack.decode(versions[-1][1], type=Adaptation)


def undo(texts: TextStore) -> str:
    """Take back the newest version; gives its name.

    Raises:
        InputError: If nothing was learnt.
    """
    found = taught(texts)
    if found is None:
        raise InputError("Nothing was learnt in this case, so nothing can be undone.")
    texts.remove(texts.laid(FOLDER)[-1][0])
    return found.version
