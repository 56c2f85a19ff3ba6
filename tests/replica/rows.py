"""The questions of each form, in order, as data for the template."""

from dataclasses import dataclass, replace

from tests.replica.stories import Obstacle, Story

# Meta's own numbers for the rows of these forms are not known: the ones here are invented.
ROW_IDS = {
    "relates_to_ai": "481516234200001",
    "country": "481516234200002",
    "email": "481516234200003",
    "objection_reason": "481516234200004",
    "objection_explanation": "481516234200005",
    "national_id": "481516234200006",
    "nickname": "481516234200007",
    "second_email": "481516234200008",
    "request_type": "481516234200011",
    "third_country": "481516234200012",
    "name": "481516234200013",
    "third_email": "481516234200014",
    "first_name": "481516234200015",
    "last_name": "481516234200016",
    "evidence_note": "481516234200017",
    "prompts": "481516234200018",
    "evidence": "481516234200019",
    "context": "481516234200020",
    "request": "481516234200021",
    "whatsapp_email": "481516234200022",
    "confirm_email": "481516234200023",
    "country_selector": "481516234200024",
    "phone_number": "481516234200025",
}


@dataclass(frozen=True)
class Row:
    """One question. `text` is the key of its label in the table of texts, `options` are those of its choices."""

    key: str
    text: str
    control: str
    required: bool = False
    marked: bool = False
    value: str = ""
    name: str = ""
    options: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The number that the row and its control carry."""
        return ROW_IDS[self.key]

    @property
    def field(self) -> str:
        """The name the control is posted under."""
        return self.name or self.key


def rows_of(story: Story) -> list[Row]:
    """The rows of the form that a story shows."""
    has_country = story.generation == "2024" and not story.is_reduced
    known = _rows_2024(story) if has_country or story.is_brazilian else _rows_2025(story)
    rows = with_obstacles(story, known[:-1] if story.is_brazilian else known)
    if story.radios:
        rows.insert(0, Row("relates_to_ai", "ai_question", "radios", required=True))
    return rows


def with_obstacles(story: Story, rows: list[Row]) -> list[Row]:
    """The rows of a form, and what the story's obstacle does to them."""
    if story.obstacle == Obstacle.TWO_EMAILS:
        rows = _with_two_emails(rows)
    if story.obstacle == Obstacle.UNKNOWN_REQUIRED:
        rows.append(Row("national_id", "national_id", "text", required=True, marked=True))
    if story.obstacle == Obstacle.UNKNOWN_OPTIONAL:
        rows.append(Row("nickname", "nickname", "text"))
    return rows


def _rows_2024(story: Story) -> list[Row]:
    return [
        Row("country", "country", story.country, required=True),
        Row("email", "email", "text", required=True, value=story.prefilled),
        Row("objection_reason", "reason_2024", "textarea", required=True),
        Row("objection_explanation", "explanation", "textarea"),
    ]


def _rows_2025(story: Story) -> list[Row]:
    """Also those of the reduced form of 2024, whose exact words are not known."""
    return [
        Row("email", "email", "email", required=True, value=story.prefilled),
        Row("objection_reason", "reason_2025", "textarea"),
    ]


def _with_two_emails(rows: list[Row]) -> list[Row]:
    """The e-mail box twice, under names that say nothing."""
    at = next(index for index, row in enumerate(rows) if row.field == "email")
    twins = [
        replace(rows[at], key=key, control="email", name=f"Field{ROW_IDS[key]}") for key in ("email", "second_email")
    ]
    return [*rows[:at], *twins, *rows[at + 1 :]]
