"""The person's own signing key: made on first use, kept below the home, readable by nobody else."""

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from meta_objection import private_files as private
from meta_objection.receipts import sshsig, turns

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOLDER = "keys"
PRIVATE = "receipts_ed25519"
PUBLIC = "receipts_ed25519.pub"

_LIMIT = 64 * 1024
_PATIENCE = 30.0  # seconds that another run may take to make the key


@dataclass(frozen=True)
class Signer:
    """Signs what is kept."""

    _key: "Ed25519PrivateKey" = field(repr=False)

    @property
    def public(self) -> bytes:
        """The raw public key."""
        return self._key.public_key().public_bytes_raw()

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint, as `ssh-keygen -l` prints it."""
        return sshsig.fingerprint(self.public)

    def sign(self, message: bytes, namespace: str = sshsig.NAMESPACE) -> bytes:
        """The armoured signature over this message, for this use and no other."""
        return sshsig.sign(self._key, message, namespace)


def signer(home: Path) -> Signer:
    """The signing key of this home, made where there is none yet.

    Raises OSError where it cannot be read or written, or where what stands in its place is no such key. A broken
    key is never replaced: every receipt signed with it would then look like somebody else's.
    """
    folder = home.absolute() / FOLDER
    private.make_folder(folder)
    if not (folder / PRIVATE).exists():
        _make(folder)
    key = _load(folder / PRIVATE)
    _publish(folder, key)
    return key


def own(home: Path) -> Signer:
    """The signing key that this home has. Raises OSError where it has none, or none that can be used."""
    return _load(home.absolute() / FOLDER / PRIVATE)


def known_keys(home: Path) -> frozenset[bytes]:
    """The raw public key that this home signs with; of a home whose private key is gone, the one published beside it.

    No other file is believed: whoever can write into the folder could make any key one of ours.
    """
    try:
        return frozenset({own(home).public})
    except FileNotFoundError:
        with suppress(OSError, ValueError):
            return frozenset({_raw(private.read(home.absolute() / FOLDER / PUBLIC, limit=_LIMIT))})
    except OSError:
        pass
    return frozenset()


def strangers(home: Path) -> list[str]:
    """The files in the folder of keys that say to be a key of this home and are not."""
    known = known_keys(home)
    return [path.name for path in sorted((home.absolute() / FOLDER).glob("*.pub")) if not _is_of(path, known)]


def _is_of(path: Path, known: frozenset[bytes]) -> bool:
    with suppress(OSError, ValueError):
        return _raw(private.read(path, limit=_LIMIT)) in known
    return False


def _make(folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 — listing receipts needs no key
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 — as above

    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
    # Whole or not at all, and never over another run's. Not every disk knows links, which could do that by themselves.
    half = folder / f".{PRIVATE}.{secrets.token_hex(4)}"
    private.write(half, text)
    try:
        private.sync(half)
        with turns.turn(folder, _PATIENCE):
            if not (folder / PRIVATE).exists():
                half.rename(folder / PRIVATE)
        private.sync(folder)
    finally:
        half.unlink(missing_ok=True)


def _load(path: Path) -> Signer:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 — as in `_make`
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 — as in `_make`
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key  # noqa: PLC0415 — as in `_make`

    try:
        key = load_ssh_private_key(private.read(path, limit=_LIMIT), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise OSError(f"{path} is no key that can be used") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise OSError(f"{path} is no Ed25519 key")
    return Signer(key)


def _publish(folder: Path, key: Signer) -> None:
    if not (folder / PUBLIC).exists():  # whole or not at all: half a one would be taken for a stranger's
        private.replace(folder / PUBLIC, f"{sshsig.public_line(key.public)} {sshsig.SIGNER}\n".encode())


def _raw(line: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 — as in `_make`
    from cryptography.hazmat.primitives.serialization import load_ssh_public_key  # noqa: PLC0415 — as in `_make`

    key = load_ssh_public_key(line)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("no Ed25519 key")  # noqa: TRY004 — as in `_load`
    return key.public_bytes_raw()
