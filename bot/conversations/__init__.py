"""Guided conversations: one turn at a time, from what came in to what is shown."""
