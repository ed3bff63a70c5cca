# Everything runs in .venv, from pinned dependencies with hashes.
PYTHON ?= python3
BIN := .venv/bin
# Of the whole suite: one more than two processors, because browsers are waited for; a fourth gains nothing.
WORKERS ?= 3
export PYTHONUTF8 = 1

.PHONY: site check test screenshots bench bench-builds bench-search bench-serving bench-register bench-kills lock

site: .venv/site.stamp
	$(BIN)/congkhai check --strict
	$(BIN)/mkdocs build --strict
	$(BIN)/congkhai check --strict --site site

.venv/site.stamp: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/test.stamp: .venv/site.stamp tests/requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r tests/requirements.lock
	touch $@

# The fast lane: seconds.
check: .venv/test.stamp
	$(BIN)/ruff format --check scripts theme tests bench
	$(BIN)/ruff check --quiet scripts theme tests bench
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto -m "not slow"

# Everything, including the browser that it needs.
test: .venv/test.stamp
	$(BIN)/python tests/get_tools.py
	$(BIN)/ruff format --check scripts theme tests bench
	$(BIN)/ruff check --quiet scripts theme tests bench
	$(BIN)/mypy
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered --cov-fail-under=90

# A picture of every kind of page, for a person to look at.
screenshots: .venv/test.stamp
	$(BIN)/python tests/get_tools.py
	CK_SCREENSHOTS=$(CURDIR)/screenshots $(BIN)/pytest -q -n auto tests/e2e/test_access.py

# Bytes and times on a slow telephone, beside stock Material.
bench: .venv/test.stamp
	$(BIN)/python tests/get_tools.py
	PYTHONPATH=tests $(BIN)/python bench/pages.py

# How long 1,000 and 10,000 records take to build, beside other generators (installed outside the repository; needs npm).
bench-builds: .venv/test.stamp
	$(BIN)/python bench/builds.py

# How well and how fast search finds, beside other engines.
bench-search: .venv/test.stamp
	$(BIN)/python tests/get_tools.py
	PYTHONPATH=tests $(BIN)/python bench/search.py

# How many readers the configuration of deploy/ bears (needs nginx and wrk).
bench-serving: .venv/test.stamp
	PYTHONPATH=tests $(BIN)/python bench/nginx.py

# What a register of 100,000 entries costs, beside a verifier in Go.
bench-register: .venv/test.stamp
	$(BIN)/python tests/get_tools.py
	PYTHONPATH=tests $(BIN)/python bench/register.py

# What readers see when publishing is killed, when the disk is full, when eight publish at once (needs nginx; root for the disk).
bench-kills: .venv/test.stamp
	PYTHONPATH=tests $(BIN)/python bench/kills.py

lock: .venv/site.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra build --extra desk --extra pdf --extra stamp --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra desk --extra pdf --extra stamp --extra test --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --constraint requirements.lock --output-file tests/requirements.lock
