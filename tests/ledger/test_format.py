"""The format's page says what the code does."""

import hashlib
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import qantar.ledger
from qantar.ledger.entry import KINDS, check_body, check_head, entry_id, signed_message

PAGE = (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8")
BLOCKS = [
    block.replace("\n", "") for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
]


def test_the_worked_example_is_an_entry_of_the_vectors(
    vectors: Callable[[str], Any],
) -> None:
    case = vectors("entries")["entries"][2]

    assert BLOCKS[:2] == [case["body"], case["head"]]


def test_the_worked_example_holds() -> None:
    body, data = BLOCKS[0].encode(), BLOCKS[1].encode()
    head = check_head(data)

    check_body(body, head)

    assert entry_id(data) in PAGE
    assert f"the {len(body)} bytes of the body" in PAGE.replace("\n", " ")
    assert hashlib.sha256(body).hexdigest() == head.bh
    start = signed_message(data).removesuffix(data).decode()
    assert f"`{start}` and the {len(data)} bytes of the head" in PAGE


def test_every_known_kind_is_described() -> None:
    described = re.findall(r"^\| `([a-z]+(?:\.[a-z]+)?)` \|", PAGE, re.MULTILINE)

    assert set(KINDS) <= set(described)


def test_the_files_that_the_page_names_are_there() -> None:
    assert files("qantar.ledger").joinpath("data/schema.sql").is_file()
    for name in re.findall(r"`([a-z0-9]+\.json)`", PAGE):
        assert (Path(__file__).parents[1] / "vectors" / name).is_file()


def test_every_public_name_is_there_and_listed_once() -> None:
    names = qantar.ledger.__all__

    assert len(names) == len(set(names))
    assert all(hasattr(qantar.ledger, name) for name in names)
