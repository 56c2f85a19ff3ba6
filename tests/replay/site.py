"""A small site to record, and a machine outside of it that no replay may reach."""

import json
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

FORM = """<!doctype html><html lang="en"><title>Form</title><link rel="stylesheet" href="/style.css">
<form><input type="hidden" name="lsd" value="%(token)s">
<label>Mail <input name="email" value="%(prefilled)s"></label><label>Reason <textarea name="reason"></textarea></label>
<button>Send</button></form><p role="status"></p>
<script>const seen = {"token": "%(token)s"};</script><script src="/app.js"></script></html>"""

APP = """
const form = document.forms[0], told = document.querySelector('p');
async function answer() {
  const heard = [];
  do heard.push(await (await fetch('/poll?lsd=' + form.lsd.value + '&__t=' + Date.now())).text());
  while (!heard.includes('done'));
  return heard.join(' ');
}
form.onsubmit = async event => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  const text = await (await fetch('/send?__req=' + Math.random(), {method: 'POST', body})).text();
  const {summary} = JSON.parse(text.slice('for (;;);'.length));
  told.textContent = summary + ' ' + await answer();
};
"""

# everything a page can try: by the router's way, and by ways the router never sees
PROBES = """<!doctype html><title>Probes</title><link rel="preconnect" href="http://127.0.0.1:%(tcp)d">
<link rel="prefetch" href="http://127.0.0.1:%(tcp)d/prefetch"><img src="http://127.0.0.1:%(tcp)d/picture.png">
<script type="speculationrules">{"prefetch": [
  {"source": "list", "urls": ["http://127.0.0.1:%(tcp)d/speculation"], "eagerness": "immediate"}]}</script>
<script>
navigator.sendBeacon('http://127.0.0.1:%(tcp)d/beacon', 'x');
const call = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:%(udp)d'}]});
call.createDataChannel('x');
Promise.all([
  fetch('http://127.0.0.1:%(tcp)d/fetch', {mode: 'no-cors'}).catch(() => 0),
  new Promise(done => new WebSocket('ws://127.0.0.1:%(tcp)d/socket').onclose = done),
  new Promise(done => call.onicecandidate = done),
]).then(() => document.title = 'Tried');
call.createOffer().then(offer => call.setLocalDescription(offer));
</script>"""

ASSETS = {"app": (APP, "text/javascript"), "style": ("p { color: green }", "text/css")}


@dataclass
class Outside:
    """Listens on 127.0.0.1, by TCP and UDP, and remembers that somebody came."""

    tcp: int
    udp: int
    called: threading.Event = field(default_factory=threading.Event)
    rung: threading.Event = field(default_factory=threading.Event)


@contextmanager
def outside() -> Iterator[Outside]:
    by_tcp = socket.create_server(("127.0.0.1", 0))
    by_udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    by_udp.bind(("127.0.0.1", 0))
    heard = Outside(by_tcp.getsockname()[1], by_udp.getsockname()[1])
    threads = [
        threading.Thread(target=_accept, args=(by_tcp, heard.called)),
        threading.Thread(target=_receive, args=(by_udp, heard.rung)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        by_tcp.shutdown(socket.SHUT_RDWR)
        by_udp.sendto(b"", by_udp.getsockname())
        for thread in threads:
            thread.join()
        by_tcp.close()
        by_udp.close()


def _accept(listener: socket.socket, called: threading.Event) -> None:
    while True:
        try:
            caller, _ = listener.accept()
        except OSError:
            return
        called.set()
        caller.close()


def _receive(listener: socket.socket, rung: threading.Event) -> None:
    while listener.recv(2048):
        rung.set()


async def start(_: Request) -> Response:
    answer = RedirectResponse("/form", 302)
    answer.set_cookie("datr", secrets.token_urlsafe(16))
    return answer


async def send(request: Request) -> Response:
    fields = await request.form()
    return RedirectResponse(f"/sent?lsd={fields['lsd']}&mail={fields['email']}", 303)


async def sent(request: Request) -> Response:
    mail = request.query_params["mail"]
    return PlainTextResponse("for (;;);" + json.dumps({"summary": "Thanks.", "mail": mail}))


async def asset(request: Request) -> Response:
    content, kind = ASSETS[request.path_params["name"]]
    return Response(content, media_type=kind)


def application(elsewhere: Outside) -> Starlette:
    """The site: a redirect to a form, a sending answered by way of another redirect, and a poll."""
    polls: list[str] = []

    async def form(_: Request) -> Response:
        polls.clear()
        given = {"token": "AV" + secrets.token_hex(8), "prefilled": "somebody@private.invalid"}
        return HTMLResponse(FORM % given)

    async def poll(_: Request) -> Response:
        polls.append("done" if len(polls) == 2 else f"wait-{len(polls)}")
        return PlainTextResponse(polls[-1])

    async def probes(_: Request) -> Response:
        return HTMLResponse(PROBES % {"tcp": elsewhere.tcp, "udp": elsewhere.udp})

    return Starlette(
        routes=[
            Route("/", start),
            Route("/form", form),
            Route("/send", send, methods=["POST"]),
            Route("/sent", sent),
            Route("/poll", poll),
            Route("/probes", probes),
            Route("/{name}.{kind}", asset),
        ],
    )


@contextmanager
def served(site: Starlette) -> Iterator[str]:
    """Serves the site until the block ends; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(site, log_level="critical", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
