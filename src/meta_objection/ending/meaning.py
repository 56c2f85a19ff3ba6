"""What an error means for a run: which ending it is, before the press and after it."""

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.browser.screen import Screen, page_crashed
from meta_objection.console.signals import Signals, stopped
from meta_objection.errors import BadSettings, Failed, FormChanged, Interrupted, SiteUnavailable, Stop, Unconfirmed
from meta_objection.flow.send import SendingState
from meta_objection.outcome import Sent
from meta_objection.words import Finding


class NothingKeptError(Exception):
    """Nothing can be written to the home, so nothing may be sent."""


def broken_off(sending: SendingState) -> Stop:
    """Give the ending of a run that is killed now."""
    if sending.answer is not None:
        return Unconfirmed("The run broke off after Meta had answered, before it was understood.", why="broken-off")
    if sending.pressed is not None:
        return Unconfirmed("The run broke off while it was sending.", why="broken-off")
    return Interrupted("The run broke off before anything was sent.", why="broken-off")


def about_to_send() -> Stop:
    """Give the ending of a run that is killed from now on, whether or not the button was pressed by then."""
    return Unconfirmed("The run broke off while it was sending.", why="broken-off")


def meaning(error: BaseException, signals: Signals, screen: Screen | None, sending: SendingState) -> Stop:
    """Give the ending that an error means. Once the button was pressed, nobody may say that nothing was sent."""
    stop = _before_press(error, signals, screen)
    if sending.pressed is None or not sending.left or stop.sent is not Sent.NO:
        return stop
    heard = " Meta had confirmed it by then." if sending.page.finding is Finding.CONFIRMED else ""
    return Unconfirmed(f"The button was pressed, then: {stop.message}{heard}", why=stop.why)


def unless_stopped(ending: Stop | None, signals: Signals, sending: SendingState) -> Stop | None:
    """Give this ending; for a good one that of a run which was stopped, where a signal came before it was over."""
    return meaning(stopped(), signals, None, sending) if ending is None and signals.interrupted else ending


def _before_press(error: BaseException, signals: Signals, screen: Screen | None) -> Stop:
    if isinstance(error, Stop):
        is_of_start = isinstance(error, BadSettings) and error.why == "no-browser" and signals.interrupted
        return stopped() if is_of_start else error
    if isinstance(error, NothingKeptError):
        return nowhere(str(error))
    if isinstance(error, Error):
        return _of_browser(error, signals, screen)
    if signals.interrupted:
        return stopped()
    return Failed(f"The program failed ({type(error).__name__}).", why="bug")


def _of_browser(error: Error, signals: Signals, screen: Screen | None) -> Stop:
    if signals.interrupted:
        return stopped()
    if signals.stalled:
        return SiteUnavailable("The page did not answer any more.", why="time-out")
    if (screen and screen.crashed) or "crashed" in error.message:
        return page_crashed()
    if isinstance(error, PlaywrightTimeout):
        message = "A box or a button of the form could not be used in time."
        return FormChanged(
            message, why="time-out", next_move=f"On a slow line add --timeout 60. {FormChanged.next_move}"
        )
    if "closed" in error.message:
        return Interrupted("The browser window was closed.", why="window-closed")
    return Failed("The browser failed.", why="browser")


def nowhere(reason: str) -> BadSettings:
    """Give the ending of a run that can keep nothing."""
    remedy = "Make room there, or name a folder of your own with --home."
    return BadSettings(f"--home: nothing can be written to it ({reason}).", why="setting", next_move=remedy)
