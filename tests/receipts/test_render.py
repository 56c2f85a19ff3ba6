from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from meta_objection.outcome import Mode, Outcome, PageEvidence, Sent, ServerEvidence
from meta_objection.receipts.render import render
from meta_objection.receipts.texts import known_languages
from meta_objection.report import Evidence, Receipt, Stamp
from tests.receipts.examples import REASON, STARTED, a_png, a_receipt

UNSURE = Evidence(server=ServerEvidence.UNKNOWN, page=PageEvidence.REFUSED)
FULL: dict[str, object] = {
    "server_date": "Sun, 22 Nov 2026 10:15:08 GMT",
    "clock": {"zone": "Europe/Berlin", "offset": "+01:00"},
    "network": [{"host": "www.facebook.com", "requests": 12, "refused": 0}],
    "certificates": [
        {"subject": "CN=*.facebook.com", "issuer": "CN=Root", "not_after": STARTED, "sha256": "ab" * 32},
    ],
    "previous": {"receipt": "kept.example", "manifest": "sha256:" + "0" * 64},
    "signed_by": "SHA256:abc",
}
HOSTILE = '<script>document.title = "owned"</script><img src=x onerror="document.title=1"><b>bold</b> & "quoted"'
REPLAY = "REPLAY — not an objection: nothing was sent to Meta"


def shown(page: Page, folder: Path, receipt: Receipt) -> list[str]:
    """Open the receipt's page; returns every address that it made the browser ask for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition(",")[0]))
    path = folder / "receipt.html"
    path.write_text(render(receipt, {"01-country.png": a_png(), "02-end.png": a_png()}), encoding="utf-8")
    page.goto(path.as_uri())
    return asked


def test_the_page_tells_the_whole_story_and_asks_nobody(page: Page, tmp_path: Path) -> None:
    asked = shown(page, tmp_path, a_receipt())

    assert set(asked) <= {(tmp_path / "receipt.html").as_uri(), "data:image/png;base64"}
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Your objection was sent to Meta, and Meta confirmed that it arrived."
    )
    expect(page.get_by_role("definition").filter(has_text="bakery")).to_have_text(REASON, use_inner_text=True)
    main = page.get_by_role("main")
    for words in (
        "Please tell us how this processing impacts you.",
        "https://www.facebook.com/help/contact/6359191084165019",
        "22 November 2026, 10:15:07 UTC",
        "Meta’s server accepted the request.",
        "The page showed a confirmation.",
        "Meta’s e-mail was not read by this program.",
        "We've received your objection.",
        "that is Meta’s decision",
        "LC_ALL=C sha256sum -c MANIFEST.sha256",
    ):
        expect(main).to_contain_text(words)


def test_each_picture_is_shown_and_has_words(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, a_receipt())

    for words in ("Picture 1: the page at the step “country”", "Picture 2: the page at the step “end”"):
        picture = page.get_by_role("img", name=words)
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.naturalWidth") == 8


def test_a_submitted_receipt_carries_no_watermark(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, a_receipt())

    expect(page.get_by_role("note")).to_have_count(0)
    expect(page.locator(".watermark")).to_have_count(0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": Mode.REPLAY}, REPLAY),
        ({"mode": Mode.REPLAY, "outcome": Outcome.REHEARSED, "sent": Sent.NO}, REPLAY),
        ({"outcome": Outcome.REHEARSED, "sent": Sent.NO}, "REHEARSAL — nothing was sent"),
    ],
)
@pytest.mark.parametrize("medium", ["screen", "print"])
def test_what_is_no_objection_is_marked_all_over(
    page: Page, tmp_path: Path, changes: dict[str, object], words: str, medium: str
) -> None:
    shown(page, tmp_path, a_receipt(**changes))
    page.emulate_media(media="print" if medium == "print" else "screen")

    expect(page.get_by_role("note")).to_have_text(words)
    expect(page.get_by_role("note")).to_be_visible()
    assert words in page.title()
    watermark = page.locator(".watermark")
    expect(watermark).to_be_visible()
    expect(watermark).to_contain_text(words)
    marked, unmarked = page.screenshot(full_page=True), _without_watermark(page)
    assert marked != unmarked


def _without_watermark(page: Page) -> bytes:
    page.locator(".watermark").evaluate("mark => mark.style.visibility = 'hidden'")
    return page.screenshot(full_page=True)


def test_the_watermark_covers_the_page_to_its_end(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, a_receipt(mode=Mode.REPLAY))

    mark, body = page.locator(".watermark").bounding_box(), page.locator("body").bounding_box()

    assert mark is not None
    assert mark == body


def test_on_paper_the_watermark_is_on_every_sheet(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, a_receipt(mode=Mode.REPLAY))
    page.emulate_media(media="print")

    # What stays in its place while the page scrolls is what Chromium repeats on each sheet.
    expect(page.locator(".watermark")).to_have_css("position", "fixed")


def test_a_replay_never_claims_that_something_was_sent(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, a_receipt(mode=Mode.REPLAY))

    expect(page.get_by_role("heading", level=1)).to_have_text("A replay of saved pages. Nothing was sent to Meta.")
    expect(page.get_by_role("heading", name="What was sent")).to_have_count(0)


def test_markup_in_anybodys_words_is_inert_text(page: Page, tmp_path: Path) -> None:
    receipt = a_receipt(
        message=HOSTILE,
        next=HOSTILE,
        why=HOSTILE,
        confirmation=HOSTILE,
        locale=HOSTILE,
        asked={HOSTILE: HOSTILE},
        form_version={"address": f"javascript:{HOSTILE}", "title": HOSTILE, "file_hash": "", "generation": HOSTILE},
    )
    asked = shown(page, tmp_path, receipt)

    expect(
        page.get_by_role("definition").filter(has_text="quoted").filter(has_not_text="javascript")
    ).not_to_have_count(0)
    expect(page.get_by_role("blockquote")).to_have_text(HOSTILE)
    expect(page.locator("script, b, a, form, img[src='x']")).to_have_count(0)
    assert "owned" not in page.title()
    assert set(asked) <= {(tmp_path / "receipt.html").as_uri(), "data:image/png;base64"}


def test_even_a_script_smuggled_into_the_file_does_not_run(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "receipt.html"
    html = render(a_receipt(), {}).replace("</body>", '<script>document.title = "owned"</script></body>')
    path.write_text(html, encoding="utf-8")

    page.goto(path.as_uri())

    assert page.title() != "owned"


def test_a_run_that_asked_nothing_shows_the_answers_given(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, a_receipt(outcome=Outcome.SITE_UNAVAILABLE, sent=Sent.NO, asked={}, steps=()))

    expect(page.get_by_role("main")).to_contain_text("No question of the form was answered.")
    expect(page.get_by_role("main")).to_contain_text("ada@example.org")
    expect(page.get_by_role("heading", name="Step by step")).to_have_count(0)


ENDINGS: dict[str, dict[str, object]] = {
    "filed": {},
    "replay": {"mode": Mode.REPLAY},
    "rehearsal": {"outcome": Outcome.REHEARSED, "sent": Sent.NO},
    "uncertain": {"outcome": Outcome.UNCONFIRMED, "sent": Sent.PERHAPS, "evidence": UNSURE},
    "not filed": {"outcome": Outcome.SITE_UNAVAILABLE, "sent": Sent.NO, "asked": {}, "steps": ()},
}


@pytest.mark.parametrize(
    ("ending", "locale", "scheme"),
    [
        *((ending, "en", scheme) for ending in ENDINGS for scheme in ("light", "dark")),
        *(("replay", locale, "light") for locale in known_languages() if locale != "en"),
    ],
)
def test_axe_finds_nothing_that_shuts_anybody_out(
    page: Page, tmp_path: Path, ending: str, locale: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shown(page, tmp_path, a_receipt(**FULL | ENDINGS[ending], locale=locale))
    found = Axe().run(page)

    assert page.locator("html").get_attribute("lang") == locale
    assert found.response["passes"], "axe looked at nothing"
    assert found.violations_count == 0, found.generate_report()


def test_axe_would_find_something(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, a_receipt())
    page.evaluate("document.querySelector('img').removeAttribute('alt'); document.documentElement.lang = ''")

    assert {one["id"] for one in Axe().run(page).response["violations"]} >= {"image-alt", "html-has-lang"}


def test_a_page_in_german_is_german(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, a_receipt(locale="de-DE"))

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Dein Widerspruch wurde an Meta gesendet, und Meta hat bestätigt, dass er ankam."
    )
    main = page.get_by_role("main")
    expect(main).to_contain_text("22. November 2026, 10:15:07 UTC")
    expect(main).to_contain_text("Meta muss bis zum 22. Dezember 2026 antworten (GDPR, Article 12(3)).")


def test_the_page_says_whom_the_browser_asked_and_what_the_clocks_said(page: Page, tmp_path: Path) -> None:
    shown(page, tmp_path, a_receipt(**FULL))
    main = page.get_by_role("main")

    expect(page.get_by_role("row", name="www.facebook.com 12 0")).to_be_visible()
    for words in ("Sun, 22 Nov 2026 10:15:08 GMT", "Europe/Berlin (+01:00)", "CN=*.facebook.com", "kept.example"):
        expect(main).to_contain_text(words)


def test_a_timestamp_that_failed_is_on_the_page(page: Page, tmp_path: Path) -> None:
    stamps = (
        Stamp(authority="https://one.example", moment=STARTED),
        Stamp(authority="https://two.example", failure="it answered with status 503"),
    )
    path = tmp_path / "receipt.html"
    path.write_text(render(a_receipt(), {}, stamps), encoding="utf-8")
    page.goto(path.as_uri())

    main = page.get_by_role("main")
    expect(main).to_contain_text("A timestamp says that this receipt existed on 22 November 2026")
    expect(main).to_contain_text("came from https://one.example. Nobody checked who that is.")
    expect(main).to_contain_text("https://two.example was asked for a timestamp and gave none: it answered with status")


def test_no_screen_is_too_narrow(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    shown(page, tmp_path, a_receipt())

    assert page.evaluate("document.documentElement.scrollWidth") == 320
