"""What may stand beside a confirmation, and what takes it away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta_objection.words import Finding, find_confirmation, hear_text
from meta_objection.words.grammar import Grammar, grammars
from tests.words.corpus import corpora

SAID = {corpus.tag: next(text for text in corpus.confirms if text not in corpus.missed()) for corpus in corpora()}
LANGUAGES = pytest.mark.parametrize("grammar", grammars(), ids=lambda grammar: grammar.tag)


@LANGUAGES
def test_the_buttons_of_a_page_take_nothing_away(grammar: Grammar) -> None:
    said = SAID[grammar.tag]
    taking = [label for label in grammar.language.labels if not find_confirmation(f"{said}\n{label}")]

    assert taking == []
    assert find_confirmation(f"{said}\n{grammar.language.labels[0].capitalize()}\n© 2026 Meta\n✕")


@pytest.mark.parametrize(
    "label",
    ["Enter code", "Undo", "Draft", "Preview", "Not sent", "Retry", "Step 2 of 3", "Withdraw", "Pending", "Example"],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_any_other_line_takes_a_confirmation_away(label: str, place: str) -> None:
    said = SAID["en"]
    assert find_confirmation(f"{label}\n{said}" if place == "above" else f"{said}\n{label}") is None


@given(st.sampled_from(grammars()), st.text("bdfgkmvz", min_size=3, max_size=12))
def test_a_button_that_nobody_knows_takes_a_confirmation_away_in_any_language(grammar: Grammar, label: str) -> None:
    assert find_confirmation(f"{SAID[grammar.tag]}\n{label}") is None


@pytest.mark.parametrize(
    "text",
    [
        "Message sent",
        "Nachricht gesendet",
        "Message envoyé",
        "Mensaje enviado",
        "Messaggio inviato",
        "Mensagem enviada",
        "Bericht verzonden",
        "Meddelande skickat",
        "Besked sendt",
        "Melding sendt",
        "Wiadomość wysłana",
        "Viesti lähetetty",
        "Zpráva odeslána",
        "Üzenet elküldve",
        "Mesaj trimis",
        "Το μήνυμα στάλθηκε",
        "Mesaj gönderildi",
        "メッセージを送信しました",
        "메시지를 보냈습니다",
    ],
)
def test_a_message_that_is_nobodys_may_be_any(text: str) -> None:
    assert hear_text(text).finding is Finding.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "We have this form.",
        "Form is in.",
        "Votre message à Meta AI a été envoyé.",
        "Hemos recibido tu mensaje a Meta AI.",
        "Hemos recibido tu solicitud de información.",
        "Abbiamo ricevuto la tua richiesta di informazioni.",
        "Nous avons reçu votre demande d'informations.",
        "Vi har modtaget din anmodning om dine oplysninger.",
        "Obrigado por preencher este formulário.",
        "Tak, fordi du udfyldte formularen.",
        "Takk for at du fylte ut skjemaet.",
    ],
)
def test_another_matter_in_a_likely_dress_is_none(text: str) -> None:
    assert hear_text(text).finding is Finding.UNKNOWN
