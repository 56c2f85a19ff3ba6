"""A Python process that is not root, also where the tests are: in a user namespace of its own."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

_AS_SOMEBODY = ["unshare", "-U", "--map-user=1000", "--map-group=1000", "--keep-caps", "sh", "-c"]
_WITHOUT_RIGHTS = "exec setpriv --inh-caps=-all --ambient-caps=-all --bounding-set=-all"
_NO_NAMESPACES = "echo 0 > /proc/sys/user/max_user_namespaces; "  # counts for this namespace alone


def run_unprivileged(python: list[str], home: Path, *, may_sandbox: bool = True) -> subprocess.CompletedProcess[str]:
    """Run Python so as an ordinary user; without `may_sandbox` where the kernel gives a browser none."""
    forbidden = "" if may_sandbox else _NO_NAMESPACES
    flags = "" if may_sandbox else " --no-new-privs"
    shell = f'{forbidden}{_WITHOUT_RIGHTS}{flags} "$@"'
    return subprocess.run(
        [*_AS_SOMEBODY, shell, "sh", sys.executable, *python],
        env=os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home)},
        capture_output=True,
        cwd=Path(__file__).parents[1],
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@cache
def can_be_unprivileged() -> bool:
    """Whether this system lets a test become somebody else in this way."""
    if not (shutil.which("unshare") and shutil.which("setpriv")):
        return False
    return run_unprivileged(["-c", "import os; assert os.geteuid() == 1000"], Path("/tmp")).returncode == 0  # noqa: S108 - nothing is written there
