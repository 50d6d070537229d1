"""The methods of the Web API, one file a family; importing them fills the table."""

from tests.fakes.slack.methods import apps, chat, conversations, files, users, views

ALL = (apps, chat, conversations, files, users, views)
