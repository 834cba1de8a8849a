"""A pasted message taken apart into the parts of an order, each with where it was found."""

from conversations.intake.read import read
from conversations.intake.reading import Reading, ReadItem, Span

__all__ = ["ReadItem", "Reading", "Span", "read"]
