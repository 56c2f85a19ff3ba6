"""Takes parts out of a text."""

from collections.abc import Callable, Iterable

Span = tuple[int, int]


def without(text: str, spans: Iterable[Span], by: Callable[[str], str]) -> str:
    """The text with these parts replaced, those that overlap as one."""
    pieces: list[str] = []
    done = 0
    for start, end in joined(spans):
        pieces += [text[done:start], by(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def joined(spans: Iterable[Span]) -> list[Span]:
    """The parts in their order, those that overlap as one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start < whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        elif start < end:
            whole.append((start, end))
    return whole
