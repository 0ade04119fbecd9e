# `make demo` and `make test` are all a newcomer needs: they set up .venv on their own.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: page e2e-page demo test test-all attack house lint types docs schemas bench judge clean setup vsix e2e-vscode e2e-engines

setup: $(STAMP)

# uv where it is there, pip otherwise. The development tools are those of [dependency-groups] dev.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "spacelint needs Python 3.11 or newer; set PYTHON=python3.11 or the like"; exit 2; }
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$$(command -v $(PYTHON))" $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python -e . --group dev; \
	else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1' && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -e . --group dev; \
	fi
	@touch $@

demo: $(STAMP)
	@printf '$$ spacelint "Town hall #AT&T with @acme, live @8pm"\n'
	@$(BIN)/spacelint 'Town hall #AT&T with @acme, live @8pm' || true
	@printf '\n$$ spacelint check --today 2027-02-20 docs/examples/spaces.yaml\n'
	@$(BIN)/spacelint check --today 2027-02-20 docs/examples/spaces.yaml || true

# The local page with a sample brand book and plan; what is changed is changed in build/page.
page: $(STAMP)
	@mkdir -p build/page && cp -n docs/examples/acme/* build/page/
	@cd build/page && $(CURDIR)/$(BIN)/spacelint page spaces.yaml --today 2027-02-20

test: $(STAMP)
	@$(BIN)/python -m spacelint.engine.compiled
	@$(BIN)/python -m pytest -n auto

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP)
	@$(BIN)/mypy

# The same on each Python of 3.11 and later that is installed; TESTS= takes arguments of pytest.
test-all: $(STAMP)
	@$(BIN)/python tools/test_all.py $(TESTS)

# Ten minutes of hostile titles, plans, environments, streams, kills, archives, links and more, in
# scratch folders; ARGS= takes its options (--seconds, --seed, --family, --jobs).
attack: $(STAMP)
	@$(BIN)/python -m spacelint.engine.compiled
	@$(BIN)/python -m tools.attack $(ARGS)

# The limits on modules, functions and imports; docs/architecture.md says why.
house: $(STAMP)
	@$(BIN)/python tools/house.py

# The pages of docs/, one page a rule and the tables that are made from the code; a warning or a
# link that leads nowhere fails. To look at them: python3 -m http.server -d build/docs/html
docs: $(VENV)/.docs-installed
	@rm -rf build/docs && mkdir -p build/docs && cp -R docs build/docs/source && cp -R schemas build/docs/schemas
	@$(BIN)/python tools/make_rule_pages.py build/docs/source
	@$(BIN)/python -m sphinx -W --keep-going -n -q -c docs -b dirhtml build/docs/source build/docs/html
	@$(BIN)/python tools/check_links.py build/docs/html

$(VENV)/.docs-installed: $(STAMP)
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python --group docs; \
	else \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs; \
	fi
	@touch $@

# The JSON Schemas, and the tables of docs/configuration.md.
schemas: $(STAMP)
	@$(BIN)/python tools/make_schemas.py
	@$(BIN)/python -m spacelint.config.reference docs/configuration.md

# Each prints its own table and says which targets it missed; one that does ends with an error.
bench: $(STAMP)
	@$(BIN)/python -m spacelint.engine.compiled
	@status=0; for part in run check_process plan_reading brand_book reach_client history_import \
	  language_server page columns doubling; do \
	  if test -f benchmarks/$$part.py; then \
	    printf '\n# %s\n\n' "$$part"; PYTHONPATH=. $(BIN)/python benchmarks/$$part.py || status=1; \
	  fi; \
	done; exit $$status

# How right the rules are on real titles; writes the figures beside the rules. A missed target is an
# error. `make judge SHOW=error,warning` prints these findings with their titles.
judge: $(STAMP)
	@$(BIN)/python benchmarks/judge.py $(if $(SHOW),--show $(SHOW))

# The VS Code extension. `npm ci` is the one step that needs the network; packaging does not.
vsix: editors/vscode/node_modules
	@cd editors/vscode && npm test --silent && npm run --silent package

editors/vscode/node_modules: editors/vscode/package-lock.json
	@cd editors/vscode && npm ci --silent --no-audit --no-fund && touch node_modules

# The extension in VS Code itself, in a browser; what that needs (about 800 MB) is fetched once into
# build/vscode. PICTURES=docs/images takes the pictures of the docs anew instead: look at them.
e2e-vscode:
	@PICTURES='$(PICTURES)' tests/vscode/run

# The page in real Chromium; axe-core and TypeScript are fetched once into build/page-e2e.
# PICTURES=docs/images takes the pictures of the docs anew instead: look at them.
e2e-page: $(STAMP)
	@PICTURES='$(PICTURES)' tests/page/run

# DuckDB, Spark, Polars, Ray and Dask with the code of docs/columns.md, and the inspector of MCP from npm
# (about 1.5 GB into build/engines and build/inspector, once). Spark needs Java 17 or later.
e2e-engines: build/engines/.installed build/inspector/package.json
	@build/engines/bin/python -m pytest -W ignore::pytest.PytestConfigWarning tests/arrow
	@$(BIN)/python -m pytest tests/mcp/test_inspector.py

build/engines/.installed: pyproject.toml
	@$(PYTHON) -m venv build/engines
	@build/engines/bin/python -m pip install --quiet --disable-pip-version-check -e '.[arrow]' \
	  'dask[dataframe]' duckdb jsonschema polars 'pyspark>=4' pytest 'ray[data]'
	@touch $@

build/inspector/package.json:
	@mkdir -p build/inspector
	@npm install --silent --no-audit --no-fund --prefix build/inspector @modelcontextprotocol/inspector

clean:
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
