"""The steps by which a database comes to the version of this program."""
