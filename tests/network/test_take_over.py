"""Once the program has taken over, whatever a page tries carries nothing past the router, and its parts still load."""

import ssl
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.browser.launch import open_browser
from meta_objection.network.send_gate import SendGate
from meta_objection.network.source import live_source
from tests.browser.test_launch import browsing, in_a_thread
from tests.https import Heard, HttpsServer, answering

ANSWER = "kim.private@example.org"
PAGE = b"<!doctype html><html lang=en><title>x</title><form><input name=email></form>"
ASKED = {
    "a fetch": "return await (await fetch('/x')).text()",
    "many at once": """return [...new Set(await Promise.all(Array.from({length: 12}, async (_, n) =>
      (await fetch('/x' + n)).text())))].join()""",
    "a post": "return await (await fetch('/x', {method: 'POST', body: 'y'.repeat(5000)})).text()",
    "what was moved": "return await (await fetch('/moved')).text()",
    "a frame": """const frame = document.createElement('iframe'); frame.src = '/x'; document.body.append(frame);
      await new Promise(done => frame.onload = done); return frame.contentDocument.documentElement.outerHTML""",
    "a script": """const script = document.createElement('script'); script.src = '/script';
      document.body.append(script);
      await new Promise(done => script.onload = done); return self.loaded""",
}
WORKER = "new Worker(URL.createObjectURL(new Blob([`{}`])))"
LINK = "document.head.append(Object.assign(document.createElement('link'), {{{}}}))"
CARRY = f"'{ANSWER}'"
SOCKETS = {
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
    **SOCKETS,
    "a keepalive fetch of a page that is left": f"""addEventListener('pagehide', () =>
      fetch('/k', {{method: 'POST', keepalive: true, body: {CARRY}}})); location.reload()""",
    "a beacon of a page that is left": f"addEventListener('pagehide', () => navigator.sendBeacon('/b', {CARRY}));"
    " location.reload()",
    "a window that posts and closes": f"""const other = window.open('/x');
      await new Promise(done => setTimeout(done, 400));
      other.fetch('/k', {{method: 'POST', keepalive: true, body: {CARRY}}}); other.close()""",
    "a later fetch": f"fetchLater('/k', {{method: 'POST', body: {CARRY}, activateAfter: 0}})",
    "a ping": f"""const link = document.createElement('a'); link.href = '#x'; link.ping = '/p?' + {CARRY};
      document.body.append(link); link.click()""",
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


@pytest.fixture(scope="module")
def server() -> Iterator[HttpsServer]:
    with HttpsServer(answer) as server:
        yield server


def answer(secured: ssl.SSLSocket, heard: Heard) -> None:
    path = heard.line.split()[1]
    if path == "/moved":
        answering("302 Found", b"", "Location: /x")(secured, heard)
    elif path == "/script":
        answering("200 OK", b"self.loaded = 'loaded'", "Content-Type: text/javascript")(secured, heard)
    else:
        answering("200 OK", PAGE, "Content-Type: text/html")(secured, heard)


def run(server: HttpsServer, script: str) -> tuple[str | None, list[str]]:
    """Run a script in a page that the program has taken over: what it gave, and what the server heard of the answer."""

    def visit() -> tuple[str | None, list[str]]:
        settings = browsing(browser_args=tuple(server.browser_args), ignore_https_errors=True)
        source, gate = live_source(settings), SendGate(())
        gate.watch_for([ANSWER])
        with open_browser(settings, source, gate) as session:
            session.page.goto("https://www.facebook.com/")
            before = len(server.heard)
            source.take_over(session.page)
            given = None
            with suppress(Error):  # some leave the page
                given = session.page.evaluate(
                    f"async () => {{ try {{ {script} }} catch (error) {{ return `${{error}}` }} }}"
                )
            idle(session.page)
            heard = [f"{one.line} {one.body!r}" for one in server.heard[before:]]
            return given, [one for one in heard if "kim" in one.lower()]

    return in_a_thread(visit)


def idle(page: Page) -> None:
    """Let the page go on for as long as anything of it may still leave."""
    with suppress(PlaywrightTimeout):
        page.wait_for_event("close", timeout=1000)


@pytest.mark.parametrize("script", ASKED.values(), ids=ASKED)
def test_what_a_page_asks_for_is_asked_for_it(server: HttpsServer, script: str) -> None:
    given, heard = run(server, script)
    assert given
    assert "<form>" in given or given == "loaded"
    assert heard == []


@pytest.mark.parametrize("script", CLOSED.values(), ids=CLOSED)
def test_what_goes_past_the_router_carries_nothing(server: HttpsServer, script: str) -> None:
    assert run(server, script)[1] == []


def test_a_page_may_go_on_to_where_the_server_leads_it(server: HttpsServer) -> None:
    def visit() -> str:
        settings = browsing(browser_args=tuple(server.browser_args), ignore_https_errors=True)
        source = live_source(settings)
        with open_browser(settings, source, SendGate(())) as session:
            session.page.goto("https://www.facebook.com/")
            source.take_over(session.page)
            session.page.goto("https://www.facebook.com/moved")
            session.page.wait_for_url("**/x")
            return session.page.content()

    assert "<form>" in in_a_thread(visit)
