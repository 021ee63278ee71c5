"""The search index: words to statements, in files that load one by one.

A classic script cannot fetch under ``file://``, so the index is itself scripts: one for
each first letters of a folded word, and one for each hundred statements with what a hit
shows. ``static/search.js`` folds what is typed by the same table and adds the scripts
it needs to the page.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from qantar.publishing.folding import FOLD_PAIRS, LETTERS, fold_keys, words
from qantar.publishing.site.lines import exhibit_words
from qantar.publishing.site.plan import Plan
from qantar.publishing.site.press import Press
from qantar.vocabulary.entity import Group, Person, Place
from qantar.vocabulary.kinds import event_kind
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import Statement

__all__ = ["write_search"]

_SHARD = 180_000
"""Characters of an index file, about; a larger one is divided by its next letter."""

_DOCS = 100
_SHORTEST = 2
_SHOWN = 220


def write_search(view: RecordView, press: Press, plan: Plan, script: str) -> None:
    """Writes ``a/search.js`` and the files under ``a/i/``."""
    postings: dict[str, list[int]] = defaultdict(list)
    batch: list[list[str]] = []
    total = 0
    main = press.words[press.langs[0]]
    spoken = _names(view)
    for statement in view.statements():
        note = plan.exhibits[statement.exhibit]
        shown = statement.quote[:_SHOWN] or statement.event_words
        batch.append(
            [
                shown,
                statement.lang,
                exhibit_words(note, main),
                f"e/{note.page(statement.start)}#s-{statement.id}",
                plan.statement_page(statement.id),
                statement.id,
            ]
        )
        for key in sorted(set(_keys(statement, spoken))):
            postings[key].append(total)
        total += 1
        if len(batch) == _DOCS:
            _write_docs(press, (total - 1) // _DOCS, batch)
            batch = []
    if batch:
        _write_docs(press, total // _DOCS, batch)
    shards = _shards(sorted(postings), postings, 1)
    for name, keys in shards.items():
        table = {key: _differences(postings[key]) for key in keys}
        press.write(f"a/i/{_file(name)}.js", _call("qi", name, table))
    head = {
        "shards": {name: _file(name) for name in shards},
        "letters": LETTERS,
        "pairs": FOLD_PAIRS,
        "docs": _DOCS,
    }
    press.write("a/search.js", f"var Q={_json(head)};\n{script}".encode())


def _names(view: RecordView) -> dict[str, tuple[str, ...]]:
    """Every spelling of those whom statements point at by id."""
    out: dict[str, tuple[str, ...]] = {}
    entities: Iterable[Person | Group | Place] = chain(
        view.people(), view.groups(), view.places()
    )
    for entity in entities:
        out[entity.id] = (entity.name, *(name.text for name in entity.names))
    return out


def _keys(statement: Statement, spoken: dict[str, tuple[str, ...]]) -> Iterator[str]:
    texts = [statement.quote, statement.event_words]
    texts += event_kind(statement.event_type).labels.values()
    ids = [one.id for one in (*statement.agents, *statement.targets)]
    ids += [one.id for one in statement.chain] + [one.id for one in statement.where]
    for each in filter(None, ids):
        texts += spoken.get(each, ())
    texts += [one.name for one in statement.chain]
    texts += [one.name for one in statement.where]
    for text in texts:
        for word in words(text):
            yield from (key for key in fold_keys(word) if len(key) >= _SHORTEST)


def _shards(
    keys: list[str], postings: dict[str, list[int]], depth: int
) -> dict[str, list[str]]:
    """Keys by their first letters, as many letters as keep a file small."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        groups[key[:depth]].append(key)
    out: dict[str, list[str]] = {}
    for name, found in groups.items():
        size = sum(len(key) + 6 * len(postings[key]) for key in found)
        longer = [key for key in found if len(key) > depth]
        if size > _SHARD and longer and depth < 4:
            short = [key for key in found if len(key) <= depth]
            if short:
                out[name + "="] = short
            out |= _shards(longer, postings, depth + 1)
        else:
            out[name] = found
    return out


def _file(name: str) -> str:
    """ASCII file name of a shard: code points in hex."""
    return "-".join(f"{ord(letter):x}" for letter in name)


def _differences(numbers: list[int]) -> list[int]:
    """First number, then steps, which are shorter to write."""
    return [numbers[0], *(b - a for a, b in pairwise(numbers))]


def _write_docs(press: Press, number: int, batch: list[list[str]]) -> None:
    press.write(f"a/i/d{number}.js", _call("qd", str(number), batch))


def _call(function: str, name: str, value: object) -> bytes:
    return f"{function}({_json(name)},{_json(value)});\n".encode()


def _json(value: object) -> str:
    """JSON that may stand in a script; quotes cannot end it there."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
