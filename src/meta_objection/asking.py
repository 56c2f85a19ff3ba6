"""What a run asks the memory: whose objection it is, as far as that is known, and what was decided beforehand."""

from collections.abc import Iterable

from meta_objection.flow.identity import UNNAMED, name_of
from meta_objection.flow.visit import Visit
from meta_objection.journal.persons import known_as
from meta_objection.journal.rules import Asking
from meta_objection.journal.store import Matter
from meta_objection.outcome import Doubt
from meta_objection.plan.genuine import scopes_of
from meta_objection.plan.plan import Plan


def asking_of(plan: Plan, doubts: Iterable[Doubt], persons: tuple[str, ...]) -> Asking:
    """Give what is asked for the person of these names."""
    scope, also = scopes_of(plan.scope, tuple(doubts))
    matter = Matter(persons, plan.form.id, plan.request, scope, also)
    return Asking(matter, press=plan.press, again=plan.again, code_given=plan.answers.code is not None)


def persons_of(visit: Visit, account: str | None, profile: str) -> tuple[str, ...]:
    """Give every name by which the person is known at the press.

    The browser's profile stands for whoever has no other name, and for an account whose name no page shows.
    """
    known = known_as(email=visit.email, phone=visit.answers.phone, account=name_of(account))
    return known if known and account != UNNAMED else (*known, *known_as(profile=profile))
