# The project's commands; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run test lint check index tune bench baseline clean

help: ## List these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1	\2/' | expand -t 16

run: index ## Set up, build the index, then the Telegram bot (with TELEGRAM_BOT_TOKEN) or a chat here
	@if [ -n "$$TELEGRAM_BOT_TOKEN" ]; then exec $(BIN)/assistant bot; else exec $(BIN)/assistant chat; fi

test: .venv/dev index lint check ## Everything that CI runs
	$(BIN)/python -m pytest
	$(BIN)/assistant eval --against eval/baseline.json

lint: .venv/dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: .venv/build ## Validate the corpus
	$(BIN)/assistant check

index: .venv/build ## Build the index where it does not fit the corpus
	@$(BIN)/assistant build --quiet

tune: .venv/build ## Fine-tune the encoder on the question bank (about 30 minutes), then build the index
	$(BIN)/assistant build --tune

bench: index ## Measure speed and memory
	$(BIN)/assistant bench --build

baseline: index ## Renew the evaluation's baseline (after reading what changed)
	$(BIN)/assistant eval --renew eval/baseline.json

clean: ## Remove the virtual environment and everything built
	rm -rf .venv var build *.egg-info

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/build: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing the pinned dependencies (a few minutes the first time) ..." >&2
	$(PIP) --editable '.[build]'
	@touch $@

.venv/dev: .venv/build
	$(PIP) --editable '.[build,dev]'
	@touch $@
