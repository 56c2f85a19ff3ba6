"""What docs/security.md says is shown by a test is shown by one that there is."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent
TABLE = TESTS.parent / "docs/security.md"
_QUOTED = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"(?:\w+/)*test_\w+\.py")
_NAME = re.compile(r"(?:Test\w+|test_\w*(?!\.py))")


FINDINGS = {
    *(f"S{number}" for number in range(1, 3)),
    *(f"P{number}" for number in range(1, 9)),
    *(f"N{number}" for number in range(1, 7)),
    *(f"O{number}" for number in range(1, 12)),
    *(f"R{number}" for number in range(1, 9)),
    *(f"I{number}" for number in range(1, 6)),
    *(f"C{number}" for number in range(1, 3)),
    *(f"code {one}" for one in ("4.2", "4.3", *(f"A{number}" for number in range(1, 6)))),
    *(f"code B{number}" for number in range(1, 17)),
    *(f"newcomer A{number}" for number in range(1, 7)),
    *(f"newcomer C{number}" for number in range(1, 5)),
}
"""What three reviews from outside found, as they call it."""


def last_cells() -> list[str]:
    """The last cell of each row, which says what shows it."""
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [row.rstrip().removesuffix("|").rpartition(" | ")[2].strip() for row in rows[1:]]


def names_in(file: str) -> set[str]:
    """The tests that a file has; none where there is no such file."""
    path = TESTS / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    made = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return {name for name in functions | made if name.startswith(("test_", "Test"))}


def every_name() -> set[str]:
    return {name for path in TESTS.rglob("test_*.py") for name in names_in(path.relative_to(TESTS).as_posix())}


def test_every_finding_has_a_row_and_every_row_a_finding() -> None:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    named: set[str] = set()
    for row in rows[1:]:
        kind = ""
        for one in row.split(" | ")[0].removeprefix("| ").split(", "):
            kind = one.rpartition(" ")[0] if " " in one else kind
            named.add(one if " " in one or not kind else f"{kind} {one}")

    assert named == FINDINGS


def test_every_test_that_the_table_of_findings_names_is_one() -> None:
    quoted = [word for cell in last_cells() for word in _QUOTED.findall(cell) if "test_" in word]
    files = {word for word in quoted if _FILE.fullmatch(word)}
    names = {word for word in quoted if _NAME.fullmatch(word)}

    assert set(quoted) - files - names == set()
    assert {file for file in files if not names_in(file)} == set()
    assert names - every_name() == set()


def test_a_test_stands_behind_the_file_that_holds_it() -> None:
    for cell in last_cells():
        for part in cell.split("; "):
            file, _, names = part.partition(": ")
            if _FILE.fullmatch(file.strip("`")):
                assert set(_QUOTED.findall(names)) <= names_in(file.strip("`")), part


def test_no_name_of_a_test_is_cut_short() -> None:
    assert [cell for cell in last_cells() if "…" in cell] == []
