import random
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.replay import Exchange, Matcher, NoMatch, Request, Response, Volatile
from meta_objection.replay.exchange import Pairs

NOISE = Volatile(names=frozenset({"lsd"}), prefixes=("__",), operations={"/api/graphql": "operation"})
HOME = "https://site.example"
names = st.text(st.characters(categories=("Ll", "Nd")), min_size=1, max_size=6).filter(lambda name: name != "lsd")
values = st.text(st.characters(exclude_characters="{}", codec="utf-8"), max_size=8)
fields = st.dictionaries(names, values, max_size=5)
noise = st.dictionaries(st.one_of(st.just("lsd"), names.map("__{}".format)), values, max_size=3)


def got(url: str, text: str = "") -> Exchange:
    return Exchange(Request("GET", url), Response(200, body=text.encode()))


def posted(fields: Pairs, text: str = "", url: str = f"{HOME}/send") -> Exchange:
    return Exchange(Request("POST", url, fields=fields), Response(200, body=text.encode()))


def found(matcher: Matcher, request: Request) -> str:
    return matcher.find(request).response.body.decode()


@given(fields, fields, noise, noise, st.randoms(use_true_random=False))
def test_order_volatile_names_and_case_never_change_the_match(
    query: dict[str, str],
    body: dict[str, str],
    then: dict[str, str],
    now: dict[str, str],
    chance: random.Random,
) -> None:
    def shuffled(*tables: dict[str, str]) -> list[tuple[str, str]]:
        pairs = [pair for table in tables for pair in table.items()]
        chance.shuffle(pairs)
        return pairs

    def request(method: str, host: str, seen: dict[str, str]) -> Request:
        url = f"https://{host}/a/b?{urlencode(shuffled(query, seen))}"
        return Request(method, url, fields=tuple(shuffled(body, seen)))

    matcher = Matcher([Exchange(request("POST", "site.example", then), Response(200))], NOISE)
    assert matcher.find(request("post", "SITE.example:443", now)).response.status == 200


@given(st.integers(1, 5), st.integers(0, 9))
def test_equal_requests_are_answered_in_recorded_order_and_the_last_sticks(recorded: int, more: int) -> None:
    matcher = Matcher([got(f"{HOME}/poll?__n={at}", str(at)) for at in range(recorded)], NOISE)
    heard = [found(matcher, Request("GET", f"{HOME}/poll")) for _ in range(recorded + more)]
    assert heard == [str(min(at, recorded - 1)) for at in range(recorded + more)]


@given(values)
def test_a_placeholder_in_the_recording_fits_any_value(value: str) -> None:
    matcher = Matcher([posted((("email", "{{email}}"), ("note", "from {{name}}!")))], NOISE)
    asked = (("email", value), ("note", f"from {value}!"))
    assert matcher.find(Request("POST", f"{HOME}/send", fields=asked))


@pytest.mark.parametrize(
    "asked",
    [
        Request("PUT", f"{HOME}/send?lang=de", fields=(("kind", "object"),)),
        Request("POST", "https://other.example/send?lang=de", fields=(("kind", "object"),)),
        Request("POST", f"{HOME}:8443/send?lang=de", fields=(("kind", "object"),)),
        Request("POST", f"{HOME}/sent?lang=de", fields=(("kind", "object"),)),
        Request("POST", f"{HOME}/send?lang=en", fields=(("kind", "object"),)),
        Request("POST", f"{HOME}/send", fields=(("kind", "object"),)),
        Request("POST", f"{HOME}/send?lang=de", fields=(("kind", "delete"),)),
        Request("POST", f"{HOME}/send?lang=de", fields=()),
        Request("POST", f"{HOME}/send?lang=de", fields=(("kind", "object"), ("kind", "object"))),
    ],
)
def test_what_a_request_means_must_agree(asked: Request) -> None:
    matcher = Matcher([posted((("kind", "object"),), url=f"{HOME}/send?lang=de")], NOISE)
    with pytest.raises(NoMatch):
        matcher.find(asked)


def test_a_named_operation_alone_decides_at_its_path() -> None:
    url = f"{HOME}/api/graphql/"
    recorded = [posted((("operation", one), ("variables", f"{{{one}}}")), one, url) for one in ("Look", "Send")]
    matcher = Matcher(recorded, NOISE)
    asked = Request("POST", url, fields=(("operation", "Send"), ("doc_id", "77")))
    assert found(matcher, asked) == "Send"


def test_a_miss_shows_the_three_nearest_and_what_differs_but_no_value_of_the_person() -> None:
    recorded = [
        got("https://far.example/elsewhere"),
        got(f"{HOME}/send"),
        posted((("email", "{{email}}"),)),
        posted((("email", "{{email}}"), ("kind", "object"), ("code", "{{code}}"))),
    ]
    asked = (("email", "kim@private.invalid"), ("kind", "delete"))
    lacks, has, other = "it lacks the query field 'secret'", "it has the field 'code'", "its field 'kind' is 'object'"
    both = ("it lacks the field 'email'", "it lacks the field 'kind'")
    with pytest.raises(NoMatch) as miss:
        Matcher(recorded, NOISE).find(Request("POST", f"{HOME}/send?secret=Kim", fields=asked))
    assert str(miss.value).splitlines() == [
        "No recorded request answers POST site.example/send with secret, email, kind. Nearest:",
        "  POST site.example/send: it lacks the query field 'secret'; it lacks the field 'kind'",
        f"  POST site.example/send: {lacks}; {has}; {other}",
        f"  GET site.example/send: {'; '.join(['the method is GET', lacks, *both])}",
    ]


def test_an_empty_recording_answers_nothing() -> None:
    with pytest.raises(NoMatch, match=r"answers GET site\.example/\."):
        Matcher([]).find(Request("GET", HOME))
