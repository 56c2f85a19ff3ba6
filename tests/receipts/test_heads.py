"""The list reads the receipts themselves, and says of each whether this home signed what it shows."""

from pathlib import Path

import pytest

from meta_objection.receipts import all_receipts, keys
from meta_objection.receipts.sealed import Seal, filed_as
from tests.receipts.examples import a_kept_receipt


def seals(home: Path) -> list[Seal | None]:
    return [one.head.seal if one.head else None for one in all_receipts(home)]


def test_what_this_home_signed_is_shown_with_its_day(tmp_path: Path) -> None:
    a_kept_receipt(tmp_path)
    (listed,) = all_receipts(tmp_path)

    assert listed.head
    assert (listed.head.seal, listed.head.outcome) == (Seal.OWN, "submitted")
    assert listed.head.deadline


@pytest.mark.parametrize("content", [b"", b"nonsense", b'{"outcome": "submitted"}', b"\xff"])
def test_what_is_no_receipt_has_no_head(tmp_path: Path, content: bytes) -> None:
    (a_kept_receipt(tmp_path) / "receipt.json").write_bytes(content)

    assert seals(tmp_path) == [None]


@pytest.mark.parametrize(
    ("name", "seal"),
    [("MANIFEST.sha256.sig", Seal.UNSIGNED), ("MANIFEST.sha256", Seal.UNSIGNED), ("VERIFY.txt", Seal.OWN)],
)
def test_a_receipt_without_its_seal_is_not_shown_as_ours(tmp_path: Path, name: str, seal: Seal) -> None:
    """The list looks at receipt.json alone; `verify` looks at everything."""
    (a_kept_receipt(tmp_path) / name).unlink()
    (listed,) = all_receipts(tmp_path)

    assert listed.head
    assert listed.head.seal is seal
    assert (listed.head.deadline is None) == (seal is not Seal.OWN)


@pytest.mark.parametrize("name", ["receipt.json", "MANIFEST.sha256", "MANIFEST.sha256.sig"])
def test_every_byte_that_the_list_believes_is_under_the_signature(tmp_path: Path, name: str) -> None:
    path = a_kept_receipt(tmp_path) / name
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x02]) + whole[place + 1 :])
        assert Seal.OWN not in seals(tmp_path), place


def test_a_receipt_does_not_say_of_itself_that_it_is_signed(tmp_path: Path) -> None:
    path = a_kept_receipt(tmp_path) / "receipt.json"
    path.write_text(path.read_text(encoding="utf-8").replace("{", '{"seal": "signed",', 1), encoding="utf-8")

    assert Seal.OWN not in seals(tmp_path)


def test_a_home_with_another_key_does_not_vouch_for_what_the_first_one_signed(tmp_path: Path) -> None:
    a_kept_receipt(tmp_path)
    for path in (tmp_path / "keys").iterdir():
        path.unlink()
    keys.signer(tmp_path)

    assert seals(tmp_path) == [Seal.BROKEN]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("/somewhere/kim/receipts/2026-11-22T101500Z-facebook-3f9c", "2026-11-22T101500Z-facebook-3f9c"),
        (r"C:\Users\kim\receipts\2026-11-22T101500Z-facebook-3f9c", "2026-11-22T101500Z-facebook-3f9c"),
        (
            "/tmp/meta-objection-2026-11-22T101500Z-facebook-3f9c-0123456789abcdef",  # noqa: S108 - only a text here
            "2026-11-22T101500Z-facebook-3f9c",
        ),
        ("", None),
        (None, None),
    ],
)
def test_where_it_was_filed_says_under_which_name(place: str | None, name: str | None) -> None:
    assert filed_as(place) == name
