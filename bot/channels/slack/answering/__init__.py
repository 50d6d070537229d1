"""Answering: what a person is told of what they did, once it is kept and acknowledged."""
