"""Who takes a complaint about Meta where, how and in which language; and whom a letter to Meta is for."""

from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict

from meta_objection.data_files import read_data

_LEAD_IN_GERMANY = "HH"
_OF_THE_LAND = "the authority of your Land, or {name}, which acts for Germany in Meta matters"


class Takes(StrEnum):
    """In what shape an authority takes a complaint."""

    LETTER = "letter"
    SIGNED_PAPER = "signed-paper"
    OWN_FORM = "own-form"
    UNKNOWN = "unknown"


class First(StrEnum):
    """Whether one must have turned to Meta before."""

    REQUIRED = "required"
    ASKED = "asked"
    UNKNOWN = "unknown"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Authority(_Data):
    """One data protection authority. `languages` are BCP 47 tags, its own first; `checked` is when somebody looked."""

    id: str
    countries: tuple[str, ...]
    land: str | None = None
    name: str
    short: str | None = None
    address: tuple[str, ...] = ()
    languages: tuple[str, ...]
    web: str
    form: str | None = None
    email: str | None = None
    takes: Takes
    first: First
    note: str = ""
    source: str
    checked: date | None = None

    @property
    def title(self) -> str:
        """Its name, with what it is called for short."""
        return f"{self.name} ({self.short})" if self.short and self.short != self.name else self.name


class Controller(_Data):
    """The company that a letter to Meta is for: under which rights (none named: all others), for which forms."""

    id: str
    rights: tuple[str, ...]
    services: tuple[str, ...]
    name: str
    address: tuple[str, ...]
    source: str


class _Addressees(_Data):
    authorities: tuple[Authority, ...]
    controllers: tuple[Controller, ...]


@cache
def addressees() -> _Addressees:
    """Read the file. Raises DataFileError where it breaks its own form."""
    return read_data("rights/authorities.toml", _Addressees)


def authority_in(country: str, land: str | None = None) -> Authority | None:
    """The authority of a country, in Germany of this Land (`BY`) or the one that acts in Meta matters, if any is."""
    here = [one for one in addressees().authorities if country in one.countries]
    wanted = land or _LEAD_IN_GERMANY
    return next((one for one in here if one.land in {None, wanted}), None)


def authority_named(country: str) -> str | None:
    """How a list names the authority of a country; None where none is known."""
    found = authority_in(country)
    if found and found.land:
        return _OF_THE_LAND.format(name=found.title)
    return found.title if found else None


def lands() -> dict[str, str]:
    """The German Länder by their code, each with its authority's name."""
    return {one.land: one.title for one in addressees().authorities if one.land}


def controller_for(right: str, form: str) -> Controller:
    """Whom a letter about this form is for under this right (an id of `rights.toml`).

    Raises LookupError for a form that nobody answers for.
    """
    answering = [one for one in addressees().controllers if form in one.services]
    own = [one for one in answering if right in one.rights]
    others = [one for one in answering if not one.rights]
    if not answering:
        raise LookupError(form)
    return (own or others)[0]
