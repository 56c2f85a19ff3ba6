"""The ways in behave as their switches say, seen with a real browser."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.replica import Replica, Story
from tests.replica.stories import FORM_IDS, QUESTION_ID
from tests.replica.texts import TEXTS, words

pytestmark = pytest.mark.all_only


HOME = "https://www.facebook.com/"
CENTER = HOME + "privacy/center/"
EN = words("en")
FORM_2025 = f"{HOME}help/contact/{FORM_IDS['2025']}"
FORM_2024 = f"{HOME}help/contact/{FORM_IDS['2024']}"


@pytest.fixture(scope="module")
def window(replica_browser: Browser) -> Page:
    page = replica_browser.new_page()
    page.set_default_timeout(4000)
    return page


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    yield window
    window.context.clear_cookies()
    for opened in window.context.pages:
        if opened is not window:
            opened.close()


def press(page: Page, kind: str, name: str) -> None:
    page.get_by_role("link" if kind == "link" else "button", name=name, exact=True).click()


def link_in(text: str) -> str:
    return text.partition("[[")[2].partition("]]")[0]


def follow(page: Page, name: str) -> Page:
    """Press a link that opens a tab of its own, and give that tab."""
    with page.expect_popup() as opened:
        press(page, "link", name)
    return opened.value


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_account_menu_leads_to_the_privacy_center(page: Page, replica: Replica, lang: str) -> None:
    replica.story, t = Story(lang=lang), words(lang)
    page.goto(HOME)
    page.locator(f'[role=navigation][aria-label="{t["account_menu"]}"] [role=button]').click()
    expect(page.get_by_role("link", name="Kim Example")).to_have_attribute("href", "/me/")
    expect(page.get_by_role("link", name=t["see_profiles"])).to_be_visible()
    press(page, "button", t["settings_privacy"])
    press(page, "link", t["privacy_center"])
    expect(page.get_by_role("navigation", name=t["privacy_center"])).to_be_visible()
    assert page.url.startswith(CENTER)


def test_the_account_menu_is_drawn_a_second_time(page: Page, replica: Replica) -> None:
    assert replica.story.way == "none"
    page.goto(HOME)
    page.evaluate("""() => {
        window.drawn = [];
        new MutationObserver(() => window.drawn.push(document.querySelector("#menus [role=dialog]")))
            .observe(document.getElementById("menus"), { childList: true });
    }""")
    page.get_by_role("button", name=EN["profile"]).click()
    page.wait_for_function("window.drawn.length === 2")
    assert page.evaluate("window.drawn.map(node => node.isConnected)") == [False, True]


def test_class_names_are_others_at_every_load(page: Page, replica: Replica) -> None:
    assert replica.story.way == "none"
    loads = []
    for _ in range(2):
        page.goto(HOME)
        loads.append(page.get_by_role("main").get_attribute("class"))
    assert loads[0] != loads[1]


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_way_of_2023_ends_at_the_form_for_third_parties(page: Page, replica: Replica, lang: str) -> None:
    replica.story, t = Story(way="2023", lang=lang), words(lang)
    page.goto(CENTER)
    expect(page.get_by_role("button", name=t["other_policies"])).to_have_attribute("aria-expanded", "false")
    assert page.get_by_text(t["article"]).count() == 0
    press(page, "button", t["other_policies"])
    expect(page.get_by_role("region", name=t["other_policies"])).to_be_visible()
    press(page, "link", t["article"])
    page.wait_for_url("**/privacy/genai")
    form = follow(page, link_in(t["anyone"]))
    expect(form.get_by_role("heading", name=t["third_title"])).to_be_visible()
    expect(form.get_by_role("radio")).to_have_count(4)
    assert form.url == f"{HOME}help/contact/1266025207620918?entry_point=POLICY_SECTION%3Agenai_body"


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_way_of_2024_ends_at_the_form_with_a_country(page: Page, replica: Replica, lang: str) -> None:
    replica.story, t = Story(way="2024", lang=lang), words(lang)
    page.goto(CENTER)
    press(page, "link", t["ai_topic"])
    press(page, "button", t["more_resources"])
    press(page, "link", t["article"])
    assert page.get_by_role("link", name=link_in(t["right_text"])).count() == 0
    press(page, "button", t["your_right"])
    press(page, "link", link_in(t["right_text"]))
    expect(page.get_by_label(t["country"])).to_be_visible()
    assert page.url == FORM_2024


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_banner_of_2025_leads_through_metas_redirect(page: Page, replica: Replica, lang: str) -> None:
    replica.story, t = Story(way="2025-banner", lang=lang), words(lang)
    page.goto(CENTER)
    link = page.get_by_role("link", name=link_in(t["object_banner"]), exact=True)
    assert str(link.get_attribute("href")).startswith("https://l.facebook.com/l.php?u=https%3A%2F%2F")
    link.click()
    expect(page.get_by_role("heading", name=t["form_title"])).to_be_visible()
    assert page.url == FORM_2025


@pytest.mark.parametrize("name", ["submit_objection", "shared_information"])
def test_the_topics_of_2025_end_at_the_form(page: Page, replica: Replica, name: str) -> None:
    replica.story = Story(way="2025-topics")
    page.goto(CENTER)
    press(page, "link", EN["topics"])
    press(page, "link", EN["ai_topic"])
    press(page, "link", EN[name])
    page.wait_for_url(FORM_2025)


@pytest.mark.parametrize("sentence", ["object_right", "object_can"])
def test_the_policys_question_reveals_the_form(page: Page, replica: Replica, sentence: str) -> None:
    replica.story = Story(way="policy-question")
    page.goto(CENTER)
    press(page, "button", EN["policy"])
    press(page, "link", EN["policy_rights_eu"])
    form = follow(page, link_in(EN[sentence]))
    assert form.url == f"{HOME}help/contact/{QUESTION_ID}"
    expect(form.get_by_text(EN["ai_question"])).to_be_visible()
    expect(form.get_by_label(EN["email"])).to_have_count(2)
    form.get_by_label(EN["yes"], exact=True).check()
    expect(form.get_by_label(EN["reason_2025"])).to_be_visible()
    assert form.locator("[name=support_form_id]").input_value() == QUESTION_ID


def test_the_policys_help_has_no_form(page: Page, replica: Replica) -> None:
    replica.story = Story(way="policy-help")
    page.goto(HOME + "privacy/policy/")
    support = follow(page, link_in(EN["object_right"]))
    expect(support).to_have_title(EN["support_title"])
    assert support.url.startswith("https://help.meta.com/support/privacy/?entry_point=")
    assert support.locator("form").count() == 0


def test_the_policys_banner_leads_to_the_storys_form(page: Page, replica: Replica) -> None:
    replica.story = Story(way="policy-banner", generation="2024")
    page.goto(HOME + "privacy/policy/")
    press(page, "link", link_in(EN["right_banner"]))
    page.wait_for_url(FORM_2024)


def test_the_notice_leads_to_the_form_and_nothing_is_posted(page: Page, replica: Replica) -> None:
    replica.story = Story(way="notice")
    page.goto(HOME)
    press(page, "button", EN["notifications"])
    press(page, "link", EN["notice_title"])
    press(page, "link", link_in(EN["notice_text"]))
    page.wait_for_url(FORM_2025)
    assert replica.received == []


@pytest.mark.parametrize("button", ["close", "continue"])
def test_a_button_of_the_notice_is_written_down(page: Page, replica: Replica, button: str) -> None:
    replica.story = Story(way="notice")
    page.goto(HOME + "privacy/updates/")
    press(page, "button", EN[button])
    page.wait_for_url(HOME)
    (seen,) = replica.received
    assert (seen.path, seen.first("choice")) == ("/privacy/updates/seen", button)


@pytest.mark.parametrize("path", ["privacy/genai", "privacy/center/"])
def test_the_rest_of_the_world_is_offered_only_the_sentence_for_everyone(
    page: Page, replica: Replica, path: str
) -> None:
    for way in ("2024", "2025-banner", "policy-question"):
        replica.story = Story(way=way, view="rest")
        page.goto(HOME + path)
        expect(page.get_by_role("main").get_by_role("link", name=link_in(EN["anyone"]))).to_be_visible()
        assert page.get_by_text(EN["marker"]).count() == 0
        assert page.locator("a[href*='6359191084165019'], a[href*='712876720715583']").count() == 0


def test_the_european_article_says_which_rights_there_are(page: Page, replica: Replica) -> None:
    replica.story = Story(way="2024")
    page.goto(HOME + "privacy/genai/")
    expect(page.get_by_text(EN["marker"])).to_be_visible()


def test_every_page_wants_a_session_until_somebody_signs_in(page: Page, replica: Replica) -> None:
    replica.story = Story(session="required")
    for address in (HOME, FORM_2025):
        page.goto(address)
        assert page.url.startswith(HOME + "login/?next=")
    page.locator("#email").fill("kim@example.org")
    page.locator("#pass").fill("correct horse")
    page.locator("#loginbutton").click()
    page.wait_for_url(FORM_2025)
    (signed_in,) = replica.received
    assert signed_in.fields["pass"] == ["•"]
    assert "correct horse" not in repr(signed_in)
    (cookie,) = (cookie for cookie in page.context.cookies() if cookie["name"] == "c_user")
    assert (cookie["value"], cookie["domain"], cookie["secure"]) == ("100009483726150", ".facebook.com", True)


def test_a_lost_session_takes_the_form_away_until_somebody_signs_in(page: Page, replica: Replica) -> None:
    replica.story = Story(session="lost")
    page.goto(FORM_2025)
    expect(page.get_by_role("heading", name=EN["form_title"])).to_be_visible()
    page.wait_for_url("**/login/?next=*")
    page.locator("#pass").fill("correct horse")
    page.locator("#loginbutton").click()
    page.wait_for_url(FORM_2025)
    assert '"losesSession": false' in page.locator("#engine_data").inner_text()


@pytest.mark.parametrize(("button", "answer"), [("not_now", "not-now"), ("turn_on", "turn-on")])
def test_an_offer_before_the_form_is_answered_and_written_down(
    page: Page, replica: Replica, button: str, answer: str
) -> None:
    replica.story = Story(obstacle="interstitial")
    page.goto(FORM_2025)
    with page.expect_response("**/interstitial/answer/"):
        press(page, "button", EN[button])
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [received.first("answer") for received in replica.received] == [answer]


def test_a_form_can_open_in_a_tab_of_its_own(page: Page, replica: Replica) -> None:
    replica.story = replace(Story(way="2025-banner"), obstacle="popup-form")
    page.goto(CENTER)
    form = follow(page, link_in(EN["object_banner"]))
    expect(form.get_by_role("heading", name=EN["form_title"])).to_be_visible()


def test_every_link_in_a_sentence_is_marked_in_both_languages() -> None:
    unlike = [name for name, text in TEXTS.items() if bool(link_in(text.en)) != bool(link_in(text.de))]
    assert unlike == []
