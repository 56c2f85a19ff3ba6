import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.receipts import ids
from meta_objection.receipts.manifest import MalformedManifestError, from_manifest, kept_file, to_manifest

NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True).filter(ids.is_plain)


@given(st.dictionaries(NAMES, st.binary(max_size=40)))
def test_a_manifest_reads_back_as_it_was_written(files: dict[str, bytes]) -> None:
    kept = [kept_file(name, content) for name, content in files.items()]

    read = from_manifest(to_manifest(kept))

    assert {path: f"sha256:{digest}" for path, digest in read.items()} == {file.path: file.hash for file in kept}


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    try:
        entries = from_manifest(content)
    except MalformedManifestError:
        return
    assert b"".join(f"{digest}  {path}\n".encode() for path, digest in entries.items()) == content


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\n",
        b"no line",
        b"\n",
        b"0" * 64 + b"  unended",
        b"A" * 64 + b"  capitals\n",
        b"0" * 64 + b" *binary\n",
        b"\\" + b"0" * 64 + b"  escaped\n",
        b"0" * 64 + b"  back\\slash\n",
        (b"0" * 64 + b"  twice\n") * 2,
    ],
)
def test_what_this_program_does_not_write_is_refused(content: bytes) -> None:
    with pytest.raises(MalformedManifestError):
        from_manifest(content)
