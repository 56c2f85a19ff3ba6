"""What the person's own provider reports of a mail's signature, in `Authentication-Results` (RFC 8601).

Anybody can write such a header into a mail; the provider's own stands above everything that came with the mail. So only
those at the very top count, under a name that is known to be the provider's. Where anything in them speaks against the
sender, or is not understood, nobody vouches: the program's own check of the signature does not need it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser

from pydantic import BaseModel

from meta_objection.data_files import read_data
from meta_objection.hosts import is_host_name

_HEADER = "authentication-results"
_JUDGING = ("dkim", "dmarc", "spf", "compauth")
_PASSES = {"pass", "dkim_pass", "success"}
_SAYS_NOTHING = {"none", "neutral", "bestguesspass"}
_ONE_ADDRESS = re.compile(r'(?:[^<>]*<)?\s*[^\s<>@,;:"]+@([A-Za-z0-9.-]+)\s*>?\s*')
_AROUND_EQUALS = re.compile(r"\s*=\s*")
_LONGEST = 20_000
"""Characters of headers of this kind that anybody honest writes."""


class _Provider(BaseModel):
    hosts: tuple[str, ...]
    names: tuple[str, ...]
    """What it calls itself there: this name or one below it; the empty one where it gives none."""


class _Providers(BaseModel):
    provider: tuple[_Provider, ...]


@dataclass(frozen=True)
class Result:
    """One finding of the provider's: `dkim=pass header.d=facebookmail.com`."""

    method: str
    says: str
    about: Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """One header: who wrote it, and what they found."""

    by: str
    results: tuple[Result, ...]


def names_of(host: str) -> tuple[str, ...]:
    """Give what the provider with this IMAP server calls itself in its reports; nothing where that is not known."""
    known = read_data("mail/providers.toml", _Providers).provider
    return next((one.names for one in known if host.lower() in one.hosts), ())


def vouched(content: bytes, names: Sequence[str]) -> str | None:
    """Give the domain that signed this mail as the provider of these names reports it; `None` where it does not."""
    headers = BytesHeaderParser(policy=policy.compat32).parsebytes(content).items()
    sender = _sender([str(value) for name, value in headers if name.lower() == "from"])
    block = list(_provider_block([(name.lower(), str(value)) for name, value in headers], names))
    results = [one for report in block for one in report.results if one.method in _JUDGING]
    if sender is None or any(one.says not in _PASSES | _SAYS_NOTHING for one in results):
        return None
    if any(one.about.get("header.from", sender) != sender for one in results):
        return None
    signers = _signers(block)
    return next((signer for signer in signers if is_at_or_below(sender, signer)), None)


def is_at_or_below(name: str, domain: str) -> bool:
    """Whether a host's name is this domain or stands below it."""
    return name == domain or name.endswith(f".{domain}")


def _sender(values: Sequence[str]) -> str | None:
    """Give the domain of the one address in the one From."""
    one = _ONE_ADDRESS.fullmatch(values[0]) if len(values) == 1 else None
    domain = one[1].lower() if one else ""
    return domain if is_host_name(domain) else None


def _provider_block(headers: Sequence[tuple[str, str]], names: Sequence[str]) -> Iterator[Report]:
    """Give the reports that stand next to each other at the top, the first of all among them, under these names."""
    begun = False
    for name, value in headers:
        if name != _HEADER:
            if begun:
                return
            continue
        report = read_report(value)
        if report is None or not any(report.by == one or (one and is_at_or_below(report.by, one)) for one in names):
            return
        begun = True
        yield report


def _signers(block: Sequence[Report]) -> list[str]:
    """Give the domains whose signature passed, in the first report that says anything of signatures."""
    first = next((one for one in block if any(result.method == "dkim" for result in one.results)), None)
    found = [one for one in first.results if one.method == "dkim" and one.says in _PASSES] if first else []
    named = [one.about.get("header.d") or one.about.get("header.i", "").rpartition("@")[2] for one in found]
    return [one for one in named if is_host_name(one)]


def read_report(value: str) -> Report | None:
    """Read one header's value; `None` for one that cannot be read without doubt."""
    parts = _parts(value) if len(value) <= _LONGEST else None
    if parts is None:
        return None
    if "=" in parts[0]:  # Outlook.com gives no name
        parts.insert(0, "")
    by, *version = _words(parts[0])[:3] or [""]
    # What stands alone, as `none` or a name of the recipient's, finds nothing.
    results = [_result(part) for part in parts[1:] if "=" in part]
    known = tuple(one for one in results if one is not None)
    return Report(by, known) if len(known) == len(results) and all(map(str.isdecimal, version)) else None


def _result(part: str) -> Result | None:
    finding, *rest = (word.partition("=") for word in _words(part))
    method, _, says = finding
    if not method or not says:
        return None
    about: dict[str, str] = {}
    for key, _, told in rest:
        if about.setdefault(key, told) != told:
            return None  # one property with two values: whoever wrote that wants it misread
    return Result(method.partition("/")[0], says, about)


def _words(part: str) -> list[str]:
    return [word.replace('"', "") for word in part.lower().split()]


def _parts(value: str) -> list[str] | None:
    """Give what stands between the semicolons, without comments; `None` where one, or a quotation, is not closed.

    A quotation never holds what counts here, so its blanks and signs become question marks and mean nothing.
    """
    plain, depth, quoted, escaped = "", 0, False, False
    for sign in value:
        if escaped:
            escaped, plain = False, plain + "?" * (not depth)
        elif sign == "\\" and (quoted or depth):
            escaped = True
        elif depth:
            depth += {"(": 1, ")": -1}.get(sign, 0)
        elif sign == '"':
            quoted, plain = not quoted, plain + sign
        elif quoted:
            plain += sign if sign.isalnum() or sign in "@.-_" else "?"
        elif sign == "(":
            depth, plain = 1, plain + " "
        elif sign == ")":
            return None
        else:
            plain += sign
    if quoted or depth or escaped:
        return None
    return _AROUND_EQUALS.sub("=", plain).split(";")
