"""A text for a bug report: what the doctor found, in the program's own words and versions alone.

Nothing that was found goes in, and no value of a setting: only which settings are not as they are by themselves. So
nobody has to know what a name, a path or an address looks like to keep it out.
"""

import platform
from collections.abc import Iterable

from meta_objection.browser.getting import system
from meta_objection.cli.findings import Finding
from meta_objection.settings import Examined

_LAST = "No name, path, address, account or answer of yours is in this text."


def report_for(findings: Iterable[Finding], settings: Examined) -> str:
    """Write the report."""
    lines = [
        "meta-objection doctor --report",
        f"system: {system()}, {_machine()}",
        f"settings given: {', '.join(_given(settings)) or 'none'}",
        *(f"{finding.state:6} {finding.what}: {finding.shared or finding.state}" for finding in findings),
        _LAST,
    ]
    return "\n".join(lines) + "\n"


def _machine() -> str:
    """Give the kind of processor, if it is a usual one: some systems let anything be written there."""
    kind = platform.machine().lower()
    return kind if kind in {"x86_64", "amd64", "aarch64", "arm64"} else "another processor"


def _given(settings: Examined) -> list[str]:
    """Give the names of the settings that say something; how the report itself is written is none of them."""
    kinds = {name: kind for name, kind in type(settings).model_fields.items() if name != "as_json"}
    return sorted(
        name for name, kind in kinds.items() if getattr(settings, name) != kind.get_default(call_default_factory=True)
    )
