"""Keeps what must not be lost: the tables, their migrations, and the stores over them."""
