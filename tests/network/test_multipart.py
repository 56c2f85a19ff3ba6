"""A person's files in what a form sends: every byte, in its own place, or nothing is sent."""

import re
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.network.multipart import FilesNotPlacedError, with_files

KIND = "multipart/form-data; boundary=----WebKitFormBoundaryx"


def as_seen(names: list[str], boundary: str = "----WebKitFormBoundaryx") -> bytes:
    """A posted form as Chromium shows it to a router: the files are named and empty."""
    parts = ['Content-Disposition: form-data; name="email"\r\n\r\nkim@example.org\r\n']
    parts += [
        f'Content-Disposition: form-data; name="evidence[]"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n\r\n'
        for name in names
    ]
    return "".join(f"--{boundary}\r\n{part}" for part in parts).encode() + f"--{boundary}--\r\n".encode()


def made(folder: Path, **files: bytes) -> list[Path]:
    paths = [folder / f"{name}.png" for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    return paths


def contents_of(body: bytes) -> list[bytes]:
    parts = re.split(rb"------WebKitFormBoundaryx(?:--)?\r\n", body)[1:-1]
    return [part.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n") for part in parts]


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_every_byte_of_every_file_arrives_in_its_place(
    tmp_path_factory: pytest.TempPathFactory, a: bytes, b: bytes
) -> None:
    files = made(tmp_path_factory.mktemp("files"), one=a, two=b)
    filled = with_files(as_seen(["one.png", "two.png"]), KIND, files)
    assert b"------WebKitFormBoundaryx" in a + b or contents_of(filled) == [b"kim@example.org", a, b]


def test_a_form_without_files_is_left_as_it_is() -> None:
    assert with_files(b"email=kim", "application/x-www-form-urlencoded", []) == b"email=kim"
    plain = as_seen([])
    assert with_files(plain, KIND, []) == plain


def test_a_place_that_was_left_empty_stays_empty(tmp_path: Path) -> None:
    body = as_seen(["", "one.png"])
    filled = with_files(body, KIND, made(tmp_path, one=b"\x89PNG"))
    assert filled.count(b"\x89PNG") == 1
    assert b'filename=""' in filled


def test_a_name_with_quotes_is_written_as_a_browser_writes_it(tmp_path: Path) -> None:
    path = tmp_path / 'a"b.png'
    path.write_bytes(b"bytes")
    assert b"bytes" in with_files(as_seen(["a%22b.png"]), KIND, [path])


@pytest.mark.parametrize(
    ("seen", "given_"),
    [
        (["other.png"], ["one"]),
        ([], ["one"]),
        (["one.png", "one.png"], ["one"]),
        (["one.png"], []),
        (["one.png"], ["one", "two"]),
    ],
    ids=["another file", "no place", "twice", "not the person's", "one place for two"],
)
def test_files_and_form_that_do_not_fit_are_never_sent(seen: list[str], given_: list[str], tmp_path: Path) -> None:
    files = made(tmp_path, **dict.fromkeys(given_, b"x"))
    with pytest.raises(FilesNotPlacedError):
        with_files(as_seen(seen), KIND, files)


def test_a_file_that_is_gone_is_never_sent_half(tmp_path: Path) -> None:
    with pytest.raises(FilesNotPlacedError):
        with_files(as_seen(["one.png"]), KIND, [tmp_path / "one.png"])


def test_a_part_that_has_its_content_already_is_not_filled_again(tmp_path: Path) -> None:
    files = made(tmp_path, one=b"mine")
    body = httpx.Request("POST", "https://a.example/", files={"f": ("one.png", b"already")})
    with pytest.raises(FilesNotPlacedError):
        with_files(body.read(), body.headers["content-type"], files)


@given(st.binary(max_size=200))
def test_any_body_is_left_or_refused(body: bytes) -> None:
    assert with_files(body, KIND, []) == body or b"filename" in body


def test_what_was_chosen_in_the_page_stands_beside_the_files_that_were_given(tmp_path: Path) -> None:
    files = made(tmp_path, one=b"given")
    filled = with_files(as_seen([files[0].name, "chosen.txt"]), KIND, files, {"chosen.txt": b"ch\r\nosen"})
    assert filled.count(b"given") == filled.count(b"ch\r\nosen") == 1
    with pytest.raises(FilesNotPlacedError):
        with_files(as_seen([files[0].name]), KIND, files, {"chosen.txt": b"chosen"})
