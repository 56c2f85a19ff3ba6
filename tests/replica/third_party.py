"""The form for information from third parties: what can be asked for, and the rows that each choice needs.

The dossier knows the wordings of the options; the names the controls are posted under are not known and invented.
"""

from tests.replica.rows import Row
from tests.replica.stories import Story

OPTIONS = {
    "2023": ("third_object", "third_access", "third_delete", "third_other"),
    "2025": ("third_object_later", "third_concern", "third_other"),
}
"""What each wording offers, as the texts' names. The English words are the values, in every language."""
EVIDENCE = ("evidence_note", "prompts", "evidence")
"""The rows that "a different issue" does without."""
INTRO = {
    "2023": ("third_intro", "third_review", "third_enter"),
    "2025": ("third_intro_later", "third_cannot", "third_review", "third_enter"),
}


def third_party_rows(story: Story) -> list[Row]:
    """All rows of the form, the choice first; the page hides the others until it is made."""
    later = "_later" if story.generation == "2025" else ""
    return [
        Row("request_type", "third_question", "choice", required=True, options=OPTIONS[story.generation]),
        Row("third_country", "third_country", story.country, required=True, name="country"),
        *_names(story),
        Row("third_email", "email", "email" if later else "text", required=True, name="email"),
        Row("evidence_note", "third_evidence_note" + later, "words"),
        Row("prompts", "third_prompts", "textarea", required=True),
        Row("evidence", "third_evidence", "files", name="evidence[]"),
        Row("context", "third_context", "textarea"),
    ]


def _names(story: Story) -> list[Row]:
    """One box or two: the sources disagree."""
    if story.names == "one":
        return [Row("name", "third_name", "text", required=True)]
    return [Row(key, f"third_{key}", "text", required=True) for key in ("first_name", "last_name")]


def shown_after(option: str, rows: list[Row]) -> list[str]:
    """The fields whose rows are shown once an option is chosen."""
    without = EVIDENCE if option == "third_other" else ()
    return [row.field for row in rows if row.control != "choice" and row.key not in without]
