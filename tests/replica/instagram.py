"""Instagram's own pages: the menu of the account, and the policy it leads to.

The steps are the app's, as guides tell them; how the site draws them is not known. Two drawings are offered: with the
generation of 2024 the three lines are a button that opens a list, with that of 2025 a link to a page.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.replica import pages
from tests.replica.house import House
from tests.replica.stories import FORM_ADDRESSES, THIRD_PARTY_IDS, Obstacle, Story, View, Way

PAGES = {
    "/": "instagram_home.html",
    "/accounts/settings/": "instagram_settings.html",
    "/accounts/about/": "instagram_about.html",
    "/policy/": "instagram_policy.html",
}
"""The template of each address; the last is on the host of Instagram's Privacy Center."""
REQUESTS = f"https://www.facebook.com/help/contact/{THIRD_PARTY_IDS[0]}"


def show_instagram(story: Story, request: Request) -> Response:
    """One of Instagram's pages."""
    template = PAGES.get(request.url.path)
    if template is None:
        return HTMLResponse(pages.notice_page(story, "vanished"), 404)
    european = story.view == View.EUROPEAN
    forms = FORM_ADDRESSES["instagram"]
    page = pages.render(
        template,
        story,
        form=forms.get(story.generation, forms["2025"]),
        requests=REQUESTS,
        european=european,
        objecting=european and story.way == Way.INSTAGRAM,
        popup=story.obstacle == Obstacle.POPUP_FORM,
    )
    return HTMLResponse(page)


def instagram_routes(house: House) -> list[Route]:
    """The addresses of Instagram's pages, but for the home page, whose path is every site's."""

    async def show(request: Request) -> Response:
        return show_instagram(house.story, request)

    return [Route(path, show) for path in PAGES if path != "/"]
