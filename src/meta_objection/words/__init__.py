"""Reads Meta's sentences, on pages and in mails: what confirms an objection, and what only seems to."""

from meta_objection.words.reader import Confirmation, find_confirmation, is_conditional

__all__ = ["Confirmation", "find_confirmation", "is_conditional"]
