"""What changed between two editions, and whether one is as it was published."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from nacl.signing import SigningKey
from playwright.sync_api import Page, sync_playwright

from memory_record import MemoryRecord, sample_record
from qantar.errors import InputError
from qantar.publishing.comparing import Changes, compare
from qantar.publishing.edition import write_edition
from qantar.publishing.profile import PUBLIC, Profile, apply
from qantar.publishing.site import News
from qantar.publishing.site.feed import feed
from qantar.vocabulary.exhibit import DOCUMENT_KINDS
from qantar.vocabulary.statement import Review, Statement, Status

WIDE: Profile = replace(
    PUBLIC,
    name="wide",
    edition="one",
    reviews=frozenset(Review),
    kinds=frozenset((*DOCUMENT_KINDS, "")),
    protected_exhibits=True,
    all_persons=True,
)


def with_statements(
    record: MemoryRecord, change: dict[str, Statement | None]
) -> MemoryRecord:
    """The record with some statements replaced, or taken out."""
    readings = {
        digest: replace(
            reading,
            statements=tuple(
                kept
                for s in reading.statements
                if (kept := change.get(s.id, s)) is not None
            ),
        )
        for digest, reading in record.readings.items()
    }
    return replace(record, readings=readings)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("editions") / "first"
    report = write_edition(
        sample_record(), out, profile=WIDE, langs=("en", "de"), parts=("site", "data")
    )

    assert not report.findings
    return out


KEY = SigningKey(b"an invented seed of 32 bytes....")


def seal(data: bytes) -> tuple[str, str]:
    return KEY.verify_key.encode().hex(), KEY.sign(data).signature.hex()


def ids() -> list[str]:
    return [s.id for s in sample_record().statements() if not s.origin.protected]


def later() -> MemoryRecord:
    """One statement withdrawn by its voice, another no longer there."""
    record = sample_record()
    changed, gone = ids()[:2]
    withdrawn = replace(record.statement(changed), status=Status.RETRACTED)
    return with_statements(record, {changed: withdrawn, gone: None})


@pytest.fixture(scope="module")
def changes(first: Path) -> Changes:
    return compare(first, apply(later(), WIDE), lang="en")


def test_the_same_record_has_no_changes(first: Path) -> None:
    same = compare(first, apply(sample_record(), WIDE), lang="en")

    assert same.counts() == {}


def test_no_change_is_told_of_pseudonyms_of_another_edition(first: Path) -> None:
    other = replace(WIDE, edition="two", secret="other")  # noqa: S106

    assert compare(first, apply(sample_record(), other), lang="en").counts() == {}


def test_what_changed_and_what_is_gone_is_found(changes: Changes) -> None:
    changed, gone = ids()[:2]

    assert changes.counts()["statements"] == {"new": 0, "gone": 1, "changed": 1}
    assert [c.id for c in changes.of("statements", "gone")] == [gone]
    (found,) = changes.of("statements", "changed")
    assert found.id == changed
    assert found.before["status"] == "standing"
    assert found.after["status"] == "retracted"


def test_a_folder_without_data_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="datapackage"):
        compare(tmp_path, apply(sample_record(), WIDE), lang="en")


@pytest.fixture(scope="module")
def second(
    tmp_path_factory: pytest.TempPathFactory, changes: Changes, first: Path
) -> Path:
    out = tmp_path_factory.mktemp("editions") / "second"
    write_edition(
        later(),
        out,
        profile=WIDE,
        langs=("en", "de"),
        parts=("site", "data"),
        news=News(
            changes=changes,
            older=(first / "site/feed.xml").read_bytes(),
            url="https://example.org/record/",
        ),
        seal=seal,
    )
    return out


def test_readers_are_told_what_changed_and_not_what_is_gone(second: Path) -> None:
    changed, gone = ids()[:2]
    page = (second / "site/en/changes.html").read_text("utf-8")

    assert f"#s-{changed}" in page
    assert "whether it still stands" in page
    assert gone not in page
    assert sample_record().statement(gone).quote not in page


def test_every_page_leads_to_check_and_changes(second: Path, first: Path) -> None:
    assert 'href="check.html"' in (second / "site/de/index.html").read_text("utf-8")
    assert 'href="changes.html"' in (second / "site/de/index.html").read_text("utf-8")
    assert "changes.html" not in (first / "site/de/index.html").read_text("utf-8")


# -- feed and site map -------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_tells_of_both_editions_the_newest_first(second: Path) -> None:
    root = etree.parse(second / "site/feed.xml").getroot()
    entries = root.findall(f"{ATOM}entry")

    assert [entry.findtext(f"{ATOM}summary") for entry in entries] == ["+0 ±1 −1"]
    for needed in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{needed}") is not None


def test_an_older_edition_stays_in_the_feed(first: Path) -> None:
    facts = replace(sample_record().facts(), root="f" * 64)
    older = (first / "site/feed.xml").read_bytes()
    root = etree.fromstring(feed(facts, WIDE, "en", News(older=older)))
    links = [e.find(f"{ATOM}link") for e in root.findall(f"{ATOM}entry")]

    assert [link.get("href") for link in links if link is not None] == [
        "en/index.html",
        "en/index.html",
    ]


def test_every_page_is_on_the_site_map(second: Path) -> None:
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    told = {e.text for e in etree.parse(second / "site/sitemap.xml").iter(name)}
    pages = {
        "https://example.org/record/" + p.relative_to(second / "site").as_posix()
        for p in (second / "site").rglob("*.html")
    }

    assert told == pages


# -- checked in a browser, from the disk ----------------------------------------------


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield browser.new_page()
        browser.close()


def checked(page: Page, edition: Path) -> str:
    page.goto((edition / "site/en/check.html").as_uri())
    page.locator("#folder").set_input_files(edition)
    page.locator("#r-same").wait_for()
    page.locator("#state").get_by_text("as it was published").wait_for()
    return page.locator("#check").inner_text()


@pytest.mark.browser
def test_an_edition_is_found_whole_in_the_browser(first: Path, page: Page) -> None:
    told = checked(page, first)

    assert "Every file is as it was published." in told
    assert "Missing" not in told


@pytest.mark.browser
def test_a_sealed_edition_tells_its_key_and_a_forged_one_is_found(
    tmp_path: Path, second: Path, page: Page
) -> None:
    good = checked(page, second)
    copy = tmp_path / "copy"
    shutil.copytree(second, copy)
    other = SigningKey(b"another invented seed, 32 bytes.")
    data = (copy / "SHA256SUMS").read_bytes()
    (copy / "SHA256SUMS.sig").write_text(other.sign(data).signature.hex())
    forged = checked(page, copy)

    assert f"Signed with the key\n{KEY.verify_key.encode().hex()}" in good
    assert "Every file is as it was published." in good
    assert "The signature does not fit" in forged
    assert "Not everything is as it was published." in forged


@pytest.mark.browser
def test_an_altered_a_missing_and_a_strange_file_are_found(
    tmp_path: Path, first: Path, page: Page
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(first, copy)
    with (copy / "data/events.csv").open("a") as stream:
        stream.write("x")
    (copy / "data/places.csv").unlink()
    (copy / "data/more.csv").write_text("")
    told = checked(page, copy)

    assert "Not everything is as it was published." in told
    for name in ("data/events.csv", "data/places.csv", "data/more.csv"):
        assert name in told
