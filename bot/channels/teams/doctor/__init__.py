"""Looks whether everything is set up so that Teams works, and says what to do where it is not."""
