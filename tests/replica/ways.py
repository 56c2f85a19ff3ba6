"""The ways in: the home page, the Privacy Center, its topics, the article, the policy and the notice."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.replica import pages
from tests.replica.house import House
from tests.replica.instagram import show_instagram
from tests.replica.stories import FORM_IDS, QUESTION_ID, THIRD_PARTY_IDS, Obstacle, Story, View, Way

ORIGIN = "https://www.facebook.com"
REQUESTS = f"/help/contact/{THIRD_PARTY_IDS[0]}?entry_point=POLICY_SECTION%3Agenai_body"
SUPPORT = "https://help.meta.com/support/privacy/?entry_point=POLICY_SUBPAGE%3A7.subpage.11-ObjectYouHaveThe"
GENERATION_OF_WAY = {Way.Y2024: "2024", Way.BANNER_2025: "2025", Way.TOPICS_2025: "2025"}
"""The ways that lead to the form of one generation, whatever else the story says."""
LISTS_ARTICLE = {Way.Y2023, Way.Y2024}
"""The ways on which the Privacy Center's menu names the article."""

PAGES = {
    "/": "home.html",
    "/me/": "profile.html",
    "/privacy/center/": "center.html",
    "/privacy/guide/": "topics.html",
    "/privacy/guide/genai/": "topic.html",
    "/privacy/genai": "article.html",
    "/privacy/genai/": "article.html",
    "/privacy/policy/": "policy.html",
    "/privacy/updates/": "updates.html",
}
"""The template of each address."""


def wrapped(address: str) -> str:
    """An address behind Meta's own redirect, as links to other places are."""
    return f"https://l.facebook.com/l.php?u={quote(address, safe='')}&h=AT{pages.made_id(60)}"


def form_of(story: Story) -> str:
    """Where the story's words on objecting lead."""
    generation = GENERATION_OF_WAY.get(Way(story.way), story.generation)
    path = f"/help/contact/{FORM_IDS.get(generation, FORM_IDS['2025'])}"
    return wrapped(ORIGIN + path) if story.way == Way.BANNER_2025 else path


def _links(story: Story) -> dict[str, object]:
    """What the pages need to know of a story."""
    european = story.view == View.EUROPEAN
    policy = {Way.POLICY_QUESTION: f"/help/contact/{QUESTION_ID}", Way.POLICY_HELP: SUPPORT}
    return {
        "european": european,
        "form": form_of(story),
        "requests": REQUESTS,
        "objecting": policy.get(Way(story.way), "") if european else "",
        "lists_article": not european or story.way in LISTS_ARTICLE,
        "popup": story.obstacle == Obstacle.POPUP_FORM,
    }


class Ways:
    """Shows the pages as the story wants them."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def show(self, request: Request) -> Response:
        """One of the pages that need nothing but the story."""
        if request.url.hostname == "www.instagram.com":
            return show_instagram(self._house.story, request)
        story, path = self._house.story, request.url.path
        return HTMLResponse(pages.render(PAGES[path], story, path=path, **_links(story)))

    async def support(self, _: Request) -> Response:
        """The page on another host of Meta's, with no form that anybody knows."""
        return HTMLResponse(pages.render("support.html", self._house.story))


async def leave(request: Request) -> Response:
    """Meta's redirect to the address that a link carries."""
    return RedirectResponse(request.query_params.get("u", ORIGIN), 302)


async def seen(_: Request) -> Response:
    """Takes note that a button of the notice was pressed, which is in the log."""
    return Response("for (;;);{}", media_type="application/x-javascript")


def way_routes(house: House) -> list[Route]:
    """The addresses of all ways in."""
    ways = Ways(house)
    return [
        *(Route(path, ways.show) for path in PAGES),
        Route("/privacy/updates/seen", seen, methods=["POST"]),
        Route("/support/privacy/", ways.support),
        Route("/l.php", leave),
    ]
