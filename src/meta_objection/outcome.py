"""The closed set of endings, and what each one says about whether anything was sent.

The tens digit of an exit code is a promise to people and their scripts: 0x nothing begun or all done,
1x nothing was sent (or Meta said plainly that it took nothing), 2x something was, or may have been, sent.
"""

from enum import StrEnum


class Sent(StrEnum):
    """Whether an objection left this machine."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"
    HALF = "half"


class Mode(StrEnum):
    """Whether Meta itself answered, or a fixture."""

    LIVE = "live"
    REPLAY = "replay"


class Doubt(StrEnum):
    """Why it is not shown that the site was Meta's own."""

    HOST_RULES = "host-rules"
    NOT_CHECKED = "certificates-not-checked"
    OWN_CERTIFICATES = "own-certificates"
    NOT_REACHED = "not-reached"


class HeardBy(StrEnum):
    """Who understood what came back."""

    PROGRAM = "program"
    PERSON = "person"


class ServerEvidence(StrEnum):
    """What Meta's answer to the sending request says."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NONE = "none"


class PageEvidence(StrEnum):
    """What the page shows after the sending."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NONE = "none"


class MailKind(StrEnum):
    """What a mail is."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EVIDENCE_WANTED = "evidence-wanted"
    QUESTION = "question"
    CODE = "code"
    ANNOUNCEMENT = "announcement"
    OTHER = "other"


class Authentic(StrEnum):
    """Who can be shown to have sent a mail.

    `signed`: one of Meta's domains, by a signature that was checked here. `reported`: the same, as the person's own
    provider says. `unchecked`: it may be Meta's, and nothing shows it. `broken`: it is signed, and was changed since.
    `imitation`: it calls itself Meta's and is somebody else's.
    """

    SIGNED = "signed"
    REPORTED = "reported"
    UNCHECKED = "unchecked"
    BROKEN = "broken"
    IMITATION = "imitation"


class Effect(StrEnum):
    """What a mail does to the objection it belongs to. Only what somebody vouches for confirms or refuses."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NOTED = "noted"
    NONE = "none"


class MailEvidence(StrEnum):
    """What Meta's mails say; a receipt that was just filed knows of none."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    NONE = "none"


class FoundBy(StrEnum):
    """The rung of the ladder that located a control."""

    WORDS = "words"
    ATTRIBUTES = "attributes"
    STRUCTURE = "structure"
    PERSON = "person"


class Outcome(StrEnum):
    """How a run ended. The names and codes are public: they never change meaning."""

    SUBMITTED = "submitted"
    REHEARSED = "rehearsed"
    FAILED = "failed"
    BAD_SETTINGS = "bad-settings"
    ALREADY_SUBMITTED = "already-submitted"
    PERSON_NEEDED = "person-needed"
    FORM_CHANGED = "form-changed"
    NOT_OFFERED = "not-offered"
    ANSWER_REFUSED = "answer-refused"
    RATE_LIMITED = "rate-limited"
    SITE_UNAVAILABLE = "site-unavailable"
    UNCONFIRMED = "unconfirmed"
    RECEIPT_UNSAVED = "receipt-unsaved"
    CODE_NEEDED = "code-needed"
    REFUSED_AFTER_SENDING = "refused-after-sending"
    INTERRUPTED = "interrupted"

    @property
    def exit_code(self) -> int:
        """The process's exit status for this ending."""
        return _EXIT_CODES[self]


_EXIT_CODES = {
    Outcome.SUBMITTED: 0,
    Outcome.REHEARSED: 0,
    Outcome.FAILED: 1,
    Outcome.BAD_SETTINGS: 2,
    Outcome.ALREADY_SUBMITTED: 3,
    Outcome.PERSON_NEEDED: 10,
    Outcome.FORM_CHANGED: 11,
    Outcome.NOT_OFFERED: 12,
    Outcome.ANSWER_REFUSED: 13,
    Outcome.RATE_LIMITED: 14,
    Outcome.SITE_UNAVAILABLE: 15,
    Outcome.UNCONFIRMED: 20,
    Outcome.RECEIPT_UNSAVED: 21,
    Outcome.CODE_NEEDED: 22,
    Outcome.REFUSED_AFTER_SENDING: 23,
    Outcome.INTERRUPTED: 130,
}
