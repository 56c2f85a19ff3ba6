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
    UNSIGNED = "not signed, so nobody says that it is as it was"
    OLDER = (
        "says that it is older than signatures: whether somebody changed it and its list of files since then, nobody "
        "can tell, so it proves nothing by itself"
    )
    STRIPPED = "was signed when it was filed, and is not any more"
    BAD_SIGNATURE = "no signature of this list"
    OTHER_KEY = "signed with a key that is not this home's"
    BAD_STAMP = "no timestamp of this receipt"
    NO_STAMP = "timestamp failed"
    GONE = "is gone"
    REPLACED = "not the one that was filed"
    RENAMED = "filed under another name"
    NOT_A_FOLDER = "not a folder"
    UNCHAINED = "not in the list of receipts"
    BEGUN_ANEW = "begun anew: what was taken away before that, it does not know"
    FOREIGN_KEY = "no key of this home, and not believed"
    NO_RECEIPT = "no receipt"


_WARNINGS = {
    Kind.OPEN_TO_OTHERS,
    Kind.NO_STAMP,
    Kind.UNCHAINED,
    Kind.BEGUN_ANEW,
    Kind.FOREIGN_KEY,
    Kind.NO_RECEIPT,
}
_OF_THE_UNSIGNED = {Kind.UNSIGNED, Kind.OLDER, Kind.STRIPPED}


class State(StrEnum):
    """What checking came to. Only what somebody signed can hold: anybody can make a folder that agrees with itself."""

    HOLDS = "holds"
    NOT_SIGNED = "not-signed"
    BROKEN = "broken"


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
    `stamps` the timestamps that hold, `previous` the receipt that this one names as the one before it, `filed_as` the
    name under which it says that it was filed.
    """

    problems: tuple[Problem, ...]
    checked: int = 0
    signed_by: str | None = None
    stamps: tuple[Stamp, ...] = ()
    previous: Previous | None = None
    filed_as: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the receipt is signed, unchanged and whole."""
        return self.state is State.HOLDS

    @property
    def state(self) -> State:
        """What checking came to."""
        wrong = {problem.kind for problem in self.problems if not problem.is_warning}
        if not wrong:
            return State.HOLDS
        return State.NOT_SIGNED if wrong <= _OF_THE_UNSIGNED else State.BROKEN
