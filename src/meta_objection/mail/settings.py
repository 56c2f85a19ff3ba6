"""What `mail fetch` takes."""

from typing import Annotated

from cyclopts import Parameter
from pydantic import Field

from meta_objection.browser_args import environments_mail_proxy
from meta_objection.settings import Proxy, Reading, Timeout
from meta_objection.settings_mail import MAILBOX, MailAccess


class Fetching(Reading, MailAccess):
    """Which mailbox is looked into, and how."""

    remember: Annotated[
        bool, Parameter(negative=(), group=MAILBOX, help="Put the password you type into the system's keyring.")
    ] = False
    proxy: Proxy = None
    timeout: Timeout = Field(default=15, le=3600)

    @property
    def road(self) -> str | None:
        """The proxy to the mail server, `None` for the direct way.

        Raises BadSettings where the environment names one that the program cannot go through.
        """
        return self.proxy or environments_mail_proxy(self.imap_host or "")
