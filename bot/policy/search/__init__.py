"""Answers to free questions from a council's own rows: deterministic, offline, and never from another council."""

from bot.policy.search.search import Search

__all__ = ["Search"]
