"""Reads ahead what a run needs later, in the time in which its browser starts and Python has nothing to do."""

from contextlib import suppress
from threading import Thread

from meta_objection.locales import known_tags, load_locale
from meta_objection.receipts.render import template
from meta_objection.words.grammar import grammars


def warm_up() -> None:
    """Begin to read the words of all languages and the page of a receipt; whoever needs one earlier reads it then."""
    Thread(target=_read_ahead, daemon=True).start()


def _read_ahead() -> None:
    with suppress(Exception):  # whoever needs it meets the same error, where it can be told
        for tag in known_tags():
            load_locale(tag)
        grammars()
        template("receipt.html")
