"""What the person at the window showed: which control is for what, in words that hold the next time, too."""

from meta_objection.learned.store import (
    Learned,
    Shown,
    ShownOn,
    all_learned,
    exported_toml,
    forget,
    read_exported,
)

__all__ = ["Learned", "Shown", "ShownOn", "all_learned", "exported_toml", "forget", "read_exported"]
