"""What counts as proof, and what does not."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meta_objection.errors import Stop
from meta_objection.flow.verdict import conclude, evidence_of, hear_server
from meta_objection.locales import known_tags, load_locale
from meta_objection.network.http_client import Answer
from meta_objection.outcome import Outcome, Sent
from meta_objection.words import SILENT, Finding, Witness, hear_text

URL = "https://www.facebook.com/ajax/help/contact/submit/page"
THANKS = "We've received your objection. We'll send you an email."
WRONG = "Sorry, something went wrong. We're working on getting this fixed."
BLOCKED = "You're Temporarily Blocked"
SHORT = "Your answer is too short."
SECTIONS = {
    "rate_limit": Finding.RATE_LIMITED,
    "validation": Finding.INVALID,
    "refusal": Finding.REFUSED,
}
PAIRS = list(product(Finding, Finding, (False, True)))
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([THANKS, WRONG, BLOCKED]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["error", "redirect"]), inner),
    max_leaves=8,
)


def answered(body: object, status: int = 200, *, url: str = URL, **headers: str) -> Answer:
    text = body if isinstance(body, str) else "for (;;);" + json.dumps(body)
    return Answer(status, tuple(headers.items()), text.encode(), url, datetime.now(UTC))


def heard(body: object, status: int = 200, **more: str) -> Finding:
    return hear_server(answered(body, status, **more)).finding


def concluded(server: Finding, page: Finding, *, after_code: bool = False) -> Stop | None:
    return conclude(Witness(server), Witness(page), after_code=after_code)


def test_success_needs_an_answer_a_confirmation_and_nothing_else() -> None:
    succeeded = {(server, page) for server, page, after in PAIRS if concluded(server, page, after_code=after) is None}

    assert succeeded == {
        (Finding.CONFIRMED, Finding.CONFIRMED),
        (Finding.CONFIRMED, Finding.UNKNOWN),
        (Finding.CONFIRMED, Finding.UNREADABLE),
        (Finding.CONFIRMED, Finding.NONE),
        (Finding.UNKNOWN, Finding.CONFIRMED),
    }


def test_nothing_counts_as_not_taken_unless_a_witness_says_so_and_none_confirms() -> None:
    for server, page, after in PAIRS:
        stop = concluded(server, page, after_code=after)
        if stop and stop.sent is Sent.NO:
            assert Finding.CONFIRMED not in {server, page}
            assert not {server, page} <= {Finding.UNKNOWN, Finding.NONE, Finding.REFUSED}


def test_a_page_that_thanks_before_its_server_said_a_word_proves_nothing() -> None:
    stop = concluded(Finding.NONE, Finding.CONFIRMED)

    assert stop is not None
    assert stop.outcome is Outcome.UNCONFIRMED


@pytest.mark.parametrize(
    ("server", "page", "outcome"),
    [
        (Finding.NONE, Finding.NONE, Outcome.UNCONFIRMED),
        (Finding.UNKNOWN, Finding.UNKNOWN, Outcome.UNCONFIRMED),
        (Finding.CONFIRMED, Finding.REFUSED, Outcome.REFUSED_AFTER_SENDING),
        (Finding.REFUSED, Finding.CONFIRMED, Outcome.REFUSED_AFTER_SENDING),
        (Finding.CONFIRMED, Finding.RATE_LIMITED, Outcome.UNCONFIRMED),
        (Finding.CONFIRMED, Finding.CAPTCHA, Outcome.UNCONFIRMED),
        (Finding.RATE_LIMITED, Finding.REFUSED, Outcome.RATE_LIMITED),
        (Finding.REFUSED, Finding.UNKNOWN, Outcome.REFUSED_AFTER_SENDING),
        (Finding.UNKNOWN, Finding.REFUSED, Outcome.REFUSED_AFTER_SENDING),
        (Finding.UNKNOWN, Finding.CAPTCHA, Outcome.UNCONFIRMED),
        (Finding.NONE, Finding.CAPTCHA, Outcome.PERSON_NEEDED),
        (Finding.CAPTCHA, Finding.CAPTCHA, Outcome.PERSON_NEEDED),
        (Finding.CAPTCHA, Finding.NONE, Outcome.UNCONFIRMED),
        (Finding.CAPTCHA, Finding.REFUSED, Outcome.REFUSED_AFTER_SENDING),
        (Finding.CHECKPOINT, Finding.NONE, Outcome.UNCONFIRMED),
        (Finding.SIGN_IN, Finding.NONE, Outcome.UNCONFIRMED),
        (Finding.CHECKPOINT, Finding.REFUSED, Outcome.REFUSED_AFTER_SENDING),
        (Finding.INVALID, Finding.INVALID, Outcome.ANSWER_REFUSED),
        (Finding.INVALID, Finding.REFUSED, Outcome.ANSWER_REFUSED),
    ],
)
def test_two_witnesses_make_one_ending(server: Finding, page: Finding, outcome: Outcome) -> None:
    stop = concluded(server, page)

    assert stop is not None
    assert stop.outcome is outcome


def test_a_validation_message_after_the_code_is_a_refusal_of_what_was_sent() -> None:
    stop = conclude(Witness(Finding.INVALID, SHORT), SILENT, after_code=True)

    assert stop is not None
    assert stop.outcome is Outcome.REFUSED_AFTER_SENDING


def test_the_ending_quotes_the_words_it_rests_on() -> None:
    stop = conclude(Witness(Finding.REFUSED, "Something went wrong."), SILENT, after_code=False)

    assert stop is not None
    assert "“Something went wrong”" in stop.message


@pytest.mark.parametrize(
    ("body", "finding"),
    [
        ({"payload": {"layer": f"<div><p>{THANKS}</p></div>"}}, Finding.CONFIRMED),
        ({"payload": {"layer": THANKS.replace("'", "&#039;")}}, Finding.CONFIRMED),
        ({"payload": {"layer": THANKS.replace("'", "’")}}, Finding.CONFIRMED),
        (
            {"payload": {"layer": f"<div>We've <b>received</b>\n your objection.</div><p>{THANKS}</p>"}},
            Finding.CONFIRMED,
        ),
        ({"payload": {"layer": f"<p>{WRONG}</p>"}}, Finding.REFUSED),
        ({"payload": {"layer": f"<p>{BLOCKED}</p>"}}, Finding.RATE_LIMITED),
        ({"payload": {"inline": {"reason": SHORT}}}, Finding.INVALID),
        ({"error": 1357004, "errorSummary": "Sorry", "errorDescription": "Open it again."}, Finding.REFUSED),
        ({"error": 1390008, "errorSummary": "Not now"}, Finding.RATE_LIMITED),
        ({"error": 1, "payload": {"layer": THANKS}}, Finding.REFUSED),
        ({"redirect": "/checkpoint/1501092823525282/"}, Finding.CHECKPOINT),
        ({"redirect": "https://www.facebook.com/checkpoint/1/"}, Finding.CHECKPOINT),
        ({"redirect": "/login/?next=x"}, Finding.SIGN_IN),
        ({"payload": {"layer": THANKS}, "redirect": "/login.php"}, Finding.SIGN_IN),
        ({"error": 1357001, "errorDescription": "Your session has expired. Please log in again."}, Finding.SIGN_IN),
        ({"payload": {}}, Finding.UNKNOWN),
        ({"payload": {"layer": "Thank you for your interest in AI at Meta."}}, Finding.UNKNOWN),
        ({"payload": {"layer": f"{THANKS} {WRONG}"}}, Finding.UNKNOWN),
        ("", Finding.UNKNOWN),
        ("for (;;);", Finding.UNKNOWN),
        (f"<html><p>{THANKS}</p></html>", Finding.UNREADABLE),
        ("<html>Sorry, something went wrong.", Finding.UNREADABLE),
        ('{"label": "a", "data": {}}\n{"errors": [{"message": "rejected"}]}', Finding.REFUSED),
        (')]}\'{"errors": [1]}', Finding.REFUSED),
        ('while(1);{"error": 1}', Finding.REFUSED),
        ('for(;;); {"error": 1}', Finding.REFUSED),
        ('\ufeff{"error": 1}', Finding.REFUSED),
        (f'{{"success": false, "layer": "{THANKS}", "success": true}}', Finding.REFUSED),
        (f'{{"success": true, "layer": "{THANKS}", "success": true}}', Finding.UNKNOWN),
        ({"payload": {"layer": THANKS}, "data": json.dumps({"error": True})}, Finding.REFUSED),
        ("null", Finding.UNKNOWN),
        ("[]", Finding.UNKNOWN),
        ("7", Finding.UNKNOWN),
    ],
)
def test_the_servers_answer_is_read(body: object, finding: Finding) -> None:
    assert heard(body) is finding


@pytest.mark.parametrize("status", [400, 403, 404, 500, 501])
def test_an_error_status_is_a_refusal_whatever_the_body_says(status: int) -> None:
    assert heard({"payload": {"layer": THANKS}}, status) is Finding.REFUSED
    assert heard("", status) is Finding.REFUSED


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateways_error_says_nothing_about_what_arrived_behind_it_and_no_page_is_believed(status: int) -> None:
    assert heard({"payload": {"layer": WRONG}}, status) is Finding.UNREADABLE


@pytest.mark.parametrize("status", [202, 205, 206, 207, 300, 304])
def test_a_status_that_is_no_plain_yes_takes_the_servers_words_away(status: int) -> None:
    assert heard({"payload": {"layer": THANKS}}, status) is not Finding.CONFIRMED
    assert heard("", status) is Finding.UNREADABLE


def test_a_form_that_posts_itself_is_answered_by_a_page_which_is_read_there() -> None:
    page = answered(f"<html><p>{THANKS}</p></html>")
    assert hear_server(page, is_page=True).finding is Finding.UNKNOWN
    assert hear_server(replace(page, status=302), is_page=True).finding is Finding.UNKNOWN
    assert hear_server(replace(page, status=503), is_page=True).finding is Finding.UNREADABLE


def test_too_many_requests_is_a_rate_limit() -> None:
    assert heard("", 429) is Finding.RATE_LIMITED


@pytest.mark.parametrize(
    ("place", "finding"),
    [
        ("https://www.facebook.com/checkpoint/1501092823525282/?next=x", Finding.CHECKPOINT),
        ("https://www.facebook.com/login/?next=x", Finding.SIGN_IN),
        ("https://www.facebook.com/login.php", Finding.SIGN_IN),
        ("https://www.facebook.com/help/?q=/checkpoint", Finding.UNREADABLE),
    ],
)
def test_where_the_answer_came_from_or_leads_to_counts(place: str, finding: Finding) -> None:
    assert heard("<html>", url=place) is finding
    assert heard("<html>", 302, location=place) is finding


@pytest.mark.parametrize("place", ["//[", "https://[::1", "https://]"])
def test_an_address_that_is_none_is_no_error(place: str) -> None:
    assert heard("", 302, location=place) in Finding
    assert heard({"redirect": place}) in Finding


@pytest.mark.parametrize("number", [[], {}, [1390008], "1390008", None, 1.5, True])
def test_an_error_number_that_is_no_number_is_no_error_of_ours(number: object) -> None:
    assert heard({"error": number}) in {Finding.UNKNOWN, Finding.REFUSED, Finding.RATE_LIMITED}


@given(NESTED, st.sampled_from([200, 204, 302, 400, 429, 500, 503]))
def test_any_json_is_heard_without_an_error(data: object, status: int) -> None:
    witness = hear_server(answered(data, status))

    assert witness.finding is not Finding.CONFIRMED or (status < 400 and "received" in (witness.quote or ""))


@given(st.binary() | st.text().map(str.encode), st.sampled_from([200, 302, 500]))
@example(b"[" * 100_000, 200)
@example(b"for (;;);" + b'{"a":' * 100_000, 200)
@example(b"\xef\xbb\xbf{}", 200)
@example(b"1" * 10_000, 200)
def test_any_bytes_are_heard_without_an_error(body: bytes, status: int) -> None:
    answer = Answer(status, (), body, URL, datetime.now(UTC))

    assert hear_server(answer).finding is not Finding.CONFIRMED


@given(st.text())
def test_any_words_are_heard_without_an_error(text: str) -> None:
    witness = hear_text(text)

    assert (witness.quote is None) == (witness.finding is Finding.UNKNOWN)


@given(st.sampled_from([WRONG, BLOCKED, SHORT]), st.text(max_size=30), st.text(max_size=30))
def test_known_words_are_heard_among_others(words: str, before: str, after: str) -> None:
    witness = hear_text(f"{before}\n{words}\n{after}")

    assert witness.finding is hear_text(words).finding
    assert witness.quote
    assert witness.quote in words


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("tag", known_tags())
def test_every_word_we_know_is_heard_as_what_it_is(tag: str, section: str) -> None:
    words = [word.text for word in load_locale(tag)[section]["text"]]

    assert [text for text in words if hear_text(text).finding is not SECTIONS[section]] == []


def test_the_sentence_is_quoted_and_not_the_whole_text() -> None:
    witness = hear_text(f"Hello!\n{THANKS}\nLearn more about AI at Meta.")

    assert witness.quote == "We've received your objection."


def test_confirming_and_refusing_words_together_say_nothing() -> None:
    assert hear_text(f"{THANKS} {WRONG}") == Witness(Finding.UNKNOWN)


@pytest.mark.parametrize("finding", Finding)
def test_every_finding_is_a_light_of_the_receipt(finding: Finding) -> None:
    evidence = evidence_of(Witness(finding), Witness(finding))

    assert (evidence.server == "accepted") == (evidence.page == "confirmed") == (finding is Finding.CONFIRMED)
    assert (evidence.server == "none") == (evidence.page == "none") == (finding is Finding.NONE)
    assert evidence.mail == "none"
