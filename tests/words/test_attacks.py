"""Two rounds of sentences written against the reader by somebody who had not seen it, in sixteen languages."""

import json
from pathlib import Path

from meta_objection.words import find_confirmation

ATTACKS = json.loads(Path(__file__).with_name("attacks.json").read_text(encoding="utf-8"))
ENOUGH = 0.9


def test_no_sentence_of_an_attack_is_taken_for_a_confirmation() -> None:
    false = [one["text"] for one in ATTACKS if not one["confirms"] and find_confirmation(one["text"])]

    assert false == []


def test_nine_in_ten_of_an_attacks_true_confirmations_are_known() -> None:
    true = [one["text"] for one in ATTACKS if one["confirms"]]
    missed = [text for text in true if not find_confirmation(text)]

    assert len(missed) <= (1 - ENOUGH) * len(true), missed
