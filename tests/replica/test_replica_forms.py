"""The forms besides Facebook's own behave as their switches say, gone through by hand with a real browser."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.replica import Replica, Story
from tests.replica.log import SUBMIT_PATH
from tests.replica.stories import FORM_ADDRESSES, THIRD_PARTY_IDS
from tests.replica.texts import words

pytestmark = pytest.mark.all_only


ROOT = Path(__file__).parents[1]
HELP = "https://www.facebook.com/help/contact/"
MAIL = "kim@example.org"
PICTURE: FilePayload = {"name": "answer.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n\x00\xff"}
PAPER: FilePayload = {"name": "Gespräch.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\r\n--boundary\r\n"}
EN = words("en")
THIRD = Story(form="third-party")
THIRD_2023 = Story(form="third-party", generation="2023")


@pytest.fixture
def page(replica_browser: Browser) -> Iterator[Page]:
    with closing(replica_browser.new_context()) as context:
        context.set_default_timeout(4000)
        yield context.new_page()


def open_form(page: Page, replica: Replica, story: Story) -> dict[str, str]:
    """Open the form of a story, and give the texts of its language."""
    replica.story = story
    page.goto(replica.address())
    return words(story.lang)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill_third(page: Page, t: dict[str, str], country: str) -> None:
    form = page.locator("form._5u9h")
    form.get_by_label(t["third_country"]).fill(country)
    form.get_by_role("option", name=country, exact=True).click()
    form.get_by_label(t["third_name"]).fill("Kim Example")
    form.get_by_label(t["email"]).fill(MAIL)


@pytest.mark.parametrize(
    ("story", "option", "country"),
    [(THIRD_2023, "third_delete", "Canada"), (replace(THIRD, lang="de"), "third_object_later", "Kanada")],
)
def test_third_party_rows_appear_after_the_choice_and_are_posted(
    page: Page, replica: Replica, story: Story, option: str, country: str
) -> None:
    t = open_form(page, replica, story)
    expect(page.locator("form._5u9h").get_by_role("textbox")).to_have_count(0)
    page.get_by_role("radio", name=t[option]).check()
    fill_third(page, t, country)
    page.get_by_label(t["third_prompts"]).fill("Who is Kim Example?")
    page.get_by_role("radio", name=t[option]).check()
    press(page, t["submit"])
    expect(page.get_by_role("dialog", name=t["received_title"])).to_contain_text(t["received"])
    (sent,) = replica.sent()
    assert (sent.host, sent.path) == ("www.facebook.com", SUBMIT_PATH)
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sent.fields["request_type"] == [EN[option]]
    assert (sent.first("country"), sent.first("country_iso2_country_code")) == (country, "CA")
    assert (sent.first("name"), sent.first("email"), sent.first("prompts")) == (
        "Kim Example",
        MAIL,
        "Who is Kim Example?",
    )
    assert "evidence[]" not in sent.fields
    assert set(json.loads(sent.first("support_form_hidden_fields")).values()) == {False}


def test_files_are_sent_in_parts_with_the_fields(page: Page, replica: Replica) -> None:
    t = open_form(page, replica, Story(form="third-party", names="two", country="select"))
    page.get_by_role("radio", name=t["third_concern"]).check()
    form = page.locator("form._5u9h")
    form.get_by_label(t["third_country"]).select_option(label="Canada")
    form.get_by_label(t["third_first_name"]).fill("Kim")
    form.get_by_label(t["third_last_name"]).fill("Example")
    form.get_by_label(t["email"]).fill(MAIL)
    form.get_by_label(t["third_prompts"]).fill("Who is Kim Example?")
    form.get_by_label(t["third_context"]).fill("It knows my street.\nRemove it.")
    form.get_by_label(t["third_choose_files"]).set_input_files([PICTURE, PAPER])
    expect(form.get_by_role("listitem")).to_have_text(["answer.png", "Gespräch.pdf"])
    page.get_by_role("radio", name=t["third_concern"]).check()
    press(page, t["submit"])
    expect(page.get_by_role("dialog", name=t["received_title"])).to_be_visible()
    (sent,) = replica.sent()
    assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert sent.headers["x-fb-lsd"] == sent.first("lsd") != ""
    assert (sent.first("first_name"), sent.first("last_name"), sent.first("country")) == ("Kim", "Example", "Canada")
    assert sent.first("context") == "It knows my street.\r\nRemove it."
    files = [(file.field, file.name, file.content_type, file.content) for file in sent.files]
    assert files == [("evidence[]", *PICTURE.values()), ("evidence[]", *PAPER.values())]


@pytest.mark.parametrize(
    ("story", "options"),
    [
        (THIRD_2023, ["third_object", "third_access", "third_delete", "third_other"]),
        (THIRD, ["third_object_later", "third_concern", "third_other"]),
    ],
)
@pytest.mark.parametrize("number", THIRD_PARTY_IDS)
def test_both_numbers_show_the_wording_of_the_story(
    page: Page, replica: Replica, story: Story, options: list[str], number: str
) -> None:
    replica.story = story
    page.goto(HELP + number)
    title = "third_title" if story.generation == "2023" else "third_title_later"
    expect(page.get_by_role("heading", name=EN[title])).to_be_visible()
    expect(page.locator("label:has([type=radio])")).to_have_text([EN[option] for option in options])
    expect(page.locator("[name=support_form_id]")).to_have_value(number)
    expect(page.get_by_text(EN["third_cannot"])).to_have_count(int(story.generation == "2025"))


def test_a_different_issue_asks_for_no_evidence_and_another_choice_does_again(page: Page, replica: Replica) -> None:
    t = open_form(page, replica, THIRD_2023)
    evidence = page.get_by_label(t["third_prompts"]).or_(page.get_by_label(t["third_choose_files"]))
    page.get_by_role("radio", name=t["third_access"]).check()
    expect(evidence.filter(visible=True)).to_have_count(2)
    page.get_by_role("radio", name=t["third_other"]).check()
    expect(evidence.filter(visible=True)).to_have_count(0)
    expect(page.get_by_text(t["third_evidence_note"])).to_be_hidden()
    fill_third(page, t, "Norway")
    page.get_by_role("radio", name=t["third_other"]).check()
    press(page, t["submit"])
    expect(page.get_by_role("dialog")).to_be_visible()
    hidden = json.loads(replica.sent()[0].first("support_form_hidden_fields"))
    assert sorted(hidden.values()) == [False] * 4 + [True] * 3
    page.get_by_role("link", name=t["close"]).or_(page.get_by_role("button", name=t["close"])).click()
    page.get_by_role("radio", name=t["third_object"]).check()
    expect(evidence.filter(visible=True)).to_have_count(2)


def test_the_form_for_third_parties_is_read_signed_out(page: Page, replica: Replica) -> None:
    t = open_form(page, replica, THIRD)
    expect(page.get_by_role("banner").get_by_label(t["login_bar_name"])).to_be_visible()
    expect(page.get_by_role("button", name=t["profile"])).to_have_count(0)
    expect(page.locator("form._5u9h [name=email]")).to_have_value("")


@pytest.mark.parametrize(
    ("ending", "text"),
    [("captcha", "captcha"), ("success-heading", "received"), ("validation-before", "too_short")],
)
def test_the_form_for_third_parties_has_the_endings_of_the_others(
    page: Page, replica: Replica, ending: str, text: str
) -> None:
    t = open_form(page, replica, Story(form="third-party", ending=ending))
    page.get_by_role("radio", name=t["third_other"]).check()
    fill_third(page, t, "Norway")
    page.get_by_role("radio", name=t["third_other"]).check()
    press(page, t["submit"])
    expect(page.get_by_text(t[text])).to_be_visible()


def fill_whatsapp(page: Page, t: dict[str, str], number: str) -> None:
    page.get_by_role("radio", name=t["whatsapp_object"]).check()
    page.get_by_label(t["email"], exact=True).fill(MAIL)
    page.get_by_label(t["whatsapp_confirm"]).fill(MAIL)
    page.get_by_label(t["whatsapp_phone"]).fill(number)


@pytest.mark.parametrize("lang", ["de"])
def test_whatsapp_forgets_the_choice_once_and_takes_the_objection(page: Page, replica: Replica, lang: str) -> None:
    t = open_form(page, replica, Story(form="whatsapp", lang=lang))
    chosen = page.get_by_role("radio", name=t["whatsapp_object"])
    fill_whatsapp(page, t, "+47 406 12 345")
    expect(chosen).not_to_be_checked()
    press(page, t["submit"])
    expect(page.get_by_text(t["required"])).to_be_visible()
    assert replica.received == []
    chosen.check()
    page.get_by_label(t["email"], exact=True).fill(MAIL)
    press(page, t["submit"])
    expect(page.get_by_role("dialog", name=t["whatsapp_received_title"])).to_contain_text(t["whatsapp_received"])
    (sent,) = replica.sent()
    assert (sent.host, sent.path) == ("www.whatsapp.com", "/contact/forms/submit/")
    assert sent.headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert sent.fields["request"] == [EN["whatsapp_object"]]
    assert (sent.first("email"), sent.first("confirm_email")) == (MAIL, MAIL)
    assert sent.first("phone_number") == "+47 406 12 345"


def test_the_phone_number_can_have_its_calling_code_in_a_list(page: Page, replica: Replica) -> None:
    t = open_form(page, replica, Story(form="whatsapp", phone="split", ending="success-heading"))
    page.get_by_label(t["whatsapp_code"]).select_option(label="Norway (+47)")
    page.get_by_label(t["email"], exact=True).fill(MAIL)
    page.get_by_label(t["whatsapp_confirm"]).fill(MAIL)
    page.get_by_label(t["whatsapp_number"]).fill("40612345")
    page.get_by_role("radio", name=t["whatsapp_object"]).check()
    press(page, t["submit"])
    expect(page.get_by_text(t["whatsapp_received"])).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    (sent,) = replica.sent()
    assert (sent.first("country_selector"), sent.first("phone_number")) == ("NO", "40612345")


def test_whatsapp_wants_the_address_twice_and_a_whole_number(page: Page, replica: Replica) -> None:
    t = open_form(page, replica, Story(form="whatsapp"))
    page.get_by_label(t["whatsapp_confirm"]).fill("other@example.org")
    page.get_by_label(t["email"], exact=True).fill(MAIL)
    page.get_by_label(t["whatsapp_phone"]).fill("40612345")
    page.get_by_role("radio", name=t["whatsapp_access"]).check()
    press(page, t["submit"])
    expect(page.get_by_text(t["whatsapp_differs"])).to_be_visible()
    expect(page.get_by_text(t["whatsapp_phone_wrong"])).to_be_visible()
    assert replica.received == []


@pytest.mark.parametrize(
    ("ending", "text"), [("went-wrong", "wrong"), ("rate-limit", "blocked"), ("json-error", "reopen")]
)
def test_whatsapp_can_end_badly(page: Page, replica: Replica, ending: str, text: str) -> None:
    t = open_form(page, replica, Story(form="whatsapp", ending=ending))
    fill_whatsapp(page, t, "+4740612345")
    expect(page.get_by_role("radio", name=t["whatsapp_object"])).not_to_be_checked()
    page.get_by_role("radio", name=t["whatsapp_object"]).check()
    press(page, t["submit"])
    expect(page.get_by_role("dialog")).to_contain_text(t[text])
    assert len(replica.sent()) == 1


@pytest.mark.parametrize("lang", ["de"])
def test_instagrams_form_of_2025_comes_with_the_address(page: Page, replica: Replica, lang: str) -> None:
    t = open_form(page, replica, Story(form="instagram", lang=lang))
    assert page.url == "https://help.instagram.com/contact/767264225370182"
    expect(page.get_by_role("banner")).to_contain_text("Instagram")
    expect(page.locator("form._5u9h [name=email]")).to_have_value("kim.prefilled@example.org")
    press(page, t["submit"])
    expect(page.get_by_role("dialog", name=t["thanks_title"])).to_contain_text(t["thanks"])
    (sent,) = replica.sent()
    assert (sent.host, sent.path) == ("help.instagram.com", SUBMIT_PATH)
    assert sent.first("support_form_id") == "767264225370182"


def test_instagrams_form_of_2024_asks_for_more_and_for_a_code(page: Page, replica: Replica) -> None:
    t = open_form(page, replica, Story(form="instagram", generation="2024", ending="code"))
    assert page.url == "https://help.instagram.com/contact/233964459562201"
    page.get_by_label(t["country"]).fill("Norw")
    page.get_by_role("option", name="Norway").click()
    page.get_by_label(t["reason_2024"]).fill("I never agreed to this.")
    page.get_by_label(t["explanation"]).fill("Nor did my friends.")
    press(page, t["submit"])
    page.get_by_label(t["code"], exact=True).fill("246810")
    press(page, t["confirm"])
    expect(page.get_by_role("dialog")).to_contain_text(t["thanks"])
    assert replica.sent()[0].first("country_iso2_country_code") == "NO"
    assert [(code.host, code.first("code")) for code in replica.codes()] == [("help.instagram.com", "246810")]


@pytest.mark.parametrize("switches", [{"session": "required"}, {"obstacle": "sign-in-wall"}])
def test_instagrams_wall_stands_at_its_own_address(page: Page, replica: Replica, switches: dict[str, str]) -> None:
    t = open_form(page, replica, replace(Story(form="instagram"), **switches))  # type: ignore[arg-type]  # only text
    wanted = "https%3A%2F%2Fhelp.instagram.com%2Fcontact%2F767264225370182"
    assert page.url == f"https://www.instagram.com/accounts/login/?next={wanted}"
    replica.story = Story(form="instagram", session=switches.get("session", "open"))
    page.locator("input[name=username]").fill("kim.example")
    page.locator("input[name=password]").fill("correct horse")
    press(page, t["login"])
    expect(page.get_by_role("heading", name=t["form_title"])).to_be_visible()
    cookies = {cookie.get("name"): cookie.get("domain") for cookie in page.context.cookies()}
    assert (cookies["sessionid"], cookies["ds_user_id"]) == (".instagram.com", ".instagram.com")
    assert replica.received[0].first("password") == "•"


@pytest.mark.parametrize(
    ("choice", "posted"), [("cookie_allow", "accept"), ("cookie_decline", "accept_only_essential")]
)
def test_instagrams_cookie_dialog_has_plain_buttons(page: Page, replica: Replica, choice: str, posted: str) -> None:
    t = open_form(page, replica, Story(form="instagram", obstacle="cookie-dialog"))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(t["instagram_cookies"])
    dialog.get_by_role("button", name=t[choice]).click()
    expect(dialog).to_have_count(0)
    press(page, t["submit"])
    expect(dialog).to_contain_text(t["thanks"])
    assert replica.received[0].fields[posted] == ["true"]


@pytest.mark.parametrize("lang", ["de"])
@pytest.mark.parametrize("generation", ["2024", "2025"])
def test_instagrams_menu_leads_to_its_form(page: Page, replica: Replica, lang: str, generation: str) -> None:
    replica.story, t = Story(form="instagram", way="instagram", lang=lang, generation=generation), words(lang)
    page.goto("https://www.instagram.com/")
    if generation == "2024":
        page.get_by_role("button", name=t["settings"], exact=True).click()
    else:
        page.get_by_role("link", name=t["settings_activity"], exact=True).click()
    page.get_by_role("link", name=t["about"], exact=True).click()
    page.get_by_role("link", name=t["policy"], exact=True).click()
    page.wait_for_url("https://privacycenter.instagram.com/policy/")
    page.get_by_role("link", name=t["right_banner"].partition("[[")[2].partition("]]")[0]).click()
    expect(page.get_by_role("heading", name=t["form_title"])).to_be_visible()
    assert page.url == FORM_ADDRESSES["instagram"][generation]


def test_instagrams_policy_names_no_right_in_the_rest_of_the_world(page: Page, replica: Replica) -> None:
    replica.story = Story(form="instagram", way="instagram", view="rest")
    page.goto("https://privacycenter.instagram.com/policy/")
    expect(page.get_by_role("main").get_by_role("link")).to_have_text([EN["anyone"].partition("[[")[2].rstrip("]")])


def answer_row(page: Page, text: str) -> Locator:
    """The control of the row that holds a question: on the page for phones nothing else connects them."""
    row = page.locator('[id^="SupportFormRow."]').filter(has_text=text)
    return row.locator("input, select, textarea")


@pytest.mark.parametrize("lang", ["de"])
def test_the_page_for_phones_posts_itself_and_is_answered_by_a_page(page: Page, replica: Replica, lang: str) -> None:
    t = open_form(page, replica, Story(rendering="mobile", generation="2024", lang=lang))
    expect(page.get_by_label(t["email"])).to_have_count(0)
    assert 'textbox "' not in page.locator("form._5u9h").aria_snapshot()
    answer_row(page, t["country"]).select_option(value="Germany")
    answer_row(page, t["reason_2024"]).fill("I never agreed to this.")
    answer_row(page, t["explanation"]).fill("Nor did my friends.")
    press(page, t["submit"])
    expect(page.get_by_role("heading", name=t["thanks_title"])).to_be_visible()
    expect(page.get_by_text(t["thanks"])).to_be_visible()
    (sent,) = replica.sent()
    assert (sent.host, sent.path) == ("www.facebook.com", "/a/help/contact_us/")
    assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert (sent.first("country"), sent.first("email")) == ("Germany", "kim.prefilled@example.org")
    assert sent.first("objection_reason") == "I never agreed to this."
    assert sent.first("form_id") == sent.first("support_form_id") == "6359191084165019"


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("went-wrong", "wrong"),
        ("rate-limit", "blocked"),
        ("captcha", "captcha"),
        ("validation-before", "too_short"),
        ("session-expired", "login_title"),
        ("checkpoint", "checkpoint"),
        ("status-500", "wrong"),
    ],
)
def test_the_page_for_phones_can_end_badly(page: Page, replica: Replica, ending: str, text: str) -> None:
    t = open_form(page, replica, Story(rendering="mobile", ending=ending))
    press(page, t["submit"])
    expect(page.get_by_text(t[text], exact=True)).to_be_visible()
    assert len(replica.sent()) == 1


def test_the_page_for_phones_asks_for_the_code_on_a_page(page: Page, replica: Replica) -> None:
    t = open_form(page, replica, Story(rendering="mobile", ending="code"))
    press(page, t["submit"])
    page.locator("input[name=code]").fill("111111")
    press(page, t["confirm"])
    expect(page.get_by_text(t["code_wrong"])).to_be_visible()
    page.locator("input[name=code]").fill("246810")
    press(page, t["confirm"])
    expect(page.get_by_text(t["thanks"])).to_be_visible()
    assert (len(replica.sent()), len(replica.codes())) == (1, 2)


def test_the_page_for_phones_finds_out_afterwards_what_is_missing(page: Page, replica: Replica) -> None:
    t = open_form(page, replica, Story(rendering="mobile", obstacle="unknown-required"))
    press(page, t["submit"])
    expect(page.get_by_text(t["required"])).to_be_visible()
    answer_row(page, t["national_id"]).fill("12")
    press(page, t["submit"])
    expect(page.get_by_text(t["thanks"])).to_be_visible()


@pytest.mark.parametrize("lang", ["de"])
def test_the_reduced_form_of_2024_asks_for_little_and_no_code(page: Page, replica: Replica, lang: str) -> None:
    t = open_form(page, replica, Story(generation="2024", variant="uk-2024", ending="code", lang=lang))
    assert page.url == FORM_ADDRESSES["facebook"]["2024"]
    form = page.locator("form._5u9h")
    expect(form.get_by_role("textbox")).to_have_count(2)
    expect(form.get_by_label(t["email"])).to_have_value("kim.prefilled@example.org")
    expect(page.get_by_label(t["country"])).to_have_count(0)
    form.get_by_label(t["reason_2025"]).fill("I never agreed to this.")
    press(page, t["submit"])
    expect(page.get_by_role("dialog")).to_contain_text(t["thanks"])
    (sent,) = replica.sent()
    assert sent.first("support_form_id") == "6359191084165019"
    assert sent.first("objection_reason") == "I never agreed to this."


def test_every_form_has_an_address_for_each_of_its_generations() -> None:
    for form, addresses in FORM_ADDRESSES.items():
        for generation in addresses:
            assert Story(form=form, generation=generation).form == form
    with pytest.raises(ValueError, match="the form whatsapp has no generation '2024'; choose one of 2025"):
        Story(form="whatsapp", generation="2024")
