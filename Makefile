# Everything below works with Python 3.11, make and nothing else; see CONTRIBUTING.md.
PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3,$(shell command -v $(name))))
BIN := .venv/bin
INSTALLED := .venv/.installed

.PHONY: install demo test soak bench check

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "This needs Python 3.11 or later; name one with: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Installing into .venv; the first time takes a minute or two."
	@"$(PYTHON)" -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@

demo: install
	@$(BIN)/commsdesk demo

test: install
	@$(BIN)/python -m tests $(TESTS)

soak: install
	@$(BIN)/python -m tests --soak

bench: install
	@$(BIN)/python -m benchmarks

check: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy bot flows tests
	@$(BIN)/lint-imports
