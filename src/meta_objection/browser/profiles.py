"""Private browser profiles: where a signed-in session stays between runs, for this person's eyes only.

A browser keeps far more in its profile than a session: passwords, what was typed into boxes, every page visited. It is
told beforehand not to, and whatever it kept all the same is deleted before and after each use, but for the few files
that the session needs.
"""

import json
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import structlog

from meta_objection.errors import BadSettings
from meta_objection.hold import HeldError, forget, held
from meta_objection.private_files import make_folder, read, write

log = structlog.get_logger()

_ACCOUNT = "meta-objection-account.txt"
_LONGEST_NAME = 4096  # bytes
_SECONDS_BEFORE_1970 = 11_644_473_600  # Chromium counts from 1601
_LARGEST_PREFERENCES = 16 * 1024 * 1024  # bytes
_COOKIES = {"Cookies", "Cookies-journal"}
_SESSION: Mapping[str, set[str]] = {
    "": {"Default", "Local State", "First Run", _ACCOUNT},
    "Default": {"Preferences", "Secure Preferences", "Network", *_COOKIES},
    "Default/Network": _COOKIES,  # where Windows has them
}
"""What a session needs of each folder of a profile: its cookies, how they are locked up, and how the browser is set."""

PREFERENCES: Mapping[str, Any] = {
    "credentials_enable_service": False,
    "credentials_enable_autosignin": False,
    "profile": {"password_manager_enabled": False, "password_manager_leak_detection": False, "exit_type": "Normal"},
    "autofill": {"enabled": False, "profile_enabled": False, "credit_card_enabled": False},
    "payments": {"can_make_payment_enabled": False},
    "translate": {"enabled": False},
    "signin": {"allowed": False, "allowed_on_next_startup": False},
    "net": {"network_prediction_options": 2},
    "search": {"suggest_enabled": False},
    "alternate_error_pages": {"enabled": False},
    "session": {"restore_on_startup": 5},
}
"""What a browser is told before its first start: to offer nothing, to remember nothing, to fetch nothing unasked."""


def profile_folder(home: Path, name: str) -> Path:
    """Give the folder of a profile, whether or not it exists."""
    return home / "profiles" / name


def existing_profile(home: Path, name: str) -> Path | None:
    """Give the folder of a profile that somebody signed in with."""
    folder = profile_folder(home, name)
    return folder if folder.is_dir() and not folder.is_symlink() else None


def make_profile(home: Path, name: str) -> Path:
    """Make a profile that only its owner can read. Raises OSError where that is impossible."""
    folder = profile_folder(home, name)
    make_folder(folder)
    return folder


def make_empty(temporary: Path) -> Path:
    """Make a profile of nobody's in a run's temporary folder."""
    folder = temporary / "profile"
    make_folder(folder)
    return folder


def note_account(home: Path, name: str, account: str | None) -> None:
    """Note beside the session whose it is; `None` where the page did not say."""
    note = profile_folder(home, name) / _ACCOUNT
    note.unlink(missing_ok=True)
    if account:
        write(note, account.encode())


def noted_account(home: Path, name: str) -> str | None:
    """Give the account's name as it was noted when the person signed in."""
    try:
        return read(profile_folder(home, name) / _ACCOUNT, limit=_LONGEST_NAME).decode()
    except (OSError, UnicodeDecodeError):
        return None


def keeps_session(home: Path, name: str, host: str, cookie: str) -> bool:
    """Whether the profile holds this cookie for the host, not yet past its time; asks nobody, and reads no value.

    Raises sqlite3.Error where the browser's store cannot be read.
    """
    now = (time.time() + _SECONDS_BEFORE_1970) * 1_000_000
    for store in (profile_folder(home, name) / "Default" / place / "Cookies" for place in ("", "Network")):
        if store.is_file():
            # As it lies there: reading must change nothing, and a browser that is open holds it for itself.
            with closing(sqlite3.connect(f"{store.absolute().as_uri()}?immutable=1", uri=True)) as database:
                rows = database.execute(
                    "SELECT host_key, expires_utc, has_expires FROM cookies WHERE name = ?", [cookie]
                )
                if any(_is_for(host, domain) and (not ends or until > now) for domain, until, ends in rows):
                    return True
    return False


def _is_for(host: str, domain: str) -> bool:
    return host == domain or (domain.startswith(".") and f".{host}".endswith(domain))


def delete_profile(home: Path, name: str) -> bool:
    """Delete a profile with everything in it; say whether there was one. Raises BadSettings while it is in use."""
    folder = existing_profile(home, name)
    if folder:
        with _alone(folder):
            shutil.rmtree(folder)
        forget(folder)
    return folder is not None


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Hold a profile for one browser: told what to forget beforehand, and cleared afterwards.

    Raises BadSettings where another run has it.
    """
    with _alone(folder):
        _clear(folder)
        _prefer(folder)
        try:
            yield
        finally:
            _clear(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        with held(folder, patience=0):
            yield
    except HeldError as error:
        message = f"--profile: another run is using the profile “{folder.name}”."
        raise BadSettings(message, why="profile-in-use", next_move="Wait for its end, or name another one.") from error


def _clear(folder: Path) -> None:
    """Delete all but the session, and let nobody else read that."""
    for name, needed in _SESSION.items():
        inside = folder / name
        entries = list(inside.iterdir()) if inside.is_dir() and not inside.is_symlink() else []
        for entry in entries:
            try:
                _keep(entry) if entry.name in needed else _delete(entry)
            except OSError as error:
                log.warning("the profile could not be cleared", file=entry.name, error=type(error).__name__)


def _keep(entry: Path) -> None:
    entry.chmod(0o700 if entry.is_dir() else 0o600)


def _delete(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink(missing_ok=True)


def _prefer(folder: Path) -> None:
    path = folder / "Default" / "Preferences"
    make_folder(path.parent)
    present: Any = None
    with suppress(OSError, ValueError, RecursionError):
        present = json.loads(read(path, limit=_LARGEST_PREFERENCES))
    new = path.with_name("Preferences.new")
    new.unlink(missing_ok=True)
    write(new, json.dumps(_merged(present, PREFERENCES)).encode())
    new.replace(path)


def _merged(present: object, wanted: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(present) if isinstance(present, dict) else {}
    for key, value in wanted.items():
        merged[key] = _merged(merged.get(key), value) if isinstance(value, dict) else value
    return merged
