# What a newcomer needs. Everything works on a machine with Python ≥ 3.11, make and git.

SHELL := bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
UV := $(or $(shell command -v uv 2>/dev/null),.cache/uv/bin/uv)
BIN := .venv/bin
BOT := bot/.venv/bin/python
export PYTHONWARNINGS ?= ignore
export RASA_TELEMETRY_ENABLED = false
export SQLALCHEMY_SILENCE_UBER_WARNING = 1

.DEFAULT_GOAL := help
.PHONY: help setup demo chat train test eval lint format clean

help: ## This list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

setup: .venv/ready bot/.venv/ready ## Both Python environments

demo: setup ## The whole demo park: web chat, bot, vendor board
	$(BIN)/parkline up --demo

chat: setup ## Talk to the bot in the terminal, in a park of its own
	$(BIN)/parkline chat --scratch

train: setup ## Train the bot if its data changed
	$(BIN)/parkline train --no-check

test: setup train browser ## Everything that is tested, with real servers, bot and browser
	$(BOT) -m rasa data validate --config config.yml --domain domain.yml --data bot/data --fail-on-warnings 2>&1 | tail -3
	$(BOT) -m pytest -q -c tests/bot/components/pytest.ini tests/bot/components
	$(BOT) -m pytest -q -c tests/bot/tools/pytest.ini tests/bot/tools
	$(BIN)/pytest -q -n 2 --dist loadgroup

eval: train ## How well the bot understands and serves, against what was reached before
	$(BOT) -m bot.tools.evaluate
	$(BIN)/python -m tests.dialogues.report

lint: setup ## Format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file bot/pyproject.toml --python-executable $(BOT) bot/components bot/tools
	$(BIN)/lint-imports

format: setup ## Put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Forget environments, trained bot and demo data
	rm -rf .venv bot/.venv bot/trained .cache var

# Chromium for the tests of pages; its own package, so only where one may install it.
.PHONY: browser
browser:
	@command -v chromium >/dev/null || { \
	  command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && \
	  apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; } || \
	  echo "no chromium: the tests of pages are skipped (Debian: apt-get install chromium fonts-noto-cjk)"

.cache/uv/bin/uv:
	@echo "fetching uv"
	@$(PYTHON) -m venv .cache/uv
	@.cache/uv/bin/pip install --quiet --disable-pip-version-check uv

.venv/ready: requirements.lock pyproject.toml | $(filter .cache/%,$(UV))
	@echo "setting up .venv"
	@[ -x $(BIN)/python ] || $(UV) venv --quiet .venv
	@$(UV) pip sync --quiet -p $(BIN)/python requirements.lock
	@$(UV) pip install --quiet -p $(BIN)/python --no-deps -e .
	@touch $@

bot/.venv/ready: bot/requirements.lock | $(filter .cache/%,$(UV))
	@echo "setting up bot/.venv (Rasa: 2.5 GB)"
	@cd bot && U=$(abspath $(UV)) && { [ -x .venv/bin/python ] || $$U venv --quiet .venv; } && \
	  $$U pip sync --quiet -p .venv/bin/python requirements.lock
	@touch $@
