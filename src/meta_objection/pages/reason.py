"""The question how the processing affects the person."""

from meta_objection.answers import Answers
from meta_objection.outcome import FoundBy
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.find import Found


class ReasonPage(TextQuestion):
    """The person's reason in their own words; required in 2024, optional in 2025 (dossier 2.3, 2.4)."""

    name = "reason"

    def look(self) -> Found | None:
        """Find the box for the reason; the name is that of the engine's older objection form (dossier 2.5).

        That name asks for a reason whatever the label says; a place for words may be for any other words.
        """
        found = self.find.textbox(attributes='textarea[name="objection_reason"]', structure="textarea")
        if found and found.by is FoundBy.STRUCTURE and not self.find.may_be(found):
            return None
        return found

    def wanted(self, answers: Answers) -> str | None:
        """Give the person's reason."""
        return answers.reason
