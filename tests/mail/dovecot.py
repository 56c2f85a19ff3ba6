"""A real IMAP server: Dovecot of the distribution, in a folder of its own, with a mailbox that a test fills."""

import grp
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

USER = "kim@example.org"
PASSWORD = 'c0rrect "horse\\ battery'
TOKEN = "ya29.invented-token"
"""What opens the mailbox of whoever comes with a token: Dovecot asks its own list for both."""

_PATIENCE = 15.0
_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
auth_mechanisms = {mechanisms}
default_internal_user = {me}
default_internal_group = {group}
default_login_user = {me}
mail_location = maildir:{folder}/mail:LAYOUT=fs
mail_uid = {keeper}
mail_gid = {keeper_group}
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={keeper} gid={keeper_group} home={folder}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Gesendet {{
    special_use = {sent}
  }}
  mailbox Junk {{
    special_use = {junk}
  }}
}}
"""


def needs_dovecot() -> None:
    """Skip a test where there is no Dovecot; on a machine that tests for everybody, fail."""
    if shutil.which("dovecot", path=_PATH) is None:
        missing = "there is no Dovecot to read a mailbox of: apt-get install dovecot-imapd"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)


_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


@dataclass
class Dovecot:
    """A mailbox, and what the server wrote of it."""

    folder: Path
    port: int
    authority: trustme.CA = field(repr=False)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    @property
    def certificate(self) -> str:
        """Where the certificate of its authority is."""
        return str(self.folder / "authority.pem")

    def clear(self) -> None:
        """Throw away every mail and folder."""
        shutil.rmtree(self.folder / "mail")
        (self.folder / "mail").mkdir()
        _hand_over(self.folder / "mail")

    def put(self, folder: str, content: bytes, came: datetime | None = None) -> Path:
        """Put a mail into a folder of the mailbox, unread."""
        place = self.folder / "mail" / ("" if folder == "INBOX" else folder)
        for part in ("cur", "new", "tmp"):
            (place / part).mkdir(parents=True, exist_ok=True)
        path = place / "new" / f"{time.time_ns()}.M1.here"
        path.write_bytes(content)
        moment = (came or datetime.now(UTC)).timestamp()
        os.utime(path, (moment, moment))
        _hand_over(self.folder / "mail")
        return path

    def mails(self) -> list[str]:
        """Give every mail's place, which in a Maildir holds its flags and whether anybody was told of it."""
        mails = (path for path in (self.folder / "mail").rglob("*") if path.parent.name in {"cur", "new"})
        return sorted(str(path) for path in mails)


def _keeper() -> pwd.struct_passwd:
    """Whoever the server runs as: never root, which it refuses."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _keeper().pw_uid, _keeper().pw_gid)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def dovecot(*, says_what_folders_are: bool = True, mechanisms: str = "plain login xoauth2") -> Iterator[Dovecot]:
    """Run it until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="dovecot") as made:  # a short path: its sockets lie there
        server = Dovecot(Path(made), _free_port(), trustme.CA())
        _set_up(server, mechanisms, marked=says_what_folders_are)
        running = subprocess.Popen(
            [shutil.which("dovecot", path=_PATH) or "dovecot", "-F", "-c", str(server.folder / "dovecot.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=_keeper().pw_uid if os.geteuid() == 0 else None,
            group=_keeper().pw_gid if os.geteuid() == 0 else None,
        )
        try:
            _await(server, running)
            yield server
        finally:
            running.terminate()
            running.wait(_PATIENCE)


def _set_up(server: Dovecot, mechanisms: str, *, marked: bool) -> None:
    folder, keeper = server.folder, _keeper()
    (folder / "mail").mkdir()
    (folder / "log").touch()
    certificate = server.authority.issue_cert("localhost", "127.0.0.1")
    certificate.cert_chain_pems[0].write_to_path(str(folder / "cert.pem"))
    certificate.private_key_pem.write_to_path(str(folder / "key.pem"))
    server.authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\ntoken@example.org:{{PLAIN}}{TOKEN}\n", encoding="utf-8")
    config = _CONFIG.format(
        folder=folder,
        mechanisms=mechanisms,
        me=keeper.pw_name,
        group=grp.getgrgid(keeper.pw_gid).gr_name,
        keeper=keeper.pw_uid,
        keeper_group=keeper.pw_gid,
        port=server.port,
        sent=r"\Sent" if marked else "",
        junk=r"\Junk" if marked else "",
    )
    (folder / "dovecot.conf").write_text(config, encoding="utf-8")
    _hand_over(folder)


def _await(server: Dovecot, running: subprocess.Popen[bytes]) -> None:
    """Wait until it answers."""
    context = ssl.create_default_context()
    server.authority.configure_trust(context)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert running.poll() is None, server.log
        try:
            with (
                socket.create_connection(("127.0.0.1", server.port), 1) as plain,
                context.wrap_socket(plain, server_hostname="localhost") as secured,
            ):
                if secured.recv(4).startswith(b"* OK"):
                    return
        except OSError:
            continue
    pytest.fail(f"Dovecot did not start: {server.log}")


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    """One server for all tests of a module, which is asked for by whoever imports this."""
    needs_dovecot()
    with dovecot() as server:
        yield server
