"""The picture that may be handed on: nobody can read in it who the person is, whatever the page shows and how."""

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from meta_objection.capture.covering import take_covered
from meta_objection.receipts import Draft
from meta_objection.redaction import PersonalValues

QUESTION = "Email address"
RED = "color: rgb(255, 0, 0); font: bold 40px sans-serif; width: 500px"
PICTURE = (
    "data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22 width=%22400%22 height=%2240%22>"
    "<rect width=%22400%22 height=%2240%22 fill=%22red%22/></svg>"
)
KIM = PersonalValues({"email": "kim.real@gmail.com", "account": "Kim Mustermann"})


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft.begin(tmp_path, "facebook", datetime(2026, 11, 22, tzinfo=UTC))


def shares(page: Page, picture: bytes) -> dict[str, float]:
    """How much of a picture is black, and how much is red."""
    data = "data:image/jpeg;base64," + base64.b64encode(picture).decode()
    counted = """async source => {
      const image = new Image(); image.src = source; await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
      pen.drawImage(image, 0, 0);
      const all = pen.getImageData(0, 0, image.width, image.height).data;
      let black = 0, red = 0;
      for (let n = 0; n < all.length; n += 4) {
        black += all[n] + all[n + 1] + all[n + 2] < 60;
        red += all[n] > 150 && all[n + 1] < 110 && all[n + 2] < 110;
      }
      return {black: black / (all.length / 4), red: red / (all.length / 4), width: image.width};
    }"""
    found: dict[str, float] = page.evaluate(counted, data)
    return found


def covered(page: Page, draft: Draft, body: str, shown: list[str]) -> dict[str, float]:
    page.set_content(f'<form style="{RED}">{body}</form>')
    take_covered(draft, "review", page.locator("form"), shown, KIM)
    return shares(page, (draft.folder / "covered-review.jpg").read_bytes())


@pytest.mark.parametrize(
    "body",
    [
        "You are signed in as Kim",
        "<b>Hi</b> <i>somebody</i>",
        f"<div style='height:40px;background:url(\"{PICTURE}\")'></div>",
        "<svg width=400 height=40><text y=30 fill=red>Kim</text></svg>",
        "<style>p::before {content: 'Kim Mustermann'}</style><p></p>",
        "<ul style='list-style-type: \"Kim\"'><li></ul>",
        "<input value='kim.real@gmail.com' style='color:red'>",
        "<input placeholder='Kim' style='color:red'>",
        "<textarea style='color:red'>I am nobody</textarea>",
        "<select style='color:red'><option>Kim</select>",
        "<button style='color:red'>Kim</button>",
        "<div><template shadowrootmode=open>Kim</template></div>",
        "Kim, your Email address",
    ],
)
def test_nothing_can_be_read_that_is_no_word_of_the_form(page: Page, draft: Draft, body: str) -> None:
    assert covered(page, draft, body, [QUESTION, "Kim, your Email address"])["red"] == 0


def test_what_the_form_asks_can_be_read_and_all_else_is_black(page: Page, draft: Draft) -> None:
    page.set_content(f'<form style="{RED}"><p>{QUESTION}</p></form>')
    page.locator("form").evaluate("form => form.getBoundingClientRect()")
    take_covered(draft, "one", page.locator("form"), [QUESTION], KIM)
    take_covered(draft, "two", page.locator("form"), [], KIM)
    shown, hidden = (shares(page, (draft.folder / f"covered-{name}.jpg").read_bytes()) for name in ("one", "two"))

    assert 0.01 < shown["black"] < hidden["black"]
    assert shown["width"] == 500


def test_a_question_that_names_the_person_is_covered_although_it_is_the_forms_own(page: Page, draft: Draft) -> None:
    page.set_content(f'<form style="{RED}"><p>Kim, which country?</p></form>')
    take_covered(draft, "one", page.locator("form"), ["Kim, which country?"], PersonalValues())
    take_covered(draft, "two", page.locator("form"), ["Kim, which country?"], KIM)
    shown, hidden = (shares(page, (draft.folder / f"covered-{name}.jpg").read_bytes()) for name in ("one", "two"))

    assert 0.01 < shown["black"] < hidden["black"] / 2


def test_the_page_is_as_it_was_after_the_picture(page: Page, draft: Draft) -> None:
    page.set_content(f"<form><p>{QUESTION}</p></form>")
    before = page.content()
    take_covered(draft, "review", page.locator("form"), [QUESTION], KIM)

    assert page.content() == before
    assert page.evaluate("CSS.highlights.size") == 0


@pytest.mark.parametrize("body", ["", "<form></form><form></form>"])
def test_without_a_region_there_is_no_picture(page: Page, draft: Draft, body: str) -> None:
    page.set_content(body)
    take_covered(draft, "end", page.locator("form"), ["Kim"], KIM)

    assert list(draft.folder.iterdir()) == []


def test_a_page_that_is_gone_costs_nothing(page: Page, draft: Draft) -> None:
    form = page.locator("form")
    page.close()
    take_covered(draft, "end", form, [], KIM)

    assert list(draft.folder.iterdir()) == []
