"""Notices that the person presses the button in the window, also where nothing comes of it."""

import secrets
from collections.abc import Callable

from playwright.sync_api import Locator

_WATCH = """(button, name) => {
  const words = node => node.textContent.trim() || node.value || node.getAttribute('aria-label');
  const isIt = node => node === button || (node instanceof Element && node.tagName === button.tagName
    && words(node) && words(node) === words(button));
  document.addEventListener('click', event => {
    if (event.isTrusted && event.composedPath().some(isIt)) window[name]();
  }, true);
  document.addEventListener('submit', () => window[name](), true);
}"""


def tell_of_press(button: Locator, pressed: Callable[[], None]) -> None:
    """Call `pressed` whenever this button is pressed by hand from now on, or one that a page drew in its place."""
    name = f"pressed{secrets.token_hex(8)}"  # a name of its own each time: a page keeps what it was once given
    button.page.expose_function(name, pressed)
    button.evaluate(_WATCH, name)
