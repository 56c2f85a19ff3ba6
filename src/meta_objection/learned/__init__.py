"""What the person at the window showed: which control is for what, in words that hold the next time, too."""

from meta_objection.learned.store import Learned, Shown, all_learned, forget, learned_toml

__all__ = ["Learned", "Shown", "all_learned", "forget", "learned_toml"]
