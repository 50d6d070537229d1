"""Listening: what each kind of activity means to the application."""
