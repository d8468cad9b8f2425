# Each command sets up what it needs before it starts: two words on a fresh machine are enough.

PYTHON ?= $(or $(shell command -v python3.11),python3)
NPM ?= $(or $(shell command -v npm),.venv/bin/npm)
PORT ?= 8000
SCRIPTS := .ci/run
export PORT
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup run call test check types style layers tables bench simulation screenshots constraints clean

help: ## Show what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .make/python .make/node ## Install everything into this folder (the other commands do it by themselves)

run: setup ## Serve the whole product: telephone on PORT + 1, agents' desk on PORT (8000)
	@ivr run

call: setup ## Be the caller in this terminal, while `make run` runs in another one
	@ivr call serfinansa --network http://127.0.0.1:$$(($(PORT) + 1))

test: setup ## Run all tests; ARGS="-k queue" runs some
	@pytest $(ARGS)

check: setup ## Look for mistakes without running: style, types, layers, tables, prompts, shell scripts
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target types style layers tables

types:
	mypy

style:
	ruff check
	ruff format --check
	bash -n $(SCRIPTS)

layers:
	lint-imports

tables:
	ivr check

bench: setup ## Measure all as ratios of one run; ARGS="start turns parts memory assignments latency reports" names parts
	@python -m bench $(ARGS)

simulation: setup ## Play thousands of calls through the distributor, and hold it against Erlang's formulas (docs/simulation.md)
	@python -m bench.simulation

screenshots: setup ## Take the README's pictures again
	@python -m docs.screenshots

constraints: setup ## Pin the versions that are installed now
	{ echo '# The versions that the tests passed with; renewed by `make constraints`.'; pip freeze --exclude-editable; } > constraints.txt

clean: ## Remove all that was installed or kept here, the demo's records too
	rm -rf .venv node_modules .make var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.make/python: pyproject.toml constraints.txt
	@echo 'Python packages come into .venv: one to three minutes, now and when they change.'
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt --editable '.[network,dev]'
	@mkdir -p .make && touch $@

.make/node: package.json package-lock.json .make/python
	@echo 'What the pages need comes into node_modules.'
	$(NPM) ci --silent
	@touch $@
