"""The replica behaves as its switches say, seen with a real browser."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.replica import Replica, Story
from tests.replica.log import SUBMIT_PATH
from tests.replica.texts import TEXTS, words

pytestmark = pytest.mark.all_only


REASON = "I never agreed to this."
EN = words("en")
STORY_2024 = Story(generation="2024")


@pytest.fixture(scope="module")
def page(replica_browser: Browser) -> Page:
    page = replica_browser.new_page()
    page.set_default_timeout(4000)
    return page


def open_form(page: Page, replica: Replica, story: Story) -> None:
    replica.story = story
    page.goto(replica.address())


def fill_2024(page: Page, country: str = "Germany") -> None:
    page.get_by_label(EN["country"]).fill(country)
    page.get_by_role("option", name=country).click()
    page.get_by_label(EN["reason_2024"]).fill(REASON)


def press(page: Page, lang: str = "en") -> None:
    page.get_by_role("button", name=words(lang)["submit"], exact=True).click()


def enter_code(page: Page, code: str) -> None:
    page.get_by_label(EN["code"], exact=True).fill(code)
    page.get_by_role("button", name=EN["confirm"]).click()


def test_the_form_of_2025_posts_what_the_page_holds(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story())
    page.get_by_label(EN["reason_2025"]).fill(REASON)
    press(page)
    expect(page.get_by_role("dialog", name=EN["thanks_title"])).to_contain_text(EN["thanks"])
    (sent,) = replica.received
    assert (sent.method, sent.host, sent.path) == ("POST", "www.facebook.com", SUBMIT_PATH)
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sent.headers["x-fb-lsd"] == sent.first("lsd") != ""
    assert sent.fields["email"] == ["kim.prefilled@example.org"]
    assert sent.fields["objection_reason"] == [REASON]
    assert sent.fields["__a"] == ["1"]
    assert replica.sent() == [sent]


def test_the_success_layer_closes_by_its_link(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story())
    press(page)
    page.locator("a.layerConfirm.uiOverlayButton").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_form_of_2025_also_speaks_german(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(lang="de"))
    assert page.locator("html#facebook").get_attribute("lang") == "de"
    expect(page.get_by_role("heading", name=TEXTS["form_title"].de)).to_be_visible()
    press(page, "de")
    expect(page.get_by_role("dialog")).to_contain_text(TEXTS["thanks"].de)
    assert replica.sent()[0].first("support_form_locale_id") == "de_DE"


def test_the_form_of_2024_posts_the_chosen_country_twice(page: Page, replica: Replica) -> None:
    open_form(page, replica, STORY_2024)
    fill_2024(page)
    press(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert replica.sent()[0].fields["country"] == ["Germany"]
    assert replica.sent()[0].fields["country_iso2_country_code"] == ["DE"]


def test_enter_chooses_the_first_suggestion_and_does_not_send(page: Page, replica: Replica) -> None:
    open_form(page, replica, STORY_2024)
    page.get_by_label(EN["country"]).fill("Norw")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Norway"])
    page.get_by_label(EN["country"]).press("Enter")
    expect(page.locator("[name=country_iso2_country_code]")).to_have_value("NO")
    assert replica.received == []


def test_a_country_only_typed_is_no_country(page: Page, replica: Replica) -> None:
    open_form(page, replica, STORY_2024)
    page.get_by_label(EN["country"]).fill("Germany")
    page.get_by_label(EN["reason_2024"]).fill(REASON)
    press(page)
    expect(page.get_by_text(EN["choose_country"])).to_be_visible()
    assert replica.received == []


def test_the_list_of_countries_posts_the_english_name(page: Page, replica: Replica) -> None:
    open_form(page, replica, replace(STORY_2024, country="select", lang="de"))
    page.get_by_label(TEXTS["country"].de).select_option(label="Deutschland")
    page.get_by_label(TEXTS["reason_2024"].de).fill(REASON)
    press(page, "de")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert replica.sent()[0].fields["country"] == ["Germany"]


def test_both_addresses_serve_their_own_form(page: Page, replica: Replica) -> None:
    page.goto(replica.address("2024"))
    expect(page.get_by_label(EN["country"])).to_be_visible()
    page.goto(replica.address("2025"))
    expect(page.get_by_label(EN["country"])).to_have_count(0)
    replica.story = Story(both=False)
    page.goto(replica.address("2024"))
    expect(page.get_by_role("heading", name=EN["unavailable_title"])).to_be_visible()


def test_every_load_makes_new_tokens(page: Page, replica: Replica) -> None:
    loads = []
    for _ in range(2):
        open_form(page, replica, Story())
        loads.append([page.locator(f"form._5u9h [name={name}]").input_value() for name in ("fb_dtsg", "lsd")])
    first, second = loads
    assert all(one != other for one, other in zip(first, second, strict=True))


def test_a_request_without_the_tokens_of_its_page_is_refused(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story())
    page.locator("form._5u9h [name=fb_dtsg]").evaluate("box => box.value = 'made-up'")
    press(page)
    expect(page.get_by_role("dialog")).to_contain_text(EN["reopen"])


def test_a_wrong_code_is_refused_and_the_right_one_accepted(page: Page, replica: Replica) -> None:
    open_form(page, replica, replace(STORY_2024, ending="code"))
    fill_2024(page)
    press(page)
    enter_code(page, "111111")
    expect(page.get_by_text(EN["code_wrong"])).to_be_visible()
    enter_code(page, "246810")
    expect(page.get_by_role("dialog")).to_contain_text(EN["thanks"])
    assert len(replica.sent()) == 1
    assert [code.fields["code"] for code in replica.codes()] == [["111111"], ["246810"]]


@pytest.mark.parametrize(
    ("ending", "text"),
    [("code-wrong-message", "code_wrong"), ("code-expired", "code_expired"), ("validation-after-code", "too_short")],
)
def test_even_the_right_code_can_end_badly(page: Page, replica: Replica, ending: str, text: str) -> None:
    open_form(page, replica, Story(ending=ending))
    press(page)
    enter_code(page, "246810")
    expect(page.get_by_text(EN[text])).to_be_visible()


def test_any_ending_can_come_after_the_code(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(ending="friendly", code_first=True))
    press(page)
    enter_code(page, "246810")
    expect(page.get_by_text(EN["friendly"])).to_be_visible()


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("success-heading", "thanks"),
        ("code-unavailable", "code_unavailable"),
        ("validation-before", "too_short"),
        ("went-wrong", "wrong"),
        ("json-error", "reopen"),
        ("rate-limit", "blocked"),
        ("friendly", "friendly"),
        ("captcha", "captcha"),
        ("session-expired", "session"),
    ],
)
def test_an_ending_says_its_sentence(page: Page, replica: Replica, ending: str, text: str) -> None:
    open_form(page, replica, Story(ending=ending))
    with page.expect_response("**" + SUBMIT_PATH) as answer:
        press(page)
    expect(page.get_by_text(EN[text])).to_be_visible()
    assert answer.value.status == 200
    assert answer.value.text().startswith("for (;;);{")
    assert len(replica.received) == 1


def test_the_security_check_is_a_frame_with_its_own_button(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(ending="captcha"))
    press(page)
    expect(page.frame_locator('iframe[title="reCAPTCHA"]').get_by_role("checkbox")).to_be_visible()
    expect(page.locator("#captcha_dialog_submit_button")).to_be_visible()


def test_a_cut_connection_is_a_real_reset_after_the_post_arrived(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(ending="cut"))
    with page.expect_event("requestfailed") as failed:
        press(page)
    assert failed.value.failure == "net::ERR_CONNECTION_RESET"
    assert replica.sent()[0].fields["email"] == ["kim.prefilled@example.org"]
    assert len(replica.sent()) > 1, "left alone, Chromium repeats a post whose connection was reset"


def test_silence_lasts(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(ending="silent"))
    press(page)
    assert replica.wait_for_sent()
    expect(page.get_by_role("button", name=EN["submit"])).to_be_disabled()
    expect(page.get_by_role("button", name=EN["submit"])).to_contain_class("_42fr")


def test_the_answer_comes_after_the_delay(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(delay=0.5))
    with page.expect_request_finished() as request:
        press(page)
    assert request.value.timing["responseStart"] >= 500


def test_an_error_status_is_an_error_status(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(ending="status-500"))
    with page.expect_response("**" + SUBMIT_PATH) as answer:
        press(page)
    assert answer.value.status == 500


@pytest.mark.parametrize("ending", ["checkpoint", "checkpoint-json"])
def test_the_sending_can_lead_to_a_checkpoint(page: Page, replica: Replica, ending: str) -> None:
    open_form(page, replica, Story(ending=ending))
    press(page)
    page.wait_for_url("**/checkpoint/**")
    expect(page.locator("#checkpointSubmitButton")).to_be_visible()


def test_an_empty_answer_empties_the_page(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(ending="empty-page"))
    press(page)
    expect(page.locator("body")).to_be_empty()


def test_a_banner_that_thanks_beforehand_is_all_there_is(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(ending="banner-before"))
    expect(page.get_by_role("status")).to_contain_text(EN["thanks"])
    before = page.locator("#globalContainer").inner_text()
    with page.expect_response("**" + SUBMIT_PATH) as answer:
        press(page)
    assert '"payload": {}' in answer.value.text()
    expect(page.get_by_role("button", name=EN["submit"])).to_be_enabled()
    assert page.locator("#globalContainer").inner_text() == before


def test_a_careless_browser_carries_the_post_to_another_host(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(ending="redirect307"))
    with page.expect_response("https://evil.example/**"):
        press(page)
    assert [received.host for received in replica.received] == ["www.facebook.com", "evil.example"]
    assert len(replica.sent()) == 1


@pytest.mark.parametrize(
    ("obstacle", "status", "text"),
    [
        ("not-offered", 200, "not_offered_title"),
        ("rate-limited", 200, "blocked_title"),
        ("site-500", 500, "wrong_title"),
        ("vanished", 404, "vanished_title"),
        ("sign-in-wall", 200, "login_title"),
        ("sign-in-wall-200", 200, "login_title"),
        ("checkpoint", 200, "checkpoint_title"),
    ],
)
def test_an_obstacle_stands_in_place_of_the_form(
    page: Page, replica: Replica, obstacle: str, status: int, text: str
) -> None:
    replica.story = Story(obstacle=obstacle)
    answer = page.goto(replica.address())
    assert answer is not None
    assert answer.status == status
    expect(page.locator("#content").get_by_text(EN[text], exact=True)).to_be_visible()
    expect(page.locator("form._5u9h")).to_have_count(0)


def test_the_sign_in_wall_remembers_where_the_person_wanted_to_go(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="sign-in-wall"))
    next_address = "https%3A%2F%2Fwww.facebook.com%2Fhelp%2Fcontact%2F712876720715583"
    assert page.url == f"https://www.facebook.com/login/?next={next_address}"
    expect(page.locator("body.UIPage_LoggedOut #email")).to_be_visible()


def test_norway_can_be_missing(page: Page, replica: Replica) -> None:
    open_form(page, replica, replace(STORY_2024, country="select", obstacle="country-missing"))
    offered = page.get_by_label(EN["country"]).locator("option").all_inner_texts()
    assert "Sweden" in offered
    assert "Norway" not in offered


def test_an_unknown_question_is_required(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="unknown-required"))
    press(page)
    expect(page.get_by_text(EN["required"])).to_be_visible()
    page.get_by_label(EN["national_id"]).fill("12")
    press(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert replica.sent()[0].fields["national_id"] == ["12"]


def test_an_unknown_question_is_optional(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="unknown-optional"))
    expect(page.get_by_label(EN["nickname"])).to_be_visible()
    press(page)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_two_email_boxes_cannot_be_told_apart(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="two-emails"))
    form = page.locator("form._5u9h")
    expect(form.get_by_label(EN["email"])).to_have_count(2)
    expect(form.locator("[type=email]")).to_have_count(2)
    expect(form.locator("[name=email]")).to_have_count(0)


def test_only_one_of_the_doubled_cookie_buttons_lives(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="cookie-dialog"))
    expect(page.locator(f'[aria-label="{EN["cookie_decline"]}"]')).to_have_count(2)
    page.get_by_role("button", name=EN["cookie_decline"]).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    consent = replica.received[0]
    assert consent.path == "/cookie/consent/"
    assert consent.fields["accept_only_essential"] == ["true"]


def test_the_late_cookie_dialog_covers_the_form(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="cookie-late"))
    expect(page.get_by_role("dialog")).to_contain_text(EN["cookie_title"])
    middle = page.get_by_role("button", name=EN["submit"]).evaluate(
        "button => { const box = button.getBoundingClientRect();"
        " return document.elementFromPoint(box.x + 5, box.y + 5).closest('.uiLayer') !== null; }"
    )
    assert middle


def test_the_old_cookie_banner_is_declined_by_its_button(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="cookie-banner"))
    page.locator("[data-cookiebanner=accept_only_essential_button]").click()
    expect(page.get_by_text(EN["cookie_title"])).to_have_count(0)
    press(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert replica.received[0].fields["accept_only_essential"] == ["true"]


def test_a_page_is_told_to_switch_to_the_profile(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="page-identity"))
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(EN["identity"])


def test_the_security_check_can_come_before_the_form(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="captcha-before"))
    expect(page.get_by_role("dialog", name=EN["captcha_title"])).to_be_visible()


def test_the_page_itself_can_refuse_without_any_post(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="validation-client"))
    press(page)
    expect(page.get_by_text(EN["too_short"])).to_be_visible()
    assert replica.received == []


@pytest.mark.parametrize("generation", ["2024", "2025"])
def test_without_labels_no_control_has_a_name(page: Page, replica: Replica, generation: str) -> None:
    open_form(page, replica, Story(generation=generation, obstacle="no-labels"))
    tree = page.locator("form._5u9h").aria_snapshot()
    assert "- textbox" in tree
    assert 'textbox "' not in tree
    assert 'combobox "' not in tree


def test_a_kept_address_returns_after_every_edit(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="prefilled-readonly"))
    box = page.locator("form._5u9h").get_by_label(EN["email"])
    box.fill("other@example.org")
    expect(box).to_have_value("kim.prefilled@example.org")


def test_rows_appear_after_a_choice_and_the_choice_is_lost_once(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(radios=True))
    reason, yes = page.get_by_label(EN["reason_2025"]), page.get_by_role("radio", name=EN["yes"])
    expect(reason).to_be_hidden()
    yes.check()
    reason.fill(REASON)
    expect(yes).not_to_be_checked()
    press(page)
    expect(page.get_by_text(EN["required"])).to_be_visible()
    yes.check()
    press(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    (sent,) = replica.sent()
    assert sent.fields["relates_to_ai"] == ["Yes"]
    assert set(json.loads(sent.first("support_form_hidden_fields")).values()) == {False}


def test_a_slow_page_comes_in_the_end(page: Page, replica: Replica) -> None:
    open_form(page, replica, Story(obstacle="slow-load"))
    expect(page.get_by_role("button", name=EN["submit"])).to_be_visible()


def test_an_unknown_switch_is_no_story() -> None:
    with pytest.raises(ValueError, match="ending cannot be 'sucess'"):
        Story(ending="sucess")


def test_the_process_writes_down_a_post_before_it_answers(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    command = [sys.executable, "-m", "tests.replica", "--log", str(log), "--generation", "2024", "--no-both"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        ready, address = process.stdout.readline().split()
        answer = httpx.post(
            address + "/collect",
            data={"email": "kim@example.org"},
            verify=False,  # noqa: S501  # the authority is made anew by every process
        )
        process.terminate()
    assert ready == "ready"
    assert answer.status_code == 200
    assert process.returncode == 0
    assert json.loads(log.read_text())["fields"] == {"email": ["kim@example.org"]}
    assert log.stat().st_mode & 0o777 == 0o600
