# Everything a fresh clone needs: python3 (3.11 or newer) with its venv module, and make.
#
# `make` names the targets; each makes the virtual environment .venv first, and again when pyproject.toml has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PORT ?= 8000
SITE := example_site/mkdocs.yml

# How many processes the tests run in; 0 for one, in which a debugger works.
PYTEST_JOBS ?= auto

# Which tests, in the words of pytest: make test TESTS="tests/test_cv.py -k font"
TESTS ?=

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install site serve check test hosts golden bench clean
.DELETE_ON_ERROR:

help: ## say what there is
	@echo "Targets:"
	@sed -n 's/^\([a-z]*\):[^#]*## /\1|/p' Makefile | \
		while IFS='|' read -r name text; do printf '  %-10s %s\n' "$$name" "$$text"; done

$(STAMP): pyproject.toml
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
		echo "There is no $(PYTHON). Install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python" >&2; \
		exit 1; }
	@"$(PYTHON)" -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "$(PYTHON) is too old; it must be Python 3.11 or newer. Name another: make PYTHON=python3.12" >&2; \
		exit 1; }
	@"$(PYTHON)" -c "import venv, ensurepip" 2>/dev/null || { \
		echo "$(PYTHON) lacks its venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; }
	@echo "Installing into $(VENV) …"
	@"$(BIN)/python" -c "import pip, sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null \
		|| "$(PYTHON)" -m venv --clear "$(VENV)"
	@"$(BIN)/python" -m pip install -qq --editable ".[dev]"
	@touch "$(STAMP)"

install: $(STAMP) ## make .venv and install the package with its tools

site: $(STAMP) ## build the example site
	@"$(BIN)/python" -m mkdocs build --strict --config-file "$(SITE)" --site-dir "$(CURDIR)/example_site/site"
	@echo "The pages are in $(CURDIR)/example_site/site/index.html"

serve: $(STAMP) ## serve the example site on 127.0.0.1:8000 (PORT=… for another port)
	@"$(BIN)/python" -m mkdocs serve --livereload --config-file "$(SITE)" --dev-addr 127.0.0.1:$(PORT)

check: $(STAMP) ## lint, format, types, and the order of the layers
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .
	"$(BIN)/mypy"
	"$(BIN)/python" -m pytest -q tests/test_repository.py

test: $(STAMP) ## run all tests (TESTS=… for some)
	"$(BIN)/python" -m pytest --numprocesses $(PYTEST_JOBS) --dist loadfile $(TESTS)

hosts: $(STAMP) ## build sites with other plugins, themes, programs and versions, each in an environment of its own
	@"$(BIN)/python" tests/hosts/environments.py
	"$(BIN)/python" -m pytest --numprocesses $(PYTEST_JOBS) --dist loadgroup -m hosts tests/hosts $(TESTS)

golden: $(STAMP) ## write tests/golden and the tables of the manual anew (TESTS="-k expeditions" for some); look at the difference
	"$(BIN)/python" -m pytest -q tests/test_golden.py tests/test_repository.py --update-golden $(TESTS)

bench: $(STAMP) ## measure the speed beside plain MkDocs (BENCH="--quick", "--peers", "--serve", "--stages")
	@"$(BIN)/python" -m pip install -qq --no-deps --editable . # templates that have changed since would be compiled at each build
	"$(BIN)/python" benchmarks/run.py $(BENCH)

clean: ## remove all that was made
	rm -rf "$(VENV)" example_site/site example_site/.cache build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
