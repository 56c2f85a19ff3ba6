"""What a person keeps of a run: made whole or not at all, read, checked and found again."""

from meta_objection import private_files as private
from meta_objection.receipts import chain, deletion, ids, keys
from meta_objection.receipts.audit import audit
from meta_objection.receipts.draft import Draft, ReceiptUnsaved
from meta_objection.receipts.findings import Kind, Problem, State, Verification
from meta_objection.receipts.store import (
    NoSuchReceipt,
    Summary,
    UnreadableReceipt,
    all_receipts,
    find,
    find_or_none,
    folders,
    load,
    read,
    unfinished,
)
from meta_objection.receipts.verify import verify

__all__ = [
    "Draft",
    "Kind",
    "NoSuchReceipt",
    "Problem",
    "ReceiptUnsaved",
    "State",
    "Summary",
    "UnreadableReceipt",
    "Verification",
    "all_receipts",
    "audit",
    "chain",
    "deletion",
    "find",
    "find_or_none",
    "folders",
    "ids",
    "keys",
    "load",
    "private",
    "read",
    "unfinished",
    "verify",
]
