from playwright.sync_api import Page

from meta_objection.answers import Answers
from meta_objection.flow.visit import AskedAnswer
from tests.visits import NEW, a_visit


def test_the_generation_is_that_of_the_address(page: Page) -> None:
    visit = a_visit(page)

    assert visit.generation
    assert visit.generation.address == NEW
    visit.address = "https://www.facebook.com/help/contact/1"
    assert visit.generation is None


def test_the_address_in_the_form_counts_before_the_persons(page: Page) -> None:
    visit = a_visit(page, Answers(email="kim@example.org"))
    assert visit.email == "kim@example.org"
    visit.asked = (AskedAnswer("email", "Email address", "prefilled@example.org"),)

    assert visit.email == "prefilled@example.org"
