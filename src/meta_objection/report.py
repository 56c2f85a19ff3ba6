"""What one run has to tell: the object behind `--json` and behind every receipt."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from meta_objection.outcome import (
    Authentic,
    Doubt,
    Effect,
    FoundBy,
    HeardBy,
    MailEvidence,
    MailKind,
    Mode,
    Outcome,
    PageEvidence,
    Sent,
    ServerEvidence,
)

SCHEMA = 2
"""The shape of `receipt.json` that this program writes. It reads the older ones too: nothing changes its meaning."""


def whole(value: Any) -> Any:  # noqa: ANN401 - whatever a page or a file says
    """Give the same with every half of a character taken for one that nobody could read.

    A page may cut a text through an emoji, and a file may have a name that is no text; neither can be written down.
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {whole(name): whole(one) for name, one in value.items()}
    return type(value)(map(whole, value)) if isinstance(value, list | tuple) else value


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _of_whole_characters(cls, data: Any) -> Any:  # noqa: ANN401 - as pydantic has it
        return whole(data)


class Evidence(_Frozen):
    """The three independent sources that can say an objection arrived."""

    server: ServerEvidence = ServerEvidence.NONE
    page: PageEvidence = PageEvidence.NONE
    mail: MailEvidence = MailEvidence.NONE


class StepDone(_Frozen):
    """One step of the run: which, how its control was found, how long it took."""

    name: str
    found_by: FoundBy | None
    seconds: Annotated[float, Field(ge=0)]


class Report(_Frozen):
    """One run's ending in the shape that `--json` prints."""

    outcome: Outcome
    exit_code: int
    sent: Sent
    why: str | None
    message: str
    next: str
    form: str
    route: str
    request: str
    mode: Mode
    verified: bool | None = None
    """Whether the site proved to be Meta's own; `None` in a replay, and in receipts of before it was asked."""
    heard_by: HeardBy | None = None
    receipt: str | None = None
    evidence: Evidence = Evidence()
    steps: tuple[StepDone, ...] = ()


class FormVersion(_Frozen):
    """Which form, at which address, described by which version of our form file."""

    address: str
    title: str | None
    file_hash: str
    generation: str | None


class Versions(_Frozen):
    """The programs that took part."""

    program: str
    browser: str | None
    python: str
    playwright: str


class Times(_Frozen):
    """When it happened, all in UTC."""

    started: AwareDatetime
    pressed: AwareDatetime | None
    answered: AwareDatetime | None
    ended: AwareDatetime


class KeptFile(_Frozen):
    """One file of a receipt."""

    path: str
    bytes: int
    hash: str


class Upload(_Frozen):
    """A file of the person's that went along: its name, its size in bytes, and `sha256:…`."""

    name: str
    bytes: int
    hash: str


class Clock(_Frozen):
    """This computer's clock: its time zone by name, and how far that was from UTC (`+01:00`)."""

    zone: str
    offset: str


class HostCount(_Frozen):
    """How often the browser asked a host, and how often the program refused that."""

    host: str
    requests: int
    refused: int


class CertificateSeen(_Frozen):
    """One certificate of the chain by which Meta's server identified itself to the program's own client."""

    subject: str
    issuer: str
    not_after: AwareDatetime
    sha256: str


class SharedFrom(_Frozen):
    """The receipt that a copy to hand on was made from, and the hash of its manifest (`sha256:…`)."""

    receipt: str
    manifest: str


class Previous(_Frozen):
    """The receipt filed before this one in the same home, and the hash of its manifest (`sha256:…`)."""

    receipt: str
    manifest: str


class Stamp(_Frozen):
    """What one timestamp authority made of this receipt: a moment of its own clock, or why there is none.

    `authority` is whom we asked, `signer` who signed the answer, `trusted` whether that certificate led to one that the
    system trusts for naming its holder.
    """

    authority: str
    moment: AwareDatetime | None = None
    signer: str | None = None
    trusted: bool = False
    failure: str | None = None
    file: str | None = None


STAMP_LIST = TypeAdapter(tuple[Stamp, ...])
"""What `timestamps.json` holds."""


class Receipt(Report):
    """A report with the circumstances that make it proof: what `receipt.json` holds.

    `answers` are the person's own, as given; `asked` maps each answered question's text, as the page
    showed it, to the value read back from the page just before sending. `signed_by` is the fingerprint of the key
    that signs the manifest, `timestamps` are the authorities that were to be asked, `server_date` is the `Date` of
    Meta's answer as it stood there. Receipts of schema 1 have none of these.
    """

    schema_version: int = SCHEMA
    answers: dict[str, str]
    asked: dict[str, str]
    asked_names: dict[str, str] = {}
    """Which question each of these texts asks, `email` or `reason`; empty in receipts that were made before it was."""
    form_version: FormVersion
    versions: Versions
    account: str | None = None
    """The account it was filed with, as the page or the person's own profile names it; `None` for a replay."""
    locale: str | None
    times: Times
    uploads: tuple[Upload, ...] = ()
    confirmation: str | None
    signed_by: str | None = None
    previous: Previous | None = None
    timestamps: tuple[str, ...] = ()
    server_date: str | None = None
    clock: Clock | None = None
    doubts: tuple[Doubt, ...] = ()
    """Why it is not `verified`."""
    network: tuple[HostCount, ...] = ()
    certificates: tuple[CertificateSeen, ...] = ()
    weakened_by: tuple[str, ...] = ()
    """The flags of the settings that make it prove less: other browser arguments, a proxy, certificates unchecked …"""
    shared_from: SharedFrom | None = None
    files: tuple[KeptFile, ...] = ()


MAIL = "mail"
"""What `kind` says in the receipt.json of a mail; that of an objection has no `kind`."""


class MailKey(_Frozen):
    """The key by which a mail is signed: its name in the name service, the answer as it came, and when."""

    name: str
    text: str
    asked: AwareDatetime


class MailReceipt(_Frozen):
    """What `receipt.json` holds beside a mail of Meta's: what was read in it and why, and whose objection it is about.

    `objection` is the name of that receipt and `objection_manifest` the hash of its manifest (`sha256:…`), which is
    never changed; `sentence` is the one that decided.
    """

    kind: Literal["mail"] = "mail"
    schema_version: int = SCHEMA
    receipt: str | None = None
    form: str
    objection: str
    objection_manifest: str
    mail_kind: MailKind
    authentic: Authentic
    effect: Effect
    signer: str | None
    why: str | None
    sentence: str | None
    sender: str
    to: str
    subject: str
    date: AwareDatetime
    read: AwareDatetime
    key: MailKey | None
    program: str
    locale: str | None = None
    signed_by: str | None = None
    previous: Previous | None = None
    timestamps: tuple[str, ...] = ()
    files: tuple[KeptFile, ...] = ()


def utc_stamp(moment: datetime) -> str:
    """The moment as receipts are named after it, `2026-11-22T101500Z`."""
    return moment.strftime("%Y-%m-%dT%H%M%SZ")
