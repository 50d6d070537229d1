"""The bot: everything around the flows, from the chat platforms to the database."""
