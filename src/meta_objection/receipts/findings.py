"""What checking a receipt can find."""

from dataclasses import dataclass
from enum import StrEnum

from meta_objection.report import Previous, Stamp


class Kind(StrEnum):
    """What can be wrong with a receipt."""

    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"
    LEAVES_FOLDER = "leaves the folder"
    NOT_A_FILE = "not a plain file"
    TOO_LARGE = "too large to be checked"
    UNREADABLE = "unreadable"
    DISAGREES = "receipt.json says otherwise"
    OPEN_TO_OTHERS = "readable by others"
    BAD_SIGNATURE = "no signature of this list"
    OTHER_KEY = "signed with a key that is not this home's"
    BAD_STAMP = "no timestamp of this receipt"
    NO_STAMP = "timestamp failed"
    GONE = "is gone"
    REPLACED = "not the one that was filed"
    UNCHAINED = "not in the list of receipts"


_WARNINGS = {Kind.OPEN_TO_OTHERS, Kind.NO_STAMP, Kind.UNCHAINED}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: with which file (as written in the folder or the manifest), and what."""

    path: str
    kind: Kind
    detail: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the receipt still holds in spite of it."""
        return self.kind in _WARNINGS


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found in one receipt.

    `checked` is the number of files whose hash held, `signed_by` the fingerprint of the key that signed the list,
    `stamps` the timestamps that hold, `previous` the receipt that this one names as the one before it.
    """

    problems: tuple[Problem, ...]
    checked: int = 0
    signed_by: str | None = None
    stamps: tuple[Stamp, ...] = ()
    previous: Previous | None = None

    @property
    def holds(self) -> bool:
        """Whether the receipt is unchanged and whole."""
        return all(problem.is_warning for problem in self.problems)
