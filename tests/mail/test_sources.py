"""Mails in whatever a person names; what is none is said so, and the others are read."""

import io
import mailbox
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from meta_objection.mail import sources
from meta_objection.mail.arrived import Arrived, Unread
from meta_objection.mail.sources import mails_in
from tests.mail.post import written

MAIL = written("Your objection has been accepted.\n\nFrom now on it applies.\n")


def subjects(*named: object) -> list[str]:
    found = list(mails_in([str(one) for one in named]))
    return [
        one.content.partition(b"Subject: ")[2].partition(b"\r\n")[0].decode()
        for one in found
        if isinstance(one, Arrived)
    ]


def problems(*named: object) -> list[str]:
    return [one.why for one in mails_in([str(one) for one in named]) if isinstance(one, Unread)]


def test_a_saved_mail_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL)
    (found,) = mails_in([str(tmp_path / "one.eml")])

    assert found == Arrived(str(tmp_path / "one.eml"), MAIL)


@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
def test_an_mbox_holds_many_and_a_line_that_begins_with_from_ends_none(tmp_path: Path, ending: bytes) -> None:
    both = [written("a\nFrom here on: b", subject="1"), written("c", subject="2")]
    box = b"".join(b"From kim@example.org Tue Nov 24 09:30:00 2026\r\n" + one + b"\r\n" for one in both)
    (tmp_path / "mbox").write_bytes(box.replace(b"\r\n", ending))
    found = [one for one in mails_in([str(tmp_path / "mbox")]) if isinstance(one, Arrived)]

    assert [one.path.rpartition("#")[2] for one in found] == ["1", "2"]
    assert [b"Subject: 1" in found[0].content, b"here on: b" in found[0].content] == [True, True]


def test_an_mbox_of_pythons_own_gives_back_the_very_octets(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "mbox")
    box.add(MAIL.replace(b"\r\n", b"\n"))
    box.close()
    (found,) = mails_in([str(tmp_path / "mbox")])

    assert isinstance(found, Arrived)
    assert found.content.rstrip() == MAIL.replace(b"\r\n", b"\n").rstrip()


def test_a_maildir_is_read_without_what_is_half_delivered(tmp_path: Path) -> None:
    for part in ("new", "cur", "tmp"):
        (tmp_path / "box" / part).mkdir(parents=True)
        (tmp_path / "box" / part / f"1.{part}:2,S").write_bytes(written("x", subject=part))

    assert sorted(subjects(tmp_path / "box")) == ["cur", "new"]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(MAIL)))

    assert subjects("-") == ["Your objection"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is no mail"),
        (b"Dear Kim, we accepted it.", "it is no mail"),
        (b"\x00\x01\x02" * 50, "it is no mail"),
        (b"PK\x03\x04rest", "it is a packed file; unpack it first"),
        (b"\x1f\x8brest", "it is a packed file; unpack it first"),
    ],
)
def test_what_is_no_mail_is_named_and_the_next_one_is_read(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "a").write_bytes(content)
    (tmp_path / "b").write_bytes(MAIL)

    assert problems(tmp_path / "a", tmp_path / "b") == [why]
    assert subjects(tmp_path / "a", tmp_path / "b") == ["Your objection"]


def test_a_mail_that_is_too_large_for_one_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.eml"
    path.write_bytes(MAIL)
    os.truncate(path, sources.LARGEST_MAIL + 1)

    assert "which no mail is" in problems(path)[0]


def test_a_pipe_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert problems(tmp_path / "pipe") == ["not a plain file"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert problems(tmp_path / "nothing") == ["no such file or directory"]
    assert problems(tmp_path) == ["there is no mail in it"]
