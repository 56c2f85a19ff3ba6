"""What checking a receipt can find."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: with which file (as written in the folder or the manifest), and what."""

    path: str
    kind: Kind
    detail: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the receipt still holds in spite of it."""
        return self.kind is Kind.OPEN_TO_OTHERS


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found in one receipt; `checked` is the number of files whose hash held."""

    problems: tuple[Problem, ...]
    checked: int = 0

    @property
    def holds(self) -> bool:
        """Whether the receipt is unchanged and whole."""
        return all(problem.is_warning for problem in self.problems)
