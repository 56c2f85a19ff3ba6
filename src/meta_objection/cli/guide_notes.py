"""What the guide was told so far: kept below the home, for its owner alone, until the guide has come to its end."""

import json
from contextlib import suppress
from pathlib import Path

from meta_objection import private_files as private

_NAME = "guide.json"
_LIMIT = 1024 * 1024
_KEYS = ("country", "forms", "email", "name", "phone", "prompts", "reason")


class Notes:
    """The answers by what was asked. Whatever cannot be kept is asked for again the next time, and no more."""

    def __init__(self, home: Path) -> None:
        self._path = home.absolute() / _NAME
        self._said: dict[str, str] = {}

    def left(self) -> dict[str, str]:
        """What an earlier run left, and nothing where it left none."""
        with suppress(OSError, ValueError, RecursionError):
            told = json.loads(private.read(self._path, limit=_LIMIT))
            if isinstance(told, dict):
                return {key: told[key] for key in _KEYS if isinstance(told.get(key), str)}
        return {}

    def take(self, said: dict[str, str]) -> None:
        """Go on with what was said before."""
        self._said = dict(said)

    def get(self, key: str) -> str | None:
        """Give an answer, `None` where it was not given yet."""
        return self._said.get(key)

    def keep(self, key: str, answer: str) -> str:
        """Keep an answer and give it."""
        self._said[key] = answer
        with suppress(OSError):
            private.make_folder(self._path.parent)
            private.replace(self._path, json.dumps(self._said, ensure_ascii=False).encode())
        return answer

    def forget(self) -> None:
        """Keep nothing any more."""
        self._said = {}
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
