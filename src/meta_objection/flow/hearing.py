"""What the page says after the press that it did not say before."""

from collections import Counter

from meta_objection.browser.page_lines import Line, Place, new_lines, read_lines
from meta_objection.browser.screen import Screen
from meta_objection.pages.code import CodePage
from meta_objection.pages.result import complaints, wrong_controls
from meta_objection.words import SILENT, Finding, Witness, hear_text

_BY_INTERRUPTION = {
    "captcha": Finding.CAPTCHA,
    "checkpoint": Finding.CHECKPOINT,
    "sign_in": Finding.SIGN_IN,
    "rate_limit": Finding.RATE_LIMITED,
}


class Hearing:
    """The page as a witness: only what is new since `begin` or `remember` counts."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._before: tuple[Line, ...] = ()
        self._complaints_before = Counter[str]()
        self._wrong_before = 0
        self._layers_before = 0
        self.is_answered = False
        """Whether Meta has answered to the sending: then words that nobody knows may mean anything."""
        self._trouble_before: str | None = None

    @property
    def code_page(self) -> CodePage:
        """The layer that asks for a code, with the words of the page as it was last read."""
        return CodePage(self._screen.page, self._screen.lexicon)

    def begin(self) -> None:
        """Remember what the page says before anything is sent."""
        self.remember()
        self._layers_before = self.code_page.layers()
        self._trouble_before = self.code_page.trouble()

    def remember(self) -> None:
        """Remember what the page says now, but for what it says about a code."""
        self._screen.read()
        self._before = read_lines(self._screen.page)
        self._complaints_before = complaints(self._screen.form)
        self._wrong_before = wrong_controls(self._screen.form)

    def speaks(self) -> bool:
        """Whether the page has said anything that decides, or asks for a code."""
        return self.wants_code() or self.hear().finding.says_something

    def wants_code(self) -> bool:
        """Whether the page asks for a code, or says something new about one."""
        return self.is_code_asked() or self.code_page.trouble() not in {None, self._trouble_before}

    def is_code_asked(self) -> bool:
        """Whether a place for a code came up."""
        self._screen.read()
        return self.code_page.layers() > self._layers_before

    def hear(self) -> Witness:
        """Give what the page says."""
        interruption = self._screen.interruption()
        news = self._news()
        heard = hear_text(_of(Place.MAIN, news), _of(Place.FRAME, news))
        if interruption and interruption.name in _BY_INTERRUPTION and heard.finding is not Finding.CONFIRMED:
            shown = _BY_INTERRUPTION[interruption.name]
            return heard if heard.finding is shown else Witness(shown)
        if heard.finding.says_something:
            return heard
        complained = complaints(self._screen.form) - self._complaints_before
        if complained:
            return self._complaint(" ".join(complained))
        return Witness(Finding.UNKNOWN) if news else SILENT

    def _complaint(self, text: str) -> Witness:
        """Give what an alert in unknown words means: a box called wrong, or, before any answer, a form that waits.

        Beside an answer of Meta's it may be thanks as well.
        """
        is_plain = not self.is_answered or wrong_controls(self._screen.form) > self._wrong_before
        return Witness(Finding.INVALID if is_plain else Finding.UNKNOWN, text)

    def told(self) -> str:
        """Give all that Meta's page newly says to the person, without posts and the bars of the page."""
        return _of(Place.MAIN, self._news())

    def _news(self) -> tuple[Line, ...]:
        return new_lines(self._before, read_lines(self._screen.page))


def _of(place: Place, lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines if line.place is place)
