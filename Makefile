# Everything below works with Python 3.11, make and nothing else; see CONTRIBUTING.md.
# The first that runs and is new enough: a name on the path may be an empty shim.
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13; do \
    "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$name" && break; done)
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: install demo test soak bench check lint types contracts coverage

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or later; name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Installing into .venv; the first time takes a minute or two."
	@"$(PYTHON)" -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

demo: install
	@$(BIN)/commsdesk demo $(if $(COUNCIL),--council $(COUNCIL))

test: install
	@$(BIN)/python -m tests $(TESTS)

soak: install
	@$(BIN)/python -m tests --soak

bench: install
	@$(BIN)/python -m benchmarks

check: lint types contracts coverage

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install
	@$(BIN)/mypy bot flows tests benchmarks

coverage: install
	@$(BIN)/python -m pytest -q --cov=flows/engine --cov-branch --cov-fail-under=100 --cov-report=term:skip-covered \
	    tests/unit/engine

contracts: install
	@$(BIN)/lint-imports --no-logo
