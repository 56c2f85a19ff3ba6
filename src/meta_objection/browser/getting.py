"""How a person gets a browser on this system, as lines that can be copied into a terminal."""

import platform
import shlex
import subprocess
import sys
from collections.abc import Mapping

_CHROME = "google-chrome-stable_current_amd64.deb"
_BY_SYSTEM: Mapping[str, str] = {
    "debian": "sudo apt install chromium chromium-sandbox",
    # Ubuntu's own is a snap, which may not open a profile below a hidden folder
    "ubuntu": f"wget https://dl.google.com/linux/direct/{_CHROME} && sudo apt install ./{_CHROME}",
    "fedora": "sudo dnf install chromium",
    "arch": "sudo pacman -S chromium",
    "suse": "sudo zypper install chromium",
    "darwin": "brew install --cask google-chrome",
    "win32": "winget install Google.Chrome",
}


def system() -> str:
    """Give the kind of system, by the names of `_BY_SYSTEM`; "linux" for one that is none of these."""
    if sys.platform != "linux":
        return sys.platform
    try:
        told = platform.freedesktop_os_release()
    except OSError:
        return "linux"
    return kind_of_linux(told.get("ID", ""), told.get("ID_LIKE", ""))


def kind_of_linux(name: str, like: str) -> str:
    """Give the first kind that a distribution calls itself, or says that it is like."""
    own = [name.partition("-")[0], *(one.partition("-")[0] for one in like.split())]
    return next((one for one in own if one in _BY_SYSTEM), "linux")


def install_command(kind: str | None = None) -> str:
    """Give the line that installs a browser here: the system's own way, or else Playwright's."""
    return _BY_SYSTEM.get(kind or system(), playwrights_command())


def playwrights_command() -> str:
    """Give the line that has Playwright bring its own Chromium: it asks for no administrator, and works everywhere."""
    words = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
