"""Keys of a settings file that are no setting's name: what stands there counts for nothing, and nobody would notice."""

from difflib import get_close_matches
from pathlib import Path

from meta_objection.settings import Objection, Reading, Session, Speaking, Target, Writing, person_file
from meta_objection.settings_files import PROJECT_FILE, toml_of

_KINDS = (Objection, Reading, Session, Speaking, Target, Writing)
_OF_MAIL = {"remember"}  # declared above this room, where mails are fetched
_NAMES = {"json", *_OF_MAIL, *(name for kind in _KINDS for name in kind.model_fields)} - {"as_json"}


def misspelt() -> list[str]:
    """Give each such key of the files that are read here, with its file and the name that may have been meant."""
    return [_told(path, key) for path in (PROJECT_FILE, person_file()) for key in sorted(set(toml_of(path)) - _NAMES)]


def _told(path: Path, key: str) -> str:
    near = get_close_matches(key, _NAMES, 1)
    return f"{path}: {key}" + (f" (did you mean {near[0]}?)" if near else "")
