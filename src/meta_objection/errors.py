"""Everything that stops a run on purpose, each with its ending and the person's next move."""

from typing import ClassVar

from meta_objection.outcome import Outcome, Sent


class Stop(Exception):  # noqa: N818 - most of these are endings, not errors
    """A run ends here: what happened (`message`), which kind of it (`why`), what to do (`next_move`)."""

    outcome: ClassVar[Outcome]
    sent: ClassVar[Sent] = Sent.NO
    next_move: str

    def __init__(self, message: str, *, why: str | None = None, next_move: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.why = why
        if next_move is not None:
            self.next_move = next_move


class BadSettings(Stop):
    """A setting is missing, impossible or contradicts another."""

    outcome = Outcome.BAD_SETTINGS
    next_move = "Correct the setting and run the command again."


class AlreadySubmitted(Stop):
    """The journal remembers a confirmed objection of this person to this form."""

    outcome = Outcome.ALREADY_SUBMITTED
    next_move = "Nothing more to do; with --again it is sent once more."


class PersonNeeded(Stop):
    """Only the person may go on: signing in, a security check, another identity."""

    outcome = Outcome.PERSON_NEEDED
    next_move = "Run the command again with --headed and do this step yourself."


class FormChanged(Stop):
    """A step, a control or a required question was not recognised."""

    outcome = Outcome.FORM_CHANGED
    next_move = (
        "Update meta-objection and try again, or fill in the form by hand in your own browser. "
        "If you report what changed, add what `meta-objection doctor --report` writes; it names nobody."
    )


class NotOffered(Stop):
    """This region, country or account cannot use this form."""

    outcome = Outcome.NOT_OFFERED
    next_move = "See `meta-objection forms` for what is offered where; signing in can change what Meta shows."


class AnswerRefused(Stop):
    """The form's own validation message refuses an answer."""

    outcome = Outcome.ANSWER_REFUSED
    next_move = "Correct the answer that the message names and run the command again."


class RateLimited(Stop):
    """Meta says slow down, or blocks for a while."""

    outcome = Outcome.RATE_LIMITED
    next_move = "Wait a day and try by hand; trying again soon makes a block last longer."


class SiteUnavailable(Stop):
    """The site could not be reached, or shows its own error page before anything was sent."""

    outcome = Outcome.SITE_UNAVAILABLE
    next_move = "Try again later. `meta-objection doctor` says whether this computer reaches Meta."
    out_of_order = "Meta's site is out of order, and nothing at yours can help: try again in an hour or tomorrow."
    """The next move where Meta's server answered, and not with the form."""


class Unconfirmed(Stop):
    """Sent, or perhaps sent, and no positive evidence."""

    outcome = Outcome.UNCONFIRMED
    sent = Sent.PERHAPS
    next_move = (
        "Read the mail of the address you gave (spam too) before anything else; "
        "if nothing came within two days, send once more with --again."
    )


class CodeNeeded(Stop):
    """Meta mailed a code, and none was typed or the one typed was not accepted."""

    outcome = Outcome.CODE_NEEDED
    sent = Sent.HALF
    next_move = "Read the code in Meta's mail and run the command again with --code, or at a terminal."


class RefusedAfterSending(Stop):
    """Meta's page or answer says that the request failed or was refused."""

    outcome = Outcome.REFUSED_AFTER_SENDING
    sent = Sent.YES
    next_move = "Read the receipt: it quotes Meta's answer. Correct what it names and send with --again."


class Interrupted(Stop):
    """The person stopped the run before anything was sent."""

    outcome = Outcome.INTERRUPTED
    next_move = "Run the command again whenever you like."


class Failed(Stop):
    """The program itself failed, and nothing was sent."""

    outcome = Outcome.FAILED
    next_move = (
        "Report this with the file bug-report.txt of the receipt, which is made for it and holds nothing personal; "
        "do not send the command, which may hold your address."
    )
