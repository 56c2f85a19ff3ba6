"""The question for the telephone number of the person's WhatsApp account."""

from meta_objection.answers import Answers
from meta_objection.pages.base import TextQuestion
from meta_objection.pages.calling_code import calling_codes, code_of
from meta_objection.pages.find import Found


class PhonePage(TextQuestion):
    """The number, in international form (E.164; dossier 2.6)."""

    name = "phone"
    kinds = frozenset({"text", "tel"})

    def look(self) -> Found | None:
        """Find the box, whose label must be understood as that of an address must."""
        found = self.find.textbox(
            attributes='input[name*="phone" i]', structure='input[type="tel"]', label="wholly understood"
        )
        return found if found and self.find.may_be(found, label="wholly understood") else None

    def wanted(self, answers: Answers) -> str | None:
        """Give the number, without its calling code where the form has a list for that."""
        codes = next(iter(calling_codes(self.form).values()), ()) if answers.phone else ()
        code = code_of(answers.phone, codes) if answers.phone else None
        return answers.phone.removeprefix(f"+{code}") if answers.phone and code else answers.phone
