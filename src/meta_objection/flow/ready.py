"""The last look before the press: there is one button that sends, and it can be pressed."""

from playwright.sync_api import TimeoutError as PlaywrightTimeout

from meta_objection.errors import FormChanged
from meta_objection.flow.obstacles import clear_the_way
from meta_objection.flow.visit import Visit
from meta_objection.pages.find import Found
from meta_objection.pages.submit import SubmitButton


def ready_button(visit: Visit) -> Found:
    """Find the button that sends and prove that it could be pressed. Raises FormChanged where it cannot."""
    found = SubmitButton(visit.screen.page, visit.screen.form, visit.screen.read()).recognise()
    if found is None:
        raise FormChanged("The form has no button that sends it.", why="no-button")
    try:
        found.control.click(trial=True)
    except PlaywrightTimeout as error:
        clear_the_way(visit)
        raise FormChanged("The form's button cannot be pressed.", why="button-blocked") from error
    return found
