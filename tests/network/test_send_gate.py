"""The gate: who decides that a request may leave."""

import base64
import gzip
import json
import unicodedata
from collections.abc import Callable
from typing import cast
from urllib.parse import quote, quote_plus, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from playwright.sync_api import Route

from meta_objection.network.send_gate import Passage, SendGate

SUBMIT = "https://www.facebook.com/ajax/help/contact/submit/page"
ELSEWHERE = "https://www.facebook.com/api/graphql"
EMAIL = "kim.o'brien+meta@example.org"
REASON = "I don't want this.\nNot „now“, not later: 50% & more 🙅"
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=8).filter(lambda text: text.strip() == text)
BODIES: dict[str, Callable[[str], bytes]] = {
    "form": lambda text: urlencode({"a": "1", "field": text.replace("\n", "\r\n")}).encode(),
    "form, blanks as %20": lambda text: urlencode({"field": text}, quote_via=quote).encode(),
    "JSON": lambda text: json.dumps({"input": {"field": text}}).encode(),
    "JSON beyond ASCII": lambda text: json.dumps({"input": {"field": text}}, ensure_ascii=False).encode(),
    "JSON in a form": lambda text: urlencode({"doc_id": "1", "variables": json.dumps({"field": text})}).encode(),
    "JSON beyond ASCII in a form": lambda text: urlencode(
        {"variables": json.dumps({"field": text}, ensure_ascii=False)}
    ).encode(),
    "JSON in JSON": lambda text: json.dumps({"queries": json.dumps({"field": text})}).encode(),
    "multipart": lambda text: httpx.Request(
        "POST", SUBMIT, files={"x": ("x", b"")}, data={"field": text.replace("\n", "\r\n")}
    ).read(),
    "plain": lambda text: text.encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 in JSON": lambda text: json.dumps({"blob": base64.urlsafe_b64encode(text.encode()).decode()}).encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "UTF-16": lambda text: ("x" + text).encode("utf-16"),
    "another case": lambda text: text.swapcase().encode(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "hexadecimal in JSON": lambda text: json.dumps({"blob": text.encode().hex().upper()}).encode(),
    "entities": lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(),
}


def a_gate(*answers: str) -> SendGate:
    gate = SendGate(["/ajax/help/contact/submit/page"])
    gate.watch_for(answers)
    return gate


class GateAsPressed(RuleBasedStateMachine):
    """Openings, closings and requests in any order; `held` counts what this opening let through."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = a_gate(EMAIL)
        self.is_open = False
        self.held = 0
        self.refused = 0

    @rule()
    def open(self) -> None:
        self.gate.open()
        self.is_open, self.held = True, 0

    @rule()
    def close(self) -> None:
        self.gate.close()
        self.is_open = False

    @rule(url=st.sampled_from([SUBMIT, SUBMIT + "/", SUBMIT + "?__a=1"]), body=st.sampled_from([b"", b"x", None]))
    def send(self, url: str, body: bytes | None) -> None:
        self.expect_one(self.gate.decide("POST", url, lambda: body))

    @rule(kind=st.sampled_from(sorted(BODIES)), method=st.sampled_from(["POST", "PUT", "PATCH", "DELETE"]))
    def send_elsewhere(self, kind: str, method: str) -> None:
        self.expect_none(self.gate.decide(method, ELSEWHERE, lambda: BODIES[kind](EMAIL)))

    @rule()
    def carry_in_address(self) -> None:
        self.expect_none(self.gate.decide("GET", f"{ELSEWHERE}?mail={quote(EMAIL, safe='')}", lambda: None))

    @rule(method=st.sampled_from(["GET", "POST"]), body=st.sampled_from([None, b"", b"__a=1", b"\xff\xfe"]))
    def ask_something_else(self, method: str, body: bytes | None) -> None:
        assert self.gate.decide(method, ELSEWHERE, lambda: body) is Passage.PASS

    def expect_one(self, passage: Passage) -> None:
        if self.is_open and not self.held:
            assert passage is Passage.HOLD
            self.held += 1
        else:
            assert passage is Passage.REFUSE
            self.refused += 1

    def expect_none(self, passage: Passage) -> None:
        assert passage is Passage.REFUSE
        self.refused += 1

    @invariant()
    def counts_what_it_refused(self) -> None:
        assert self.gate.refused == self.refused


TestGateAsPressed = GateAsPressed.TestCase


@pytest.mark.parametrize("kind", sorted(BODIES))
@pytest.mark.parametrize(
    "answer",
    [EMAIL, REASON, "Mehr Größe", "Never 🙅 again", 'He said "no"', "Either\\or/both", "Hayır, sıradan", "Μαΐου ΰ"],
    ids=["address", "two lines", "umlaut", "emoji", "quotes", "backslash", "dotless", "two accents"],
)
def test_a_body_that_carries_an_answer_is_let_through_nowhere_else(kind: str, answer: str) -> None:
    assert a_gate(answer).decide("POST", ELSEWHERE, lambda: BODIES[kind](answer)) is Passage.REFUSE


@given(TEXTS, st.sampled_from(sorted(BODIES)))
def test_any_answer_is_found_in_any_body(answer: str, kind: str) -> None:
    assert a_gate(answer).decide("POST", ELSEWHERE, lambda: BODIES[kind](answer)) is Passage.REFUSE


@pytest.mark.parametrize("written", [quote, quote_plus])
@pytest.mark.parametrize("answer", [EMAIL, REASON], ids=["address", "two lines"])
def test_an_address_that_carries_an_answer_is_refused(written: Callable[[str], str], answer: str) -> None:
    assert a_gate(answer).decide("GET", f"{ELSEWHERE}?q={written(answer)}", lambda: None) is Passage.REFUSE


@pytest.mark.parametrize(
    "path",
    [
        "//ajax/help/contact/submit/page",
        "/./ajax/help/contact/submit/page",
        "/ajax/help/contact/submit/pag%65",
        "/Ajax/x/../help/contact/submit/page/",
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_the_forms_own_path_is_known_however_it_is_written(path: str, method: str) -> None:
    assert a_gate().decide(method, f"https://www.facebook.com{path}", lambda: b"") is Passage.REFUSE


def test_a_body_that_cannot_be_read_may_carry_anything() -> None:
    assert a_gate(EMAIL).decide("POST", ELSEWHERE, lambda: None, "application/octet-stream") is Passage.REFUSE
    assert a_gate(EMAIL).decide("POST", ELSEWHERE, lambda: None) is Passage.PASS


def test_what_merely_mentions_an_answer_is_refused_and_the_form_is_held_after_it() -> None:
    gate = a_gate(EMAIL)
    gate.open()

    assert gate.decide("POST", ELSEWHERE, lambda: BODIES["form"](EMAIL)) is Passage.REFUSE
    assert gate.decide("POST", SUBMIT, lambda: BODIES["form"](EMAIL)) is Passage.HOLD


def test_where_no_path_is_known_the_sending_is_what_carries_every_answer() -> None:
    gate = SendGate([])
    gate.watch_for([EMAIL, REASON, "an answer that this form does not ask for"])
    gate.open(typed=[EMAIL, REASON])

    assert gate.decide("POST", ELSEWHERE, lambda: BODIES["form"](EMAIL)) is Passage.REFUSE
    assert gate.decide("POST", ELSEWHERE, lambda: BODIES["JSON"](f"{EMAIL} {REASON}")) is Passage.HOLD


def test_a_code_is_handed_over_wherever_it_is_posted() -> None:
    gate = a_gate(EMAIL)
    gate.open(code="2468")

    assert gate.decide("POST", ELSEWHERE, lambda: b"code=2468") is Passage.HOLD


def test_nothing_is_held_before_the_gate_was_opened() -> None:
    gate = a_gate(EMAIL)

    assert gate.decide("POST", SUBMIT, lambda: b"") is Passage.REFUSE
    assert gate.refused == 1


def test_reading_the_forms_own_path_is_no_sending() -> None:
    assert a_gate().decide("GET", SUBMIT, lambda: None) is Passage.PASS


def test_what_was_posted_otherwise_is_counted_anew_at_each_opening() -> None:
    gate = a_gate(EMAIL)
    gate.decide("POST", ELSEWHERE, lambda: b"__a=1")
    gate.open()
    for method in ("POST", "PUT", "GET", "HEAD", "OPTIONS"):
        gate.decide(method, ELSEWHERE, lambda: b"__a=1")

    assert gate.posted_otherwise == 2


def test_what_was_held_before_is_forgotten_at_the_next_opening() -> None:
    gate = a_gate(EMAIL)
    gate.held = cast("Route", object())
    gate.open()

    assert gate.held is None


def test_an_answer_that_was_not_given_marks_nothing() -> None:
    assert a_gate("").decide("POST", ELSEWHERE, lambda: b"anything") is Passage.PASS


@pytest.mark.parametrize("answer", ["a", "no", "Nein", "😡", "."])
def test_a_very_short_answer_does_not_close_the_page_to_everything(answer: str) -> None:
    address = "https://static.xx.fbcdn.net/rsrc.php/Nein/no.js?%F0%9F%98%A1"

    assert a_gate(answer).decide("GET", address, lambda: None) is Passage.PASS


def test_watching_for_the_code_too_does_not_forget_the_address() -> None:
    gate = a_gate(EMAIL)
    gate.watch_for(["246810"])

    assert gate.decide("POST", ELSEWHERE, lambda: BODIES["form"]("246810")) is Passage.REFUSE
    assert gate.decide("POST", ELSEWHERE, lambda: BODIES["form"](EMAIL)) is Passage.REFUSE


def test_what_is_typed_where_no_answer_was_given_yet_is_not_even_read() -> None:
    def nobody_may_read() -> bytes:
        raise AssertionError("the person's password may be in it")

    assert a_gate().decide("POST", ELSEWHERE, nobody_may_read) is Passage.PASS


@pytest.mark.parametrize("written", ["xor", "reversed", "shifted"])
def test_a_question_that_tells_more_after_the_press_is_counted_whatever_guise_it_has(written: str) -> None:
    gate = a_gate(EMAIL, REASON)
    told = {
        "xor": "".join(f"{ord(letter) ^ 7:x}" for letter in EMAIL + REASON),
        "reversed": quote((EMAIL + REASON)[::-1]),
        "shifted": quote("".join(chr(ord(letter) + 1) for letter in EMAIL + REASON)),
    }[written]
    gate.open()
    assert gate.decide("GET", f"{ELSEWHERE}?d={told}", lambda: b"") is Passage.PASS
    assert gate.posted_otherwise == 1


def test_a_page_that_asks_for_its_own_parts_again_tells_nothing_new() -> None:
    gate = a_gate(EMAIL)
    long = f"{ELSEWHERE}?doc={'7' * 60}"
    gate.decide("GET", long, lambda: b"")
    gate.open()
    for url in (long, "https://www.facebook.com/ajax/bz?__a=1", f"https://static.xx.fbcdn.net/rsrc.php?v={'x' * 60}"):
        assert gate.decide("GET", url, lambda: b"") is Passage.PASS
    assert gate.posted_otherwise == 0


@pytest.mark.parametrize("body", [b"email=x&reason=y", urlencode({"email": EMAIL}).encode(), b""])
def test_with_a_code_the_form_is_not_sent_once_more_without_it(body: bytes) -> None:
    gate = a_gate(EMAIL)
    gate.open(code="246810")
    assert gate.decide("POST", SUBMIT, lambda: body) is Passage.REFUSE
    assert gate.decide("POST", SUBMIT, lambda: body + b"&code=246810") is Passage.HOLD
