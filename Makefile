# `make demo` and `make test` do all their own set-up: Python >= 3.11 and make are enough.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SETUP_HELP := "orderdesk needs Python 3.11 or newer with venv (Debian: apt-get install python3 python3-venv); or: make PYTHON=/path/to/python3"

.PHONY: help install demo run test check faults faults-power simulate bench quality audit format picture lock clean

help:
	@echo "make demo    the whole product in your browser, no account needed"
	@echo "make test    every test (the browser's too where a chromium is found)"
	@echo "make audit   asks for known vulnerabilities of the locked packages (pip-audit on the PATH, network)"
	@echo "make faults  the bot killed at every system call (ARGS=\"--sample 400\" for a part; needs strace)"
	@echo "make check   lint, format, types, import rules, make test"
	@echo "make simulate  orders by the thousand through all bad luck, in virtual time"
	@echo "make bench   how good and how quick the product search is, beside plain FTS5 and rapidfuzz"
	@echo "make quality how well and how fast messages are read (ARGS=FOLDER where the shared data isn't beside this one)"
	@echo "make install set up .venv with the command orderdesk"
	@echo "make run     the bot itself, with the settings in the environment or .env"

install: $(VENV)/.installed

demo: $(VENV)/.installed
	@$(BIN)/orderdesk demo $(ARGS)

run: $(VENV)/.installed
	@$(BIN)/orderdesk run

# A file's tests stay in one process, in their order: they share a browser or servers.
test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

# tests/faults/README.md says what it does and what it has shown.
faults: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.faults.crash $(ARGS)

faults-power: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.faults.power $(ARGS)

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

# A long run: make simulate ARGS="--submissions 100000 --seed 1 -j 2". A failure names its world; --world plays it again.
simulate: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.faults.simulation $(ARGS)

# make bench ARGS="--catalogue FILE --variants 100000 --each 100 --seed 1". Nothing is asserted: machines differ.
bench: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.bench $(ARGS)

# Figures, no verdict: tests/quality/reading.py says what is measured.
quality: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.quality.reading $(ARGS)

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The picture at the top of the README, taken anew from the demo.
picture: $(VENV)/.installed-dev
	$(BIN)/python -m tests.picture bot/demo/picture.png

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo $(SETUP_HELP); exit 1; }
	@echo "Setting up $(VENV)…"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo $(SETUP_HELP); exit 1; }

# The lock file's first part is what the product needs, its second what its developers need too.
$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the packages in requirements.lock…"
	@sed '/^# --- development ---/,$$d' requirements.lock > $(VENV)/runtime.lock
	@$(PIP) install --require-hashes -r $(VENV)/runtime.lock
	@$(PIP) install --no-build-isolation --no-deps --no-index --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing the development packages in requirements.lock…"
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

# For maintainers, with uv on the PATH: pins every package with hashes for every platform, and names no registry.
LOCK := uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet
lock:
	@{ echo "# Made by 'make lock' from pyproject.toml."; echo setuptools | $(LOCK) pyproject.toml - ; } > .lock.runtime
	@$(LOCK) --group dev --constraint .lock.runtime pyproject.toml --output-file .lock.all
	@{ cat .lock.runtime; echo "# --- development ---"; \
	   $(PYTHON) -c 'import re, sys; part = lambda f: re.split(r"\n(?=\S)", open(f).read().strip()); have = set(part(".lock.runtime")); print("\n".join(p for p in part(".lock.all") if p not in have))'; } > requirements.lock
	@rm -f .lock.runtime .lock.all

# With pip-audit on the PATH and its advisory service reachable. --strict: a package that couldn't be looked up isn't "no
# known vulnerabilities", which pip-audit says of it otherwise. Not a part of `check`, which needs no network.
audit:
	@command -v pip-audit >/dev/null || { echo "make audit needs pip-audit on the PATH. Nothing was checked."; exit 1; }
	@pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements.lock || { \
	   echo "Not clean: either the packages above have known vulnerabilities, or the advisory service couldn't be asked."; exit 1; }

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
