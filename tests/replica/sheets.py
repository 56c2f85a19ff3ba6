"""What fills the engine's page for each form: its title, what it says, its rows, and the script that runs it."""

from dataclasses import dataclass, replace

from tests.replica.log import MOBILE_PATH, SUBMIT_PATH, WHATSAPP_PATH
from tests.replica.rows import Row, rows_of, with_obstacles
from tests.replica.stories import Obstacle, Story
from tests.replica.texts import COUNTRIES, EVERYWHERE, TEXTS
from tests.replica.third_party import INTRO, shown_after, third_party_rows
from tests.replica.whatsapp import whatsapp_rows

STATIC = "https://static.xx.fbcdn.net/rsrc.php/v4/"

INSTAGRAMS_STATIC = "https://static.cdninstagram.com/rsrc.php/v4/"


@dataclass(frozen=True)
class Sheet:
    """One form. `reason` is the field that a complaint is about, `thanks` and the like are names of texts."""

    title: str
    intro: tuple[str, ...]
    rows: list[Row]
    reason: str = "objection_reason"
    countries: tuple[str, ...] = COUNTRIES
    script: str = STATIC + "engine.js"
    needs_account: bool = True
    template: str = "form.html"
    thanks: str = "thanks"
    too_short: str = "too_short"
    action: str = SUBMIT_PATH

    @property
    def shows(self) -> dict[str, list[str]]:
        """For each option of a choice, by its value, the rows that it makes appear."""
        options = [option for row in self.rows for option in row.options]
        return {TEXTS[option].en: shown_after(option, self.rows) for option in options}


def sheet_of(story: Story) -> Sheet:
    """The form that a story shows."""
    if story.form == "third-party":
        return _third_party(story)
    if story.form == "whatsapp":
        return _whatsapp(story)
    if story.form == "facebook" and story.rendering == "mobile":
        return _mobile(story)
    static = INSTAGRAMS_STATIC if story.form == "instagram" else STATIC
    return Sheet("form_title", ("intro",), rows_of(story), script=static + "engine.js")


def _mobile(story: Story) -> Sheet:
    """The page for phones: without a script, so a country can only be chosen from a list."""
    rows = [replace(row, control="select") if row.control == "typeahead" else row for row in rows_of(story)]
    return Sheet("form_title", ("intro",), rows, template="mobile.html", action=MOBILE_PATH)


def _third_party(story: Story) -> Sheet:
    return Sheet(
        title="third_title" if story.generation == "2023" else "third_title_later",
        intro=INTRO[story.generation],
        rows=with_obstacles(story, third_party_rows(story)),
        reason="context",
        countries=EVERYWHERE,
        script=STATIC + "choices.js",
        needs_account=False,
        thanks="received",
    )


def _whatsapp(story: Story) -> Sheet:
    return Sheet(
        title="whatsapp_title",
        intro=("whatsapp_intro",),
        rows=whatsapp_rows(story),
        reason="phone_number",
        script="https://static.whatsapp.net/rsrc.php/v4/whatsapp.js",
        needs_account=False,
        template="whatsapp.html",
        thanks="whatsapp_received",
        too_short="whatsapp_phone_wrong",
        action=WHATSAPP_PATH,
    )


def engine_data(story: Story, sheet: Sheet) -> dict[str, object]:
    """What the script must know of a form, apart from the tokens, the countries and the texts."""
    known: dict[str, object] = {
        "rows": {row.field: row.id for row in sheet.rows},
        "required": [row.field for row in sheet.rows if row.required],
        "refuse": sheet.reason if story.obstacle == Obstacle.VALIDATION_CLIENT else "",
        "keepEmail": story.obstacle == Obstacle.PREFILLED_READONLY,
    }
    return {**known, "shows": sheet.shows} if sheet.shows else known
