"""Whatever carries something out of the browser is seen, by the router or by the tunnel's count."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from meta_objection.browser import launch
from meta_objection.browser.launch import open_browser
from meta_objection.network.connect_proxy import Line
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import live_source
from meta_objection.network.unseen import Seen
from tests.browser.test_launch import browsing, in_a_thread
from tests.https import HttpsServer, answering

ANSWER = "kim.private@example.org"
PAGE = b"<!doctype html><html lang=en><title>x</title><form><input name=email></form>"
HONEST = {
    "nothing": "",
    "a fetch": "await fetch('/x')",
    "many fetches": "await Promise.all(Array.from({length: 12}, (_, n) => fetch('/x' + n)))",
    "a post": "await fetch('/x', {method: 'POST', body: 'y'.repeat(5000)})",
    "pictures": "for (let n = 0; n < 5; n++) document.body.append(Object.assign(new Image(), {src: '/p' + n}))",
    "another host": "await fetch('https://www.instagram.com/x', {mode: 'no-cors'})",
    "a beacon": "navigator.sendBeacon('/beacon', 'hello')",
}
WORKER = "new Worker(URL.createObjectURL(new Blob([`{}`])))"
LINK = "document.head.append(Object.assign(document.createElement('link'), {{{}}}))"
CARRY = f"'{ANSWER}'"
LEAKS = {
    "a socket of a worker's": WORKER.format(
        f"const s = new WebSocket('wss://www.facebook.com/s?' + encodeURIComponent({CARRY}));"
        " s.onopen = () => s.send(1)"
    ),
    "a socket of a worker's to another host": WORKER.format(
        f"const s = new WebSocket('wss://edge-chat.facebook.com/s?' + encodeURIComponent({CARRY}))"
    ),
}
INNER = """const frame = document.createElement('iframe'); {};
      new frame.contentWindow.Worker(URL.createObjectURL(
      new Blob([`new WebSocket('wss://www.facebook.com/s?kim')`])))"""
CLOSED = {
    **LEAKS,
    "a worker of a frame that is empty": INNER.format("document.body.append(frame)"),
    "a worker of a frame with a text of its own": INNER.format(
        "frame.srcdoc = '<p>x'; document.body.append(frame); await new Promise(done => frame.onload = done)"
    ),
    "a worker that a script in a frame makes": """const frame = document.createElement('iframe');
      frame.src = 'data:text/html,<script>' + encodeURIComponent("new Worker(URL.createObjectURL(new Blob(["
      + JSON.stringify("new WebSocket('wss://www.facebook.com/s?kim')") + "])))") + '</script>';
      document.body.append(frame); await new Promise(done => frame.onload = done)""",
    "a worker in a window that the page opens": """const other = window.open('about:blank');
      new other.Worker(URL.createObjectURL(new Blob([`new WebSocket('wss://www.facebook.com/s?kim')`])))""",
    "a worklet": """await CSS.paintWorklet.addModule(URL.createObjectURL(
      new Blob([`new WebSocket('wss://www.facebook.com/s?kim')`], {type: 'text/javascript'})))""",
    "a connection between peers": f"""const peer = new RTCPeerConnection({{iceServers:
      [{{urls: 'turn:www.facebook.com:443?transport=tcp', username: {CARRY}, credential: 'x'}}]}});
      peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer())""",
    "a transport": f"await new WebTransport('https://www.facebook.com/t?' + encodeURIComponent({CARRY})).ready",
    "a socket": f"""const s = new WebSocket('wss://www.facebook.com/s?' + encodeURIComponent({CARRY}));
      s.onopen = () => s.send({CARRY})""",
    "a shared worker": f"""new SharedWorker(URL.createObjectURL(
      new Blob([`fetch('https://www.facebook.com/w?' + {CARRY})`])))""",
    "a service worker": "await navigator.serviceWorker.register('/sw.js')",
    "a prefetch": LINK.format(f"rel: 'prefetch', href: '/p?' + {CARRY}"),
    "a prerender": """document.head.append(Object.assign(document.createElement('script'), {type: 'speculationrules',
      textContent: JSON.stringify({prerender: [{source: 'list', urls: ['/p?kim'], eagerness: 'immediate'}]})}))""",
    "a preconnect": LINK.format("rel: 'preconnect', href: 'https://kim.facebook.com'"),
    "a name asked of the DNS": LINK.format("rel: 'dns-prefetch', href: '//kim-private.facebook.com'"),
}


@dataclass
class Left:
    """What a script let out: what the server heard of the answer, and what the witness says."""

    heard: bool
    unseen: int


@pytest.fixture(scope="module")
def server() -> Iterator[HttpsServer]:
    with HttpsServer(answering("200 OK", PAGE, "Content-Type: text/html")) as server:
        yield server


def run(server: HttpsServer, script: str) -> Left:
    def visit() -> Left:
        settings = browsing(browser_args=tuple(server.browser_args), ignore_https_errors=True)
        source, gate = live_source(settings), SendGate(())
        gate.watch_for([ANSWER])
        with open_browser(settings, source, gate) as session:
            session.page.goto("https://www.facebook.com/")
            before = len(server.heard)
            source.begin_counting()
            session.page.evaluate(f"async () => {{ try {{ {script} }} catch (error) {{}} }}")
            idle(session.page)
            heard = [one for one in server.heard[before:] if "kim" in f"{one.line} {one.body!r}".lower()]
            return Left(bool(heard), source.left_unseen())

    return in_a_thread(visit)


def idle(page: Page) -> None:
    """Let the page go on for as long as anything of it may still leave."""
    page.evaluate("() => new Promise(done => setTimeout(done, 700))")


@pytest.mark.parametrize("script", HONEST.values(), ids=HONEST)
def test_what_was_seen_to_leave_is_no_alarm(server: HttpsServer, script: str) -> None:
    assert run(server, script) == Left(heard=False, unseen=0)


@pytest.mark.parametrize("script", LEAKS.values(), ids=LEAKS)
def test_what_goes_past_the_router_is_counted(
    server: HttpsServer, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "_NO_WORKERS", "")  # the way is closed by now; the witness is tried without
    left = run(server, script)
    assert left.heard  # else there is nothing to be counted
    assert left.unseen > 0


@pytest.mark.parametrize("script", CLOSED.values(), ids=CLOSED)
def test_what_is_closed_carries_nothing(server: HttpsServer, script: str) -> None:
    assert not run(server, script).heard


def test_what_the_requests_can_have_cost_explains_what_left() -> None:
    seen = Seen()
    assert seen.unexplained([]) == 0
    assert seen.unexplained([Line("www.facebook.com", sent=9_000, since_mark=200, is_new=False)]) == 0
    assert seen.unexplained([Line("www.facebook.com", sent=9_000, since_mark=500, is_new=False)]) == 280
    assert seen.unexplained([Line("www.facebook.com", sent=2_000, since_mark=2_000)]) == 1_780
