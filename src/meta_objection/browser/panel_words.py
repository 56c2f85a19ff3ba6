"""What the panel says, in the language of the page where there are words in it."""

from dataclasses import dataclass, field
from functools import cache

from meta_objection.languages import DEFAULT, languages_with, texts_of

_PART = "panel"


@dataclass(frozen=True)
class Question:
    """What is asked of the person, in any language: its key, the step it is about, and what of the page is quoted."""

    key: str
    step: str = ""
    quoted: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PanelWords:
    """The panel's words: `buttons` as the panel's script names them, `why` by step, `steps` as a person calls them.

    `asks` are the questions and `answers` the words of their buttons, by the keys of both.
    """

    tag: str
    buttons: dict[str, str]
    why: dict[str, str]
    account: str
    steps: dict[str, str]
    asks: dict[str, str]
    answers: dict[str, str]

    def step(self, name: str) -> str:
        """Give what a person calls a step."""
        return self.steps.get(name, name.replace("_", " "))

    def question(self, asked: Question) -> str:
        """Give a question in these words."""
        what = {"what": self.step(asked.step)} if asked.step else {}
        return self.asks[asked.key].format(**what, **asked.quoted)


@cache
def words_in(tag: str | None) -> PanelWords:
    """Give the words of a language, a BCP 47 tag; each that is missing in English."""
    own = tag if tag in languages_with(_PART) else DEFAULT
    said = texts_of(own or DEFAULT, _PART)
    return PanelWords(
        tag=said["tag"],
        buttons={
            "whose": said["whose"],
            "paused": said["paused"],
            "pause": said["pause"],
            "goOn": said["go_on"],
            "stop": said["stop"],
            "keys": said["keys"],
        },
        why=said["why"],
        account=said["account"],
        steps=said["step"],
        asks=said["ask"],
        answers={key.replace("_", "-"): label for key, label in said["answer"].items()} | {"go-on": said["go_on"]},
    )
