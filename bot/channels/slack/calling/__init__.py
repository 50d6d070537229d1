"""Calling: the way to Slack's Web API, what it refuses, and what it knows of people and workspaces."""
