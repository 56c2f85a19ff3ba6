"""The receipts of a home checked together: each by itself, and whether any was removed or replaced."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from meta_objection.receipts import chain, ids
from meta_objection.receipts.findings import Kind, Problem, Verification
from meta_objection.receipts.keys import known_keys
from meta_objection.receipts.manifest import MANIFEST
from meta_objection.receipts.store import folders
from meta_objection.receipts.verify import verify

_WORKERS = min(8, os.cpu_count() or 1)  # hashing gives the processor free for others


def audit(home: Path, names: Iterable[str] | None = None) -> list[tuple[str, Verification]]:
    """Check the receipts of these names in this home, all of them if none are named, and after them those missing.

    A receipt is gone or replaced where `CHAIN.sha256`, or the receipt filed after it, names another one. Never
    raises for what is in a receipt.
    """
    receipts, known = home.absolute() / ids.FOLDER, known_keys(home)
    wanted = [folder.name for folder in folders(home)] if names is None else list(names)
    with ThreadPoolExecutor(_WORKERS) as workers:
        found = list(workers.map(lambda name: verify(receipts / name, known), wanted))
    each = dict(zip(wanted, found, strict=True))
    order = _order(home.absolute())
    expected = _expected(order, each)
    deleted = {link.id for link in order if link.deleted}
    checked = [(name, _in_chain(receipts / name, one, expected.get(name), order)) for name, one in each.items()]
    must_be_there = _followed(each) + ([link.id for link in order] if names is None else [])
    missing = [
        name
        for name in dict.fromkeys(must_be_there)
        if name not in each and name not in deleted and not (receipts / name).is_dir()
    ]
    return checked + [(name, Verification((Problem(name, Kind.GONE),))) for name in missing]


def _order(home: Path) -> list[chain.Link]:
    with suppress(OSError):
        return chain.links(home)
    return []


def _expected(order: list[chain.Link], each: dict[str, Verification]) -> dict[str, set[str]]:
    """Every digest that somebody names for a receipt's manifest."""
    named = [(link.id, link.digest) for link in order]
    before = [one.previous for one in each.values() if one.previous]
    named += [(one.receipt, one.manifest.removeprefix("sha256:")) for one in before]
    expected: dict[str, set[str]] = {}
    for name, digest in named:
        expected.setdefault(name, set()).add(digest)
    return expected


def _followed(each: dict[str, Verification]) -> list[str]:
    """The receipts that these were filed after."""
    before = [one.previous.receipt for one in each.values() if one.previous]
    return [name for name in before if ids.is_id(name)]


def _in_chain(folder: Path, found: Verification, named: set[str] | None, order: list[chain.Link]) -> Verification:
    if named is None:
        # Receipts older than the chain are in none.
        is_lost = bool(order) and found.signed_by is not None
        return _with(found, Kind.UNCHAINED) if is_lost else found
    return found if named == {chain.digest_of(folder)} else _with(found, Kind.REPLACED)


def _with(found: Verification, kind: Kind) -> Verification:
    return replace(found, problems=(*found.problems, Problem(MANIFEST, kind)))
