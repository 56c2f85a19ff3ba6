"""File your own objection to Meta using your data for generative AI, and keep the proof."""

from importlib.metadata import version

__version__ = version("meta-objection")
