"""Slack, as far as the bot can tell: a strict, stateful fake of its Web API, its sockets, and the people in it."""

from tests.fakes.slack.server import fake_slack
from tests.fakes.slack.state import SlackError, User
from tests.fakes.slack.workspace import Slack

__all__ = ["Slack", "SlackError", "User", "fake_slack"]
