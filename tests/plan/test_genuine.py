"""What in the settings leaves open whose site it was, and what the journal files that under."""

import pytest

from meta_objection.outcome import Doubt
from meta_objection.plan.genuine import LIVE_SCOPES, doubts_of, scopes_of
from meta_objection.settings import Browsing


@pytest.mark.parametrize(
    ("settings", "environment", "doubts"),
    [
        ({}, {}, ()),
        ({"proxy": "http://proxy.example:8080"}, {}, ()),
        ({"ignore_https_errors": True}, {}, (Doubt.NOT_CHECKED,)),
        ({"browser_args": ("--ignore-certificate-errors-spki-list=abc",)}, {}, (Doubt.NOT_CHECKED,)),
        ({"browser_args": ("--host-resolver-rules=MAP * 127.0.0.1:1",)}, {}, (Doubt.HOST_RULES,)),
        ({"browser_args": ("--host-rules=MAP a.example 127.0.0.1",)}, {}, (Doubt.HOST_RULES,)),
        ({}, {"SSL_CERT_FILE": "own.pem"}, (Doubt.OWN_CERTIFICATES,)),
        ({}, {"SSL_CERT_DIR": "own"}, (Doubt.OWN_CERTIFICATES,)),
        ({}, {"SSL_CERT_FILE": ""}, ()),
    ],
)
@pytest.mark.usefixtures("own_place")
def test_each_weakening_leaves_its_doubt(
    settings: dict[str, object], environment: dict[str, str], doubts: tuple[Doubt, ...]
) -> None:
    assert doubts_of(Browsing(**settings), environment) == doubts  # type: ignore[arg-type]  # parametrised


def test_whatever_may_have_gone_to_meta_is_looked_for_together_and_the_rest_apart() -> None:
    plain, unchecked, mapped = (scopes_of("live", doubts) for doubts in ((), (Doubt.NOT_CHECKED,), (Doubt.HOST_RULES,)))

    assert {plain[0], *plain[1]} == {unchecked[0], *unchecked[1]} == LIVE_SCOPES
    assert plain[0] != unchecked[0]
    assert mapped[0] not in LIVE_SCOPES
    assert mapped[1] == ()
    assert scopes_of("replay:x", (Doubt.HOST_RULES,)) == ("replay:x", ())
