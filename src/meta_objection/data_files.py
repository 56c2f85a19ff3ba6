"""The data files of the program's own folders: one TOML file a language or a form."""

from importlib.resources import files


def names_in(package: str) -> tuple[str, ...]:
    """Give the names of the TOML files in a package's folder, without their ending, in alphabetical order."""
    names = (entry.name for entry in files(package).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def text_of(package: str, name: str) -> str:
    """Give one of them as text. Raises FileNotFoundError where there is none of that name."""
    return files(package).joinpath(f"{name}.toml").read_text(encoding="utf-8")
