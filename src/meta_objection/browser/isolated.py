"""A world of the program's own beside a page's: it sees the same elements, and no script of the page sees into it."""

from json import dumps
from typing import Any

from playwright.sync_api import CDPSession, Error, Page

_NAME = "meta-objection"


class IsolatedWorld:
    """Runs the program's scripts on one page at a time, over the browser's protocol."""

    def __init__(self) -> None:
        self._page: Page | None = None
        self._session: CDPSession | None = None
        self._context: int | None = None

    def call(self, function: str, page: Page, argument: object = None) -> Any:  # noqa: ANN401 - whatever it gives
        """Call a JavaScript function there and give its value as JSON has it. Raises Playwright's error."""
        expression = f"({function})({dumps(argument)})"
        if page != self._page:
            self._page, self._session, self._context = page, page.context.new_cdp_session(page), None
        try:
            return self._evaluate(expression)
        except Error:
            self._context = None  # the page became another: its worlds went with it
            return self._evaluate(expression)

    def _evaluate(self, expression: str) -> Any:  # noqa: ANN401 - as above
        session = self._session
        if session is None:
            raise Error("no page is open")
        if self._context is None:
            frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
            world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": _NAME})
            self._context = world["executionContextId"]
        how = {"expression": expression, "contextId": self._context, "returnByValue": True, "awaitPromise": True}
        answer = session.send("Runtime.evaluate", how)
        if "exceptionDetails" in answer:
            raise Error(answer["exceptionDetails"].get("text", "it failed"))
        return answer["result"].get("value")
