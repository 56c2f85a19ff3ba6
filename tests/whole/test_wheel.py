"""The built wheel, alone with the packages that `requirements/run.txt` pins, does the whole job in any folder."""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.markers import Marker

from meta_objection.forms import known_forms, load_form

ROOT = Path(__file__).parents[2]
SHIPPED = (
    "forms/facebook.toml",
    "languages/de/pages.toml",
    "languages/territories.json",
)
FIXTURES = {
    "facebook/2024-en",
    "facebook/2025-de",
    "facebook/2025-en",
    "instagram/2024-en",
    "instagram/2025-en",
    "third-party/2023-en",
    "third-party/2025-en",
    "whatsapp/2025-en",
}
"""Each form in each version that its address leads to, once, and German once."""
LARGEST, LARGEST_FIXTURES = 1_300_000, 60_000  # bytes as they are packed; half of them are twenty languages
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+))?", re.MULTILINE)

PLACE = "meta_objection/fixtures"
REACHED_BY_A_QUESTION = "facebook/general-2025"

pytestmark = pytest.mark.xdist_group("wheel")


@dataclass(frozen=True)
class Installed:
    """The wheel in an environment of its own, and an empty folder that is nobody's checkout."""

    wheel: Path
    command: Path
    elsewhere: Path

    def run(self, *words: str, alone: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run the installed command as a person would, with nothing of this test's own settings."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        line = [*alone, str(self.command), *words]
        return subprocess.run(
            line, cwd=self.elsewhere, env=kept, capture_output=True, text=True, timeout=60, check=False
        )


def pinned() -> Iterator[tuple[str, str]]:
    """What the lock pins for this machine."""
    for pin in PIN.finditer((ROOT / "requirements/run.txt").read_text(encoding="utf-8")):
        if pin["marker"] is None or Marker(pin["marker"].strip()).evaluate():
            yield pin["name"], pin["version"]


def lay_packages(site: Path) -> None:
    """Put the pinned packages, and no other, into an environment: the files this test's own environment has of them."""
    for name, version in pinned():
        found = distribution(name)
        assert found.version == version, name
        for file in found.files or ():
            if ".." not in file.parts:
                (site / file).parent.mkdir(parents=True, exist_ok=True)
                (site / file).symlink_to(Path(str(found.locate_file(file))).resolve())


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=60)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    (site,) = (folder / "env").glob("lib/python*/site-packages")
    lay_packages(site)
    python = str(folder / "env/bin/python")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True, timeout=60)
    (folder / "elsewhere").mkdir()
    return Installed(wheel, folder / "env/bin/meta-objection", folder / "elsewhere")


def test_the_wheel_carries_its_data_and_its_licence(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = set(wheel.namelist())
    assert {f"meta_objection/{name}" for name in SHIPPED} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "meta_objection/py.typed" in names
    assert not [name for name in names if "tests/" in name or name.endswith(".pyc")]


def test_the_wheel_carries_eight_fixtures_and_only_the_bodies_that_they_share(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        ours = {one.filename: one for one in wheel.infolist() if one.filename.startswith(f"{PLACE}/")}
        hars = [wheel.read(name).decode() for name in ours if name.endswith("/site.har")]
    shared = {name for har in hars for name in re.findall(r'"\.\./\.\./(bodies/[^"]+)"', har)}
    wanted = {f"{name}/{file}" for name in FIXTURES for file in ("fixture.toml", "site.har")} | shared
    assert set(ours) == {f"{PLACE}/{name}" for name in wanted}
    assert sum(one.compress_size for one in ours.values()) < LARGEST_FIXTURES
    assert installed.wheel.stat().st_size < LARGEST


def test_each_form_is_shipped_in_each_version_that_its_address_leads_to() -> None:
    versions = {f"{form}/{known.id}" for form in known_forms() for known in load_form(form).generations}
    shipped = [name.rpartition("-") for name in sorted(FIXTURES)]
    english = [version for version, _, language in shipped if language == "en"]
    assert sorted(english) == sorted(versions - {REACHED_BY_A_QUESTION})
    assert [language for _, _, language in shipped if language != "en"] == ["de"]


def test_the_installed_command_lists_its_fixtures_and_replays_one(installed: Installed, tmp_path: Path) -> None:
    listed = installed.run("fixtures", "list", "--json")
    assert {row["fixture"] for row in json.loads(listed.stdout)["fixtures"]} == FIXTURES, listed.stderr
    words = ["--replay", "facebook/2025-de", "--email", "kim@example.org", "--reason", "Ich will das nicht.", "--json"]
    replayed = installed.run("rehearse", *words, "--home", str(tmp_path))
    assert json.loads(replayed.stdout)["outcome"] == "rehearsed", replayed.stderr


def test_nothing_but_the_pinned_packages_is_there(installed: Installed) -> None:
    python = installed.command.with_name("python")
    code = "import meta_objection, sys; print(meta_objection.__file__); import pytest"
    result = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=False)
    assert str(installed.command.parents[1]) in result.stdout
    assert "No module named 'pytest'" in result.stderr


def test_the_demo_runs_from_an_empty_folder_and_leaves_a_receipt(installed: Installed, tmp_path: Path) -> None:
    demo = installed.run("demo", "--json", "--home", str(tmp_path))
    told = json.loads(demo.stdout)
    assert (demo.returncode, told["outcome"], told["mode"]) == (0, "submitted", "replay"), demo.stderr
    shown = installed.run("receipts", "show", "--home", str(tmp_path))
    assert shown.returncode == 0
    assert Path(told["receipt"]).name in shown.stdout
    assert installed.run("receipts", "verify", "--home", str(tmp_path)).returncode == 0
    assert list(installed.elsewhere.iterdir()) == []


def test_the_doctor_of_the_installed_command_launches_the_browser(installed: Installed, tmp_path: Path) -> None:
    doctor = installed.run("doctor", "--json", "--offline", "--home", str(tmp_path / "home"))
    states = {one["what"]: one["state"] for one in json.loads(doctor.stdout)}
    assert (doctor.returncode, doctor.stderr) == (0, "")
    assert states["launch"] == "ok"
    assert list(installed.elsewhere.iterdir()) == []


def cannot_cut_the_network() -> bool:
    unshare = shutil.which("unshare")
    return (
        unshare is None or subprocess.run([unshare, "--net", "true"], capture_output=True, check=False).returncode != 0
    )


@pytest.mark.skipif(cannot_cut_the_network(), reason="this system lets nobody here take the network away")
def test_the_demo_needs_no_network_at_all(installed: Installed, tmp_path: Path) -> None:
    demo = installed.run("demo", "--json", "--home", str(tmp_path), alone=("unshare", "--net"))
    assert demo.returncode == 0, demo.stderr


def test_the_lock_holds_every_package_the_program_declares() -> None:
    names = {name.replace("_", "-").lower() for name, _ in pinned()}
    declared = (re.match(r"[\w.-]+", wanted) for wanted in distribution("meta-objection").requires or ())
    missing = {one[0].lower() for one in declared if one} - names
    assert missing == set()
