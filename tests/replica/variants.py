"""The form as Meta may show it tomorrow: other words, other controls, one more question, one more step.

What these pages say was written without a look at the words the program knows. Each is a template in `changed`, with
the form's own heading, tokens and address, so that the person's answers must arrive where those of the form do.
"""

from dataclasses import dataclass

NONE = "none"


@dataclass(frozen=True)
class Variant:
    """One changed form: its template, what it says after the sending, and its language, where they are others."""

    template: str
    said: tuple[str, str] | None = None
    lang: str = ""


VARIANTS = {
    "other-wording": Variant("changed/other_wording.html"),
    "other-controls": Variant("changed/other_controls.html"),
    "unknown-list": Variant("changed/unknown_list.html"),
    "two-emails": Variant("changed/two_emails.html"),
    "renamed-button": Variant("changed/renamed_button.html"),
    "unknown-confirmation": Variant(
        "changed/same.html", ("Passed on", "Your note lies on the right desk now. It bears the number 77.")
    ),
    "closed-section": Variant("changed/closed_section.html"),
    "closed-accordion": Variant("changed/closed_accordion.html"),
    "step-before": Variant("changed/same.html"),
    "no-language": Variant(
        "changed/no_language.html",
        ("Komið til skila", "Erindið þitt er komið á réttan stað og verður lesið þar."),
        "is",
    ),
    "tick-box": Variant("changed/tick_box.html"),
    "unknown-date": Variant("changed/unknown_date.html"),
    "upload": Variant("changed/upload.html"),
}


def has_step_before(changed: str) -> bool:
    """Whether another page stands before the form."""
    return changed == "step-before"
