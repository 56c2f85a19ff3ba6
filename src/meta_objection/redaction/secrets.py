"""What one run must not keep: one object of each kind, handed to everything that writes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .personal import PersonalValues
from .site import SiteSecrets


@dataclass
class Secrets:
    """The person's values and the site's, as far as a run has learnt them."""

    personal: PersonalValues = field(default_factory=PersonalValues)
    site: SiteSecrets = field(default_factory=SiteSecrets)
    codes: set[str] = field(default_factory=set, repr=False)

    @classmethod
    def of(cls, answers: Mapping[str, str], code: str | None = None) -> "Secrets":
        """Those that are known before a run begins."""
        secrets = cls()
        for name, value in answers.items():
            secrets.know(name, value)
        secrets.know_code(code)
        return secrets

    def know(self, name: str, value: str | None) -> None:
        """Know an answer of the person's, which is theirs to keep and nobody else's to see."""
        self.personal.know(name, value)
        self.site.allow(value, re.sub(r"\D", "", value) if value and name == "phone" else None)

    def know_code(self, code: str | None) -> None:
        """Know the one-time code, which nobody keeps."""
        if code:
            self.codes.add(code)
            self.personal.know("code", code)
            self.site.know(code)
