"""What a person sees on a page, and whose words they are."""

import pytest
from playwright.sync_api import Page

from meta_objection.browser.page_lines import Line, Place, new_lines, read_lines

SAID = "We've received your objection."


def lines(page: Page, body: str) -> list[tuple[str, str]]:
    page.set_content(f"<html lang=en><body>{body}</body></html>")
    return [(line.text, line.place.value) for line in read_lines(page)]


def test_blocks_and_buttons_are_lines_and_inline_marks_are_none(page: Page) -> None:
    body = "<h1>Thanks</h1><div>We've <b>received</b> <span>your</span><br>objection.<button>Close</button></div>"

    assert [text for text, _ in lines(page, body)] == ["Thanks", "We've received your", "objection.", "Close"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>{}</p>",
        '<p style="opacity:0">{}</p>',
        '<div style="opacity:0"><p>{}</p></div>',
        '<p style="visibility:hidden">{}</p>',
        '<p style="position:absolute;left:-9999px">{}</p>',
        '<p style="position:absolute;top:-9999px">{}</p>',
        '<p style="position:absolute;width:1px;height:1px;overflow:hidden">{}</p>',
        '<p style="font-size:0">{}</p>',
        '<p style="color:transparent">{}</p>',
        '<p style="color:rgba(0,0,0,.05)">{}</p>',
        '<p style="color:#fff">{}</p>',
        '<div style="background:#1877f2"><p style="color:rgb(26,120,240)">{}</p></div>',
        '<p style="-webkit-text-fill-color:transparent">{}</p>',
        '<div style="position:fixed;left:20000px"><p>{}</p></div>',
        '<p style="clip-path:inset(100%)">{}</p>',
        '<div style="clip-path:circle(0)"><p>{}</p></div>',
        '<div style="position:absolute;clip:rect(0,0,0,0)"><p>{}</p></div>',
        '<div style="filter:opacity(0)"><p>{}</p></div>',
        '<div style="opacity:.3"><div style="opacity:.2"><p>{}</p></div></div>',
        '<div style="height:0;overflow:hidden"><p>{}</p></div>',
        "<template><p>{}</p></template>",
        "<textarea>{}</textarea>",
        '<div role="textbox" contenteditable="true">{}</div>',
    ],
)
def test_what_no_person_sees_or_what_the_person_typed_is_no_line(page: Page, hidden: str) -> None:
    assert lines(page, "<p>Hello</p>" + hidden.format(SAID)) == [("Hello", "main")]


@pytest.mark.parametrize(
    "shown",
    [
        '<div style="background:#000"><p style="color:#fff">{}</p></div>',
        '<div style="display:contents"><p>{}</p></div>',
        '<p style="display:contents">{}</p>',
        '<div style="height:0"><p>{}</p></div>',
        '<div style="margin-top:5000px"><p>{}</p></div>',
        '<div style="height:40px;overflow:auto"><div style="height:900px"></div><p>{}</p></div>',
        '<div style="position:fixed;bottom:0"><p>{}</p></div>',
        '<p style="background:linear-gradient(red,blue);background-clip:text;color:transparent">{}</p>',
        '<p style="color:oklch(40% .1 200)">{}</p>',
        '<div style="background:url(x.png)"><p style="color:#fff">{}</p></div>',
    ],
)
def test_what_a_person_sees_or_can_scroll_to_is_a_line(page: Page, shown: str) -> None:
    assert lines(page, shown.format(SAID)) == [(SAID, "main")]


@pytest.mark.parametrize("mark", ["blockquote", "q", "del", "s", "pre"])
def test_words_that_are_not_metas_own_stand_apart(page: Page, mark: str) -> None:
    assert lines(page, f"<{mark}>{SAID}</{mark}>") == [(SAID, "others")]


def test_of_several_articles_each_is_somebodys_post_and_the_only_one_is_the_pages_own(page: Page) -> None:
    assert lines(page, f"<main><article>{SAID}</article></main>") == [(SAID, "main")]
    assert lines(page, f"<article>{SAID}</article><article>Hi</article>") == [(SAID, "others"), ("Hi", "others")]
    assert lines(page, f"<main><p>{SAID}</p><article>Hi</article></main>") == [(SAID, "main"), ("Hi", "others")]


def test_posts_and_struck_out_words_are_not_metas_own(page: Page) -> None:
    body = f'<div role="feed"><p>{SAID}</p></div><p style="text-decoration:line-through">Gone</p>'

    assert {place for _, place in lines(page, body)} == {"others"}


def test_the_bars_of_a_page_stand_apart_unless_a_dialog_holds_them(page: Page) -> None:
    body = '<nav>Home</nav><div role="dialog"><footer>Close</footer></div><footer>Privacy</footer>'

    assert lines(page, body) == [("Home", "frame"), ("Close", "main"), ("Privacy", "frame")]


def test_open_shadow_roots_and_their_slots_are_read(page: Page) -> None:
    opened = "document.querySelector('x-a').attachShadow({mode: 'open'}).innerHTML = '<p>Shadow</p><slot></slot>'"
    body = f"<x-a>Inside</x-a><script>{opened}</script>"

    assert [text for text, _ in lines(page, body)] == ["Shadow", "Inside"]


def test_only_what_came_is_new_in_its_order_and_as_often_as_it_came() -> None:
    before = [Line("a"), Line("b")]

    assert new_lines(before, [Line("c"), Line("b"), Line("a"), Line("a", Place.FRAME), Line("a")]) == (
        Line("c"),
        Line("a", Place.FRAME),
        Line("a"),
    )


@pytest.mark.parametrize(
    ("style", "body", "told"),
    [
        (
            'p::before { content: "Example only, nothing was sent: " }',
            "<p>We have it.</p>",
            ["Example only, nothing was sent: We have it."],
        ),
        ('p::after { content: " (not yet)" }', "<p>We have it.</p>", ["We have it. (not yet)"]),
        ('p::before { content: "Draft"; display: block }', "<p>We have it.</p>", ["Draft", "We have it."]),
        (
            "p::before { content: attr(data-state) }",
            "<p data-state='Pending '>We have it.</p>",
            ["Pending We have it."],
        ),
        ('p::before { content: "✓" counter(a) url(x.png) }', "<p>We have it.</p>", ["We have it."]),
        ('p::before { content: "Draft"; display: none }', "<p>We have it.</p>", ["We have it."]),
        ('p::before { content: "We have it." }', "<p></p>", ["We have it."]),
    ],
)
def test_words_that_a_style_sheet_paints_are_read_too(page: Page, style: str, body: str, told: list[str]) -> None:
    page.set_content(f"<style>{style}</style><main>{body}</main>")

    assert [line.text for line in read_lines(page)] == told
