# Every target creates what it needs: a machine with Python 3.11 or newer and make is enough.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
REPOS ?= 1000

.PHONY: help site serve check test lint format bench screenshot clean

help:
	@echo 'make site    build the site into site/'
	@echo 'make serve   serve it on http://127.0.0.1:8000 and rebuild on change'
	@echo 'make check   validate agents, decisions, definitions, schedules and the example fleet'
	@echo 'make test    run the whole test suite'
	@echo 'make lint    ruff, mypy and import-linter'
	@echo 'make screenshot  take the picture of the README from the built site'
	@echo 'make bench   measure beside stock MkDocs, bare Python and check-jsonschema (REPOS=1000)'

site: $(BIN)/.site
	$(BIN)/kaizen-agentic site build

serve: $(BIN)/.site
	$(BIN)/kaizen-agentic site serve

check: $(BIN)/.site
	$(BIN)/kaizen-agentic check

test: $(BIN)/.test
	$(BIN)/python -m pytest

lint: $(BIN)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(BIN)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(BIN)/.test
	$(BIN)/python benchmarks/site_build.py --repos $(REPOS)
	$(BIN)/python benchmarks/command_start.py
	$(BIN)/python benchmarks/check_schedules.py

screenshot: $(BIN)/.test site
	$(BIN)/python -m tests.browser.screenshot site docs/images/repo.png

clean:
	rm -rf site $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed; name one with make PYTHON=python3.12'; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(BIN)/.site: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[site]'
	@touch $@

$(BIN)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(BIN)/.site
