"""Looks whether everything is set up so that Slack works, and says what to do where it is not."""
