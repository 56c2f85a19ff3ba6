"""Notices that the person presses the button in the window, also where nothing comes of it."""

from collections.abc import Callable

from playwright.sync_api import Locator

_NAME = "metaObjectionPressed"
_WATCH = f"""button => {{
  const words = node => node.textContent.trim() || node.value || node.getAttribute('aria-label');
  const isIt = node => node === button || (node instanceof Element && node.tagName === button.tagName
    && words(node) && words(node) === words(button));
  document.addEventListener('click', event => {{
    if (event.isTrusted && event.composedPath().some(isIt)) window.{_NAME}();
  }}, true);
  document.addEventListener('submit', () => window.{_NAME}(), true);
}}"""


def tell_of_press(button: Locator, pressed: Callable[[], None]) -> None:
    """Call `pressed` whenever this button is pressed by hand from now on, or one that a page drew in its place."""
    button.page.expose_function(_NAME, pressed)
    button.evaluate(_WATCH)
