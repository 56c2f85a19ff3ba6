"""What the panel says, in the language of the page where there are words in it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_ENGLISH = "en"


@dataclass(frozen=True)
class PanelWords:
    """The panel's words: `buttons` as the panel's script names them, `why` by step, `steps` as a person calls them."""

    tag: str
    buttons: dict[str, str]
    why: dict[str, str]
    account: str
    steps: dict[str, str]

    def step(self, name: str) -> str:
        """Give what a person calls a step."""
        return self.steps.get(name, name.replace("_", " "))


@cache
def words_in(tag: str | None) -> PanelWords:
    """Give the words of a language, a BCP 47 tag; each that is missing in English."""
    known = tomllib.loads(files("meta_objection.browser").joinpath("panel_words.toml").read_text(encoding="utf-8"))
    english, own = known[_ENGLISH], known.get(tag or "", {})
    both: dict[str, Any] = {
        name: value | own.get(name, {}) if isinstance(value, dict) else own.get(name, value)
        for name, value in english.items()
    }
    return PanelWords(
        tag=(tag or _ENGLISH) if own else _ENGLISH,
        buttons={
            "whose": both["whose"],
            "paused": both["paused"],
            "pause": both["pause"],
            "goOn": both["go_on"],
            "stop": both["stop"],
            "keys": both["keys"],
        },
        why=both["why"],
        account=both["account"],
        steps=both["step"],
    )
