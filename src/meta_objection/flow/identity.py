"""Whom a run is about to act for."""

from meta_objection.flow.visit import Visit
from meta_objection.pages.account import Account

NOBODY = "nobody is signed in"
UNNAMED = "signed in; the page does not show as whom"


def account_in_front(visit: Visit, noted: str | None) -> str:
    """Give the account's name, as the page shows it or else as it was noted at the signing in, or say who it is not."""
    account = Account(visit.screen.page, visit.screen.lexicon, visit.form.service)
    if not account.is_signed_in():
        return NOBODY
    return account.shown_name() or noted or UNNAMED


def name_of(account: str | None) -> str | None:
    """Give the account's name, where it has one that the page shows."""
    return None if account in {NOBODY, UNNAMED} else account


def told_account(account: str, noted: str | None) -> str:
    """Give what the person is told of the account: another one than they signed in as may be a second profile."""
    differs = noted is not None and account not in {noted, NOBODY}
    return f"{account} (you signed in as {noted}: if this is another profile, stop and switch)" if differs else account
