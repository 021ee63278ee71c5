"""Measure the desk on a large case: every page, a search, a decision; memory and start.

2,000 exhibits with 100,000 statements, 4,000 persons, 3,000 questions, put straight
into the views from readings of generated reports, so that reading and linking are not
measured here. Times are those of the server alone, asked in the same thread. Beside
them the peer of the house: the same search as Datasette would ask it of the same file
(its SQL, without its pages), where Datasette is not installed.

Usage: ``python benchmarks/desk.py [--exhibits N]``.
"""

import argparse
import asyncio
import json
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import httpx2
from corpus import write_corpus

from qantar import __version__
from qantar.case import Case, judging
from qantar.case.pairing import put_pairs
from qantar.desk import make_app
from qantar.desk.guard import form_token
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.entity import Name, Person
from qantar.vocabulary.finding import Answer, Contradiction, Member, Question, Verdict
from qantar.vocabulary.statement import Statement

HERE = Path(__file__).parent
TOKEN, HOST = "b" * 32, "127.0.0.1:8000"
EACH = 50
"""Statements of an exhibit."""


def grow(case: Case, reports: Path, exhibits: int) -> list[str]:
    """Make the case: a few exhibits are read, the others repeat what was read there."""
    case.add([reports])
    case.read(jobs=1)
    heads = [row[0] for row in case.views.db.execute("SELECT digest FROM exhibit")]
    patterns = [case.view().reading(digest) for digest in heads]
    texts = [case.view().exhibit(digest).content for digest in heads]
    bodies = [f"{n}\n".encode() for n in range(exhibits - len(heads))]
    given = [
        (body, "text/plain", {"file": f"{n}.txt"}) for n, body in enumerate(bodies)
    ]
    made = [receipt.digest for receipt in case.ledger.put_exhibits(given)]
    case.texts.put_many((d, texts[n % len(texts)]) for n, d in enumerate(made))
    case.take_in()
    with case.views.transaction():
        for n, digest in enumerate(made):
            pattern = patterns[n % len(patterns)]
            fresh = case.views.db.execute(
                "SELECT fresh FROM exhibit WHERE digest = ?", (digest,)
            ).fetchone()[0]
            statements = tuple(_copies(pattern.statements, digest))
            passages = tuple(replace(p, exhibit=digest) for p in pattern.passages)
            reading = replace(
                pattern, exhibit=digest, statements=statements, passages=passages,
                mentions=(),
            )  # fmt: skip
            text = texts[n % len(texts)].text
            case.views.put_reading(reading, text, fresh=fresh)
    return made


def _copies(pattern: tuple[Statement, ...], digest: str) -> Iterator[Statement]:
    for n in range(EACH):
        one = pattern[n % len(pattern)]
        yield replace(one, id=derive_id(digest, n), exhibit=digest)


def conclude(case: Case, rng: Random) -> None:
    """Findings of the size that linking and weighing would give."""
    ids = [row[0] for row in case.views.db.execute("SELECT id FROM statement")]
    where = dict(case.views.db.execute("SELECT id, exhibit FROM statement").fetchall())
    people = [
        Person(
            id=f"p:{n:06d}",
            name=f"{rng.choice('ABCDEFGHK')}elin {rng.choice('STVWZ')}ar{n % 977}ow",
            names=(Name(text=f"Name {n}", script="Latn", count=3),),
            mentions=tuple(f"m{n}-{k}" for k in range(rng.randrange(1, 9))),
            statements=tuple(rng.sample(ids, 20)),
        )
        for n in range(4000)
    ]
    pairs, questions = [], []
    for n in range(3000):
        sides = rng.sample(ids, 12)
        names = tuple(f"x:{n}-{k}" for k in range(5))
        for k, name in enumerate(names):
            members = tuple(
                Member(statement=s, exhibit=where[s], start=0, end=9)
                for s in sides[k : k + 2]
            )
            pairs.append(
                Contradiction(id=name, members=members, facet="number", question=f"q{n}",
                              verdict=Verdict.CONTRADICTION, reason="counts-exclude",
                              rule="benchmark")
            )  # fmt: skip
        answers = tuple(Answer(origin=f"o{s}", statement=s) for s in sides)
        questions.append(
            Question(id=f"q{n}", facet="number", what="killed", place="l:x",
                     place_name="Almaty", period="2022-01", answers=answers,
                     contradictions=names)
        )  # fmt: skip
    with case.views.transaction():
        case.views.replace("person", people)
        case.views.replace("question", questions)
        case.views.replace("contradiction", pairs)
        case.views.put_contradicting(pairs)
    put_pairs(case.views)


def pages(made: list[str]) -> dict[str, Callable[[int], str]]:
    """Address of every page, by number of the request."""
    return {
        "home": lambda n: "/",
        "exhibits": lambda n: f"/exhibits?page={n % 40 + 1}",
        "exhibit": lambda n: f"/exhibits/{made[n % len(made)]}",
        "review queue": lambda n: f"/review?page={n % 50 + 1}",
        "review": lambda n: f"/review/{made[n % len(made)]}",
        "review, correct": lambda n: f"/review/{made[n % len(made)]}?do=correct",
        "chronology": lambda n: f"/chronology?page={n * 7 + 1}",
        "people": lambda n: f"/people?page={n % 60 + 1}",
        "person": lambda n: f"/people/p:{n:06d}",
        "pairs": lambda n: f"/pairs?page={n + 1}",
        "places": lambda n: "/places",
        "conflicts": lambda n: f"/conflicts?page={n + 1}",
        "log": lambda n: f"/log?page={n + 1}",
        "search": lambda n: (
            f"/search?q={('Almaty', 'задержаны', 'injured', 'ұсталды')[n % 4]}"
        ),
    }


def measure(ask: Callable[[int], int], times: int) -> dict[str, float]:
    """Median and 95th percentile in milliseconds: on the clock, and of the processor.

    The second is the one to compare where other programs share the machine.
    """
    ask(0)  # templates and word lists are read once
    clock, cpu = [], []
    for n in range(1, times + 1):
        start, begun = time.perf_counter(), time.process_time()
        if ask(n) not in (200, 303, 204):
            sys.exit(f"request {n} failed")
        clock.append(1000 * (time.perf_counter() - start))
        cpu.append(1000 * (time.process_time() - begun))
    told = {}
    for name, found in (("", clock), ("cpu_", cpu)):
        found.sort()
        told[f"{name}p50_ms"] = round(found[len(found) // 2], 2)
        told[f"{name}p95_ms"] = round(found[int(len(found) * 0.95)], 2)
    return told


def main() -> None:
    """Measure and write ``benchmarks/results/desk.json``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--exhibits", type=int, default=2000)
    parser.add_argument("--times", type=int, default=40)
    told = parser.parse_args()
    rng = Random(20220105)  # noqa: S311 (a benchmark's data)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_corpus(root / "reports", 8)
        with Case.create(root / "case", title="Large", zone="Asia/Almaty") as case:
            made = grow(case, root / "reports", told.exhibits)
            conclude(case, rng)
        start = time.perf_counter()
        with Case.open(root / "case") as case:
            app = make_app(case, token=TOKEN, hosts=frozenset((HOST,)))
            started = time.perf_counter() - start
            rows = _all(app, case, made, told.times)
            size = case.views.count("statement"), case.views.count("exhibit")
    result = {
        "what": "pages of the desk on the server, one decision with its views",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {platform.system()}",
        "python": platform.python_version(),
        "qantar": __version__,
        "statements": size[0],
        "exhibits": size[1],
        "start_s": round(started, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "rows": rows,
    }
    (HERE / "results" / "desk.json").write_text(json.dumps(result, indent=1) + "\n")
    for row in rows:
        figures = "".join(f"{v:9.2f}" for k, v in row.items() if k != "name")
        print(f"{row['name']:18}{figures}")
    print(
        f"columns: p50, p95, of the processor p50, p95, ms; start {result['start_s']} s, peak {result['peak_mb']} MB",
        file=sys.stderr,
    )


def _all(
    app: object, case: Case, made: list[str], times: int
) -> list[dict[str, object]]:
    client = httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app), base_url=f"http://{HOST}"
    )
    loop = asyncio.new_event_loop()

    def get(path: str) -> int:
        return int(loop.run_until_complete(client.get(path)).status_code)

    get(f"/?key={TOKEN}")
    rows: list[dict[str, object]] = []
    for name, path in pages(made).items():
        rows.append({"name": name, **measure(lambda n, p=path: get(p(n)), times)})
    ids = [
        r[0]
        for r in case.views.db.execute(
            "SELECT id FROM statement ORDER BY exhibit, start"
        )
    ]

    def decide(n: int) -> int:
        one = case.view().statement(ids[n * 37])
        data = {"form": form_token(TOKEN), "do": "accept", "statement": one.id}
        headers = {"origin": f"http://{HOST}"}
        path = f"/review/{one.exhibit}"
        answer = loop.run_until_complete(client.post(path, data=data, headers=headers))
        return get(answer.headers["location"].partition("#")[0])

    rows.append({"name": "decide and show", **measure(decide, times)})
    rows.append(
        {
            "name": "accept 400",
            **measure(
                lambda n: (
                    200
                    if judging.accept(case, ids[-400 * (n + 1) : -400 * n or None])
                    else 0
                ),
                5,
            ),
        }
    )
    loop.close()
    return rows


if __name__ == "__main__":
    main()
