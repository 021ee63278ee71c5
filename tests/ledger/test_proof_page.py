"""The page beside a proof, in a real browser, straight from the disk."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from qantar.ledger import Ledger, prove

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield opened
        opened.close()


def shown(browser: Browser, page: Path) -> tuple[str, str]:
    """The verdict of the page, and all that it says."""
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(page.as_uri())
    opened.wait_for_selector("body[data-verdict]")
    told = str(opened.get_attribute("body", "data-verdict")), opened.inner_text("body")
    context.close()
    return told


@pytest.fixture
def proof(ledger: Ledger, tmp_path: Path) -> Path:
    name = ledger.append("note", {"text": "</script><b>Жаңаөзен</b>", "empty": ""})
    prove(ledger, [name], tmp_path / "proof.json")
    return tmp_path / "proof.json"


def test_a_good_proof_holds(browser: Browser, proof: Path) -> None:
    verdict, words = shown(browser, proof.with_suffix(".html"))

    assert verdict == "good"
    assert "</script><b>Жаңаөзен</b>" in words
    assert "2 entries: everything holds" in words


@pytest.mark.parametrize("part", ["sig", "head", "body"])
def test_a_changed_proof_does_not(browser: Browser, proof: Path, part: str) -> None:
    page = proof.with_suffix(".html")
    (entry,) = [e for e in json.loads(proof.read_text())["entries"] if "ө" in e["body"]]
    old = json.dumps(entry[part])[1:-1]
    new = {"sig": old.replace(old[:4], "0000", 1), "head": old.replace("seq", "sEq")}
    changed = new.get(part, old.replace("note", "nope"))
    text = page.read_text("utf-8")
    assert old.replace("<", "\\u003c") in text
    page.write_text(
        text.replace(old.replace("<", "\\u003c"), changed.replace("<", "\\u003c"))
    )

    verdict, words = shown(browser, page)

    assert verdict == "bad"
    assert "Does not hold" in words or "do not hold" in words


def test_a_key_under_which_anyone_can_sign_is_refused(
    browser: Browser, proof: Path
) -> None:
    page = proof.with_suffix(".html")
    told = json.loads(proof.read_text())
    dev = json.loads(told["entries"][0]["head"])["dev"]
    weak = "01" + "00" * 31
    page.write_text(page.read_text("utf-8").replace(dev, weak), "utf-8")

    verdict, words = shown(browser, page)

    assert verdict == "bad"
    assert "its signature" in words
