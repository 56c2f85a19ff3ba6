"""The one room that knows a secret's guises: the person's values, the site's secrets, and how either is written."""

from .personal import MASK, WHO, PersonalValues
from .placeholder import placeholder
from .redact import Redactor
from .site import MARK, SiteSecrets
from .volatile import META, Volatile

__all__ = ["MARK", "MASK", "META", "WHO", "PersonalValues", "Redactor", "SiteSecrets", "Volatile", "placeholder"]
