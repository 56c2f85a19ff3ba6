from importlib.resources import files

import pytest
from pydantic import ValidationError

from meta_objection.forms import Form, known_forms, load_form
from meta_objection.hosts import is_meta_address
from meta_objection.locales import known_tags
from meta_objection.pages import QUESTIONS
from meta_objection.pages.ways import STEPS
from meta_objection.plan.fixtures import fixtures_of
from meta_objection.settings import Objection

FORMS = [load_form(form_id) for form_id in known_forms()]
by_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def test_every_form_with_a_file_can_be_chosen() -> None:
    assert "facebook" in known_forms()
    for form_id in known_forms():
        assert Objection(form=form_id).form == form_id
    with pytest.raises(ValidationError, match="one of facebook, "):
        Objection(form="nowhere")


@by_form
def test_a_file_is_named_as_its_form(form: Form) -> None:
    assert form == load_form(form.id)


@by_form
def test_a_form_asks_only_what_there_is_a_page_object_for(form: Form) -> None:
    asked = {name for known in form.generations for name in known.asks}

    assert set(form.questions) <= set(QUESTIONS)
    assert asked <= {*form.questions, "code"}


@by_form
def test_what_may_stay_empty_is_among_what_is_asked(form: Form) -> None:
    assert all(set(known.optional) <= set(known.asks) for known in form.generations)


@by_form
def test_a_form_stands_at_metas_own_addresses_one_for_each_generation(form: Form) -> None:
    addresses = [known.address for known in form.generations]

    assert all(map(is_meta_address, addresses))
    assert len(set(addresses)) == len(addresses)


@by_form
def test_a_form_says_how_well_each_language_is_known(form: Form) -> None:
    for known in form.generations:
        fixtures = fixtures_of(form.id, known.id)
        assert fixtures
        assert set(fixtures) <= set(known_tags())
        assert set(fixtures.values()) <= {"recorded", "reconstructed"}
        assert known.source


@by_form
def test_every_way_in_begins_at_metas_own_addresses(form: Form) -> None:
    assert set(form.ways) <= {"menu", "notice"}
    assert all(is_meta_address(address) for starts in form.ways.values() for address in starts)
    assert set(form.steps.values()) <= set(STEPS)


@by_form
def test_a_form_is_known_by_the_hash_of_its_file(form: Form) -> None:
    content = files("meta_objection.forms").joinpath(f"{form.id}.toml").read_bytes()

    assert form.file_hash.startswith("sha256:")
    assert len(form.file_hash) == len("sha256:") + 64
    assert content


def test_a_form_that_is_not_known_cannot_be_read() -> None:
    with pytest.raises(FileNotFoundError):
        load_form("nowhere")


def test_a_misspelt_key_in_a_forms_file_is_refused() -> None:
    with pytest.raises(ValidationError, match="adress"):
        Form.model_validate(FORMS[0].model_dump() | {"adress": "x"})
