"""What every page object is: the questions a form asks, and the interruptions that stand in the way."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

from playwright.sync_api import Locator, Page

from meta_objection.answers import Answers
from meta_objection.errors import FormChanged, Stop
from meta_objection.locales import Lexicon, Words
from meta_objection.outcome import FoundBy
from meta_objection.pages.find import NOWHERE, Finder, Found

_NO_POST = ":not([role=article] *, [role=feed] *, article *)"
"""What somebody wrote, or a part of it that is gone, says nothing about the page."""


_HAS_ROOM = "box => box.value === undefined || box.maxLength < 0 || box.value.length < box.maxLength"
_HELD = "box => box.value ?? box.innerText.replace(/\\n$/, '')"


Standing = Literal["anywhere", "its words", "nowhere"]
"""What of an interruption still means anything where a form of ours is in front."""

TYPED = frozenset({"text", "textarea"})
"""The types of control that are typed into."""


class StepPage(ABC):
    """One question of a form. It knows no other page, no settings, no clock, no disk and no log."""

    name: ClassVar[str]
    answered_by: ClassVar[str] = ""
    """The flag that answers it, where that is not its own name."""
    patience: ClassVar[int] = 5
    """How often the answer may be put in before it counts as not kept."""
    suggests: ClassVar[bool] = False
    """Whether its control may answer with suggestions, of which one is to be chosen."""
    kinds: ClassVar[frozenset[str]] = TYPED
    """The types of control that can hold an answer to it; where a form has none of them it is not looked for."""

    def __init__(self, page: Page, form: Locator, lexicon: Lexicon) -> None:
        self.page = page
        self.form = form
        self.words: Words = lexicon.section(self.name)
        self.found: Found | None = None

    @property
    def find(self) -> Finder:
        """The ladder inside this question's form."""
        return Finder(self.form, self.words)

    def read_with(self, lexicon: Lexicon) -> None:
        """Look with the words of the page as it is now."""
        self.words = lexicon.section(self.name)

    def recognise(self) -> Found | None:
        """Look for this question's control and remember it; `None` where the form does not ask.

        Raises FormChanged where more than one control could be it.
        """
        self.found = self.look()
        return self.found

    @abstractmethod
    def look(self) -> Found | None:
        """Climb the ladder for this question's control."""

    @property
    def is_choice(self) -> bool:
        """Whether it is answered by choosing, after which other rows may come or go."""
        return not self.kinds <= TYPED | {"email", "tel"}

    @property
    def control(self) -> Locator:
        """The control that was recognised. Raises LookupError before that."""
        return self._recognised.control

    @property
    def evidence(self) -> FoundBy:
        """The rung that found the control. Raises LookupError before that."""
        return self._recognised.by

    @property
    def _recognised(self) -> Found:
        if self.found is None:
            raise LookupError(f"the form does not ask for {self.name}")
        return self.found

    @abstractmethod
    def wanted(self, answers: Answers) -> str | None:
        """Give what the control must hold according to the person; `None` where the person did not say."""

    @abstractmethod
    def holds(self) -> str:
        """Read back what the control holds, in the form that `wanted` has."""

    def shown(self, held: str) -> str:
        """Give what the control holds as a reader would put it."""
        return held

    def posted_as(self, _held: str) -> frozenset[str]:
        """Give the texts of which one must be posted, folded as names are; none where HTML's own control posts it."""
        return frozenset()

    @abstractmethod
    def complete(self, answers: Answers) -> None:
        """Put the person's answer into the control. The flow reads it back and comes again if it did not stay."""

    def rouse(self) -> None:
        """Let the page hear what a person does at this control, where it leaves the answer as it is."""
        self.control.blur()

    def not_kept(self) -> Stop:
        """Give the ending for a control that does not keep the person's answer."""
        return FormChanged(f"The form did not keep the answer to “{self.name}”, so it was not sent.", why="not-kept")


class TextQuestion(StepPage):
    """A question answered by typing."""

    def holds(self) -> str:
        """Read the box's value; a box that is none of HTML's own holds it as its text."""
        held: str = self.control.evaluate(_HELD)
        return held

    def complete(self, answers: Answers) -> None:
        """Replace whatever the box holds, unless the page lets nobody: then it does not keep the answer."""
        if self.control.evaluate("box => box.readOnly === true"):
            return
        self.control.fill(self.wanted(answers) or "")

    def rouse(self) -> None:
        """Type a blank and take it back: some pages wake their button by nothing but real keys."""
        self.control.press("End")
        if self.control.evaluate(_HAS_ROOM):
            self.control.press("Space")
            self.control.press("Backspace")
        super().rouse()


class Interruption(ABC):
    """Something that stands in the way. Only the person may answer it, so there is no method that does."""

    name: ClassVar[str]
    places: ClassVar[tuple[str, ...]] = ()
    """Beginnings of paths at which Meta shows nothing but this."""
    marks: ClassVar[str] = ""
    """CSS of what it is known by in any language."""
    key: ClassVar[str] = "text"
    """The words it is known by; empty where there are none."""
    stands: ClassVar[Standing] = "anywhere"
    """What of it still means anything where a form of ours is in front."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page = page
        self.words: Words = lexicon.section(self.name)

    @classmethod
    def is_at(cls, path: str) -> bool:
        """Whether a path is one of its places: a whole part of it, or a page of that name."""
        return any(path == place or path.startswith((f"{place}/", f"{place}.")) for place in cls.places)

    def landmark_in(self, *, form_in_front: bool) -> Locator:
        """What shows this interruption, given whether a form of ours is in front."""
        if not form_in_front or self.stands == "anywhere":
            return self.landmark
        return self._texts() if self.stands == "its words" else self.page.locator(NOWHERE)

    @property
    def landmark(self) -> Locator:
        """What shows that this interruption is on the screen; several matches are as good as one."""
        return self.page.locator(self.marks or NOWHERE).or_(self._texts())

    @abstractmethod
    def stop(self) -> Stop:
        """Give the ending that this interruption means."""

    def _texts(self) -> Locator:
        if not (self.key and self.words.shown(self.key)):
            return self.page.locator(NOWHERE)
        return self.page.get_by_text(self.words.require(self.key)).and_(self.page.locator(_NO_POST))
