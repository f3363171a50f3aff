# Every target starts from a bare python3 (3.11 or later) and makes what it needs in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
DEMO := build/demo
# One process of tests for each processor; what one file shares is made once or twice.
PARALLEL := --numprocesses auto --dist worksteal
LOCK := build/lock

.PHONY: help demo test lint check bench docs site lock clean

help:
	@echo "make demo    example reports become events, states and an audit"
	@echo "make test    run all tests"
	@echo "make check   lint, types, floors, tests with coverage, and the accuracy of extraction"
	@echo "make lint    lint, types and floors only"
	@echo "make bench   measure"
	@echo "make docs    write the generated pages and the outputs in README.md and docs anew"
	@echo "make site    build the documentation as a site in build/site"
	@echo "make lock    resolve the dependencies anew and write the lock files"
	@echo "make clean   remove everything that was made"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "The tracker needs Python 3.11 or later; $(PYTHON) is missing or older. Try: make PYTHON=python3.12 ..." >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)

$(READY): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(READY_DEV): requirements-dev.lock $(READY)
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(READY)
	@BIN=$(BIN) STORE=$(DEMO)/tracker.db examples/demo

test: $(READY_DEV)
	$(BIN)/pytest -q $(PARALLEL)

lint: $(READY_DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports

check: lint
	$(BIN)/pytest -q $(PARALLEL) --cov --cov-report=term --ignore=tests/integration/test_gold.py
	$(BIN)/python -m benchmarks.extraction

bench: $(READY_DEV)
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.past
	$(BIN)/python -m benchmarks.intake
	$(BIN)/python -m benchmarks.intake memory
	$(BIN)/python -m benchmarks.extraction speed
	$(BIN)/python -m benchmarks.measured

docs: $(READY_DEV)
	$(BIN)/python -m typer cli.main utils docs --name tracker --title Commands --output docs/commands.md
	$(BIN)/python -c "from projections.dictionary import page; print(page(), end='')" > docs/views.md
	$(BIN)/python -c "from tracker.codebook import page; print(page(), end='')" > docs/codebook.md
	$(BIN)/python tests/e2e/pages.py

site: $(READY_DEV)
	$(BIN)/sphinx-build -W -n --keep-going --quiet -d build/doctrees docs build/site
	@echo "The site is build/site/index.html."

# The locks hold versions and hashes from the public index, and no address, whatever this machine is configured to use.
COMPILE := env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	$(LOCK)/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

lock: | $(BIN)/python
	$(BIN)/python -m venv --clear $(LOCK)
	$(LOCK)/bin/python -m pip --disable-pip-version-check --quiet install pip-tools
	$(COMPILE) --build-deps-for editable --build-deps-for wheel --output-file requirements.lock pyproject.toml
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > $(LOCK)/dev.in
	$(COMPILE) --constraint requirements.lock --output-file requirements-dev.lock $(LOCK)/dev.in

clean:
	rm -rf $(VENV) build dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
