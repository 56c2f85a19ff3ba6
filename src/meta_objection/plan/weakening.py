"""Which of the person's settings make a receipt prove less than it would without them."""

import re

from meta_objection.settings import Objection

_PASSWORD = re.compile(r"(?<=//)[^/@\s]*@")


def weakening_of(settings: Objection) -> tuple[str, ...]:
    """Give the flags for the settings that let another program, another way or another hand take part.

    No password of a proxy is among them, and no path on this machine.
    """
    found = {
        "--browser": settings.browser is not None,
        "--ignore-https-errors": settings.ignore_https_errors,
        "--assist": settings.assist,
    }
    arguments = (f"--browser-arg {one}" for one in settings.browser_args)
    proxy = (f"--proxy {settings.proxy}",) if settings.proxy else ()
    flags = (flag for flag, is_set in found.items() if is_set)
    return tuple(_PASSWORD.sub("", one) for one in (*flags, *arguments, *proxy))
