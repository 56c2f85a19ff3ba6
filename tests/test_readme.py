"""The README says what the program does: its tables are the program's, its quoted output is real."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from meta_objection.cli.catalogue import told_fixtures
from meta_objection.errors import Stop
from meta_objection.forms import known_forms, load_form
from meta_objection.outcome import Outcome, Sent
from meta_objection.plan.fixtures import fixtures_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOLD = "\n".join([README, *(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md")))])
"""Everything that a person is told: the README, and the pages it leads to."""
COMMAND = str(Path(sys.executable).parent / "meta-objection")
SENT_WITHOUT_A_STOP = {Outcome.SUBMITTED: Sent.YES, Outcome.REHEARSED: Sent.NO, Outcome.RECEIPT_UNSAVED: Sent.YES}


def test_the_readme_can_be_read_at_one_sitting() -> None:
    assert len(README.splitlines()) <= 220


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in seen and page.is_file() and page.suffix == ".md":
            seen.add(page)
            links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
            waiting += [(page.parent / link).resolve() for link in links]
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {page.name for page in seen} == set()


def section(title: str) -> str:
    return TOLD.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def quoted(name: str) -> tuple[str, str]:
    """A quoted command and its quoted output."""
    block = re.search(rf"<!-- output: {name} -->\n```console\n\$ (.*?)\n(.*?)```", TOLD, re.DOTALL)
    assert block
    return block[1], block[2]


def run(command: str, home: Path) -> str:
    words = [COMMAND, *shlex.split(command)[1:]]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("META_OBJECTION_")}
    own = kept | {"META_OBJECTION_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    return subprocess.run(words, cwd=home, env=own, capture_output=True, text=True, check=False).stdout


def timeless(output: str) -> str:
    """The output without what differs from run to run: seconds, moments, names and places of receipts."""
    text = re.sub(r"\d+\.\d s", "N s", output)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", "WHEN", text)
    text = re.sub(r"SHA256:\S+", "KEY", text)
    return re.sub(r"\S*/receipts/\S+", "RECEIPT", text)


def test_the_table_of_outcomes_is_the_programs() -> None:
    rows = re.findall(r"^\| (\d+) \| `([a-z-]+)` \| (\w+) \|", section("How it ended"), re.MULTILINE)
    sent = SENT_WITHOUT_A_STOP | {kind.outcome: kind.sent for kind in Stop.__subclasses__()}
    assert rows == [(str(outcome.exit_code), outcome.value, sent[outcome].value) for outcome in Outcome]


def test_the_tables_of_settings_and_forms_are_up_to_date() -> None:
    outdated = subprocess.run([sys.executable, ROOT / "scripts/tables", "--check"], check=False).returncode
    assert outdated == 0, "run: .venv/bin/python scripts/tables"


def test_the_reference_of_all_flags_is_up_to_date() -> None:
    outdated = subprocess.run([sys.executable, ROOT / "scripts/manual", "--check"], check=False).returncode
    assert outdated == 0, "run: .venv/bin/python scripts/manual"


def test_every_form_and_language_says_how_well_it_is_known() -> None:
    told = section("Which forms, in which languages")
    for form in map(load_form, known_forms()):
        for generation in form.generations:
            (row,) = (line for line in told.split("\n") if line.startswith(f"| `{form.id}` | {generation.id} |"))
            assert fixtures_of(form.id, generation.id)
            assert told_fixtures(form.id, generation.id) in row


def test_the_quoted_plan_is_what_the_program_prints(tmp_path: Path) -> None:
    command, output = quoted("plan")
    assert run(command, tmp_path) == output


def test_the_quoted_replay_is_what_the_program_prints(tmp_path: Path) -> None:
    command, output = quoted("replay")
    assert timeless(run(command, tmp_path)) == timeless(output)


def test_the_quoted_first_try_is_what_the_program_prints(tmp_path: Path) -> None:
    _, output = quoted("try")
    assert timeless(run("meta-objection demo", tmp_path)) in timeless(output)
    assert timeless(run("meta-objection receipts show", tmp_path)) in timeless(output)


def live_commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", TOLD, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if re.search("meta-objection (submit|rehearse)", line)]


@pytest.mark.parametrize("command", live_commands())
def test_a_command_for_the_live_site_has_flags_that_exist(command: str, tmp_path: Path) -> None:
    (tmp_path / "reason.txt").write_text("My own words.", encoding="utf-8")
    planned = re.sub(r"meta-objection (submit|rehearse)", "meta-objection plan", command)
    assert "My own words." in run(planned, tmp_path)


def test_the_copy_of_metas_pages_prints_lines_that_can_be_typed() -> None:
    command = next(line for line in TOLD.splitlines() if line.startswith("scripts/replica"))
    with subprocess.Popen([ROOT / command.split()[0], *command.split()[1:]], stdout=subprocess.PIPE, text=True) as copy:
        assert copy.stdout
        typed = [line.strip() for line in iter(copy.stdout.readline, "Ctrl-C stops the copy.\n")]
        copy.send_signal(signal.SIGINT)
    exports = [line for line in typed if line.startswith("export ")]
    submit = next(line for line in typed if "submit" in line)
    assert ".venv/bin/meta-objection sign-in" in typed
    planned = ["bash", "-c", "; ".join([*exports, submit.replace("submit", "plan", 1)])]
    assert "k•••@example.org" in subprocess.run(planned, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_the_quoted_measurement_has_every_line_of_the_bench() -> None:
    told = section("What the care costs")
    names = re.findall(r'\("([^"]+)", \[|ratio_line\(f?"([^,"]+)', (ROOT / "scripts/bench").read_text(encoding="utf-8"))
    of_receipts = re.findall(r"\{'([^']+)':<34\}", (ROOT / "scripts/bench-receipts").read_text(encoding="utf-8"))
    assert (len(names), len(of_receipts)) == (5, 5)
    assert [name for pair in [*names, of_receipts] for name in pair if name and name not in told] == []


def test_every_script_named_is_there() -> None:
    named = set(re.findall(r"scripts/[a-z-]+", TOLD))
    assert named >= {"scripts/try", "scripts/test", "scripts/bench"}
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_ci_runs_one_command_that_the_readme_names() -> None:
    lines = [line for line in (ROOT / ".ci/run").read_text().split("\n") if line and not line.startswith("#")]
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "scripts/test"]


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/**/*.md")),
    ],
)
def test_every_link_leads_to_a_file(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []
