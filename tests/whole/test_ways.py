"""Every way in, walked by the real command from outside: which clicks are made, what arrives, where it stops."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from meta_objection.pages.ways import MENU
from meta_objection.pages.ways import NOTICE as NOTICE_STEPS
from tests.command import Desk, Ended, Objector, to_replica
from tests.everyday import first_of_each
from tests.replica import Replica, Story
from tests.replica.stories import FORM_IDS, QUESTION_ID, THIRD_PARTY_IDS

KIM = Objector()
CLICKS = {kind.name for kind in (*MENU, *NOTICE_STEPS)}
MENU_OF_ACCOUNT = ["account_menu", "settings_privacy", "privacy_center"]
TO_POLICY = [*MENU_OF_ACCOUNT, "privacy_topics", "other_policies", "policy_group", "policy_rights", "objection_link"]
SITE = "https://www.facebook.com/"


@dataclass(frozen=True)
class Way:
    """A way that ends at a form: the clicks that lead there, and the form's number."""

    story: Story
    clicks: list[str]
    form: str
    give: tuple[str, ...] = ("--route", "menu")

    @property
    def name(self) -> str:
        """The way, its language, and where it begins."""
        return " ".join([self.story.way, self.story.lang, self.story.obstacle, *self.give[1:]])


NOTICE = ("--route", "notice")
NOTIFIED = ["notifications", "notice_entry", "objection_link"]
BANNER = [*MENU_OF_ACCOUNT, "objection_link"]
ARTICLE = [*MENU_OF_ACCOUNT, "ai_topic", "more_resources", "article", "right_section", "objection_link"]
TOPICS = [*MENU_OF_ACCOUNT, "privacy_topics", "ai_topic", "objection_link"]
WAYS = [
    Way(Story(way="2024", generation="2024"), ARTICLE, FORM_IDS["2024"]),
    Way(Story(way="2024", generation="2024", lang="de"), ARTICLE, FORM_IDS["2024"]),
    Way(Story(way="2025-banner"), BANNER, FORM_IDS["2025"]),
    Way(Story(way="2025-banner", obstacle="popup-form"), BANNER, FORM_IDS["2025"]),
    Way(Story(way="2025-topics"), TOPICS, FORM_IDS["2025"]),
    Way(Story(way="2025-topics", lang="de"), TOPICS, FORM_IDS["2025"]),
    Way(Story(way="policy-question"), TO_POLICY, QUESTION_ID),
    Way(Story(way="policy-question", lang="de"), TO_POLICY, QUESTION_ID),
    Way(Story(way="policy-banner"), ["objection_link"], FORM_IDS["2025"], NOTICE),
    Way(Story(way="policy-banner", lang="de"), ["objection_link"], FORM_IDS["2025"], NOTICE),
    Way(Story(way="notice"), NOTIFIED, FORM_IDS["2025"], NOTICE),
    Way(Story(way="notice", lang="de"), NOTIFIED, FORM_IDS["2025"], NOTICE),
    Way(Story(way="notice"), ["objection_link"], FORM_IDS["2025"], (*NOTICE, "--url", f"{SITE}privacy/updates/")),
]


def walk(folder: Path, replica: Replica, *give: str) -> Ended:
    desk = Desk(folder)
    return desk.run("submit", *KIM.words(), "--home", str(desk.home), "--json", "--yes", *to_replica(replica), *give)


def clicks(ended: Ended) -> list[str]:
    return [step["name"] for step in ended.report["steps"] if step["name"] in CLICKS]


def stopped(ended: Ended) -> tuple[int, str, str, str]:
    report = ended.report
    return ended.code, report["outcome"], report["sent"], report["why"]


@pytest.mark.parametrize("way", first_of_each(WAYS, lambda way: (way.story.way, way.give), lambda way: way.name))
def test_a_way_is_walked_to_the_form_and_the_objection_sent_once(way: Way, tmp_path: Path) -> None:
    with Replica(way.story) as replica:
        ended = walk(tmp_path, replica, *way.give)
        posted = list(replica.received)
    assert (ended.code, ended.report["route"]) == (0, way.give[1]), ended.err
    assert clicks(ended) == way.clicks
    (sending,) = posted  # and nothing else: neither the notice's buttons nor any other
    assert sending.is_sending
    assert (sending.first("support_form_id"), sending.first("email")) == (way.form, KIM.email)
    by_words = [step["name"] for step in ended.report["steps"] if step["found_by"] == "words"]
    assert [name for name in by_words if name in CLICKS] == way.clicks


@pytest.mark.parametrize("lang", ["en", pytest.param("de", marks=pytest.mark.all_only)])
def test_the_way_of_2023_shows_only_what_everybody_sees(lang: str, tmp_path: Path) -> None:
    with Replica(Story(way="2023", lang=lang)) as replica:
        ended = walk(tmp_path, replica, "--route", "menu")
        assert replica.received == []
    assert stopped(ended) == (12, "not-offered", "no", "rest-of-world-view")
    assert clicks(ended)[:6] == [*MENU_OF_ACCOUNT, "privacy_topics", "other_policies", "article"]
    assert "VPN" in ended.report["next"]


@pytest.mark.parametrize(
    "story",
    [
        Story(way="2024", view="rest"),
        pytest.param(Story(way="2025-banner", view="rest", lang="de"), marks=pytest.mark.all_only),
    ],
)
def test_the_view_of_the_rest_of_the_world_is_told(story: Story, tmp_path: Path) -> None:
    with Replica(story) as replica:
        ended = walk(tmp_path, replica, "--route", "menu")
        assert replica.received == []
    assert stopped(ended) == (12, "not-offered", "no", "rest-of-world-view")


def test_a_page_of_help_without_a_form_is_named(tmp_path: Path) -> None:
    with Replica(Story(way="policy-help")) as replica:
        ended = walk(tmp_path, replica, "--route", "menu")
        assert replica.received == []
    assert stopped(ended) == (11, "form-changed", "no", "no-way")
    assert "“Privacy support”" in ended.report["message"]
    assert clicks(ended) == TO_POLICY


@pytest.mark.parametrize(
    ("number", "named"), [(THIRD_PARTY_IDS[0], "the form “third-party”"), (THIRD_PARTY_IDS[1], "“third-party”")]
)
def test_a_way_to_another_form_says_which(number: str, named: str, tmp_path: Path) -> None:
    with Replica() as replica:
        ended = walk(tmp_path, replica, "--route", "notice", "--url", f"{SITE}help/contact/{number}")
        assert replica.received == []
    assert stopped(ended) == (11, "form-changed", "no", "other-form")
    assert named in ended.report["message"]


def test_the_wall_in_the_way_is_not_passed_by_its_footer(tmp_path: Path) -> None:
    with Replica(Story(way="2025-banner", session="required")) as replica:
        ended = walk(tmp_path, replica, "--route", "menu")
        assert replica.received == []
    assert stopped(ended) == (10, "person-needed", "no", "sign-in")
    assert clicks(ended) == []


@pytest.mark.parametrize("lang", ["en", pytest.param("de", marks=pytest.mark.all_only)])
def test_an_offer_on_the_way_is_put_off(lang: str, tmp_path: Path) -> None:
    with Replica(Story(way="2025-banner", obstacle="interstitial", lang=lang)) as replica:
        ended = walk(tmp_path, replica, "--route", "menu")
        offered = [posted.first("answer") for posted in replica.received if posted.path == "/interstitial/answer/"]
        assert len(replica.sent()) == 1
    assert (ended.code, offered) == (0, ["not-now"]), ended.err
    assert "interstitial" in [step["name"] for step in ended.report["steps"]]
