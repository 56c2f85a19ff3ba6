"""The rules that keep this code what it is. Each would otherwise be broken by accident, one small change at a time."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

from meta_objection.pages import QUESTIONS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/meta_objection"

LAYERS = (
    {"__main__"},
    {"cli"},
    {"drift", "mail"},
    {"followup", "run"},
    {"asking", "ending"},
    {"capture", "flow"},
    {"browser"},
    {"journal", "network"},
    {"plan"},
    {"warm_up"},
    {"console", "learned", "pages", "receipts", "settings"},
    {"settings_mail"},
    {"checked"},
    {"answers", "browser_args", "settings_files"},
    {"errors", "logs", "private_files", "replay", "report", "rights", "words"},
    {"countries", "forms", "hold", "hosts", "locales", "outcome", "plain_files", "redaction"},
    {"languages"},
    {"data_files"},
)
"""Who may import whom: a module knows only what stands below it, and its own package."""

PAGES_MAY_IMPORT = {"abc", "collections", "collections.abc", "dataclasses", "re", "typing", "playwright.sync_api"}
PAGES_MAY_KNOW = {"answers", "countries", "errors", "locales", "outcome", "pages"}


def is_python(path: Path) -> bool:
    return path.suffix == ".py" or path.read_bytes().startswith(b"#!/usr/bin/env python")


def files_of(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def python_of(*folders: str) -> list[Path]:
    return [path for path in files_of(*folders) if is_python(path)]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def is_this_file(path: Path) -> bool:
    return path == Path(__file__)


def place(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def unit_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Every module imported, those inside functions too; relative ones as they are written."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}", node.lineno


def own_units_of(path: Path) -> Iterator[tuple[str, int]]:
    """The parts of this program that a module imports."""
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.ImportFrom) or node.level or not node.module:
            continue
        head, _, rest = node.module.partition(".")
        if head == "meta_objection":
            units = [rest.partition(".")[0]] if rest else [alias.name for alias in node.names]
            yield from ((unit, node.lineno) for unit in units if unit != "__version__")


SOURCES = python_of("src")
OURS = python_of("src", "scripts", "tests")


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) > 40
    assert {path.name for path in python_of("scripts")} >= {"replica", "territories"}


def test_every_module_has_its_place_in_the_layers() -> None:
    placed = [unit for layer in LAYERS for unit in layer]
    assert len(placed) == len(set(placed))
    assert {unit_of(path) for path in SOURCES} - set(placed) == {"__init__"}


def test_imports_go_one_way() -> None:
    height = {unit: level for level, layer in enumerate(LAYERS) for unit in layer}
    upward = [
        f"{place(path, line)} imports {unit}"
        for path in SOURCES
        for unit, line in own_units_of(path)
        if unit != unit_of(path) and height[unit] <= height.get(unit_of(path), -1)
    ]
    assert upward == []


def test_the_replayer_and_what_it_takes_out_could_be_packages_of_their_own() -> None:
    foreign = [
        place(path, line)
        for path in python_of("src/meta_objection/replay")
        for unit, line in own_units_of(path)
        if unit not in {"replay", "redaction", "plain_files"}
    ]
    above = [place(path) for path in python_of("src/meta_objection/replay") if "from .." in path.read_text()]
    assert foreign + above == []


def test_the_replayer_knows_meta_by_one_table_only() -> None:
    metas = re.compile(r"facebook|instagram|whatsapp|fb_dtsg", re.IGNORECASE)
    rooms = python_of("src/meta_objection/replay", "src/meta_objection/redaction")
    knowing = [path.name for path in rooms if metas.search(path.read_text())]
    assert knowing == ["volatile.py"]


def test_pages_know_no_settings_no_clock_no_disk_and_no_log() -> None:
    strange = [
        f"{place(path, line)} imports {name}"
        for path in python_of("src/meta_objection/pages")
        for name, line in imports_of(path)
        if name not in PAGES_MAY_IMPORT and name.split(".")[:1] != ["meta_objection"]
    ]
    units = {unit for path in python_of("src/meta_objection/pages") for unit, _ in own_units_of(path)}
    assert strange == []
    assert units <= PAGES_MAY_KNOW


def test_pages_neither_wait_nor_try_nor_assert() -> None:
    doing = [
        place(path, node.lineno)
        for path in python_of("src/meta_objection/pages")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Try | ast.Assert)
        or (isinstance(node, ast.Attribute) and node.attr.startswith(("wait_for", "expect_")))
    ]
    assert doing == []


def test_every_page_object_is_in_the_file_of_its_name() -> None:
    misplaced = [kind.__name__ for name, kind in QUESTIONS.items() if kind.__module__.rpartition(".")[2] != name]
    assert misplaced == []


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    wanted = re.compile(pattern)
    others = [path for path in paths if not is_this_file(path)]
    lines = ((path, n, text) for path in others for n, text in enumerate(path.read_text("utf-8").split("\n"), 1))
    return [f"{place(path, number)} {text.strip()}" for path, number, text in lines if wanted.search(text)]


def test_nothing_sleeps() -> None:
    assert lines_with(r"\bsleep\(|wait_for_timeout|networkidle", OURS) == []


def test_no_cookie_is_ever_set() -> None:
    # A choice about cookies that a program writes itself breaks the sign-in once Meta changes its values.
    assert lines_with(r"add_cookies|document\.cookie|storage_state", python_of("src")) == []


def test_nothing_is_found_by_its_position() -> None:
    by_text = lines_with(r":nth-|\bnth=|\.nth\(|xpath=|:first-|:last-|locator\(\s*[\"']//", OURS)
    by_property = [
        place(path, node.lineno)
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"first", "last"} and not is_called(path, node)
    ]
    assert by_text + by_property == []


def is_called(path: Path, attribute: ast.Attribute) -> bool:
    """Whether it is a method call, as `journal.last(…)`: Playwright's `first` and `last` are properties."""
    calls = (node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
    same = (attribute.lineno, attribute.col_offset, attribute.attr)
    return any(isinstance(f, ast.Attribute) and (f.lineno, f.col_offset, f.attr) == same for f in calls)


def test_nothing_is_found_by_a_class_name() -> None:
    looking = [PACKAGE / "browser/screen.py", *python_of("src/meta_objection/pages", "src/meta_objection/flow")]
    selector = re.compile(r"(?:^|[\s,>+~(\]])[a-z]*\.[A-Za-z_][\w-]*(?=$|[\s,>+~:#\[)])|\[class")
    strings = [
        (path, node)
        for path in looking
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    found = [(path, node) for path, node in strings if selector.search(str(node.value)) and "=>" not in str(node.value)]
    classes = [place(path, node.lineno) for path, node in found]
    assert classes == []


def test_every_silenced_finding_says_why() -> None:
    silent = lines_with(r"#\s*(noqa|type:\s*ignore)\b(?!: [A-Z]+\d+\s+[-—#(]\s*\w|\[[a-z-]+\]\s+# \w)", OURS)
    assert silent == []


def test_every_python_script_can_be_run_and_is_checked() -> None:
    assert all(os.access(path, os.X_OK) for path in files_of("scripts"))
    assert "#!.*python" in (ROOT / "scripts/check").read_text()


def everything() -> list[Path]:
    folders = files_of("src", "tests", "scripts", "docs", "fixtures", "requirements", ".ci")
    files = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]
    return [path for path in folders + files if b"\0" not in path.read_bytes()[:1024]]


def test_no_file_names_a_place_of_one_machine() -> None:
    assert lines_with(r"(?<![\w.}*])/(?:home|Users|root|work|farm)/[a-z]", everything()) == []


def test_no_file_names_a_package_registry() -> None:
    assert (
        lines_with(r"pypi\.org|pythonhosted\.|npmjs\.|debian\.org|ubuntu\.com|--(?:extra-)?index-url\b", everything())
        == []
    )


def locks() -> list[Path]:
    return [ROOT / "requirements/run.txt", ROOT / "requirements/dev.txt"]


def every_lock() -> list[Path]:
    return sorted((ROOT / "requirements").glob("*.txt"))


def test_the_pins_carry_hashes_and_no_address() -> None:
    assert {lock.stem for lock in every_lock()} == {"installer", "run", "dev", "audit"}
    for lock in every_lock():
        lines = [line for line in lock.read_text().split("\n") if not line.startswith("#")]
        assert all(line.startswith("    --hash=sha256:") or "==" in line for line in lines if line)
        assert not re.search(r"https?:|file:|@ ", "\n".join(lines))


def test_whatever_is_installed_is_installed_by_its_hash_and_as_a_wheel_but_for_one_package_that_is_named() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8").replace("\\\n", " ") for path in files_of("scripts")}
    installing = [
        (name, line.strip())
        for name, text in scripts.items()
        for line in text.split("\n")
        if re.search(r"\bpip install\b", line) and "--editable ." not in line
    ]

    assert {name for name, _ in installing} == {"setup", "audit"}
    assert [line for _, line in installing if "--require-hashes --only-binary :all:" not in line] == []
    assert re.findall(r"--no-binary[ =](\S+)", " ".join(line for _, line in installing)) == ["dkimpy"]


def test_both_locks_pin_the_same_versions() -> None:
    run, dev = (set(re.findall(r"^\S+==\S+", lock.read_text(), re.MULTILINE)) for lock in locks())
    assert run
    assert run < dev


def test_every_decision_has_a_number_of_its_own_and_bears_it() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in records]

    assert numbers == list(range(1, len(records) + 1))
    assert [path.name for path, number in zip(records, numbers, strict=True) if not _is_titled(path, number)] == []


def _is_titled(path: Path, number: int) -> bool:
    return re.match(rf"# {number}\. ", path.read_text(encoding="utf-8")) is not None
