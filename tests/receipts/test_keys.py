"""One key a home: made once, private, never replaced."""

import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from meta_objection.receipts import audit, keys
from meta_objection.receipts.findings import Kind
from tests.receipts.examples import STARTED, a_kept_receipt


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = keys.signer(tmp_path / "home")
    finally:
        os.umask(before)
    folder = tmp_path / "home" / "keys"

    assert keys.signer(tmp_path / "home").public == made.public
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        "receipts_ed25519": 0o600,
        "receipts_ed25519.pub": 0o600,
    }
    assert keys.known_keys(tmp_path / "home") == {made.public}


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    assert keys.signer(tmp_path / "one").public != keys.signer(tmp_path / "two").public


def test_a_key_says_nothing_of_itself(tmp_path: Path) -> None:
    assert "key" not in repr(keys.signer(tmp_path)).lower()


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"])
def test_a_broken_key_is_an_error_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    keys.signer(tmp_path)
    path = tmp_path / "keys" / "receipts_ed25519"
    path.write_bytes(content)

    with pytest.raises(OSError, match="no key that can be used"):
        keys.signer(tmp_path)
    assert path.read_bytes() == content


def test_no_public_key_that_lies_beside_ours_becomes_one_of_ours(tmp_path: Path) -> None:
    keys.signer(tmp_path / "another home")
    now = keys.signer(tmp_path / "home")
    line = (tmp_path / "another home/keys/receipts_ed25519.pub").read_bytes()
    (tmp_path / "home/keys/before.pub").write_bytes(line)
    (tmp_path / "home/keys/nonsense.pub").write_bytes(b"ssh-rsa nonsense")

    assert keys.known_keys(tmp_path / "home") == {now.public}
    assert keys.strangers(tmp_path / "home") == ["before.pub", "nonsense.pub"]
    (tmp_path / "home/keys/receipts_ed25519.pub").write_bytes(line)
    assert keys.known_keys(tmp_path / "home") == {now.public}, "the private key says which is its public one"
    assert keys.strangers(tmp_path / "home") == ["before.pub", "nonsense.pub", "receipts_ed25519.pub"]


def test_a_home_whose_private_key_is_gone_knows_the_one_it_published(tmp_path: Path) -> None:
    made = keys.signer(tmp_path)
    (tmp_path / "keys/receipts_ed25519").unlink()

    assert keys.known_keys(tmp_path) == {made.public}


def test_a_home_that_is_retired_as_a_whole_still_holds_and_the_next_one_has_a_key_of_its_own(tmp_path: Path) -> None:
    home = tmp_path / "home"
    a_kept_receipt(home)
    home.rename(tmp_path / "retired")
    a_kept_receipt(home, started=STARTED + timedelta(days=1))

    assert [found.problems for place in ("retired", "home") for _, found in audit(tmp_path / place)] == [(), ()]
    assert keys.known_keys(tmp_path / "retired").isdisjoint(keys.known_keys(home))


def test_a_key_that_was_taken_out_of_its_home_vouches_for_nothing_there_and_the_list_says_that_it_was_begun_anew(
    tmp_path: Path,
) -> None:
    old = a_kept_receipt(tmp_path)
    (tmp_path / "keys").rename(tmp_path / "laid aside")
    new = a_kept_receipt(tmp_path, started=STARTED + timedelta(days=1))
    found = dict(audit(tmp_path))

    assert [found[folder.name].holds for folder in (old, new)] == [False, True]
    assert [problem.kind for problem in found["CHAIN.sha256"].problems] == [Kind.BEGUN_ANEW]


def test_a_home_without_keys_knows_none(tmp_path: Path) -> None:
    assert keys.known_keys(tmp_path) == frozenset()
    assert keys.strangers(tmp_path) == []


def test_a_key_is_made_on_a_disk_that_knows_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError("Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    monkeypatch.setattr(os, "symlink", refused)

    assert keys.signer(tmp_path).public == keys.signer(tmp_path).public


RACE = "import sys; from pathlib import Path; from meta_objection.receipts import keys\n"
RACE += "print(keys.signer(Path(sys.argv[1])).fingerprint)"


def test_runs_that_begin_at_once_agree_on_one_key(tmp_path: Path) -> None:
    runs = [
        subprocess.Popen([sys.executable, "-c", RACE, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = {run.communicate()[0] for run in runs}

    assert said == {f"{keys.signer(tmp_path).fingerprint}\n"}
    assert len(list((tmp_path / "keys").iterdir())) == 2
