"""What the browser and its driver learn of the program's own surroundings: names that are known, and no other."""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright._impl.utils.debug_logger import debug_logger
from playwright.sync_api import Playwright
from playwright.sync_api._context_manager import PlaywrightContextManager

_KNOWN = re.compile(
    # who and where the person is, and in which language
    r"HOME|USER|LOGNAME|USERNAME|USERPROFILE|HOMEDRIVE|HOMEPATH|PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ|"
    # the screen, the session, letters and cursors, input methods and screen readers
    r"DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_[A-Z_]+|DBUS_SESSION_BUS_ADDRESS|DESKTOP_SESSION|FONTCONFIG_[A-Z]+|"
    r"GDK_[A-Z_]+|GTK_IM_MODULE|QT_IM_MODULE|XMODIFIERS|XCURSOR_[A-Z]+|AT_SPI_BUS_ADDRESS|ACCESSIBILITY_ENABLED|"
    # what Windows itself needs
    r"SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|PROGRAMDATA|PROGRAMFILES(?:\(X86\))?|APPDATA|LOCALAPPDATA|"
    r"NUMBER_OF_PROCESSORS|PROCESSOR_ARCHITECTURE|"
    # where the driver keeps what it has compiled of itself
    r"NODE_COMPILE_CACHE"
)
_TEMPORARY = ("TMPDIR", "TMP", "TEMP")


def known_environment(environ: Mapping[str, str], temporary: Path) -> dict[str, str]:
    """Give what a browser may know: no settings of ours, no keys; and our temporary folder."""
    known = {name: value for name, value in environ.items() if _KNOWN.fullmatch(name.upper())}
    return known | dict.fromkeys(_TEMPORARY, str(temporary))


@contextmanager
def started(running: PlaywrightContextManager, temporary: Path) -> Iterator[Playwright]:
    """Start the browser's driver with a known environment, and keep the program itself to it until its end.

    Playwright takes no environment for its driver but hands on the program's own, and reads in it at every message
    whether to write that down.
    """
    tempfile.gettempdir()  # is found once and for all, so it must not be the folder that goes with the driver
    before = dict(os.environ)
    try:
        _become(known_environment(before, temporary))
        debug_logger.__init__()  # type: ignore[misc]  # what it was told to write down before, it forgets
        with running as playwright:
            _become({name: value for name, value in before.items() if _KNOWN.fullmatch(name.upper())})
            yield playwright
    finally:
        _become(before)


def _become(environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
