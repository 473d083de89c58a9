# The same few words for people and CI. `make` alone tells them.

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak screenshots lock audit clean

BIN := .venv/bin
TEST := $(BIN)/python -m pytest -q
# Processes that are killed and rise again under load want the machine for themselves.
ALONE := tests/test_crashes.py tests/test_crashes_of_sign_ups.py tests/test_crashes_of_broadcasts.py
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras \
	--allow-unsafe --build-deps-for editable $(if $(UPGRADE),--upgrade) \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

# The first Python that is new enough and can make a virtual environment. Looked for only when it's needed.
PYTHON ?= $(shell for each in python3.13 python3.12 python3.11 python3 python; do \
	$$each -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)

help: ## Show these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/runtime ## Start everything in one process: no accounts, no database server needed
	@$(BIN)/wasshoi serve

test: .venv/dev ## Run the tests
	@$(TEST) -n auto --dist loadfile $(addprefix --ignore=,$(ALONE))
	@$(TEST) $(ALONE)

check: .venv/dev ## Everything that CI checks: form, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TEST) -n auto --dist loadfile $(addprefix --ignore=,$(ALONE))
	$(TEST) $(ALONE)

bench: .venv/dev ## Measure speed
	@$(BIN)/python -m tests.bench

soak: .venv/dev ## Run long under load, with processes killed in mid-work
	@$(BIN)/python -m tests.soak

screenshots: .venv/dev ## Take pictures of the pages and messages
	@$(BIN)/python -m tests.screenshots

lock: .venv/dev ## Write the locks anew from pyproject.toml (UPGRADE=1: with the newest versions)
	$(COMPILE) --output-file requirements.txt pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

audit: .venv/dev ## Look the locked versions up among known vulnerabilities (needs the internet)
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement requirements.txt

clean: ## Remove what can be made again (never var/, where the data is)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist *.egg-info
	rm -rf knowledge/prepared
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installed once per lock: the stamps are newer than what they were made from. dev holds all of runtime, in
# the same versions, so that going back and forth between `make run` and `make test` installs nothing.
.venv/dev: requirements-dev.txt .venv/runtime
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

.venv/runtime: requirements.txt pyproject.toml | $(BIN)/python
	@echo "準備しています(最初の1回だけ、3分ほど)… Preparing (only once, about three minutes) …"
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/wasshoi prepare >/dev/null
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11以上(venv付き)を入れてから、もう一度どうぞ。 Please install Python 3.11 or newer, with venv, and try again." >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }
