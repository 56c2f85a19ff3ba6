"""The receipts of a home checked together: each by itself, and whether any was removed, replaced or slipped in."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from meta_objection.receipts import chain, ids, keys
from meta_objection.receipts.chain import CHAIN
from meta_objection.receipts.findings import Kind, Problem, Verification
from meta_objection.receipts.manifest import MANIFEST, SIGNATURE
from meta_objection.receipts.remembered import remembered
from meta_objection.receipts.store import folders
from meta_objection.receipts.verify import verify

_WORKERS = min(8, os.cpu_count() or 1)  # hashing gives the processor free for others


def audit(home: Path, names: Iterable[str] | None = None) -> list[tuple[str, Verification]]:
    """Check the receipts of these names in this home, all of them if none are named.

    After them come the receipts that are missing, and what is wrong with the home itself: its list, its keys, and what
    else lies among the receipts. A receipt is gone or replaced where the list, the journal, or the receipt filed after
    it names another one. Never raises for what is in a receipt.
    """
    return list(_Audit(home.absolute(), names).found())


class _Audit:
    """One pass over one home."""

    def __init__(self, home: Path, names: Iterable[str] | None) -> None:
        self.home = home
        self.receipts = home / ids.FOLDER
        self.is_whole = names is None
        self.known = keys.known_keys(home)
        wanted = [folder.name for folder in folders(home)] if names is None else list(names)
        with ThreadPoolExecutor(_WORKERS) as workers:
            found = workers.map(lambda name: verify(self.receipts / name, self.known), wanted)
            self.each = dict(zip(wanted, found, strict=True))
        self.of_list: list[Problem] = []
        self.order = self._order()
        self.listed = {link.id: link for link in self.order.links}

    def found(self) -> Iterator[tuple[str, Verification]]:
        expected = self._expected()
        for name, one in self.each.items():
            yield name, replace(one, problems=(*one.problems, *self._more(name, one, expected.get(name))))
        for name in self._missing():
            yield name, Verification((Problem(name, Kind.GONE),))
        if self.of_list:
            yield CHAIN, Verification(tuple(self.of_list))
        if self.is_whole:
            yield from self._around()

    def _order(self) -> chain.Order:
        try:
            order = chain.order(self.home)
        except FileNotFoundError:
            if any(one.signed_by for one in self.each.values()):
                self.of_list.append(Problem(CHAIN, Kind.MISSING))
            return chain.Order()
        except (chain.BrokenListError, OSError) as error:
            self.of_list.append(Problem(CHAIN, Kind.BAD_SIGNATURE, str(error)))
            return chain.Order()
        self.of_list += [Problem(CHAIN, Kind.BEGUN_ANEW, moment) for moment in order.begun]
        return order

    def _expected(self) -> dict[str, set[str]]:
        """Every digest that somebody names for a receipt's manifest."""
        named = [(link.id, link.digest) for link in self.order.links]
        before = [one.previous for one in self.each.values() if one.previous]
        named += [(one.receipt, one.manifest.removeprefix("sha256:")) for one in before]
        expected: dict[str, set[str]] = {}
        for name, digest in named:
            expected.setdefault(name, set()).add(digest)
        return expected

    def _more(self, name: str, one: Verification, expected: set[str] | None) -> Iterator[Problem]:
        """What is wrong with a receipt besides, as one of this home's."""
        if one.filed_as not in {None, name}:
            yield Problem(name, Kind.RENAMED, one.filed_as or "")
        if expected is not None and expected != {chain.digest_of(self.receipts / name)}:
            yield Problem(MANIFEST, Kind.REPLACED)
        if one.signed_by is None and (expected is not None or name > self._first_signed()):
            yield Problem(SIGNATURE, Kind.STRIPPED)
        if one.signed_by and name not in self.listed and self.order.links:
            yield Problem(MANIFEST, Kind.UNCHAINED)

    def _first_signed(self) -> str:
        """The oldest receipt that is known to have been signed: what came after it was signed as well."""
        signed = [*self.listed, *(name for name, one in self.each.items() if one.signed_by)]
        return min(signed, default="~")

    def _missing(self) -> list[str]:
        before = [one.previous.receipt for one in self.each.values() if one.previous]
        named = [name for name in before if ids.is_id(name)]
        if self.is_whole:
            named += [*self.listed, *remembered(self.home)]
        return [name for name in dict.fromkeys(named) if name not in self.each and self._is_missed(name)]

    def _is_missed(self, name: str) -> bool:
        if (link := self.listed.get(name)) and link.deleted:
            return False
        beside = self.receipts.glob(f".*-{name}")  # a run works on it, or was killed while it did
        return not os.path.lexists(self.receipts / name) and not any(beside)

    def _around(self) -> Iterator[tuple[str, Verification]]:
        """What lies among the receipts and the keys and is none."""
        with suppress(OSError):
            for path in sorted(self.receipts.iterdir()):
                if path.name in self.each or path.name.startswith("."):
                    continue
                kind = Kind.NOT_A_FOLDER if ids.is_id(path.name) else Kind.NO_RECEIPT
                yield path.name, Verification((Problem(path.name, kind),))
        for name in keys.strangers(self.home):
            place = f"{keys.FOLDER}/{name}"
            yield place, Verification((Problem(place, Kind.FOREIGN_KEY),))
