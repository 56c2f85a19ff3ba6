"""Reads Meta's sentences, on pages and in mails: what confirms an objection, and what only seems to."""

from meta_objection.words.reader import Confirmation, find_confirmation
from meta_objection.words.witness import SILENT, Finding, Witness, hear_text

__all__ = ["SILENT", "Confirmation", "Finding", "Witness", "find_confirmation", "hear_text"]
