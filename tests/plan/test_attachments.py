"""The person's files, before a browser opens."""

from pathlib import Path

import pytest

from meta_objection.errors import BadSettings
from meta_objection.plan.attachments import LARGEST, read_evidence

PNG = b"\x89PNG\r\n\x1a\n rest"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "deeper").mkdir()
    for name, content in {
        "one.png": PNG,
        "two.JPG": b"\xff\xd8\xff\xe0",
        "three.pdf": b"%PDF-1.7",
        "four.gif": b"GIF89a",
        "five.tiff": b"II*\x00",
        "deeper/one.png": PNG,
        "a lie.png": b"MZ",
        "empty.png": b"",
        "word.docx": b"PK",
    }.items():
        (tmp_path / name).write_bytes(content)
    with (tmp_path / "huge.png").open("wb") as huge:
        huge.write(PNG)
        huge.truncate(LARGEST + 1)
    return tmp_path


def test_pictures_and_pdf_files_may_go(files: Path) -> None:
    names = ["one.png", "two.JPG", "three.pdf", "four.gif", "five.tiff"]
    assert [path.name for path in read_evidence([files / name for name in names])] == names
    assert all(path.is_absolute() for path in read_evidence([files / name for name in names]))
    assert read_evidence([]) == ()


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["word.docx"], "word.docx: it is no picture"),
        (["a lie.png"], "what is in it is no png"),
        (["empty.png"], "what is in it is no png"),
        (["gone.png"], "cannot be read"),
        (["deeper"], "it is no picture"),
        (["huge.png"], "10 MB is the most"),
        (["one.png", "deeper/one.png"], "two files are called one.png"),
    ],
)
def test_anything_else_is_named_before_a_browser_opens(files: Path, names: list[str], problem: str) -> None:
    with pytest.raises(BadSettings, match=r"^--evidence: ") as caught:
        read_evidence([files / name for name in names])
    assert problem in caught.value.message
