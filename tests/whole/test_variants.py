"""Forms that are not as the program knows them, each brought to its end by a person at a real window, twice.

The person is played by xdotool on a display of their own: real clicks and keys, nothing else.
"""

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.command import Desk, Ended, Objector, end, finish, objection
from tests.replica import Received, Replica, Story
from tests.replica.variants import VARIANTS
from tests.xwindow import IS_POSSIBLE, Act, Hands, Sitter, a_display, sit, sitting

pytestmark = pytest.mark.skipif(not IS_POSSIBLE, reason="there is no Xvfb, or no xdotool, to play a person with")

KIM = Objector(reason="My own words about my own pictures.")
EVERY_DAY = {"other-wording", "renamed-button", "unknown-confirmation"}


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with a_display() as name:
        yield name


@pytest.fixture
def desk(display: str, tmp_path: Path) -> Desk:
    return Desk(tmp_path, {"DISPLAY": display})


@pytest.fixture
def port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        number: int = free.getsockname()[1]
        return number


def shows(selector: str) -> Act:
    """Click on what is asked for; the page does not hear it."""
    return lambda sitter: sitter.click(selector)


def answers(*acts: Act) -> Act:
    """Do these things in the page, then go on."""

    def act(sitter: Sitter) -> None:
        for one in acts:
            one(sitter)
        sitter.press_in_panel("Go on")

    return act


def types(text: str) -> Act:
    return lambda sitter: sitter.type(text)


def presses(*keys: str) -> Act:
    return lambda sitter: sitter.press(*keys)


def says(label: str) -> Act:
    return lambda sitter: sitter.press_in_panel(label)


@dataclass(frozen=True)
class Played:
    """How a person brings one variant to its end."""

    acts: Mapping[str, Act]
    """What they do, by a part of what they are asked."""
    sent: Mapping[str, str]
    """What must arrive, by the name of the field."""
    again: tuple[str, ...] = ()
    """What they are asked again in the second run: answers that are theirs alone and kept nowhere."""
    learned: tuple[str, ...] = ()
    """The steps whose control was shown in the first run and is known in the second."""
    heard_by: str = "program"
    files: Mapping[str, bytes] = field(default_factory=dict)


EMAIL = "kim+meta@example.org"
REASON = KIM.reason or ""
SAME = {"email": EMAIL, "objection_reason": REASON}

PLAYED = {
    "other-wording": Played(
        {"“email”": shows("#reach"), "“reason”": shows("#words")},
        {"reach_you": EMAIL, "impact_words": REASON, "rest_words": ""},
        learned=("email", "reason"),
    ),
    "unknown-list": Played(
        {"Which of these are you?": answers(shows("#calling"), types("A wr"), presses("Return"))},
        SAME | {"calling": "W"},
        again=("Which of these are you?",),
    ),
    "renamed-button": Played(
        {"the button that sends": shows("[data-sends]")}, SAME, learned=("send",)
    ),
    "unknown-confirmation": Played(
        {"lies on the right desk": says("It was taken")}, SAME, again=("lies on the right desk",), heard_by="person"
    ),
}


def played(desk: Desk, replica: Replica, playwright: Playwright, port: int, acts: Mapping[str, Act], *words: str) -> tuple[Ended, list[str]]:
    """Have the run done at the window by somebody who acts so; give its end, and what they were asked."""
    watched = ("--browser-arg", f"--remote-debugging-port={port}")
    started = desk.start(*objection(desk, replica, "--headed", *watched, *words, who=KIM, timeout=5))
    try:
        with sitting(playwright, Hands(desk.environment["DISPLAY"]), port) as sitter:
            sit(sitter, started, acts)
            ended = finish(started)
    finally:
        end(started)
    return ended, sitter.asked


def arrived(sent: Received, wanted: Mapping[str, str]) -> dict[str, str]:
    return {name: sent.first(name) for name in wanted}


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=() if one in EVERY_DAY else pytest.mark.all_only) for one in PLAYED]
)
def test_a_person_brings_it_to_its_end_and_the_second_run_asks_for_no_more_than_it_must(
    name: str, desk: Desk, playwright: Playwright, port: int
) -> None:
    variant = PLAYED[name]
    with Replica(Story(changed=name)) as replica:
        first, asked = played(desk, replica, playwright, port, variant.acts)
        assert (first.code, first.report["outcome"], len(replica.sent())) == (0, "submitted", 1), (asked, first.err)
        assert len(asked) == len(variant.acts), asked
        assert first.report["heard_by"] == variant.heard_by
        second, asked = played(desk, replica, playwright, port, variant.acts, "--again")
        assert (second.code, second.report["outcome"], len(replica.sent())) == (0, "submitted", 2), (asked, second.err)
        assert len(asked) == len(variant.again), asked
        assert all(part in said for part, said in zip(variant.again, asked, strict=True))
    for sent in replica.sent():
        assert arrived(sent, variant.sent) == variant.sent
    kept = json.loads((second.receipt / "receipt.json").read_text(encoding="utf-8"))
    found = {step["name"]: step["found_by"] for step in kept["steps"]}
    assert {step: found[step] for step in variant.learned} == dict.fromkeys(variant.learned, "person")
