"""What the form says about its own fields after the sending."""

from collections import Counter

from playwright.sync_api import Locator

_WRONG = '[aria-invalid="true"]'
_COMPLAINTS = f'[role="alert"], {_WRONG}'


def complaints(form: Locator) -> Counter[str]:
    """Give what the form itself marks as an alert or as invalid, whatever the language, counted."""
    return Counter(form.locator(_COMPLAINTS).filter(visible=True).all_inner_texts())


def wrong_controls(form: Locator) -> int:
    """Count the controls that the form itself calls wrong."""
    return form.locator(_WRONG).filter(visible=True).count()
