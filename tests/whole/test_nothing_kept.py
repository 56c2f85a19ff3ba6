"""Every byte of a home after a run: whatever the site showed under whatever name, none of its secrets is in there."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Error

from meta_objection.capture.page import keep_answer, keep_ending, learn_page, take_picture, watch_requests
from meta_objection.capture.pdf import printing_with
from meta_objection.capture.trace import Trace
from meta_objection.cli.export import Kind, export
from meta_objection.ending.bug_report import bug_report
from meta_objection.network.http_client import Answer
from meta_objection.receipts import Draft
from meta_objection.redaction import Secrets
from meta_objection.redaction.sift import sifted
from meta_objection.settings import Place
from tests.receipts.examples import a_receipt
from tests.redaction.guises import GUISES, holding
from tests.redaction.test_site import AROUND, NAMES, SECRETS
from tests.visits import NEW, path_of, serve

STARTED = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
CODE = "864209"
PLACES = ("jar", "hidden", "header", "posted", "answer", "page")


def planted(secrets: dict[str, str], guises: dict[str, str], names: list[str], around: str) -> str:
    """A page that says each secret in some guise under some name, and carries two of them where nobody sees them."""
    said = "".join(
        f"<div>{around.format(name=name, secret=GUISES[guises[place]](secret))}</div>"
        for (place, secret), name in zip(secrets.items(), names, strict=True)
    )
    hidden = f'<input type="hidden" name="{names[0]}" value="{secrets["hidden"]}">'
    named = f'<input type="hidden" name="fb_dtsg" value="{secrets["page"]}">'
    return f'<form>{hidden}{named}<input name="code"><p>A form</p></form>{said}'


def a_run(browser: Browser, home: Path, secrets: dict[str, str], body: str, guise: str) -> Path:
    """What a run keeps of such a page, in the order in which a run keeps it."""
    context = browser.new_context(service_workers="block")
    try:
        known, page = Secrets.of({"email": "kim.real@gmail.com"}, CODE), context.new_page()
        context.set_default_timeout(20_000)
        context.add_cookies([{"name": "any", "value": secrets["jar"], "url": NEW, "httpOnly": True}])
        watch_requests(context, known.site)
        serve(page, {path_of(NEW): body, "/submit": "thanks"})
        draft = Draft.begin(home, "facebook", STARTED)
        trace = Trace(context, known, wanted=True)
        trace.begin()
        page.goto(NEW)
        learn_page(page, known.site)
        take_picture(draft, page, "review")
        sent = {"headers": {"x-fb-any": secrets["header"], "content-type": "application/json"}, "method": "POST"}
        sent |= {"body": json.dumps({"variables": {"any": secrets["posted"]}})}
        page.evaluate("sent => fetch('/submit', sent).then(answer => answer.text())", sent)
        page.locator("[name=code]").fill(CODE)
        with suppress(Error):
            page.locator("[name=nothing]").fill(CODE, timeout=50)
        headers: tuple[tuple[str, str], ...] = (
            ("Set-Cookie", f"new={secrets['answer']}; path=/"),
            ("Location", f"{NEW}?x={secrets['answer']}"),
        )
        headers += (("X-FB-Debug", "abc"), ("Authorization", f"Bearer {secrets['answer']}"))
        told = json.dumps({"all": [GUISES[guise](one) for one in secrets.values()], "said": body})
        answer = Answer(200, headers, f"for (;;);{told}".encode(), f"{NEW}?lsd={secrets['page']}", STARTED)
        keep_answer(draft, answer, known.site)
        keep_ending(draft, page, known)
        trace.keep(draft)
        draft.add("offer.txt", f"{GUISES[guise](secrets['answer'])} {CODE}".encode())
        draft.add("bug-report.txt", bug_report(ValueError(secrets["jar"])).encode())
        draft.sift(lambda name, content: sifted(name, content, known))
        return draft.finish(a_receipt(confirmation="Thank you."), to_paper=printing_with(context))
    finally:
        context.close()


@st.composite
def plants(draw: st.DrawFn) -> tuple[dict[str, str], str, str]:
    """Secrets by where they are learnt, the page that says them, and one more guise."""
    chosen = draw(st.lists(SECRETS, min_size=len(PLACES), max_size=len(PLACES), unique=True))
    # each begins otherwise, so that none is a part of another
    secrets = {place: f"{number}a{one}" for number, (place, one) in enumerate(zip(PLACES, chosen, strict=True))}
    guises = {place: draw(st.sampled_from(sorted(GUISES))) for place in PLACES}
    names = draw(st.lists(NAMES, min_size=len(PLACES), max_size=len(PLACES)))
    return secrets, planted(secrets, guises, names, draw(AROUND)), draw(st.sampled_from(sorted(GUISES)))


@pytest.mark.usefixtures("own_place")
@settings(
    max_examples=4,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller example would cost minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plants())
def test_no_secret_is_in_any_byte_of_a_home(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, plant: tuple[dict[str, str], str, str]
) -> None:
    home = tmp_path_factory.mktemp("home")
    secrets, body, guise = plant
    folder = a_run(browser, home, secrets, body, guise)
    for kind in Kind:
        export(folder.name, kind, home / f"copy.{kind}", Place(home=home))

    assert {(place, name) for place, secret in secrets.items() for name in holding(home, secret)} == set()
    assert holding(home, CODE) == []
    kept = {path.name for path in folder.iterdir()}
    wanted = {"page.html", "page.mhtml", "page.txt", "response.json", "trace.zip", "receipt.pdf", "offer.txt"}
    assert wanted - kept == set()
    assert holding(home, "A form") != []
