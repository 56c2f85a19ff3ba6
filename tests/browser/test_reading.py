"""What one reading of a page leaves out is not on it, however it may be written there."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from meta_objection.browser.reading import read_page
from meta_objection.locales import Words, known_tags, load_locale
from meta_objection.locales.patterns import pattern_of
from meta_objection.pages.find import either
from meta_objection.replay import shipped_fixtures
from meta_objection.replay.har import read_body
from tests.pages.snippets import show
from tests.whole.test_real_pages import PAGES

WORDS = [
    (section, key, word.text)
    for tag in known_tags()
    for section, keys in load_locale(tag).items()
    for key, words in keys.items()
    for word in words
    if section != "heading" and key != "around"  # held against a text that was found: nobody looks for them on a page
]
ROLES: tuple[Literal["link", "button"], ...] = ("link", "button")
KEYS = sorted({(section, key) for section, key, _ in WORDS})


@pytest.mark.parametrize(
    "body",
    [
        "<button>Send</button>",
        "<button>S<b>en</b>d</button>",
        "<button>Se<!-- -->nd</button>",
        "<div role=button aria-label='  SEND '></div>",
        "<input type=submit value=Send>",
        "<input type=image alt=Send>",
        "<div role=button><img alt=Send></div>",
        "<div role=button><svg><title>Send</title></svg></div>",
        "<div role=button>Se<img alt=nd></div>",
        "<div role=button title=Send></div>",
        "<div role=button aria-labelledby=a></div><p id=a>Send</p>",
        "<div id=host></div><script>host.attachShadow({mode: 'open'}).innerHTML = '<button>Send</button>'</script>",
    ],
)
def test_every_way_to_name_a_button_is_read(page: Page, body: str) -> None:
    show(page, body)
    words = read_page(page, []).lexicon.section("submit")

    assert page.get_by_role("button", name=Words("submit").require("button")).count() == 1
    assert page.get_by_role("button", name=words.require("button")).count() == 1


def test_words_are_read_across_what_is_hidden_between_them(page: Page) -> None:
    show(page, "<a href=/x>Privacy <i hidden>x</i> Center</a>")
    center = read_page(page, []).lexicon.section("privacy_center").require("link")

    assert page.get_by_role("link", name=center).count() == 1


def test_a_mark_is_read_in_the_page_and_in_its_open_shadow_roots(page: Page) -> None:
    show(page, "<p class=a></p><div id=host></div><script>host.attachShadow({mode: 'open'}).innerHTML = '<i>'</script>")

    assert read_page(page, ["p.a", "i", "u"]).marks == {"p.a", "i"}


def pages_of_meta() -> dict[str, str]:
    """One of each kind of recorded page, and all captured ones, by name."""
    recorded = {}
    for har in sorted(shipped_fixtures().glob("*/*/site.har")):
        for entry in json.loads(har.read_text("utf-8"))["log"]["entries"]:
            file = entry["response"]["content"].get("_file", "")
            if file.endswith(".html"):
                recorded[urlsplit(entry["request"]["url"]).path] = har.parent, file
    pages = {path: read_body(*place).decode() for path, place in recorded.items()}
    return pages | {path.name: path.read_text("utf-8") for path in sorted(PAGES.glob("*.html"))}


PAGES_OF_META = pages_of_meta()


@pytest.fixture(scope="module")
def still(browser: Browser) -> Iterator[Page]:
    """A page that runs nothing and loads nothing."""
    with closing(browser.new_context(java_script_enabled=False, offline=True)) as context:
        yield context.new_page()


def matches(page: Page, wording: re.Pattern[str]) -> int:
    by_name = (page.get_by_role(role, name=wording) for role in ROLES)
    return either(iter([page.get_by_text(wording), *by_name])).count()


@pytest.mark.parametrize("name", PAGES_OF_META)
def test_the_same_is_found_on_a_page_of_metas_with_the_shortcut_as_without(still: Page, name: str) -> None:
    still.set_content(PAGES_OF_META[name])
    lexicon = read_page(still, []).lexicon
    kept = [(section, key) for section, key in KEYS if lexicon.section(section).shown(key)]
    left_out = sorted({text for section, key, text in WORDS if lexicon.text and text not in lexicon.text})
    everything_else = pattern_of(left_out)

    assert everything_else
    assert matches(still, everything_else) == 0
    for section, key in kept:
        whole, short = (words.require(key) for words in (Words(section), lexicon.section(section)))
        assert matches(still, short) == matches(still, whole)
