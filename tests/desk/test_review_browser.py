"""Reviewing in a real Chromium: by keys, by forms alone, and when things go wrong."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from desk_browser import opened, serving
from qantar.case import Case
from qantar.desk.keys import KEYS
from qantar.vocabulary.statement import Statement

pytestmark = pytest.mark.browser

REPORT = """\
Am 5. Januar 2022 wurden in Almaty nach Angaben des Innenministeriums 8 Polizisten
getötet. Dort wurden 20 Menschen verletzt.

Am 6. Januar wurden in Aktau 40 Menschen festgenommen.
"""

LONG = "\n\n".join(
    f"Am {day}. Januar 2022 wurden in Almaty nach Angaben des Gesundheitsministeriums"
    f" {day * 3} Polizisten getötet. Danach blieb es auf dem Platz lange Zeit ruhig, und"
    " niemand wusste, wie es weitergehen würde; so erzählten es viele."
    for day in range(4, 29)
)
"""Enough for several parts, and figures that differ from those of the first report."""


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "reports").mkdir()
    (folder / "reports" / "a.txt").write_text(REPORT, "utf-8")
    (folder / "reports" / "b.txt").write_text(LONG, "utf-8")
    with Case.create(folder / "case", title="Trial", zone="Asia/Almaty") as made:
        made.add([folder / "reports"])
        made.read()
        made.link()
        made.weigh()
    return folder / "case"


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "case"))


@pytest.fixture
def page(folder: Path) -> Iterator[Page]:
    with serving(folder) as address, opened(address) as found:
        found.goto(f"{address}/review?lang=en")
        found.locator("tbody a").first.click()
        arrived(found)
        yield found


def arrived(page: Page) -> None:
    """Wait until the review page is there with its script."""
    page.wait_for_url("**/review/**")
    page.wait_for_load_state("load")
    page.set_default_timeout(10_000)


def statements(folder: Path) -> list[Statement]:
    with Case.open(folder) as case:
        return list(case.view().statements())


def reviews(folder: Path) -> list[str]:
    return [str(s.review) for s in statements(folder)]


def settled(page: Page) -> None:
    """Wait until the page has shown what a key did."""
    page.wait_for_load_state("networkidle")


def test_a_accepts_and_goes_on(page: Page, folder: Path) -> None:
    before = page.locator(".card .say").inner_text()
    page.keyboard.press("KeyA")
    expect(page.locator(".card .say")).not_to_have_text(before)

    assert reviews(folder).count("accepted") == 1


def test_the_same_finger_decides_on_a_cyrillic_layout(page: Page, folder: Path) -> None:
    page.locator("body").dispatch_event(
        "keydown", {"code": "KeyX", "key": "ч", "bubbles": True}
    )
    expect(page.locator(".foot")).to_contain_text("not said")

    assert reviews(folder).count("rejected") == 1


def test_e_corrects_by_keyboard_alone(page: Page, folder: Path) -> None:
    page.keyboard.press("KeyE")
    page.locator("#f-event_type").select_option("torture")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Keep the correction").press("Enter")
    expect(page.locator(".foot")).to_contain_text("corrected")

    assert "torture" in {s.event_type for s in statements(folder)}


def test_s_splits(page: Page, folder: Path) -> None:
    count = len(statements(folder))
    page.keyboard.press("KeyS")
    page.get_by_role("button", name="Split here").press("Enter")
    expect(page.locator(".foot")).to_contain_text("split")

    assert len(statements(folder)) == count + 2


def test_n_makes_a_statement_of_the_marked_words(page: Page, folder: Path) -> None:
    page.locator("#text mark[data-at]").first.evaluate(
        """node => { const t = [...node.childNodes].find(n => n.nodeType === 3);
        const r = document.createRange(); r.setStart(t, 0); r.setEnd(t, 2);
        const s = getSelection(); s.removeAllRanges(); s.addRange(r); }"""
    )
    page.keyboard.press("KeyN")
    expect(page.locator("#marked")).to_be_visible()
    page.get_by_role("button", name="Keep this statement").press("Enter")
    expect(page.locator(".foot")).to_contain_text("added")
    (made,) = [s for s in statements(folder) if s.reader == "person"]

    assert len(made.quote) == 2
    assert made.quote == REPORT[made.start : made.end]


def test_j_and_k_turn_the_parts_of_the_text(page: Page) -> None:
    page.goto(page.url.split("/review")[0] + "/review?lang=en")
    page.locator("tbody a").nth(1).click()
    arrived(page)
    page.keyboard.press("KeyJ")
    expect(page.locator(".dh")).to_contain_text("part 2 of")
    page.keyboard.press("KeyK")

    expect(page.locator(".dh")).to_contain_text("part 1 of")


def test_c_shows_what_a_statement_differs_from(page: Page) -> None:
    shown = page.locator(".card details.beside")
    expect(shown).to_be_visible()
    before = shown.get_attribute("open")
    page.keyboard.press("KeyC")

    assert (shown.get_attribute("open") is None) != (before is None)


def test_escape_leaves_a_form(page: Page) -> None:
    page.keyboard.press("KeyE")
    expect(page.locator("#f-reason")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#f-reason")).to_have_count(0)


def test_slash_goes_to_the_search_field(page: Page) -> None:
    page.keyboard.press("Slash")

    expect(page.locator("#q:focus")).to_have_count(1)


def test_twenty_statements_by_keyboard_alone(page: Page, folder: Path) -> None:
    for done in range(1, 21):
        page.keyboard.press("KeyA" if done % 5 else "KeyX")
        expect(page.locator(".foot")).to_contain_text(f"whole case: {done} of")

    assert reviews(folder).count("accepted") == 16
    assert reviews(folder).count("rejected") == 4


def test_u_takes_the_last_decision_back(page: Page, folder: Path) -> None:
    page.keyboard.press("KeyA")
    expect(page.locator(".foot")).to_contain_text("accepted")
    page.keyboard.press("KeyU")
    expect(page.locator(".foot")).not_to_contain_text("accepted")

    assert set(reviews(folder)) == {"suggested"}


def test_enter_says_that_a_guess_is_right(page: Page) -> None:
    page.locator(".one").first.click()
    expect(page.locator(".cur")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.get_by_text("looked at: right").first).to_be_visible()


def test_backspace_goes_to_the_field_that_was_guessed_wrongly(page: Page) -> None:
    page.locator(".one").first.click()
    expect(page.locator(".cur")).to_be_visible()
    page.keyboard.press("Backspace")

    expect(page.locator("[id^=f-]:focus")).to_have_count(1)


def test_arrows_walk_from_statement_to_statement(page: Page) -> None:
    page.keyboard.press("ArrowDown")
    expect(page.locator("#card .n")).to_have_text("2")
    page.keyboard.press("ArrowUp")

    expect(page.locator("#card .n")).to_have_text("1")


def test_space_says_that_nothing_more_is_here(page: Page, folder: Path) -> None:
    page.keyboard.press("Space")
    expect(page.locator(".foot")).to_contain_text("nothing more here")

    with Case.open(folder) as case:
        acts = case.views.db.execute("SELECT what FROM act").fetchall()
    assert acts == [("looked",)]


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ("KeyG KeyH", "/"),
        ("KeyG KeyE", "/exhibits"),
        ("KeyG KeyR", "/review"),
        ("KeyG KeyP", "/people"),
        ("KeyG KeyC", "/conflicts"),
        ("Shift+Slash", "/keys"),
    ],
)
def test_two_keys_go_to_a_page(page: Page, keys: str, path: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)

    page.wait_for_url(f"**{path}")


def test_every_listed_key_is_on_some_page(page: Page, folder: Path) -> None:
    seen = set()
    for way in ("", "?do=correct", "?do=add"):
        page.goto(page.url.split("?")[0] + way)
        for found in page.locator("[data-key]").all():
            seen.add(found.get_attribute("data-key"))
    # Of one part, of a first statement: these are shown where there are more.
    rest = {key.code for key in KEYS} - seen

    assert rest <= {"KeyJ", "KeyK", "Enter", "Backspace", "KeyU", "ArrowUp"}


def test_the_switch_turns_single_keys_off(page: Page, folder: Path) -> None:
    back = page.url
    page.goto(page.url.split("/review")[0] + "/settings")
    page.get_by_label("Single keys decide and move").uncheck()
    page.get_by_role("button", name="Keep").click()
    page.goto(back)
    page.keyboard.press("KeyA")
    settled(page)

    assert set(reviews(folder)) == {"suggested"}


def test_keys_do_nothing_while_one_types(page: Page, folder: Path) -> None:
    page.keyboard.press("KeyE")
    page.locator("#f-reason").press_sequentially("axuns")
    settled(page)

    assert set(reviews(folder)) == {"suggested"}
    assert page.locator("#f-reason").input_value() == "axuns"


def test_what_was_typed_survives_a_closed_window(page: Page) -> None:
    page.keyboard.press("KeyE")
    page.locator("#f-reason").fill("half a sentence")
    expect(page.locator("[data-kept]")).to_have_text("kept")
    address = page.url
    other = page.context.new_page()
    page.close()
    other.goto(address)

    expect(other.locator("#f-reason")).to_have_value("half a sentence")


def test_what_was_typed_survives_a_killed_server(folder: Path) -> None:
    with serving(folder) as address, opened(address) as page:
        page.goto(f"{address}/review?lang=en")
        page.locator("tbody a").first.click()
        arrived(page)
        page.keyboard.press("KeyE")
        page.locator("#f-reason").fill("half a sentence")
        expect(page.locator("[data-kept]")).to_have_text("kept")
        path = page.url.removeprefix(address)
    with serving(folder) as address, opened(address) as page:
        page.goto(address + path)
        expect(page.locator("#f-reason")).to_have_value("half a sentence")


def test_a_server_that_is_gone_is_said_and_the_form_stays(folder: Path) -> None:
    with ExitStack() as stack:
        desk = ExitStack()
        address = desk.enter_context(serving(folder))
        page = stack.enter_context(opened(address))
        page.goto(f"{address}/review?lang=en")
        page.locator("tbody a").first.click()
        arrived(page)
        page.keyboard.press("KeyE")
        page.locator("#f-reason").fill("still here")
        desk.close()
        page.get_by_role("button", name="Keep the correction").click()
        expect(page.locator("#note")).to_contain_text("does not answer")

        assert page.locator("#f-reason").input_value() == "still here"


def test_two_windows_lose_nothing(page: Page, folder: Path) -> None:
    page.keyboard.press("KeyE")
    page.locator("#f-reason").fill("from the first window")
    expect(page.locator("[data-kept]")).to_have_text("kept")
    other = page.context.new_page()
    other.goto(page.url.split("&do=")[0])
    arrived(other)
    other.keyboard.press("KeyX")
    expect(other.locator(".foot")).to_contain_text("not said")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator("main")).to_contain_text("It was decided meanwhile")

    assert reviews(folder).count("rejected") == 1
    assert reviews(folder).count("corrected") == 0
    page.get_by_role("link", name="Back").click()
    page.goto(page.url.split("?")[0])


def test_it_all_works_without_script(folder: Path) -> None:
    with serving(folder) as address, opened(address, script=False) as page:
        page.goto(f"{address}/review?lang=en")
        page.locator("tbody a").first.click()
        page.get_by_role("button", name="Accept", exact=False).first.click()
        page.get_by_role("link", name="Correct").click()
        page.locator("#f-event_type").select_option("torture")
        page.get_by_role("button", name="Keep the correction").click()
        page.get_by_role("button", name="Not said").click()

    assert sorted(reviews(folder))[:3] == ["accepted", "corrected", "rejected"]


def test_no_policy_is_broken_and_no_other_machine_is_asked(
    page: Page, folder: Path
) -> None:
    errors: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    for key in ("KeyE", "Escape", "KeyN", "Escape", "KeyA", "KeyU"):
        page.keyboard.press(key)
        settled(page)

    assert errors == []
    assert all(url.startswith(("http://127.0.0.1:", "data:")) for url in asked)
