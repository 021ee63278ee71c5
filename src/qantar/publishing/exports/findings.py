"""Rows of what linking and weighing found: contradictions, origins, voices, register."""

from collections.abc import Iterator

from qantar.publishing.exports.plain import Files, Row, rfc3339
from qantar.text.reasons import reason_words
from qantar.vocabulary.finding import Contradiction
from qantar.vocabulary.record import RecordView

__all__ = [
    "connectivity_rows",
    "contradiction_rows",
    "origin_rows",
    "ownership_rows",
    "register_rows",
    "voice_rows",
]


def contradiction_row(found: Contradiction, files: Files, lang: str) -> Row:
    """One differing pair; its reason in ``lang``."""
    return {
        "id": found.id,
        "members": [
            {
                "statement": m.statement,
                "exhibit": m.exhibit,
                "file": files[m.exhibit],
                "start": m.start,
                "end": m.end,
            }
            for m in found.members
        ],
        "facet": found.facet,
        "verdict": str(found.verdict),
        "reason": reason_words(found, lang),
        "rule": found.rule,
        "question": found.question,
    }


def contradiction_rows(view: RecordView, lang: str) -> Iterator[Row]:
    """Every differing pair, its reason in ``lang``."""
    files = Files(view)
    for found in view.contradictions():
        yield contradiction_row(found, files, lang)


def origin_rows(view: RecordView, lang: str) -> Iterator[Row]:
    """Origins with the statements that go back to them."""
    for origin in view.origins():
        yield {
            "origin": origin.id,
            "label": origin.label,
            "speaker": origin.speaker,
            "statements": list(origin.statements),
            "files": list(origin.files),
            "evidence": list(origin.evidence),
        }


def voice_rows(view: RecordView, lang: str) -> Iterator[Row]:
    """Outlets and authors, by name, with what they published."""
    found: dict[str, Row] = {}
    for exhibit in view.exhibits(texts=False):
        told = exhibit.provenance
        name = told.outlet or told.author or told.file
        row = found.setdefault(
            name,
            {
                "name": name,
                "kinds": [],
                "exhibits": [],
                "files": [],
                "urls": [],
                "statements": [],
                "protected": False,
            },
        )
        row["exhibits"].append(exhibit.digest)
        row["files"].append(told.file)
        row["protected"] = row["protected"] or told.protect
        if told.kind and told.kind not in row["kinds"]:
            row["kinds"].append(told.kind)
        if told.url:
            row["urls"].append(told.url)
        row["statements"].extend(s.id for s in view.statements(exhibit=exhibit.digest))
    yield from (found[name] for name in sorted(found))


def register_rows(view: RecordView, lang: str) -> Iterator[Row]:
    """Persons harmed or at risk."""
    for entry in view.register():
        yield {
            "id": entry.id,
            "person": entry.person,
            "name": entry.name,
            "lists": list(entry.lists),
            "values": [
                {"field": v.field, "value": v.value, "statements": list(v.statements)}
                for v in entry.values
            ],
        }


def connectivity_rows(view: RecordView, lang: str) -> Iterator[Row]:
    """States of networks."""
    for state in view.connectivity():
        yield {
            "id": state.id,
            "place": state.place,
            "place_name": state.place_name,
            "network": state.network,
            "state": state.state,
            "when": state.when.value,
            "earliest": rfc3339(state.when.earliest),
            "latest": rfc3339(state.when.latest),
            "statements": list(state.statements),
        }


def ownership_rows(view: RecordView, lang: str) -> Iterator[Row]:
    """Ties of ownership."""
    for tie in view.ownership():
        yield {
            "id": tie.id,
            "owner": {"id": tie.owner, "name": tie.owner_name},
            "asset": {"id": tie.asset, "name": tie.asset_name},
            "relation": tie.relation,
            "when": tie.when.value if tie.when else None,
            "statements": list(tie.statements),
        }
