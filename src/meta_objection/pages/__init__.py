"""The page objects, one step or interruption a file. This register is the only place that knows them all."""

from meta_objection.pages.about_ai import AboutAiPage
from meta_objection.pages.base import Interruption, StepPage
from meta_objection.pages.calling_code import CallingCodePage
from meta_objection.pages.captcha import Captcha
from meta_objection.pages.checkpoint import Checkpoint
from meta_objection.pages.confirm_email import ConfirmEmailPage
from meta_objection.pages.country import CountryPage
from meta_objection.pages.email import EmailPage
from meta_objection.pages.error_page import ErrorPage
from meta_objection.pages.evidence import EvidencePage
from meta_objection.pages.extra import ExtraPage
from meta_objection.pages.first_name import FirstNamePage
from meta_objection.pages.last_name import LastNamePage
from meta_objection.pages.name import NamePage
from meta_objection.pages.not_offered import NotOfferedHere
from meta_objection.pages.page_identity import PageIdentity
from meta_objection.pages.phone import PhonePage
from meta_objection.pages.prompts import PromptsPage
from meta_objection.pages.rate_limit import RateLimit
from meta_objection.pages.reason import ReasonPage
from meta_objection.pages.request import RequestPage
from meta_objection.pages.sign_in import SignInWall

QUESTIONS: dict[str, type[StepPage]] = {
    page.name: page
    for page in (
        AboutAiPage,
        RequestPage,
        CountryPage,
        NamePage,
        FirstNamePage,
        LastNamePage,
        EmailPage,
        ConfirmEmailPage,
        CallingCodePage,
        PhonePage,
        PromptsPage,
        EvidencePage,
        ReasonPage,
        ExtraPage,
    )
}
"""The questions a form's file may name."""

INTERRUPTIONS: tuple[type[Interruption], ...] = (
    Captcha,
    Checkpoint,
    SignInWall,
    PageIdentity,
    RateLimit,
    NotOfferedHere,
    ErrorPage,
)
"""What may stand in the way, the most telling first."""
