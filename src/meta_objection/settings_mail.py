"""How the person's mailbox is opened, each setting declared once, as in `settings`.

A stranger's file that named the server would be sent the person's password, so nothing of this is taken from one.
"""

from typing import Annotated

from cyclopts import Group, Parameter
from pydantic import AfterValidator, BaseModel, Field

from meta_objection import checked

MAILBOX = Group("Your mailbox", sort_key=5.5)


class MailAccess(BaseModel):
    """Where the mailbox is, whose it is, and who knows the password."""

    imap_host: Annotated[
        str | None,
        AfterValidator(checked.mail_host),
        Parameter(group=MAILBOX, help="Your provider's IMAP server; TLS alone is spoken."),
    ] = None
    imap_port: Annotated[int, Parameter(group=MAILBOX, help="Its port; 993 if not given.")] = Field(
        default=993, ge=1, le=65_535
    )
    imap_user: Annotated[
        str | None,
        AfterValidator(checked.one_line),
        Parameter(group=MAILBOX, help="Your name there, mostly the whole address."),
    ] = None
    imap_password_command: Annotated[
        str | None, Parameter(group=MAILBOX, help="A command whose first line is the password; run without a shell.")
    ] = None
    imap_token_command: Annotated[
        str | None, Parameter(group=MAILBOX, help="A command whose first line is an OAuth access token.")
    ] = None
    imap_vouching: Annotated[
        str | None,
        AfterValidator(checked.mail_host),
        Parameter(
            group=MAILBOX,
            help="What your provider calls itself at the top of its Authentication-Results, where it is none known.",
        ),
    ] = None
