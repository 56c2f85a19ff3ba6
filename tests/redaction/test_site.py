"""What the site must not have left in anything that is kept is known by its value, and found however it is written."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.redaction import MARK, SiteSecrets, clean_mhtml
from meta_objection.redaction.readings import readings
from tests.redaction.guises import GUISES, stands_in

SECRETS = st.text(string.ascii_letters + string.digits + "._:+/=-", min_size=9, max_size=60).filter(
    lambda text: any(map(str.isdigit, text)) and any(map(str.isalpha, text))
)
NAMES = st.text(string.ascii_letters + "_-", min_size=1, max_size=12)
AROUND = st.sampled_from(
    [
        '{{"{name}":"{secret}"}}',
        '<input type="text" name="{name}" value="{secret}">',
        '<div data-{name}="{secret}">',
        "<p>{secret}</p>",
        "https://www.facebook.com/x?{name}={secret}&a=1",
        "{name}: {secret}\r\n",
        'for (;;);[["{name}",[],"{secret}"]]',
    ]
)


def known(secret: str) -> SiteSecrets:
    site = SiteSecrets()
    site.know(secret)
    return site


@given(SECRETS, NAMES, AROUND, st.sampled_from(sorted(GUISES)))
def test_a_value_that_is_known_is_taken_out_under_any_name_and_in_any_guise(
    secret: str, name: str, around: str, guise: str
) -> None:
    text = f"We've received your objection. {around.format(name=name, secret=GUISES[guise](secret))} Thank you."
    cleaned = known(secret).hide(text)

    assert not stands_in(secret, cleaned.encode())
    assert MARK in cleaned
    assert cleaned.startswith("We've received your objection. ")
    assert cleaned.endswith(" Thank you.")
    assert known(secret).hide(cleaned) == cleaned


def test_a_value_in_folded_lines_is_found_though_a_sign_of_equality_before_it_could_begin_an_octet() -> None:
    assert "000A" not in known("00000000A").hide("https://www.facebook.com/x?A=00000=\r\n000A&a=1")


@given(st.lists(SECRETS, min_size=1, max_size=3), st.data())
def test_cleaning_twice_is_as_good_as_once(secrets: list[str], data: st.DataObject) -> None:
    text = " ".join(data.draw(AROUND).format(name="lsd", secret=secret) for secret in secrets)
    site = SiteSecrets()
    cleaned = site.clean(text)

    assert site.clean(cleaned) == cleaned
    assert SiteSecrets().clean(cleaned) == cleaned


@pytest.mark.parametrize("guise", GUISES)
def test_a_value_is_learnt_from_one_guise_and_found_in_another(guise: str) -> None:
    secret = "tulip-7-meadow"
    for place in ("jar", "header", "field", "hidden"):
        site = SiteSecrets()
        site.know_jar([{"name": "any", "value": secret}] if place == "jar" else [])
        site.know_headers([("x-fb-new", secret)] if place == "header" else [])
        site.know_fields([("any", secret)] if place == "field" else [])
        site.learn(f'<input type="hidden" name="nh" value="{secret}">' if place == "hidden" else "")

        assert not stands_in(secret, site.hide(f"a {GUISES[guise](secret)} b").encode())


TOLD = [
    "We've received your objection. We'll review it and send you an email.",
    'for (;;);{"__ar":1,"payload":{"text":"Vielen Dank \\u2013 wir haben deinen Widerspruch erhalten."}}',
    "https://www.facebook.com/help/contact/712876720715583?locale=de_DE&ref=privacy_center",
    "CometPrivacyCenterSettingsDialogRoot.react SupportFormRow.1554023828199014 13-HowToContactMeta",
    "2026-11-22T10:15:00+00:00 Sun, 22 Nov 2026 10:15:08 GMT +49 151 23456789",
    "privacy@support.facebook.com kim.real@gmail.com",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4",
    '<link rel="stylesheet" href="cid:css-3f2b8c1a-77aa-4f0e-9d3c-0a1b2c3d4e5f@mhtml.blink">',
    "x1n2onr6 x1ja2u2z x78zum5 u_0_4_Xy mount_0_0_Fk",
    "https://static.xx.fbcdn.net/rsrc.php/v4/yj/r/sU0gcvWv7-p.css",
    "100 % = all; 50%off; a=b; \\n is two signs; &copy; &nbsp; C:\\users\\new",
]


@given(
    st.sampled_from(["Set-Cookie", "Cookie", "Authorization"]),
    st.sampled_from(sorted(GUISES)),
    st.text(string.ascii_letters + string.digits, min_size=3, max_size=9),
    st.text(string.ascii_letters + string.digits, min_size=3, max_size=9),
)
def test_a_cookies_value_is_known_whole_also_where_it_holds_the_sign_that_ends_a_name(
    header: str, guise: str, before: str, behind: str
) -> None:
    secret = f"4a{before}={behind}Q9"  # long enough to be known again, and each part may be too short for it
    site = SiteSecrets()
    site.know_headers([(header, f"new={secret}; path=/; Max-Age=999")])

    page = f"<p>A form. {GUISES[guise](secret)} Path=/ 999</p>"
    cleaned = site.clean(page)
    assert not stands_in(secret, cleaned.encode())
    assert cleaned.startswith("<p>A form. ")


@pytest.mark.parametrize("text", TOLD)
def test_what_is_no_secret_stays_to_the_letter(text: str) -> None:
    assert SiteSecrets().clean(text) == text


def test_what_the_person_said_and_the_forms_own_address_are_no_secrets() -> None:
    site = SiteSecrets()
    site.allow("My own words, reference A1b2C3d4E5f6G7h8", "https://www.facebook.com/help/contact/712876720715583")
    site.know_fields([("support_form_id", "712876720715583"), ("reason", "A1b2C3d4E5f6G7h8")])

    assert site.clean("712876720715583 A1b2C3d4E5f6G7h8") == "712876720715583 A1b2C3d4E5f6G7h8"


def test_a_number_stays_a_value_of_json() -> None:
    assert SiteSecrets().clean('{"USER_ID":100012345678901}') == '{"USER_ID":"[token removed]"}'


def test_a_number_is_not_found_within_another_one() -> None:
    assert known("246810").hide("1246810 2468101 246810") == f"1246810 2468101 {MARK}"


@given(st.text(max_size=200))
def test_a_reading_can_be_traced_back_to_the_text(text: str) -> None:
    for reading in readings(text):
        for start in range(len(reading.text)):
            first, last = reading.span(start, start + 1)
            assert 0 <= first <= last <= len(text)


SLOW = [
    "<input ",
    "<",
    "\\",
    "%25",
    '"a":',
    "&amp;",
    "AbC1",
    '<input "',
    "'",
    "=\n",
    '["a",',
    "lsd=",
    "\\u003cinput ",
    "a@",
]


@pytest.mark.parametrize("piece", SLOW)
def test_no_text_of_a_page_takes_longer_than_its_length_allows(piece: str) -> None:
    took = []
    for times in (2_000, 16_000):
        begun = time.process_time()
        SiteSecrets().clean(piece * times)
        took.append(time.process_time() - begun)

    # eight times the text may take eight times as long, and twice that on a bad day; a quadratic one takes sixty-four
    assert took[1] < 24 * took[0] + 0.5


@given(SECRETS, st.sampled_from(sorted(GUISES)))
def test_a_saved_page_holds_a_known_value_in_no_part_and_no_header(secret: str, guise: str) -> None:
    written = GUISES[guise](secret).replace("=\r\n", "").replace("\r\n", "")  # no header has a line of its own
    mhtml = (
        f"Snapshot-Content-Location: https://www.facebook.com/x?lsd={written}\r\nSubject: {written}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        f"Content-Location: https://www.facebook.com/x?lsd={written}\r\n\r\n<p>{written}</p>\r\n--x\r\n"
        f"Content-Type: image/svg+xml\r\nContent-Location: cid:a\r\n\r\n<text>{written}</text>\r\n--x--\r\n"
    )

    assert not stands_in(secret, clean_mhtml(mhtml.encode(), known(secret)))
