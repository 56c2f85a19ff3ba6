"""The one room that knows a secret's guises: the person's values, the site's secrets, and how either is written."""

from .mhtml import clean_mhtml
from .personal import MASK, WHO, PersonalValues
from .placeholder import placeholder
from .redact import Redactor
from .secrets import Secrets
from .sift import sifted
from .site import MARK, SiteSecrets
from .volatile import META, Volatile

__all__ = [
    "MARK",
    "MASK",
    "META",
    "WHO",
    "PersonalValues",
    "Redactor",
    "Secrets",
    "SiteSecrets",
    "Volatile",
    "clean_mhtml",
    "placeholder",
    "sifted",
]
