"""Forms that are not as the program knows them, each brought to its end by a person at a real window, twice.

The person is played by xdotool on a display of their own: real clicks and keys, nothing else.
"""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from meta_objection.outcome import Outcome
from tests.command import PATIENCE, Desk, Ended, Objector, end, finish, objection
from tests.replica import Received, Replica, Story
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
    return Desk(tmp_path, {"DISPLAY": display, "LC_ALL": "C.UTF-8"})


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


def clicks(selector: str, *, at_left: bool = False) -> Act:
    """Click on something of the page, wherever that leads."""
    return lambda sitter: sitter.click(selector, at_left=at_left)


def follows(selector: str) -> Act:
    """Click on a link, unless it was followed already and the question stands a moment longer than its page."""
    return lambda sitter: sitter.click(selector) if sitter.page.locator(selector).count() else None


def types(text: str) -> Act:
    return lambda sitter: sitter.type(text)


def presses(*keys: str) -> Act:
    return lambda sitter: sitter.press(*keys)


def picks(selector: str) -> Act:
    """Choose the paper in the system's own dialog, by typing its path."""

    def act(sitter: Sitter) -> None:
        path = sitter.folder / "proof of mine as a file.txt"
        path.write_bytes(PAPER)
        sitter.pick_file(selector, path)
        sitter.press_in_panel("Go on")

    return act


def says(label: str) -> Act:
    return lambda sitter: sitter.press_in_panel(label)


def marks_and_says(selector: str, label: str) -> Act:
    """Mark the words that say it, and say what they mean."""

    def act(sitter: Sitter) -> None:
        sitter.mark(selector)
        sitter.press_in_panel(label)

    return act


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
    confirmation: str = ""
    """What the person marked, which the receipt keeps as Meta's word."""
    generation: str = "2025"
    files: Mapping[str, bytes] = field(default_factory=dict)


EMAIL = "kim+meta@example.org"
REASON = KIM.reason or ""
PAPER = b"\x00\xff Kim was here.\r\n--b\r\n"
SAME = {"email": EMAIL, "objection_reason": REASON}

PLAYED = {
    "other-wording": Played(
        {"your e-mail address?": shows("#reach"), "your reason?": shows("#words")},
        {"reach_you": EMAIL, "impact_words": REASON, "rest_words": ""},
        learned=("email", "reason"),
    ),
    "other-controls": Played(
        {
            "your country?": shows("[role=combobox]"),
            "your reason?": shows("[role=textbox]"),
            "In whose name": answers(clicks("[role=radio] >> text=In my own")),
        },
        {"home": "DE", "email": EMAIL, "standing": "OWN", "impact_words": REASON},
        again=("In whose name",),
        learned=("country", "reason"),
        generation="2024",
    ),
    "two-emails": Played(
        {
            "your e-mail address?": shows("#own_mail"),
            "asks something this program does not know: “Email address”": answers(
                clicks("#other_mail"), types("kim@example.org")
            ),
        },
        {"own_mail": EMAIL, "other_mail": "kim@example.org", "objection_reason": REASON},
        again=("“Email address”",),
        learned=("email",),
    ),
    "closed-section": Played({}, SAME),
    "closed-accordion": Played(
        {"no place for your reason": answers(clicks("[data-opens]"))}, SAME, again=("no place for your reason",)
    ),
    "step-before": Played(
        {"Nothing on this page leads on": follows("text=Off we go")}, SAME, again=("Nothing on this page leads on",)
    ),
    "no-language": Played(
        {"your e-mail address?": shows("#netfang"), "komið á réttan stað": says("It was taken")},
        {"netfang": EMAIL, "saga": REASON},
        again=("komið á réttan stað",),
        learned=("email",),
        heard_by="person",
    ),
    "tick-box": Played(
        {"What stands above is so": answers(clicks("[name=truthful]"))},
        SAME | {"truthful": "yes"},
        again=("What stands above is so",),
    ),
    "unknown-date": Played(
        {"Since when": answers(clicks("#since", at_left=True), types("05172019"))},
        SAME | {"since": "2019-05-17"},
        again=("Since when",),
    ),
    "upload": Played(
        {"A paper that shows it": picks("#paper")},
        SAME | {"paper": "proof of mine as a file.txt"},
        again=("A paper that shows it",),
        files={"proof of mine as a file.txt": PAPER},
    ),
    "unknown-list": Played(
        {"Which of these are you?": answers(shows("#calling"), types("A wr"), presses("Return"))},
        SAME | {"calling": "W"},
        again=("Which of these are you?",),
    ),
    "renamed-button": Played({"the button that sends": shows("[data-sends]")}, SAME, learned=("send",)),
    "unknown-confirmation": Played(
        {"lies on the right desk": marks_and_says("text=lies on the right desk", "It was taken")},
        SAME,
        again=("lies on the right desk",),
        heard_by="person",
        confirmation="Your note lies on the right desk now. It bears the number 77.",
    ),
}


def played(
    desk: Desk, replica: Replica, playwright: Playwright, port: int, acts: Mapping[str, Act], *words: str
) -> tuple[Ended, list[str]]:
    """Have the run done at the window by somebody who acts so; give its end, and what they were asked."""
    watched = ("--browser-arg", f"--remote-debugging-port={port}")
    started = desk.start(*objection(desk, replica, "--headed", *watched, *words, who=KIM, timeout=5))
    try:
        with sitting(playwright, Hands(desk.environment["DISPLAY"]), port, desk.folder) as sitter:
            sit(sitter, started, acts)
            ended = finish(started)
    finally:
        end(started)
    return ended, list(dict.fromkeys(sitter.asked))


def arrived(sent: Received, wanted: Mapping[str, str]) -> dict[str, str]:
    return {name: sent.first(name) for name in wanted}


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=() if one in EVERY_DAY else pytest.mark.all_only) for one in PLAYED]
)
def test_a_person_brings_it_to_its_end_and_the_second_run_asks_for_no_more_than_it_must(
    name: str, desk: Desk, playwright: Playwright, port: int
) -> None:
    variant = PLAYED[name]
    with Replica(Story(changed=name, generation=variant.generation)) as replica:
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
        assert {file.name: file.content for file in sent.files} == variant.files
    kept = json.loads((second.receipt / "receipt.json").read_text(encoding="utf-8"))
    assert variant.confirmation in (second.receipt / "confirmation.txt").read_text(encoding="utf-8")
    assert not variant.confirmation or kept["confirmation"].strip() == variant.confirmation
    found = {step["name"]: step["found_by"] for step in kept["steps"]}
    assert {step: found[step] for step in variant.learned} == dict.fromkeys(variant.learned, "person")


TOLD_APART = {
    "other-wording": ["not known: Where do replies find you?", "“What does it do to your days?” is asked as well"],
    "other-controls": ["not known: Your home on the map", "not known: In whose name do you write?"],
    "unknown-list": ["“Which of these are you?” is asked as well, and nobody knows it."],
    "two-emails": ["More than one control could be the one for email now."],
    "renamed-button": ["The button that sends is not found; it was by its words."],
    "closed-section": ["section — found by its place", "(reason) must be answered now."],
    "closed-accordion": ["(reason) is not asked any more.", "no place for this any more: reason"],
    "step-before": ["No form that we know is on the page “Before you begin”."],
    "no-language": ["a language without words", "not known: Hvert eigum við að svara þér?"],
    "tick-box": ["“What stands above is so” is asked as well"],
    "unknown-date": ["“Since when have you been with us?” is asked as well"],
    "upload": ["“A paper that shows it” is asked as well"],
}
"""What `check` says of each. Of words that come after the sending it can see nothing, as it sends nothing."""
A_SCREEN = 24
"""Lines."""
RECORD = """
import sys
from pathlib import Path
from meta_objection.outcome import Outcome
from tests.recorder.from_replica import record
from tests.recorder.wanted import Wanted
from tests.replica import Replica, Story

name, generation, ends, folder = sys.argv[1:]
wanted = Wanted(Story(changed=name, generation=generation), name, Outcome(ends))
with Replica(wanted.story) as replica:
    record(wanted, replica, Path(folder), shared=False)
"""


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=() if one in EVERY_DAY else pytest.mark.all_only) for one in TOLD_APART]
)
def test_check_tells_its_recording_apart_from_the_form_it_was_made_of_in_one_screen(name: str, tmp_path: Path) -> None:
    ends = Outcome.SUBMITTED if name == "closed-section" else Outcome.FORM_CHANGED
    desk, fixture = Desk(tmp_path), tmp_path / "fixture"
    # In a process of its own: the tests' shared Playwright has this one.
    story = [name, PLAYED[name].generation, ends, str(fixture)]
    subprocess.run([sys.executable, "-c", RECORD, *story], check=True, cwd=Path(__file__).parents[2], timeout=PATIENCE)
    ended = desk.run("check", "--home", str(desk.home), "--replay", str(fixture))
    assert ended.code == (0 if ends is Outcome.SUBMITTED else 11), ended.err
    said = ended.out + ended.err
    assert [part for part in TOLD_APART[name] if part not in said] == []
    assert len(said.splitlines()) <= A_SCREEN


def test_what_nobody_answers_ends_as_it_does_without_a_window(desk: Desk) -> None:
    impatient = (
        "import meta_objection.run as run; run.PERSONS_PATIENCE = 4;"
        " from meta_objection.__main__ import main; raise SystemExit(main())"
    )
    with Replica(Story(changed="unknown-list")) as replica:
        words = objection(desk, replica, who=KIM)
        headless = desk.run(*words)
        unattended = desk.run(*words, "--headed", "--unattended")
        alone = finish(desk.start(*words, "--headed", program=("-c", impatient)))
        assert replica.sent() == []
    ends = [
        (one.code, *(one.report[key] for key in ("outcome", "why", "sent", "message")))
        for one in (headless, unattended, alone)
    ]
    assert ends[0][:4] == (11, "form-changed", "unknown-question", "no")
    assert ends[0] == ends[1] == ends[2]
