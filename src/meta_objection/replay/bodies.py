"""Bodies that fixtures share: each once, named by its hash, in one place beside them all."""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from meta_objection.plain_files import read_plain

BODIES = "bodies"
ARCHIVE = "bodies.tar.xz"
"""What stands in the place of the folder of shared bodies in a checkout: unpacked, it is that folder."""
LARGEST = 256 * 1024 * 1024
"""Bytes that one file of a fixture may have, more than any visit has."""
_SHARED = re.compile(rf"\.\./\.\./({BODIES}/([0-9a-f]{{64}})\.[a-z0-9]+)")


def shared_name(body: bytes, ending: str) -> str:
    """The name by which a fixture's HAR calls a body that it shares with others, as seen from the fixture's folder."""
    return f"../../{BODIES}/{hashlib.sha256(body).hexdigest()}.{ending}"


def is_shared(name: str) -> bool:
    """Whether a HAR's `_file` names a shared body. No other name may lead out of the fixture's folder."""
    return _SHARED.fullmatch(name) is not None


def shipped_fixtures() -> Path:
    """The folder of the fixtures that came with this package: inside of it, or beside its source."""
    package = Path(__file__).parents[1]
    packaged = package / "fixtures"
    return packaged if packaged.is_dir() else package.parents[1] / "fixtures"


def read_shared(fixture: Path, name: str) -> bytes:
    """A shared body: as a file or in the archive two folders up, or, for a fixture that was copied, with the shipped.

    Raises OSError where it is in none of these, or is not what its name says.
    """
    found = _SHARED.fullmatch(name)
    if not found:
        raise OSError("no name of a shared body")
    body = next(_kept(fixture, found[1]), None)
    if body is None:
        raise FileNotFoundError("it is not among the shared bodies")
    if hashlib.sha256(body).hexdigest() != found[2]:
        raise OSError("it is not what its name says")
    return body


def packed(archive: Path) -> Mapping[str, bytes]:
    """The bodies in an archive by their name, `bodies/<sha256>.<ending>`; raises OSError where it is none."""
    return _unpacked(archive, archive.stat().st_mtime_ns)


def _kept(fixture: Path, name: str) -> Iterator[bytes]:
    for root in (fixture.resolve().parent.parent, shipped_fixtures()):
        if (root / name).exists():
            yield read_plain(root / name, limit=LARGEST)
        if (root / ARCHIVE).exists() and name in packed(root / ARCHIVE):
            yield packed(root / ARCHIVE)[name]


@lru_cache(maxsize=2)
def _unpacked(archive: Path, _stamp: int) -> dict[str, bytes]:
    import lzma  # noqa: PLC0415 - an installed program has no archive, and not every Python has this
    import tarfile  # noqa: PLC0415 - as above

    unpacking = lzma.LZMADecompressor()
    try:
        content = unpacking.decompress(read_plain(archive, limit=LARGEST), max_length=LARGEST)
        if not unpacking.eof:
            raise OSError(f"cut short, or larger than {LARGEST} bytes")
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
            files = ((one.name, tar.extractfile(one)) for one in tar if one.isfile())
            return {name: file.read() for name, file in files if file}
    except (lzma.LZMAError, tarfile.TarError) as error:
        raise OSError(f"no archive: {error}") from error
