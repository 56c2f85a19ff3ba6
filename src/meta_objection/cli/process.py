"""What the whole process is held to from its first moment on, and every process that it starts."""

import os
import sys

_OTHERS = 0o077


def harden() -> None:
    """Let nobody else read what is written, and let no crash write down what is in memory."""
    os.umask(_OTHERS)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
