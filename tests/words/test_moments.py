"""A confirmation of another day, or of another request about AI, answers no sending of now."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.languages import languages_with, part_of
from meta_objection.words import Finding, find_confirmation, hear_text
from meta_objection.words.matter import is_of_ours
from meta_objection.words.moments import tells_of_another_day, today
from tests.words.corpus import Corpus, corpora

WRITTEN = (
    "{y}-{m:02}-{d:02}",
    "{d:02}.{m:02}.{y}",
    "{d}. {m}. {y}",
    "{m}/{d}/{y}",
    "{d:02}/{m:02}/{y}",
    "{y}年{m}月{d}日",
)
AFAR = st.dates(date(1990, 1, 1), date(2090, 1, 1)).filter(lambda day: abs(day - today()) > timedelta(days=400))


@pytest.mark.parametrize(
    "said",
    [
        "On 3 May 2023 we received your objection.",
        "Your objection was received on May 3, 2023.",
        "Your objection was received on 05/03/2021.",
        "Your objection was received on 2021-03-05.",
        "In 2024 we received your objection.",
        "On 22 January 2024:\nWe have received your objection.",
        "Am 3. Mai 2023 haben wir deinen Widerspruch erhalten.",
        "Dein Widerspruch ist am 03.05.2021 eingegangen.",
        "Le 3 mai 2023, nous avons reçu votre opposition.",
        "Tu objeción fue recibida el 3 de mayo de 2023.",
        "Dne 3. května 2023 jsme obdrželi vaši námitku.",
        "2024-ben megkaptuk a tiltakozásodat.",
        "2024'te itirazını aldık.",
        "2023年5月3日に異議申し立てを受け付けました。",
        "2023년 5월 3일에 이의 제기가 접수되었습니다.",
        "Στις 3 Μαΐου 2023 λάβαμε την εναντίωσή σας.",
        "We've received your request for AI at Meta.",
        "Wir haben deine Anfrage zur Nutzung deiner Daten für KI bei Meta erhalten.",
        "Hemos recibido tu solicitud sobre la IA de Meta.",
        "Nous avons reçu votre demande d’utilisation de vos informations pour l’IA de Meta.",
        "異議申し立てをkim@example.orgに送信しました。",
        "이의 제기가 kim@example.org로 전송되었습니다.",
        "MetaのAIでの情報の利用に関するリクエストを受け付けました。",
    ],
)
def test_what_happened_on_another_day_or_to_somebody_else_or_may_be_another_request_confirms_nothing_now(
    said: str,
) -> None:
    assert hear_text(said).finding is not Finding.CONFIRMED


@pytest.mark.parametrize("away", [-1, 0, 1])
@pytest.mark.parametrize("written", WRITTEN)
def test_today_is_today_somewhere_however_it_is_written(written: str, away: int) -> None:
    day = today() + timedelta(days=away)
    assert not tells_of_another_day(written.format(y=day.year, m=day.month, d=day.day))


@given(AFAR, st.sampled_from(WRITTEN))
def test_any_other_day_is_known_however_it_is_written(day: date, written: str) -> None:
    assert tells_of_another_day(f"It came {written.format(y=day.year, m=day.month, d=day.day)}.")


@given(AFAR, st.sampled_from(languages_with("receipt")))
def test_any_other_day_is_known_in_every_languages_own_words(day: date, tag: str) -> None:
    texts = part_of(tag, "receipt")
    said = texts["date"].format(day=day.day, month=texts["months"][day.month - 1], year=day.year)
    assert tells_of_another_day(f"It came {said}.")


@pytest.mark.parametrize(
    "said",
    [
        "Case 20231234567",
        "Reference 2026-1234",
        "#2023",
        "2025/12-77",
        "within 30 days",
        "at 10:15",
        "v1.2.3",
    ],
)
def test_what_is_no_date_is_none(said: str) -> None:
    assert not tells_of_another_day(said)


@pytest.mark.parametrize("corpus", corpora(), ids=lambda corpus: corpus.tag)
def test_a_confirmation_that_names_the_objection_is_of_ours_whatever_else_it_names(corpus: Corpus) -> None:
    texts = corpus.confirms
    lost = [text for text in texts if find_confirmation(text) and not find_confirmation(text, of_now=True)]
    assert all(tells_of_another_day(text) or not is_of_ours(text, corpus.tag) for text in lost)
    assert len(lost) <= len(texts) / 4
