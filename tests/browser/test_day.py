"""A reviewer's day at the desk, on a desktop and on a phone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from pipeline.decisions import journal_of, read_journal
from tests.browser.conftest import faults, is_wide
from tests.pipeline.review.conftest import Served


def sound(page: Page) -> None:
    assert (faults(page), is_wide(page)) == ([], False)


def test_a_day_at_the_desk(page: Page, desk: Served) -> None:
    # The token has left the address bar, and the queue says what is left.
    assert page.url == f"http://{desk.host}/"
    expect(page.get_by_text("2 of 2 pairs of claim and source are left")).to_be_visible()
    sound(page)
    # Who are you?
    page.get_by_label("You are").fill("Béa Ruiz")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_label("You are")).to_have_value("Béa Ruiz")
    # By keyboard to the claim whose source was read.
    page.get_by_label("Search").fill("source.example")
    page.get_by_role("button", name="Filter").click()
    page.locator("body").press("j")
    page.keyboard.press("Enter")
    expect(page.locator("mark.match").first).to_have_text("22 people")
    sound(page)
    # The copy, as it was, with its evidence lit, and nothing of it alive.
    page.get_by_role("link", name="Look at the whole copy").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("#evidence")).to_be_visible()
    assert page.title() == "Archived copy · testimonia"
    sound(page)
    page.go_back()
    # Decide against the program, with a reason; the part of the page comes back by itself, focus and all.
    case = page.locator("#case-c1")
    case.get_by_label("Note").first.fill("It was 21, see <table 3>.")
    case.get_by_label("Another word for the verdict").select_option("contradicted")
    case.get_by_role("button", name="Decide so").first.click()
    expect(case.locator(".decided").first).to_contain_text("Béa Ruiz says contradicted")
    expect(case.locator(".decided").first).to_be_focused()
    expect(case.get_by_text("It was 21, see <table 3>.").first).to_be_visible()
    sound(page)
    # What cannot be recorded says why, and loses nothing.
    case.get_by_role("button", name="Only comment").first.click()
    expect(page.locator("#flash")).to_contain_text("hint: write something")
    # Assign the rest, and look only at that.
    page.get_by_role("link", name="Queue").first.click()
    expect(page.get_by_text("1 of 2 pairs of claim and source is left")).to_be_visible()
    page.get_by_role("list", name="By reviewer").get_by_role("link", name="1 decided").click()
    expect(page.locator(".queue .item")).to_have_count(1)
    sound(page)
    page.get_by_role("link", name="Clear").click()
    page.locator(".queue .claimed a").first.click()
    page.get_by_label("Assigned to").fill("Ben")
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.locator("#claim")).to_contain_text("assigned it to Ben")
    # The wall: a person could read it, and says so of the link.
    page.get_by_text("Decide on the link").click()
    form = page.get_by_role("form", name="Decide on the outcome")
    form.get_by_label("Another word for the outcome").select_option("live")
    form.get_by_role("button", name="Decide so").click()
    expect(page.locator("#link-c2 .decided")).to_contain_text("says live")
    page.get_by_text("Hand in the source").click()
    sound(page)
    page.goto(f"http://{desk.host}/?assignee=Ben")
    expect(page.locator(".queue .item")).to_have_count(1)
    for path in ("/links", "/decisions", "/runs", "/nothing"):
        page.goto(f"http://{desk.host}{path}")
        sound(page)
    kept = read_journal(journal_of(desk.warehouse))
    assert kept.problems == []
    assert [(d.who, d.about, d.what, d.value) for d in kept.decisions] == [
        ("Béa Ruiz", "verdict", "override", "contradicted"), ("Béa Ruiz", "claim", "assign", "Ben"), ("Béa Ruiz", "outcome", "override", "live"),
    ]  # fmt: skip


def test_without_scripts_every_form_works(chromium: object, desk: Served) -> None:
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"http://{desk.host}{desk.link}")
    page.locator(".queue .claimed a").last.click()
    page.get_by_role("button", name="Accept: supported").click()
    expect(page.locator("#case-c1 .decided")).to_contain_text("Ana accepts supported")
    assert page.url.endswith("#case-c1")
    context.close()
