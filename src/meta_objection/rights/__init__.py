"""Who may object under which law, with which of Meta's forms, and how long Meta has to answer. No legal advice."""

from datetime import date
from functools import cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from meta_objection.data_files import read_data
from meta_objection.locales import Sure
from meta_objection.rights.authorities import authority_named


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Offer(_Data):
    """One of Meta's forms that people in a country can use, and how sure that is."""

    form: str
    sure: Sure
    source: str


class Term(_Data):
    """The time for an answer where a law gives it in months or days.

    Days begin and end in `zone`, and the holidays of `holidays` (ISO 3166) move the end. `extended_months` is how long
    it lasts where Meta extends it, from receipt on. `complain_days` after the request a complaint comes too late.
    """

    law: str
    months: Annotated[int, Field(gt=0)] | None = None
    days: Annotated[int, Field(gt=0)] | None = None
    extended_months: Annotated[int, Field(gt=0)] | None = None
    complain_days: Annotated[int, Field(gt=0)] | None = None
    zone: str
    holidays: str
    sure: bool = True
    """Whether this law's own rule for weekends was seen, and that a web form begins its time."""
    source: str

    @model_validator(mode="after")
    def _in_one_unit(self) -> Self:
        if (self.months is None) == (self.days is None):
            raise ValueError("a term is given in months or in days")
        return self


class Right(_Data):
    """What holds in some countries. `answer` is the time Meta has, `remains` what is left without or after a form.

    Where a law says «without delay», or nothing, there is no `term`, and no receipt names a day.
    """

    id: str
    countries: tuple[str, ...]
    law: str
    says: str
    answer: str
    term: Term | None = None
    remains: str
    sure: Sure
    source: str
    offers: tuple[Offer, ...]


class Rights(_Data):
    """The whole file. The last right is for every country that no other names."""

    as_of: date
    rights: tuple[Right, ...]

    def right_in(self, country: str) -> Right:
        """Give what holds in a country: every country gets an answer, if only that nothing is known."""
        return next((right for right in self.rights if country in right.countries), self.rights[-1])


@cache
def load_rights() -> Rights:
    """Read the file. Raises DataFileError where it breaks its own form."""
    return read_data("rights/rights.toml", Rights)


def told_rights(country: str) -> dict[str, object]:
    """Give what is known for a country, as `--json` shows it."""
    known = load_rights()
    right = known.right_in(country)
    told = right.model_dump(mode="json", exclude={"countries"})
    return {"country": country, **told, "authority": authority_named(country), "as_of": known.as_of.isoformat()}
