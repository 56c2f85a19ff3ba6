"""A receipt is about one person: nothing that anybody else wrote on Meta's pages is in it, in whatever file."""

import email
import io
import zipfile
from collections.abc import Iterator
from email import policy
from pathlib import Path

import pytest

from meta_objection.hosts import may_show_others
from tests.command import Desk, Ended, Objector, to_replica
from tests.replica import Replica, Story
from tests.replica.texts import FRIENDS

SITE = "https://www.facebook.com/"
OTHERS = [words.encode() for friend in FRIENDS for words in friend]


def file_objection(folder: Path, story: Story, *give: str) -> Ended:
    desk = Desk(folder)
    with Replica(story) as replica:
        words = [*Objector().words(), "--home", str(desk.home), "--json", "--yes", "--trace", *give]
        return desk.run("submit", *words, *to_replica(replica))


def contents(receipt: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a receipt, and what is packed or encoded in it."""
    for path in receipt.iterdir():
        content = path.read_bytes()
        yield path.name, content
        if path.suffix == ".zip":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                yield from ((f"{path.name}/{name}", packed.read(name)) for name in packed.namelist())
        if path.suffix == ".mhtml":
            for part in email.message_from_bytes(content, policy=policy.default).walk():
                decoded = part.get_payload(decode=True)
                yield f"{path.name}/{part['Content-Location']}", decoded if isinstance(decoded, bytes) else b""


def holding_others(receipt: Path) -> list[str]:
    return [name for name, content in contents(receipt) if any(words in content for words in OTHERS)]


@pytest.mark.parametrize(
    ("story", "give", "passed", "offer"),
    [
        (
            Story(way="2025-topics"),
            ("--route", "menu"),
            ["privacy_topics", "ai_topic", "objection_link"],
            "Submit an objection request",
        ),
        (Story(way="notice"), ("--route", "notice", "--url", SITE), ["objection_link"], "you have the right to object"),
    ],
    ids=["menu", "notice"],
)
def test_the_way_past_what_others_wrote_leaves_none_of_it(
    story: Story, give: tuple[str, ...], passed: list[str], offer: str, tmp_path: Path
) -> None:
    ended = file_objection(tmp_path, story, *give)
    kept = {path.name for path in ended.receipt.iterdir()}
    numbered = sorted(name for name in kept if name[:2].isdigit())

    assert ended.code == 0, ended.err
    assert holding_others(ended.receipt) == []
    assert {"trace.zip", "page.mhtml", "offer.txt"} <= kept
    assert offer in (ended.receipt / "offer.txt").read_text(encoding="utf-8")
    assert [name[3:-4] for name in numbered] == [*passed, "email", "reason", "review", "end"]


def test_a_way_that_ends_at_what_others_wrote_keeps_nothing_of_that_page(tmp_path: Path) -> None:
    ended = file_objection(tmp_path, Story(way="2025-topics"), "--route", "notice", "--url", SITE)
    kept = {path.name for path in ended.receipt.iterdir()}

    assert (ended.code, ended.report["why"]) == (11, "no-way")
    assert holding_others(ended.receipt) == []
    assert "left-out.txt" in kept
    assert [name for name in kept if name.endswith((".png", ".jpg", ".mhtml", "page.html", "page.txt", ".zip"))] == []


@pytest.mark.parametrize(
    ("address", "others"),
    [
        (SITE, True),
        (f"{SITE}?sk=h_chr", True),
        (f"{SITE}some.friend/posts/1", True),
        (f"{SITE}notifications", True),
        ("https://www.instagram.com/", True),
        ("https://web.whatsapp.com/", True),
        (f"{SITE}help/contact/712876720715583", False),
        (f"{SITE}privacy/center/?entry_point=x", False),
        ("https://help.instagram.com/contact/767264225370182", False),
        ("https://www.whatsapp.com/contact/forms/382532939919295/", False),
        ("https://m.facebook.com/a/help/contact_us/", False),
        (f"{SITE}checkpoint/1501092823525282/", False),
        ("chrome-error://chromewebdata/", False),
        ("about:blank", False),
    ],
)
def test_pages_that_may_show_others_are_known_by_their_address(address: str, others: bool) -> None:  # noqa: FBT001 - a column of the table
    assert may_show_others(address) is others
