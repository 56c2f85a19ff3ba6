"""Packs the bodies that fixtures share into one archive, which holds no body that none of them names."""

import io
import lzma
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from meta_objection.replay.bodies import ARCHIVE, BODIES, is_shared, packed, read_shared
from meta_objection.replay.har import HAR_NAME, parse_har


def pack(fixtures: Path) -> None:
    """Put the shared bodies of all fixtures below this folder into its archive, and take the files away.

    An archive that holds just these already stays as it is: another version of the packer might write other bytes.
    """
    bodies = dict(sorted(_shared(fixtures)))
    archive = fixtures / ARCHIVE
    if (packed(archive) if archive.exists() else {}) != bodies:
        archive.write_bytes(packed_bytes(bodies))
    shutil.rmtree(fixtures / BODIES, ignore_errors=True)


def packed_bytes(bodies: Mapping[str, bytes]) -> bytes:
    """Give the archive of these bodies by name; the same bodies give the same bytes."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as writing:
        for name, body in sorted(bodies.items(), key=_by_kind):
            member = tarfile.TarInfo(name)
            member.size = len(body)
            writing.addfile(member, io.BytesIO(body))
    return lzma.compress(tar.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def _by_kind(body: tuple[str, bytes]) -> tuple[str, str]:
    return Path(body[0]).suffix, body[0]


def _shared(fixtures: Path) -> Iterator[tuple[str, bytes]]:
    for har in fixtures.glob(f"*/*/{HAR_NAME}"):
        for entry in parse_har(har.parent).log.entries:
            name = entry.response.content.file or ""
            if is_shared(name):
                yield name.removeprefix("../../"), read_shared(har.parent, name)
