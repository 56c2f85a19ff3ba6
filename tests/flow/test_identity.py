"""Whom a run is about to act for, as the person is told."""

import pytest

from meta_objection.flow.identity import NOBODY, UNNAMED, name_of, told_account


@pytest.mark.parametrize(
    ("account", "noted", "names"),
    [
        ("Kim", "Kim", ["Kim"]),
        ("Kim", None, ["Kim"]),
        (NOBODY, "Kim", [NOBODY]),
        ("Kim's second profile", "Kim Example", ["Kim's second profile", "Kim Example", "another profile"]),
        (UNNAMED, None, [UNNAMED]),
    ],
)
def test_another_account_than_was_signed_in_is_told_with_both_names(
    account: str, noted: str | None, names: list[str]
) -> None:
    told = told_account(account, noted)

    assert all(name in told for name in names)
    assert ("another profile" in told) is ("another profile" in names)


def test_only_a_name_is_kept_as_the_account() -> None:
    assert [name_of(account) for account in ("Kim", NOBODY, UNNAMED, None)] == ["Kim", None, None, None]
