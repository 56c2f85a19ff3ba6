import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from meta_objection.receipts import Draft, ReceiptUnsaved, audit, read, unfinished, verify
from meta_objection.receipts.stamps import Stamped
from meta_objection.report import SCHEMA, Receipt, Stamp
from tests.breaking import on_small_disk
from tests.receipts.examples import REASON, STARTED, a_kept_receipt, a_png, a_receipt


@pytest.fixture
def second_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "second"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def test_a_finished_receipt_holds_what_was_added(tmp_path: Path) -> None:
    folder = a_kept_receipt(tmp_path)

    assert sorted(path.name for path in folder.iterdir()) == [
        "01-country.png",
        "02-end.png",
        "MANIFEST.sha256",
        "MANIFEST.sha256.sig",
        "VERIFY.txt",
        "allowed_signers",
        "confirmation.txt",
        "receipt.html",
        "receipt.json",
    ]
    assert (folder / "confirmation.txt").read_bytes() == b"Thank you.\n"
    assert list(folder.parent.iterdir()) == [folder]


def test_sha256sum_confirms_the_receipt(kept: Path) -> None:
    sha256sum = shutil.which("sha256sum")
    if sha256sum is None:
        pytest.skip("no sha256sum here")

    said = subprocess.run([sha256sum, "--strict", "-c", "MANIFEST.sha256"], cwd=kept, capture_output=True, check=True)

    assert said.stdout.decode().splitlines() == [
        "01-country.png: OK",
        "02-end.png: OK",
        "VERIFY.txt: OK",
        "allowed_signers: OK",
        "confirmation.txt: OK",
        "receipt.html: OK",
        "receipt.json: OK",
    ]


def test_receipt_json_names_each_file_and_its_own_folder(kept: Path) -> None:
    receipt = read(kept)

    assert receipt.receipt == str(kept)
    assert [file.path for file in receipt.files] == [
        "01-country.png",
        "02-end.png",
        "confirmation.txt",
        "allowed_signers",
    ]
    assert receipt.files[2].bytes == 11
    assert receipt == a_receipt(receipt=receipt.receipt, files=receipt.files, signed_by=receipt.signed_by)


def test_receipt_json_is_readable_by_eye(kept: Path) -> None:
    text = (kept / "receipt.json").read_text(encoding="utf-8")

    assert text.startswith('{\n  "outcome": "submitted",\n')
    assert text.endswith("}\n")
    assert list(json.loads(text)["asked"]) == list(a_receipt().asked)


def test_words_in_any_script_are_kept_as_they_are(tmp_path: Path) -> None:
    words = "Ich möchte nicht 🙅 أعترض"
    folder = Draft.begin(tmp_path, "facebook", STARTED).finish(a_receipt(answers={"reason": words}))

    assert words in (folder / "receipt.json").read_text(encoding="utf-8")
    assert read(folder).answers["reason"] == words


def test_everything_is_private_from_its_creation_on(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        draft = Draft.begin(tmp_path / "home", "facebook", STARTED)
        draft.add("note.txt", b"")
        made = [tmp_path / "home", draft.folder, draft.folder / "note.txt"]
        early = [stat.S_IMODE(path.stat().st_mode) for path in made]
        folder = draft.finish(a_receipt())
    finally:
        os.umask(before)

    assert early == [0o700, 0o700, 0o600]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_each_file_is_on_the_disk_before_the_receipt_is_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, fsync = [], os.fsync

    def recorded(descriptor: int) -> None:
        fsync(descriptor)
        synced.append((os.fstat(descriptor).st_ino, draft.destination.exists()))

    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.picture("end", a_png())
    monkeypatch.setattr(os, "fsync", recorded)
    folder = draft.finish(a_receipt())

    inside = {path.stat().st_ino for path in (folder, *folder.iterdir())}
    assert {inode for inode, in_place in synced if not in_place} == inside
    assert synced[-1] == (folder.parent.stat().st_ino, True)


def test_before_it_is_finished_a_draft_is_hidden_and_already_on_the_disk(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.picture("country", a_png())

    assert draft.folder.name == f".draft-{draft.id}"
    assert (draft.folder / "01-country.png").read_bytes() == a_png()
    assert unfinished(tmp_path) == [draft.folder]


def test_pictures_are_numbered_in_order_of_arrival(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)

    assert [draft.picture(step, a_png()) for step in ("reason", "country", "reason")] == [
        "01-reason.png",
        "02-country.png",
        "03-reason.png",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../up",
        "a/b",
        "/etc/passwd",
        ".hidden",
        "a\nb",
        "a\\b",
        "x" * 101,
        "receipt.json",
        "Receipt.HTML",
        "MANIFEST.sha256",
        "MANIFEST.sha256.sig",
        "Allowed_Signers",
        "verify.txt",
        "receipt.pdf",
        "timestamps.json",
        "timestamp-1.tsr",
    ],
)
def test_a_name_that_is_no_plain_file_name_is_refused(tmp_path: Path, name: str) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)

    with pytest.raises(ValueError, match="cannot be the name"):
        draft.add(name, b"")
    assert list(draft.folder.iterdir()) == []


def test_a_file_is_not_replaced_by_another_of_its_name(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.add("answer.txt", b"first")

    with pytest.raises(ValueError, match="cannot be the name"):
        draft.add("answer.txt", b"second")


def test_two_drafts_of_one_second_are_two(tmp_path: Path) -> None:
    drafts = [Draft.begin(tmp_path, "facebook", STARTED) for _ in range(20)]

    assert len({draft.finish(a_receipt()) for draft in drafts}) == 20


def test_a_discarded_draft_leaves_nothing(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.add("note.txt", b"words")

    draft.discard()

    assert list((tmp_path / "receipts").iterdir()) == []


def test_what_a_draft_says_of_itself_holds_nothing_personal(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.add("reason.txt", REASON.encode())

    assert "bakery" not in repr(draft)


def test_a_home_that_cannot_be_written_is_known_at_the_beginning(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(OSError, match="file"):
        Draft.begin(tmp_path / "file", "facebook", STARTED)


def test_a_home_that_vanishes_costs_nothing_but_the_place(tmp_path: Path, second_place: Path) -> None:
    draft = Draft.begin(tmp_path / "home", "facebook", STARTED)
    draft.picture("country", a_png())
    shutil.rmtree(tmp_path / "home")
    (tmp_path / "home").write_bytes(b"a file where the folder was")
    draft.picture("end", a_png())

    with pytest.raises(ReceiptUnsaved) as unsaved:
        draft.finish(a_receipt())

    kept_at = unsaved.value.kept_at
    assert kept_at is not None
    assert kept_at.parent == second_place
    assert verify(kept_at).problems == ()
    assert read(kept_at).receipt == str(kept_at)
    assert {path.name for path in kept_at.glob("*.png")} == {"01-country.png", "02-end.png"}


def test_a_receipt_in_the_second_place_leaves_no_draft_behind(tmp_path: Path, second_place: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.destination.mkdir()
    (draft.destination / "in-the-way").write_bytes(b"")

    with pytest.raises(ReceiptUnsaved, match=str(second_place)):
        draft.finish(a_receipt())

    assert unfinished(tmp_path) == []


FULL_DISK = """
import os, sys, tempfile
from pathlib import Path
from meta_objection.receipts import Draft, ReceiptUnsaved, verify
from tests.receipts.examples import STARTED, a_receipt

home = Path(sys.argv[1])
draft = Draft.begin(home, "facebook", STARTED)
draft.add("small.bin", b"kept early")
draft.add("large.bin", os.urandom(200_000))
try:
    draft.finish(a_receipt())
except ReceiptUnsaved as unsaved:
    held = verify(unsaved.kept_at).problems == ()
    print(unsaved.reason, held, sorted(path.name for path in unsaved.kept_at.glob("*.bin")), sep="|")
"""


def test_a_full_disk_sends_the_whole_receipt_to_the_second_place(tmp_path: Path) -> None:
    home, second = tmp_path / "small disk", tmp_path / "second"
    second.mkdir()

    said = subprocess.run(
        on_small_disk(home, "64k", sys.executable, "-c", FULL_DISK, str(home)),
        env={**os.environ, "TMPDIR": str(second), "PYTHONPATH": os.pathsep.join(["src", "."])},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout == "No space left on device|True|['large.bin', 'small.bin']\n"


READ_ONLY = """
import subprocess, sys
from pathlib import Path
from meta_objection.receipts import Draft, ReceiptUnsaved, verify
from tests.receipts.examples import STARTED, a_png, a_receipt

home = Path(sys.argv[1])
draft = Draft.begin(home, "facebook", STARTED)
draft.picture("review", a_png())
subprocess.run(["mount", "-o", "remount,ro", str(home)], check=True)
draft.picture("end", a_png())
try:
    draft.finish(a_receipt())
except ReceiptUnsaved as unsaved:
    found = verify(unsaved.kept_at)
    names = sorted(path.name for path in unsaved.kept_at.glob("*.png"))
    print(unsaved.reason, found.problems, found.signed_by == draft.signer.fingerprint, names, sep="|")
"""


def test_a_home_that_becomes_read_only_sends_the_whole_receipt_to_the_second_place(tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    said = subprocess.run(
        on_small_disk(tmp_path / "home", "1m", sys.executable, "-c", READ_ONLY, str(tmp_path / "home")),
        env={**os.environ, "TMPDIR": str(tmp_path / "second"), "PYTHONPATH": os.pathsep.join(["src", "."])},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout == "Read-only file system|()|True|['01-review.png', '02-end.png']\n"


@pytest.fixture
def short() -> Iterator[Path]:
    """A temporary folder whose name is short enough for the browser's sockets."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def test_a_disk_that_is_full_before_the_press_sends_nothing_and_the_receipt_is_in_the_second_place(
    tmp_path: Path, short: Path
) -> None:
    words = ["submit", "--replay", "facebook/2025-en", "--email", "kim@example.org", "--reason", "My own words."]
    command = [sys.executable, "-m", "meta_objection", *words, "--yes", "--json", "--home", str(tmp_path / "home")]

    ended = subprocess.run(
        on_small_disk(tmp_path / "home", "280k", *command),
        env={**os.environ, "TMPDIR": str(short)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(ended.stdout)
    kept_at = Path(report["receipt"])

    assert (ended.returncode, report["outcome"], report["sent"]) == (2, "bad-settings", "no"), ended.stderr
    assert kept_at.parent == short
    assert str(kept_at) in report["next"]
    assert verify(kept_at).holds
    assert read(kept_at).sent == "no"


LARGE_FILES_FAIL = """
import resource, sys
from pathlib import Path
from meta_objection.receipts import Draft, ReceiptUnsaved, read
from tests.receipts.examples import STARTED, a_receipt

draft = Draft.begin(Path(sys.argv[1]), "facebook", STARTED)
draft.add("early.txt", b"kept early")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    draft.finish(a_receipt())
except ReceiptUnsaved as unsaved:
    kept = sorted(path.name for path in unsaved.kept_at.iterdir())
    print(unsaved.reason, unsaved.kept_at == draft.folder, kept, sep="|")
"""


@pytest.mark.parametrize(
    ("largest", "said"),
    [
        (
            8_000,
            (
                "File too large|False|['MANIFEST.sha256', 'MANIFEST.sha256.sig', 'VERIFY.txt', "
                "'allowed_signers', 'early.txt', 'receipt.json']\n"
            ),
        ),
        (100, "File too large|True|['early.txt']\n"),
    ],
)
def test_where_no_place_takes_everything_the_most_that_can_be_is_kept(
    tmp_path: Path, second_place: Path, largest: int, said: str
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LARGE_FILES_FAIL, str(tmp_path), str(largest)],
        env={**os.environ, "TMPDIR": str(second_place), "PYTHONPATH": os.pathsep.join(["src", "."])},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == said


def test_a_finished_receipt_is_a_receipt_to_the_reader(kept: Path) -> None:
    assert Receipt.model_validate_json((kept / "receipt.json").read_bytes()).schema_version == SCHEMA


def test_what_a_killed_run_left_is_taken_over_and_then_gone(tmp_path: Path) -> None:
    killed = Draft.begin(tmp_path, "facebook", STARTED)
    killed.picture("review", a_png())
    killed.close()  # as its death does
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.adopt(killed.id)
    assert killed.folder.exists()  # nothing is given up before the new receipt is in its place
    folder = draft.finish(a_receipt())
    assert (folder / "before-01-review.png").read_bytes() == a_png()
    assert verify(folder).holds
    assert not killed.folder.exists()


def test_what_cannot_be_taken_over_whole_stays_where_it_is(tmp_path: Path) -> None:
    killed = Draft.begin(tmp_path, "facebook", STARTED)
    (killed.folder / "a folder").mkdir()
    killed.close()
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.adopt(killed.id)
    draft.finish(a_receipt())
    assert killed.folder.exists()


def test_a_name_that_is_no_receipt_is_never_made_part_of_a_path(tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_text("mine")
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.adopt("../..")
    assert not (draft.finish(a_receipt()) / "before-private.txt").exists()


def test_the_last_look_cleans_a_file_or_takes_it_out_on_disk_too(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.add("a.txt", b"one secret")
    draft.picture("review", b"secret")
    draft.add("b.txt", b"nothing")
    draft.sift(lambda name, content: None if name.endswith(".png") else content.replace(b"secret", b"-"))
    folder = draft.finish(a_receipt())

    assert (folder / "a.txt").read_bytes() == b"one -"
    assert (folder / "b.txt").read_bytes() == b"nothing"
    assert list(folder.glob("*.png")) == []
    assert verify(folder).holds


# --- what is there at once, and what comes later --------------------------------------------------------------------


def test_a_plain_receipt_is_in_its_place_before_anybody_is_asked_for_more(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    seen = []

    def ask(_digest: bytes) -> tuple[Stamped, ...]:
        seen.append((verify(draft.destination).holds, verify(draft.destination).signed_by, unfinished(tmp_path)))
        return (Stamped(Stamp(authority="https://clock.example/", failure="late")),)

    folder = draft.finish(a_receipt(timestamps=("https://clock.example/",)), stamp=ask, to_paper=lambda _: b"%PDF-1")

    assert seen == [(True, draft.signer.fingerprint, [])]
    assert (folder / "receipt.pdf").read_bytes() == b"%PDF-1"
    assert "late" in (folder / "timestamps.json").read_text(encoding="utf-8")
    assert [found.holds for _, found in audit(tmp_path)] == [True]


@pytest.mark.parametrize("error", [LookupError, KeyboardInterrupt, OSError])
def test_whatever_fails_afterwards_the_plain_receipt_stays(tmp_path: Path, error: type[BaseException]) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)

    def fail(_page: str) -> bytes:
        raise error

    with suppress(LookupError, KeyboardInterrupt):
        draft.finish(a_receipt(), to_paper=fail)

    assert [(name, found.problems) for name, found in audit(tmp_path)] == [(draft.id, ())]
    assert [path.name for path in draft.destination.parent.iterdir()] == [draft.id]


def test_a_file_that_is_put_is_on_the_disk_and_replaces_the_one_before(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.put("response.json", b"first")
    draft.put("response.json", b"second")

    assert (draft.folder / "response.json").read_bytes() == b"second"
    assert stat.S_IMODE((draft.folder / "response.json").stat().st_mode) == 0o600
    assert [path.name for path in draft.folder.iterdir()] == ["response.json"]


def test_what_is_noted_is_no_part_of_the_receipt(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "facebook", STARTED)
    draft.note(a_receipt(message="broken off"))
    draft.note(a_receipt(message="broken off later"))
    assert Receipt.model_validate_json((draft.folder / "progress.json").read_bytes()).message == "broken off later"
    with pytest.raises(ValueError, match="progress"):
        draft.add("progress.json", b"")
    folder = draft.finish(a_receipt())

    assert not (folder / "progress.json").exists()
    assert verify(folder).problems == ()


def test_nothing_is_taken_from_a_run_that_lives(tmp_path: Path) -> None:
    living, draft = (Draft.begin(tmp_path, "facebook", STARTED) for _ in range(2))
    living.picture("review", a_png())
    draft.adopt(living.id)
    folder = draft.finish(a_receipt())

    assert not list(folder.glob("before-*"))
    assert (living.folder / "01-review.png").exists()
