"""From the sending to the dates and the letter: the real command, against the local copy of Meta's pages."""

import json
from pathlib import Path

from meta_objection.outcome import Mode
from tests.command import Desk
from tests.replica import Replica


def test_what_was_sent_to_a_local_copy_is_followed_as_practice(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with Replica() as replica:
        sent = desk.object_to(replica)
    assert (sent.code, sent.report["mode"]) == (0, Mode.LIVE)
    home = ["--home", str(desk.home)]

    (one,) = json.loads(desk.run("status", "--json", *home).out)["objections"]
    assert (one["receipt"], one["state"], one["practice"]) == (sent.receipt.name, "waiting", True)
    assert one["due"] < one["extended_due"]
    dates = desk.run("calendar", *home)
    assert (dates.code, one["due"].replace("-", "") in dates.out) == (0, True)
    early = desk.run("letter", "complaint", *home)
    assert (early.code, early.out) == (2, "")
    assert f"Meta has until {one['due']}" in early.err
    by_post = desk.run("letter", "objection", sent.receipt.name, "-o", "objection.eml", *home)
    assert by_post.code == 0, by_post.err
    assert (desk.work / "objection.eml").read_bytes().startswith(b"X-Unsent: 1\r\n")
