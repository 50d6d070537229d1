"""Files that people send as evidence: looked at, kept in our own database, and handed to whoever may see them."""
