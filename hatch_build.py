"""Puts into the wheel the few fixtures that `pyproject.toml` names, and the bodies they share as files."""

import re
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PLACE = "meta_objection/fixtures"
_SHARED = re.compile(r'"\.\./\.\./(bodies/[0-9a-f]+\.[a-z0-9]+)"')


class ShippedFixtures(BuildHookInterface):  # type: ignore[type-arg]  # what it configures is nothing of ours
    """Runs before the wheel is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the fixtures; one that is named and not there ends the build."""
        if version == "editable":  # a checkout has them all
            return
        fixtures = Path(self.root) / "fixtures"
        wanted = [fixtures / name for name in self.config["fixtures"]]
        shared = {name for fixture in wanted for name in _SHARED.findall((fixture / "site.har").read_text("utf-8"))}
        self._laid = Path(tempfile.mkdtemp())
        with tarfile.open(fixtures / "bodies.tar.xz") as archive:
            archive.extractall(self._laid, [archive.getmember(name) for name in sorted(shared)], filter="data")
        build_data["force_include"] |= {str(one): f"{_PLACE}/{one.relative_to(fixtures)}" for one in wanted}
        build_data["force_include"][str(self._laid / "bodies")] = f"{_PLACE}/bodies"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's
        """Take the laid out bodies away again."""
        if version != "editable":
            shutil.rmtree(self._laid)
