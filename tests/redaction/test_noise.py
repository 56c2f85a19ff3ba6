import random
import string

from hypothesis import given
from hypothesis import strategies as st

from meta_objection.redaction import META
from meta_objection.redaction.noise import Noise

suffixes = st.text(string.ascii_letters, min_size=2, max_size=2)


def test_random_endings_are_renumbered_and_equal_names_stay_equal() -> None:
    page = '<p id="u_0_a_Jx"><i id="u_0_a_Kz"></i><label for="u_0_a_Jx"><b id="u_1_0_Jx" class="u_0_a_Jxy">'
    calm = '<p id="u_0_a_00"><i id="u_0_a_01"></i><label for="u_0_a_00"><b id="u_1_0_00" class="u_0_a_Jxy">'
    assert Noise(META.noise).settle(page) == calm


@given(st.lists(suffixes, unique=True, max_size=5), st.randoms(use_true_random=False))
def test_two_loads_of_one_page_become_equal_and_twice_is_as_good_as_once(
    first: list[str], chance: random.Random
) -> None:
    second = chance.sample(string.ascii_uppercase, len(first))
    pages = [" ".join(f"u_0_a_{one}" for one in load) for load in (first, [one + "q" for one in second])]
    calm = [Noise(META.noise).settle(page) for page in pages]
    assert calm[0] == calm[1] == Noise(META.noise).settle(calm[0])
    again = Noise(META.noise)
    assert again.settle(again.settle(pages[0])) == calm[0]
