"""One visit to one form: what the parts of the flow share."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator

from meta_objection.answers import Answers
from meta_objection.forms import Form, Generation
from meta_objection.gate import Gate
from meta_objection.ledger import Ledger
from meta_objection.screen import Screen


@dataclass(frozen=True)
class AskedAnswer:
    """A question as the page asks it, and what its control held when it was last read back."""

    name: str
    text: str
    value: str


@dataclass
class Visit:
    """A form in a browser, the person's answers to it, and what was read off it so far."""

    screen: Screen
    gate: Gate
    form: Form
    answers: Answers
    ledger: Ledger
    attended: bool = False
    """Whether a person sits at the window and can do what only a person may."""
    point_at: Callable[[Locator], None] = lambda _control: None
    """Shows a person who watches which control is about to be touched."""
    keep: Callable[[str], None] = lambda _step: None
    """Takes a picture of what is in front now, before anything leads away from it."""
    keep_click: Callable[[str], None] = lambda _step: None
    """Takes a small picture before a click on the way to the form, never of what other people wrote."""
    keep_answer: Callable[[str], None] = lambda _step: None
    """Takes a small picture after an answer was put into the form."""
    offer: str = ""
    """What Meta's page said around the last link that was taken on the way to the form."""
    address: str = ""
    asked: tuple[AskedAnswer, ...] = ()

    @property
    def generation(self) -> Generation | None:
        """The generation known under the address that was opened."""
        return next((known for known in self.form.generations if known.address == self.address), None)

    @property
    def email(self) -> str | None:
        """The address that stands in the form, the person's or the one Meta prefilled."""
        return next((one.value for one in self.asked if one.name == "email"), self.answers.email)
