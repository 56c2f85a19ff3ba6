"""The question for further information that could help Meta review the objection."""

from meta_objection.answers import Answers
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.find import Found


class ExtraPage(TextQuestion):
    """Further information, optional wherever it was reported (dossier 2.3)."""

    name = "extra"

    def look(self) -> Found | None:
        """Find the second box; the name is that of the engine's older objection form (dossier 2.5)."""
        return self.find.textbox(attributes='textarea[name="objection_explanation"]')

    def wanted(self, answers: Answers) -> str | None:
        """Give the person's further words."""
        return answers.extra
