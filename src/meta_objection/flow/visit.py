"""One visit to one form: what the parts of the flow share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator

from meta_objection.answers import Answers
from meta_objection.browser.attendant import Attendant
from meta_objection.browser.screen import Screen
from meta_objection.flow.ledger import Ledger
from meta_objection.forms import Form, Generation
from meta_objection.hosts import may_show_others
from meta_objection.learned import Learned
from meta_objection.locales import load_locale
from meta_objection.network.send_gate import SendGate
from meta_objection.pages.find import Found
from meta_objection.redaction import Secrets


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
    gate: SendGate
    form: Form
    answers: Answers
    ledger: Ledger
    attended: bool = False
    """Whether a person sits at the window and can do what only a person may."""
    attendant: Attendant | None = None
    """Asks that person; `None` where nobody can be asked."""
    shown: dict[str, Found] = field(default_factory=dict)
    """The controls that the person showed, by what they are for."""
    learned: Learned | None = None
    """What they showed in earlier runs, and where it is kept."""
    point_at: Callable[[Locator], None] = lambda _control: None
    """Shows a person who watches which control is about to be touched."""
    take_whole: Callable[[str], None] = lambda _step: None
    """Takes a picture of the whole page at a step."""
    take_small: Callable[[str, bool], None] = lambda _step, _shown: None
    """Takes a small picture of a step, shown in the receipt's page or kept beside it."""
    secrets: Secrets = field(default_factory=Secrets)
    """What must not be kept, as far as it is known."""
    offer: str = ""
    """What Meta's page said around the last link that was taken on the way to the form."""
    address: str = ""
    bound_for: str = ""
    """Where the run was going when it last left a page: what leads it elsewhere in between is no goal."""
    asked: tuple[AskedAnswer, ...] = ()
    answered: tuple[Locator, ...] = ()
    """The controls that hold the answers of `asked`."""
    by_hand: tuple[str, ...] = ()
    """The names of the controls that the person answered in the page."""
    posted_as: tuple[frozenset[str], ...] = ()
    """For each answer that no control of HTML's own posts, the folded texts of which one must be posted."""
    typed: tuple[str, ...] = ()
    """Those answers that were typed, or stood in a box to be typed in."""

    def keep(self, step: str) -> None:
        """Keep what is in front now, before anything leads away from it."""
        if self.may_keep:
            self.take_whole(step)

    def keep_click(self, step: str) -> None:
        """Keep where a click on the way to the form is about to be made, which the receipt's page shows."""
        if self.may_keep:
            self.take_small(step, True)  # noqa: FBT003 - as the receipt's page has it

    def keep_answer(self, step: str) -> None:
        """Keep what an answer that was put in looks like; the receipt's page shows all of them at the review."""
        if self.may_keep:
            self.take_small(step, False)  # noqa: FBT003 - as above

    @property
    def own_words(self) -> list[str]:
        """The words of the form itself: its questions as the page asks them, and as its language writes them."""
        known = load_locale(self.screen.lexicon.tag) if self.screen.lexicon.tag else {}
        sections = (known.get(name, {}) for name in (*self.form.questions, "submit"))
        return [one.text for one in self.asked] + [
            word.text for section in sections for words in section.values() for word in words
        ]

    @property
    def may_keep(self) -> bool:
        """Whether the page in front may be kept: one that shows nobody's posts, or the form that was filled in."""
        shown = self.screen.page.url
        is_form = bool(self.asked) and urlsplit(shown)[:3] == urlsplit(self.address)[:3]
        return is_form or not may_show_others(shown)

    @property
    def generation(self) -> Generation | None:
        """The generation known under the address that was opened."""
        return next((known for known in self.form.generations if known.address == self.address), None)

    @property
    def email(self) -> str | None:
        """The address that stands in the form, the person's or the one Meta prefilled."""
        return next((one.value for one in self.asked if one.name == "email"), self.answers.email)
