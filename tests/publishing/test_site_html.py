"""Every page is sound HTML by the rules of the standard, read by html5lib."""

import html5lib
import pytest

from site_pages import Built


def faults(text: str) -> list[str]:
    parser = html5lib.HTMLParser()
    parser.parse(text)
    return [f"{place}: {code} {told}" for place, code, told in parser.errors]


def test_html5lib_finds_no_fault_on_any_page(site: Built) -> None:
    found = {
        path.relative_to(site.folder).as_posix(): told[:3]
        for path in site.pages()
        if (told := faults(path.read_text("utf-8")))
    }

    assert found == {}


@pytest.mark.parametrize("broken", ["<p><div></p>", "<b><i></b></i>", "<p id=a id=b>"])
def test_a_fault_is_found(broken: str) -> None:
    assert faults(f"<!doctype html><title>x</title>{broken}")
