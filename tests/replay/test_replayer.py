from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, expect

from meta_objection.replay import (
    Exchange,
    NoMatch,
    Recorder,
    Redactor,
    Replayer,
    Request,
    Response,
    UnreadableFixture,
)
from tests.replay.conftest import ABOUT, STARTED, Recorded, object_to_it, probe

HOME = "https://site.example"
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def fixture(folder: Path, *exchanges: Exchange) -> Path:
    recorder = Recorder(Redactor({}), STARTED)
    for exchange in exchanges:
        recorder.add(exchange)
    recorder.write(folder, ABOUT)
    return folder


def redirect(path: str, target: str, status: int = 302, method: str = "GET") -> Exchange:
    return Exchange(Request(method, HOME + path), Response(status, (("location", target),)))


def page(path: str, text: str, method: str = "GET") -> Exchange:
    html = (("content-type", "text/html"),)
    return Exchange(Request(method, HOME + path), Response(200, html, text.encode()))


def play(context: BrowserContext, folder: Path) -> tuple[Replayer, list[NoMatch]]:
    misses: list[NoMatch] = []
    replayer = Replayer(folder, on_miss=misses.append)
    context.route("**/*", replayer.fulfil)
    return replayer, misses


def test_a_redirect_is_followed_inside_the_recording(tmp_path: Path) -> None:
    replayer = Replayer(fixture(tmp_path, redirect("/a/b", "../c?d=1"), redirect("/c?d=1", "/e"), page("/e", "end")))
    answer = replayer.answer("GET", f"{HOME}/a/b", (), None)
    assert (answer.response.body, answer.final_url) == (b"end", f"{HOME}/e")


@pytest.mark.parametrize(("status", "then"), [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirected_sending_goes_on_as_its_status_says(tmp_path: Path, status: int, then: str) -> None:
    sent = Request("POST", f"{HOME}/send", FORM, (("a", "1"),))
    onward = Exchange(sent, Response(status, (("location", "/next"),)))
    fields = (("a", "1"),) if then == "POST" else ()
    landed = Exchange(Request(then, f"{HOME}/next", FORM, fields), Response(200, body=b"end"))
    replayer = Replayer(fixture(tmp_path, onward, landed))
    assert replayer.answer("POST", f"{HOME}/send", FORM, b"a=other").response.body == b"end"


def test_a_redirect_out_of_the_recording_is_a_miss(tmp_path: Path) -> None:
    replayer = Replayer(fixture(tmp_path, redirect("/send", "https://evil.example/", 307, "POST")))
    with pytest.raises(NoMatch, match=r"POST evil\.example/"):
        replayer.answer("POST", f"{HOME}/send", (), None)


@given(circle=st.integers(1, 4))
def test_a_circle_of_redirects_ends(tmp_path_factory: pytest.TempPathFactory, circle: int) -> None:
    steps = [redirect(f"/{at}", f"/{(at + 1) % circle}") for at in range(circle)]
    replayer = Replayer(fixture(tmp_path_factory.mktemp("circle"), *steps))
    with pytest.raises(NoMatch, match="in a circle at https://site"):
        replayer.answer("GET", f"{HOME}/0", (), None)


def test_a_folder_without_a_recording_cannot_be_played(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFixture):
        Replayer(tmp_path)


def test_another_person_with_other_tokens_gets_the_recorded_answers(
    recorded: Recorded, replayed: BrowserContext
) -> None:
    replayer, misses = play(replayed, recorded.first)
    tab = replayed.new_page()
    object_to_it(tab, recorded.address, "alex@example.com", "Another reason & more")
    assert tab.url == f"{recorded.address}/form"
    assert (replayer.missed, misses) == (None, [])


def test_a_miss_is_remembered_with_the_three_nearest(recorded: Recorded, replayed: BrowserContext) -> None:
    replayer, misses = play(replayed, recorded.first)
    tab = replayed.new_page()
    tab.goto(f"{recorded.address}/form")
    refused = "path => fetch(path, {method: 'POST', body: new URLSearchParams({a: 'mine'})}).catch(() => 'refused')"
    assert [tab.evaluate(refused, path) for path in ("/send", "/elsewhere")] == ["refused"] * 2
    assert replayer.missed == misses[0]
    lines = str(replayer.missed).splitlines()
    assert "it lacks the field 'a'; it has the field 'email'" in lines[1].replace("it has the field 'lsd'; ", "")
    assert (len(lines), len(misses), "mine" in "".join(lines)) == (4, 2, False)


def test_a_picture_that_was_not_recorded_stops_nothing(recorded: Recorded, replayed: BrowserContext) -> None:
    replayer, misses = play(replayed, recorded.first)
    tab = replayed.new_page()
    tab.goto(f"{recorded.address}/form")
    load = """() => new Promise(done => {
        const picture = document.createElement('img');
        picture.onerror = () => done();
        document.body.append(picture);
        picture.src = '/picture.png';
    })"""
    tab.evaluate(load)
    tab.evaluate("() => fetch('/ajax/bz', {method: 'POST'}).catch(() => 0)")
    assert (replayer.missed, misses) == (None, [])


def test_the_probes_do_reach_out_while_the_network_is_open(recorded: Recorded) -> None:
    assert recorded.reached == (True, True)


def test_nothing_reaches_the_network_from_a_replay(recorded: Recorded, replayed: BrowserContext) -> None:
    play(replayed, recorded.first)
    probe(replayed.new_page(), recorded.address)
    assert not recorded.outside.called.wait(0.5)
    assert not recorded.outside.rung.is_set()


def test_a_page_that_redirects_in_a_circle_is_a_miss(tmp_path: Path, replayed: BrowserContext) -> None:
    replayer, misses = play(replayed, fixture(tmp_path, redirect("/a", "/b"), redirect("/b", "/a")))
    tab = replayed.new_page()
    with tab.expect_event("requestfailed"):
        tab.goto(f"{HOME}/a")
    assert "in a circle" in str(replayer.missed)
    assert len(misses) == 1


def test_a_redirect_cannot_break_out_of_the_page_that_goes_onward(tmp_path: Path, replayed: BrowserContext) -> None:
    target = "/end?q=</script><script>alert(1)</script>"
    play(replayed, fixture(tmp_path, redirect("/a", target), page(target, "<p role=status>end")))
    tab = replayed.new_page()
    tab.goto(f"{HOME}/a")
    expect(tab.get_by_role("status")).to_have_text("end")
    assert tab.url.startswith(f"{HOME}/end?q=")
