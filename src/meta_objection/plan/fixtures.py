"""The fixtures that ship with the program, and any other folder a person names."""

from pathlib import Path

from meta_objection.errors import BadSettings
from meta_objection.replay import FixtureAbout, ReplayError, read_about, read_har, shipped_fixtures


def fixture_folder(named: Path) -> Path:
    """Give the folder of a fixture named by its path or, like `facebook/2025-en`, by its place among the shipped."""
    for folder in (named, shipped_fixtures() / named):
        if (folder / "fixture.toml").is_file():
            return folder
    raise BadSettings(f"--replay: there is no fixture at {named}.", why="setting", next_move=_choice(str(named)))


def fixture_about(folder: Path) -> FixtureAbout:
    """Read what a fixture says of itself. Raises BadSettings where that cannot be read."""
    try:
        return read_about(folder)
    except ReplayError as error:
        raise BadSettings(f"--replay: {error}", why="setting", next_move="Name another fixture.") from error


def require_recording(folder: Path) -> None:
    """Read a fixture's recording, all bodies with it. Raises BadSettings where it cannot be read."""
    try:
        read_har(folder)
    except ReplayError as error:
        raise BadSettings(f"--replay: {error}", why="setting", next_move="Name another fixture.") from error


def fixtures_of(form: str, generation: str) -> dict[str, str]:
    """Give the languages in which fixtures of this version ship, each with the best kind there is: `recorded` first."""
    abouts = (read_about(path.parent) for path in sorted((shipped_fixtures() / form).glob("*/fixture.toml")))
    known = [about for about in abouts if about.generation == generation]
    return {tag: min(one.kind for one in known if one.lang == tag) for tag in sorted({one.lang for one in known})}


def plainest_fixture(form: str, generation: str | None, language: str | None, request: str) -> Path | None:
    """Give the shipped fixture that shows this form as it is when nothing is in the way; `None` where there is none.

    One in that language before the English one.
    """
    found = [(read_about(path.parent), path.parent) for path in (shipped_fixtures() / form).glob("*/fixture.toml")]
    plain = [
        (about.lang != language, len(folder.name), folder)
        for about, folder in found
        if (about.generation, about.request, about.route) == (generation, request, "direct")
        and about.ends == "submitted"
        and about.lang in {language, "en"}
    ]
    return min(plain)[2] if plain else None


def _choice(wanted: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - needed only when a name was wrong

    shipped = shipped_fixtures()
    names = sorted(str(path.parent.relative_to(shipped)) for path in shipped.glob("*/*/fixture.toml"))
    near = get_close_matches(wanted, names)
    meant = f"Did you mean {' or '.join(near)}? " if near else ""
    return f"{meant}`meta-objection fixtures list` names all that come with the program."
