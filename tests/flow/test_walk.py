"""The way through Meta's pages, where it is folded away, interrupted, or leads out."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from meta_objection.errors import FormChanged, NotOffered, Stop
from meta_objection.flow.arrive import walk_to_form
from meta_objection.flow.visit import Visit
from meta_objection.forms import load_form
from meta_objection.pages.ways import STEPS
from tests.pages.snippets import bare, engine_form
from tests.visits import a_visit, path_of, serve

START = "https://www.facebook.com/privacy/genai/"
THIRD = load_form("third-party")
FORM_PATH = path_of(THIRD.generations[0].address)
A_FORM = engine_form(bare("Email address", '<input name="email">'))
LINK = f'<a href="{FORM_PATH}">Learn more and submit requests here</a>'
OPENS = "this.setAttribute('aria-expanded', 'true'); this.nextElementSibling.hidden = false"
CLOSED = f'aria-expanded="false" onclick="{OPENS}"'
BUILDS = f"""<button aria-expanded="false" id="builds">More</button><script>document.getElementById('builds').onclick =
  event => {{ event.target.ariaExpanded = 'true'; event.target.insertAdjacentHTML('afterend', `{LINK}`) }}</script>"""
FOLDED = {
    "details": f"<details><summary>More on this</summary>{LINK}</details>",
    "details in details": f"<details><summary>A</summary><details><summary>B</summary>{LINK}</details></details>",
    "an accordion": f"<button {CLOSED}>More</button><div hidden>{LINK}</div>",
    "a home-made one": f'<div role="button" tabindex="0" {CLOSED}>More</div><p hidden>{LINK}</p>',
    "one that is built when it is opened": BUILDS,
    "the second of two": f"<details><summary>A</summary>x</details><details><summary>B</summary>{LINK}</details>",
}


Pages = dict[str, str | tuple[int, str]]


def walked(page: Page, pages: Pages, form: str = "third-party", timeout: float = 2) -> Visit:
    serve(page, pages)
    visit = a_visit(page, timeout=timeout)
    visit.form = load_form(form)
    walk_to_form(visit, [START], STEPS[load_form(form).steps["menu"]])
    return visit


def stopped(page: Page, pages: Pages, form: str = "third-party") -> Stop:
    with pytest.raises(Stop) as caught:
        walked(page, pages, form)
    return caught.value


@pytest.mark.parametrize("folded", FOLDED.values(), ids=FOLDED)
def test_what_is_looked_for_is_found_in_a_closed_section(page: Page, folded: str) -> None:
    visit = walked(page, {"/privacy/genai/": f"<main>{folded}</main>", FORM_PATH: A_FORM})

    assert visit.address.endswith(FORM_PATH)
    assert "section" in [step.name for step in visit.ledger.steps]


@pytest.mark.parametrize("folded", FOLDED.values(), ids=FOLDED)
def test_the_view_for_the_rest_of_the_world_is_known_from_a_closed_section_too(page: Page, folded: str) -> None:
    stop = stopped(page, {"/privacy/genai/": f"<main>{folded}</main>"}, "facebook")

    assert (type(stop), stop.why) == (NotOffered, "rest-of-world-view")


def test_menus_lists_and_links_are_no_sections(page: Page) -> None:
    touched = "document.title = 'touched'"
    others = "".join(
        f'<{tag} aria-expanded="false" onclick="{touched}">x</{kind}>'
        for tag, kind in [
            ("button aria-haspopup=menu", "button"),
            ("div role=combobox", "div"),
            ('a href="/elsewhere" role=button', "a"),
        ]
    )
    header = f'<header><button aria-expanded="false" onclick="{touched}">Menu</button></header>'
    post = f'<article><details onclick="{touched}"><summary>A post</summary></details></article>'
    stopped(page, {"/privacy/genai/": f"{header}<main>{others}{post}</main>"})

    assert page.title() == "A page"


def test_no_section_is_opened_on_a_page_of_posts(page: Page) -> None:
    page_of_posts = f'<details onclick="document.title = 1"><summary>See more</summary>{LINK}</details>'
    serve(page, {"/": page_of_posts, FORM_PATH: A_FORM})
    visit = a_visit(page, timeout=1)
    visit.form = THIRD
    with pytest.raises(FormChanged, match="leads on"):
        walk_to_form(visit, ["https://www.facebook.com/"], STEPS["requests"])
    assert page.title() == "A page"


def test_a_section_that_opens_nothing_is_opened_once(page: Page) -> None:
    dead = '<button aria-expanded="false" onclick="document.title = (+document.title || 0) + 1">More</button>'
    stop = stopped(page, {"/privacy/genai/": f"<main>{dead}</main>"})

    assert (type(stop), stop.why) == (FormChanged, "no-way")
    assert page.title() == "1"


CHOICE_PAGE = "/privacy/consent/user_cookie_choice/"
CHOOSE = "document.cookie = 'chosen=1; path=/'; "
GOES_HOME = f"""<button onclick="{CHOOSE}location.assign('/')">Decline optional cookies</button>"""
FIRST = f"""<script>document.cookie.includes('chosen') || location.replace('{CHOICE_PAGE}')</script>"""


@pytest.mark.parametrize("where", ["start", "form"])
def test_a_cookie_choice_on_the_way_ends_where_the_run_was_going(page: Page, where: str) -> None:
    page.context.clear_cookies()
    first = {"start": "", "form": ""} | {where: FIRST}
    pages: Pages = {
        "/privacy/genai/": first["start"] + LINK,
        FORM_PATH: first["form"] + A_FORM,
        CHOICE_PAGE: GOES_HOME,
        "/": "x",
    }
    visit = walked(page, pages)

    assert page.url == visit.address == f"https://www.facebook.com{FORM_PATH}"
    page.context.clear_cookies()


def wrapped(address: str, times: int, host: str = "l.facebook.com") -> str:
    for _ in range(times):
        address = f"https://{host}/l.php?u={quote(address, safe='')}&h=AT0&__tn__=R&c[0]=x"
    return address


@given(
    st.sampled_from(
        ["https://evil.example/1266025207620918", "https://www.facebook.com.evil.example/x", "http://a.b/x"]
    ),
    st.integers(0, 3),
)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_link_out_of_metas_pages_is_not_taken_however_it_is_wrapped(page: Page, target: str, times: int) -> None:
    link = f'<a href="{wrapped(target, times)}" onclick="document.title = 1">Learn more and submit requests here</a>'
    stop = stopped(page, {"/privacy/genai/": link})

    assert (type(stop), stop.why) == (FormChanged, "elsewhere")
    assert page.title() == "A page"


def test_nothing_is_pressed_on_a_page_that_is_not_metas(page: Page) -> None:
    page.context.route("https://evil.example/**", lambda route: route.fulfill(content_type="text/html", body=LINK))
    stop = stopped(
        page, {"/privacy/genai/": "<script>location.replace('https://evil.example/privacy/genai/')</script>"}
    )

    assert (type(stop), stop.why) == (FormChanged, "elsewhere")
    assert page.url.startswith("https://evil.example/privacy/")


def test_what_stands_hidden_in_the_page_is_no_way(page: Page) -> None:
    european = (
        f'<div style="display: none"><a href="{path_of(load_form("facebook").generations[0].address)}">object</a>'
    )
    kept = "Info shared with AI at Meta features is used to improve AI at Meta unless you have objected.</div>"
    stop = stopped(page, {"/privacy/genai/": f"{european}{kept}<main>{LINK}</main>"}, "facebook")

    assert (type(stop), stop.why) == (NotOffered, "rest-of-world-view")
