"""Whether words of Meta's confirm an objection: the most dangerous judgement in the house.

It is made on whole sentences and on the whole of what is new. One sentence must be understood, word for word, to say
that an objection was received, sent or granted; and every other must be understood to be harmless, or be no more than
one of the labels that are known to stand beside it. What is not understood confirms nothing, and takes away what
another sentence confirms.
"""

import re
from dataclasses import dataclass

from meta_objection.words.grammar import Event, Grammar, grammar_of, grammars
from meta_objection.words.matter import is_of_ours
from meta_objection.words.moments import tells_of_another_day
from meta_objection.words.tokens import Sentence, is_address, sentences

_COMMA = re.compile(r"[,，、]")  # noqa: RUF001 - commas of Japanese text

# A row of a form or a table whose answer stands behind a colon, or is not there; a box that is not ticked.
_OPEN = re.compile(r"[:：][\W_]*$|[\[(]\s*[\])]")  # noqa: RUF001 - the colon of Japanese text


@dataclass(frozen=True)
class Confirmation:
    """The sentence that confirms, what it says happened, and in which language."""

    event: Event
    sentence: str
    tag: str


def find_confirmation(text: str, *, of_now: bool = False) -> Confirmation | None:
    """Give what confirms in a text; lines are what a page shows as lines. `None` where nothing does for certain.

    `of_now` leaves out what happened on another day, and requests of which only AI is named: what answers a sending
    speaks of this one.
    """
    found = ((grammar, _in(grammar, text, of_now=of_now)) for grammar in grammars())
    return next((one for grammar, one in found if one and _stands(grammar, text)), None)


def seems_confirmed(text: str) -> bool:
    """Whether one sentence, taken by itself, confirms: beside words that say something else it says nothing."""
    return any(_in(grammar, text) for grammar in grammars())


def is_conditional(sentence: str, tag: str) -> bool:
    """Whether a sentence of this language only says what will be if something else is."""
    return grammar_of(tag).is_conditional(sentence)


def _in(grammar: Grammar, text: str, *, of_now: bool = False) -> Confirmation | None:
    found, before = None, ""
    for one in sentences(text, grammar.abbreviations):
        event = None if one.quoted else _event(grammar, one.text)
        if event and (found is None or event is Event.HONOURED):
            said = Confirmation(event, one.text, grammar.tag)
            found = said if not (of_now and _is_of_another(said, before)) else found
        before = one.text
    return found


def _is_of_another(said: Confirmation, before: str) -> bool:
    """Whether it tells of another day, of another request, or of what was sent to somebody and not to Meta."""
    is_elsewhere = said.event is Event.SENT and any(map(is_address, said.sentence.split()))
    return is_elsewhere or tells_of_another_day(f"{before}\n{said.sentence}") or not is_of_ours(said.sentence, said.tag)


def _event(grammar: Grammar, sentence: str) -> Event | None:
    """Give what a sentence says happened, also behind a greeting that names the person: «Hi Anna, we received …»."""
    if _OPEN.search(sentence):
        return None
    called, comma, rest = _COMMA.sub("\n", sentence, count=1).partition("\n")
    return grammar.confirms(sentence) or (grammar.confirms(rest) if comma and grammar.is_greeting(called) else None)


def _stands(grammar: Grammar, text: str) -> bool:
    """Whether nothing in the whole text may take back what one of its sentences confirms."""
    said = sentences(text, grammar.abbreviations)
    return all(_is_harmless(grammar, said, place) for place in range(len(said)))


def _is_harmless(grammar: Grammar, said: list[Sentence], place: int) -> bool:
    one = said[place]
    if grammar.is_harmless(one.text) or _event(grammar, one.text):
        return True
    alone = sum(other.line == one.line for other in said) == 1
    return alone and grammar.is_label(one.text)
