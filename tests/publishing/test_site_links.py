"""Every link of the site leads somewhere inside of it."""

import re
from pathlib import Path
from urllib.parse import unquote

from memory_record import sample_record
from site_pages import Built, read_page


def _target(page: Path, href: str) -> tuple[Path, str]:
    path, _, anchor = href.partition("#")
    there = (page.parent / unquote(path)).resolve() if path else page.resolve()
    return there, anchor


def test_every_link_leads_to_a_file_of_the_site(site: Built) -> None:
    broken = [
        (page.relative_to(site.folder).as_posix(), href)
        for page in site.pages()
        for _, _, href in read_page(page).links
        if not _target(page, href)[0].is_file()
    ]

    assert broken == []


def test_every_anchor_that_is_linked_exists(site: Built) -> None:
    broken = [
        (page.relative_to(site.folder).as_posix(), href)
        for page in site.pages()
        for _, _, href in read_page(page).links
        if (there := _target(page, href))[1] and there[1] not in read_page(there[0]).ids
    ]

    assert broken == []


def test_nothing_is_linked_or_loaded_from_elsewhere(site: Built) -> None:
    outside = [
        value
        for page in site.pages()
        for _, name, value in read_page(page).attributes
        if name in ("href", "src", "action", "data", "srcset", "poster")
        and re.match(r"[a-z]+:|//|/", value)
    ]
    loaded = [
        path.name
        for path in sorted(site.folder.rglob("*"))
        if path.suffix in (".css", ".js")
        and re.search(r"https?:|url\(\s*['\"]?(?:/|[a-z]+:)|import", path.read_text())
    ]

    assert outside == []
    assert loaded == []


def test_no_anchor_stands_twice_on_a_page(site: Built) -> None:
    double = {
        page.name: [one for one in ids if ids.count(one) > 1]
        for page in site.pages()
        if len(ids := read_page(page).ids) != len(set(ids))
    }

    assert double == {}


def test_every_element_is_closed_in_order(site: Built) -> None:
    faults = {
        page.name: read_page(page).faults
        for page in site.pages()
        if read_page(page).faults
    }

    assert faults == {}


def test_file_names_are_ascii_and_short(site: Built) -> None:
    for path in site.folder.rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9.-]{1,60}", path.name), path.name


def test_every_statement_leads_to_its_passage_and_back(site: Built) -> None:
    for statement in sample_record().statements():
        passage = site.folder / "e" / f"{statement.exhibit[:16]}.html"
        back = [
            href
            for _, _, href in read_page(passage).links
            if href.endswith(f"#s-{statement.id}") and href.startswith("../ru/")
        ]

        assert f"s-{statement.id}" in read_page(passage).ids
        assert len(back) == 1
        assert statement.id in _target(passage, back[0])[0].read_text("utf-8")


def test_every_page_forbids_foreign_content(site: Built) -> None:
    for page in site.pages():
        assert "default-src 'none'; script-src 'self' file:" in page.read_text("utf-8")


def test_no_page_has_a_script_or_a_style_of_its_own(site: Built) -> None:
    for page in site.pages():
        text = page.read_text("utf-8")

        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=", text)
