"""Listening: what Slack sends, checked at the edge, and what each kind of it means to the application."""
