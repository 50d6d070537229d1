"""Answering: what a person is told of what they did, and every card, once it is kept."""
