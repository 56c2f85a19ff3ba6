import hashlib
import io
import json
import lzma
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from meta_objection.redaction import PersonalValues, Secrets
from meta_objection.replay import UnreadableFixture, read_har, scan, shipped_fixtures
from meta_objection.replay.bodies import ARCHIVE, packed, shared_name

PAGE = b"<p>shared"
NAME = shared_name(PAGE, "html")


def fixture(root: Path, name: str = NAME) -> Path:
    folder = root / "form" / "one"
    folder.mkdir(parents=True)
    request, response = {"method": "GET", "url": "https://site.example/"}, {"status": 200, "content": {"_file": name}}
    entry = {"request": request, "response": response}
    (folder / "site.har").write_text(json.dumps({"log": {"version": "1.2", "entries": [entry]}}))
    return folder


def laid(root: Path, body: bytes = PAGE) -> None:
    (root / "bodies").mkdir()
    (root / NAME.removeprefix("../../")).write_bytes(body)


def archived(root: Path, body: bytes = PAGE) -> None:
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as writing:
        member = tarfile.TarInfo(NAME.removeprefix("../../"))
        member.size = len(body)
        writing.addfile(member, io.BytesIO(body))
    (root / ARCHIVE).write_bytes(lzma.compress(tar.getvalue()))


def body_of(folder: Path) -> bytes:
    (exchange,) = read_har(folder)
    return exchange.response.body


@pytest.mark.parametrize("keep", [laid, archived])
def test_a_shared_body_is_read_from_the_folder_or_the_archive_beside_all_fixtures(
    keep: Callable[..., None], tmp_path: Path
) -> None:
    folder = fixture(tmp_path)
    keep(tmp_path)
    assert body_of(folder) == PAGE


@pytest.mark.parametrize("keep", [laid, archived])
def test_a_shared_body_that_is_not_what_its_name_says_is_refused(keep: Callable[..., None], tmp_path: Path) -> None:
    folder = fixture(tmp_path)
    keep(tmp_path, b"<p>another")
    with pytest.raises(UnreadableFixture, match=r"site\.har cannot be used: its body .* it is not what its name says"):
        read_har(folder)


def test_a_shared_body_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFixture, match=f"{NAME}.*it is not among the shared bodies"):
        read_har(fixture(tmp_path))


def test_a_shipped_fixture_that_was_copied_elsewhere_finds_its_bodies(tmp_path: Path) -> None:
    shipped = shipped_fixtures() / "facebook/2025-de"
    copied = Path(shutil.copytree(shipped, tmp_path / "mine"))
    assert read_har(copied) == read_har(shipped)


SECRET = b"mine"
HASH = hashlib.sha256(SECRET).hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.txt",
        "../../bodies/secret.txt",
        f"../bodies/{HASH}.txt",
        f"../../../bodies/{HASH}.txt",
        f"../../bodies/../bodies/{HASH}.txt",
        f"../../bodies/{HASH}.txt/../{HASH}.txt",
        f"../../bodies/{HASH}",
        f"../../bodies/{HASH}.txt\n",
        f"../../elsewhere/{HASH}.txt",
    ],
)
def test_no_other_name_leads_out_of_the_fixture(name: str, tmp_path: Path) -> None:
    root = tmp_path / "deep" / "root"
    folder = fixture(root, name)
    for place in (root, root.parent, root / "bodies", root.parent / "bodies", root / "form/bodies", root / "elsewhere"):
        place.mkdir(exist_ok=True)
        for called in ("secret.txt", HASH, f"{HASH}.txt", f"{HASH}.txt\n"):
            (place / called).write_bytes(SECRET)
    with pytest.raises(UnreadableFixture, match=r"the body .* lies outside of the fixture"):
        read_har(folder)


@pytest.mark.parametrize("content", [b"", b"none", lzma.compress(b"no tar" * 200), lzma.compress(b"")[:-4]])
def test_a_broken_archive_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / ARCHIVE).write_bytes(content)
    with pytest.raises(UnreadableFixture, match="cannot be opened"):
        read_har(fixture(tmp_path))


def test_an_archive_that_unpacks_to_more_than_any_visit_has_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meta_objection.replay.bodies.LARGEST", 5000)
    (tmp_path / ARCHIVE).write_bytes(lzma.compress(b"\0" * 5001))
    with pytest.raises(OSError, match="larger than 5000 bytes"):
        packed(tmp_path / ARCHIVE)


def test_a_hash_is_a_token_where_it_names_no_body(tmp_path: Path) -> None:
    folder = fixture(tmp_path)
    laid(tmp_path)
    assert scan(folder) == []
    (folder / "fixture.toml").write_text(NAME)
    assert [(one.file.name, one.what) for one in scan(folder)] == [("fixture.toml", "what looks like a token")]


def test_a_leftover_in_a_shared_body_is_found(tmp_path: Path) -> None:
    page = b'x\n<input name="lsd" value="AVq1z">\nHello Kim\n'
    folder = fixture(tmp_path, shared_name(page, "html"))
    (tmp_path / "bodies").mkdir()
    (folder / shared_name(page, "html")).write_bytes(page)
    secrets = Secrets(PersonalValues({"name": "Mustermann, Kim"}))
    found = [(one.file.suffix, one.place, one.what) for one in scan(folder, secrets=secrets)]
    assert found == [(".html", 2, "token lsd"), (".html", 3, "something of the person's")]
