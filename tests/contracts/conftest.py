"""What is about one kind of database is collected in the run for that kind alone."""

from tests.databases import KIND

collect_ignore = ["test_storage_postgres.py"] if KIND == "sqlite" else ["test_storage_sqlite.py"]
