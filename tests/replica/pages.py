"""Turns a story into pages and layers by way of the templates."""

import random
import string
from dataclasses import dataclass, field
from itertools import cycle, product
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.replica.sheets import engine_data, sheet_of
from tests.replica.stories import FORM_IDS, Ending, Obstacle, Session, Story
from tests.replica.texts import FRIENDS, countries, words
from tests.replica.variants import NONE, VARIANTS
from tests.replica.whatsapp import calling_codes

BRANDS = {"instagram": "Instagram", "whatsapp": "WhatsApp"}
LOCALE_IDS = {
    "en": "en_US",
    "ja": "ja_JP",
    "ko": "ko_KR",
    "sv": "sv_SE",
    "da": "da_DK",
    "el": "el_GR",
    "cs": "cs_CZ",
    "nb": "nb_NO",
}
"""Where a language's locale is not called after its own letters twice."""

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_random = random.SystemRandom()


_shape = random.Random()  # noqa: S311 - what a recording keeps as it is: no secret, only different every time


def repeat(seed: str) -> None:
    """Make the shape of the pages the same again from here on, for a recording that can be made again."""
    _shape.seed(seed)


def token(length: int) -> str:
    """A random string such as Meta puts into tokens."""
    return _text(_random, length)


def made_id(length: int) -> str:
    """A random string such as Meta's newer pages put into ids and links."""
    return _text(_shape, length)


def _text(source: random.Random, length: int) -> str:
    return "".join(source.choices(string.ascii_letters + string.digits, k=length))


_pairs = list(map("".join, product(string.ascii_letters, string.ascii_letters + string.digits)))
_short_ids = cycle(_random.sample(_pairs, len(_pairs)))


def short_id() -> str:
    """The random end of an element's id, `u_0_2_Xy`; thousands pass before one comes again."""
    return next(_short_ids)


@dataclass(frozen=True)
class Tokens:
    """What Meta makes anew for every load of a form."""

    fb_dtsg: str = field(default_factory=lambda: f"NAcM{token(40)}:{token(2)}:{token(10)}")
    lsd: str = field(default_factory=lambda: token(22))
    rev: int = field(default_factory=lambda: _random.randrange(1_029_000_000, 1_030_000_000))

    @property
    def jazoest(self) -> str:
        """A check sum over the token, as Meta's own pages carry it."""
        return "2" + str(sum(ord(character) for character in self.fb_dtsg))


def locale_id(lang: str) -> str:
    """The name that Meta's pages give a language: `de_DE`, `pt_BR`."""
    return LOCALE_IDS.get(lang) or (lang.replace("-", "_") if "-" in lang else f"{lang}_{lang.upper()}")


def atoms() -> str:
    """Class names such as Meta's newer pages carry: made by a machine, and others every time."""
    return " ".join("x" + made_id(7).lower() for _ in range(5))


def render(template: str, story: Story, **context: object) -> str:
    """One page or layer in the story's language."""
    page = _templates.get_template(template)
    made: dict[str, object] = {
        "friends": FRIENDS,
        "token": token,
        "made_id": made_id,
        "short_id": short_id,
        "atoms": atoms,
    }
    search = "search_help" if story.form in BRANDS else "search"
    texts = {"t": words(story.lang), "english": words("en"), "brand": BRANDS.get(story.form, "facebook")}
    return page.render(**texts, search=search, story=story, lang=_language(story), **made, **context)


def _language(story: Story) -> str:
    changed = "" if story.changed == NONE else VARIANTS[story.changed].lang
    return changed or story.lang


def script(name: str) -> str:
    """A script: `engine.js` and `choices.js` of the contact forms, `whatsapp.js`, `comet.js` of the newer pages."""
    return _templates.get_template(name).render()


def form_page(story: Story, tokens: Tokens, *, form_id: str = "", signed_in: bool = True, complaint: str = "") -> str:
    """A form, under its generation's number or another one; the page for phones says what it complains about."""
    sheet = sheet_of(story)
    without = "NO" if story.obstacle == Obstacle.COUNTRY_MISSING else ""
    offered = countries(story.lang, without=without, among=sheet.countries)
    loses_session = story.session == Session.LOST and not signed_in
    return render(
        sheet.template if story.changed == NONE else VARIANTS[story.changed].template,
        story,
        form_id=form_id or FORM_IDS[story.generation],
        locale_id=locale_id(story.lang),
        sheet=sheet,
        tokens=tokens,
        countries=offered,
        codes=calling_codes(story.lang),
        labelled=story.obstacle != Obstacle.NO_LABELS,
        signed_out=not (sheet.needs_account or signed_in),
        engine={**engine_data(story, sheet), "losesSession": loses_session, "countries": offered},
        complaint=complaint,
        thanked_before=story.ending == Ending.BANNER_BEFORE,
    )


def step_before(story: Story, form: str) -> str:
    """The page that a changed form has before it, with the link to the form."""
    return render("changed/step_before_page.html", story, form=form)


def notice_page(story: Story, text: str) -> str:
    """A page that only says something, for example that the content is not available."""
    return render("notice.html", story, text=text)


def login_page(story: Story, wanted: str) -> str:
    """The sign-in wall before the address that was asked for."""
    return render("login.html", story, wanted=wanted)


def instagram_login_page(story: Story, wanted: str) -> str:
    """The sign-in wall of Instagram."""
    return render("login_instagram.html", story, wanted=wanted)


def checkpoint_page(story: Story) -> str:
    """The page that wants a security code."""
    return render("checkpoint.html", story)


def notice_layer(story: Story, text: str) -> str:
    """A dialog that says something and can be closed."""
    if story.form == "whatsapp":
        return whatsapp_layer(story, text + "_title", text)
    if story.changed != NONE and (said := VARIANTS[story.changed].said):
        return render("changed/said.html", story, title=said[0], text=said[1])
    return render("layer_notice.html", story, text=text)


def whatsapp_layer(story: Story, title: str, text: str) -> str:
    """The same on WhatsApp's page."""
    t = words(story.lang)
    return render("layer_whatsapp.html", story, title=t[title], text=t[text])


def code_layer(story: Story, complaint: str = "") -> str:
    """The dialog that wants the mailed code."""
    return render("layer_code.html", story, complaint=complaint)


def captcha_layer(story: Story) -> str:
    """The dialog with the security check."""
    return render("layer_captcha.html", story)


def thanks_heading(story: Story) -> str:
    """What takes the form's place after a success without a dialog."""
    return render("thanks.html", story, text=sheet_of(story).thanks)
