"""The forms of Meta's that the tool knows, one TOML file each: addresses, what is asked, where a sending goes."""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from meta_objection.data_files import bytes_of, names_in, read_data

_FOLDER = "forms"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Generation(_Data):
    """One version of a form that Meta has shown, with the address it was shown under.

    `asks` names the questions in their order, `optional` those among them that may stay empty. `reason_minimum` counts
    characters; only where it was `seen` on the page itself is a shorter reason refused before it is sent, else the
    person is told.
    """

    id: str
    address: str
    asks: tuple[str, ...]
    optional: tuple[str, ...]
    source: str
    reason_minimum: int = 0
    reason_minimum_sure: Literal["seen", "reported", "inferred"] = "inferred"


class Form(_Data):
    """One form: `requests` are the kinds of request that some wording of it takes.

    `sends_to` are the paths that a sending is posted to, `reason_maximum` counts characters.

    `ways` says for each route but the direct one where it begins, `steps` by which steps it goes (a name in
    `pages.ways.STEPS`), `other_forms` which numbers in an address belong
    to another form of Meta's. `after` is what the person has to do once it was sent, where that is known.
    """

    id: str
    title: str
    service: str
    account: Literal["needed", "not needed"]
    account_note: str = ""
    where: str
    requests: tuple[str, ...]
    questions: tuple[str, ...]
    sends_to: tuple[str, ...]
    reason_maximum: int
    ways: dict[str, tuple[str, ...]]
    steps: dict[str, str]
    other_forms: dict[str, str]
    after: str = ""
    generations: tuple[Generation, ...]
    file_hash: str

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.ways.keys() != self.steps.keys():
            raise ValueError("`ways` and `steps` name other routes")
        return self

    def met_at(self, addresses: Sequence[str], version: str | None = None) -> tuple[Generation, ...]:
        """Give the versions that may be met there, or the one that is named: all where only a way to them is known."""
        if version:
            return tuple(known for known in self.generations if known.id == version)
        return tuple(known for known in self.generations if known.address in addresses) or self.generations


@cache
def known_forms() -> tuple[str, ...]:
    """Give the ids of the forms that there is a file for."""
    return names_in(_FOLDER)


def form_at(address: str) -> str | None:
    """Give the id of the form that is known under an address, also of one that has no file of its own here."""
    number = address.rstrip("/").rsplit("/", 1)[-1]
    forms = [load_form(form_id) for form_id in known_forms()]
    known = {generation.address.rsplit("/", 1)[-1]: form.id for form in forms for generation in form.generations}
    others = {other: name for form in forms for other, name in form.other_forms.items()}
    return known.get(number) or others.get(number)


@cache
def load_form(form_id: str) -> Form:
    """Read one form's file. Raises FileNotFoundError for a form that is not known, and DataFileError."""
    path = f"{_FOLDER}/{form_id}.toml"
    digest = hashlib.sha256(bytes_of(path)).hexdigest()
    return read_data(path, Form, file_hash=f"sha256:{digest}")
