"""A timestamp authority as OpenSSL makes it, on loopback, with a hand for what real ones do wrong."""

import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

OPENSSL = shutil.which("openssl")

_CONFIG = """
[tsa]
default_tsa = t
[t]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
"""
_USAGE = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"


@dataclass
class Authority:
    """Stamps with `openssl ts`; `twist` changes what it is asked before it answers, `status` what it answers with."""

    folder: Path
    status: int = 200
    rsa: bool = False
    name: str = "Clock"
    twist: Callable[[bytes], bytes] = lambda question: question
    heard: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        kind = ["genrsa", "-out"] if self.rsa else ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out"]
        self.folder.mkdir()
        (self.folder / "usage").write_text(_USAGE)
        (self.folder / "serial").write_text("01\n")
        (self.folder / "config").write_text(_CONFIG.format(folder=self.folder))
        for name in ("ca", "tsa"):
            self.openssl(*kind, f"{name}.key")
        self.openssl(*["req", "-x509", "-new", "-key", "ca.key", "-subj", "/CN=Root", "-days", "30", "-out", "ca.pem"])
        self.openssl(*["req", "-new", "-key", "tsa.key", "-subj", f"/CN={self.name}", "-utf8", "-out", "tsa.csr"])
        self.openssl(
            *[
                "x509",
                "-req",
                "-in",
                "tsa.csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-days",
                "30",
                "-extfile",
                "usage",
                "-out",
                "tsa.pem",
            ]
        )

    def openssl(self, *words: str) -> str:
        assert OPENSSL
        run = subprocess.run([OPENSSL, *words], cwd=self.folder, capture_output=True, text=True, check=True)
        return run.stdout + run.stderr

    def answer(self, question: bytes) -> bytes:
        self.heard.append(question)
        (self.folder / "question").write_bytes(self.twist(question))
        self.openssl("ts", "-reply", "-config", "config", "-queryfile", "question", "-out", "answer")
        return (self.folder / "answer").read_bytes()

    def __enter__(self) -> Self:
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                answer = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(authority.status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"
