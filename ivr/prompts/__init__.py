"""What callers hear and read: sentences, recordings and text messages by their id, for each institution."""

from ivr.prompts.book import Prompts
from ivr.prompts.prompt import Piece, Prompt, Recording, Text

__all__ = ["Piece", "Prompt", "Prompts", "Recording", "Text"]
