# The one door for tasks: `make help` lists them. CI calls the same ones.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

IS_RECENT := -c 'import sys; sys.exit(sys.version_info < (3, 12))'
# The first Python that is recent enough; `make PYTHON=… run` chooses another.
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12; do \
	if $$candidate $(IS_RECENT) 2>/dev/null; then echo $$candidate; break; fi; done)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PORT ?= 8000
CORPUS ?= ../shared/corpus/site-eig
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome || true)
PYTEST := $(BIN)/pytest -n 2 --dist loadgroup
ON_POSTGRESQL := $(BIN)/python -m tests.postgresql
# A browser shares two cores with a server, a database and another browser: so many tests may be asked once more, alone.
FEW := 3
COVERAGE := --cov --cov-append --cov-report=
export CHROMIUM

.PHONY: help run test test-fast test-browser test-matrix verify-corpus verify-pictures lint format messages requirements screenshots guide-pictures bench-import bench-images bench-admin bench-pages bench-weight audit audit-content audit-requests clean

help:  ## List the tasks
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# An environment whose making was interrupted, or that an older Python made, is made again.
.venv/base: requirements/base.txt
	@if ! { $(BIN)/python $(IS_RECENT) && $(BIN)/python -m pip --version; } >/dev/null 2>&1; then \
		chosen="$(PYTHON)"; "$$chosen" $(IS_RECENT) 2>/dev/null || \
			{ echo "Python 3.12 or later is needed: install it, or name it with make PYTHON=…" >&2; exit 1; }; \
		"$$chosen" -m venv --clear .venv; fi
	@echo "Installing the libraries into .venv…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

.venv/dev: requirements/dev.txt .venv/base
	@echo "Installing the developers' libraries into .venv…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

run: .venv/base  ## Serve the site with its demo content on http://127.0.0.1:8000 (PORT, DATABASE_URL, MEDIA_ROOT move it)
	@$(MANAGE) run_local 127.0.0.1:$(PORT)

test: .venv/dev  ## Everything: both databases, the browser, coverage
	@rm -f .coverage .coverage.*
	@$(MAKE) --no-print-directory test-fast test-browser
	@$(BIN)/coverage report --skip-covered | tail -n 40

test-fast: .venv/dev  ## The suite without the browser, on SQLite and on PostgreSQL
	@echo "== SQLite"
	@TEST_DATABASE_URL= $(PYTEST) $(COVERAGE) -m "not browser"
	@echo "== PostgreSQL"
	@$(ON_POSTGRESQL) $(PYTEST) $(COVERAGE) -m "not browser"

test-browser: .venv/dev  ## The browser tests, on PostgreSQL
ifeq ($(CHROMIUM),)
	@echo "!!! NO BROWSER: Chromium was not found, the browser tests did not run. Get it with: apt-get install chromium"
	@test -z "$${REQUIRE_BROWSER:-}"
else
	@echo "== Browser, PostgreSQL"
	@$(ON_POSTGRESQL) $(PYTEST) $(COVERAGE) -m browser || { \
		[ $$? = 1 ] && [ "$$($(BIN)/python -m tests.last_failed)" -le $(FEW) ] && \
		echo "!!! FAILED BESIDE OTHERS: asked once more, alone; what fails twice fails" && \
		$(ON_POSTGRESQL) $(BIN)/pytest $(COVERAGE) -m browser --last-failed; }
endif

test-matrix: .venv/dev  ## Every cell of the matrix of rights: role, act, kind of item, state; on both databases
	@echo "== SQLite"
	@WHOLE_MATRIX=1 TEST_DATABASE_URL= $(PYTEST) tests/eig/matrix
	@echo "== PostgreSQL"
	@WHOLE_MATRIX=1 $(ON_POSTGRESQL) $(PYTEST) tests/eig/matrix

verify-corpus: .venv/dev  ## Import a Jekyll tree and check that no word and no address is lost (CORPUS=PATH)
	@$(BIN)/python -m tests.corpus.verify "$(CORPUS)"

verify-pictures: .venv/dev  ## Look at every picture of every page of an imported Jekyll tree (CORPUS=PATH)
	@$(BIN)/python -m tests.corpus.crawl_pictures "$(CORPUS)"

lint: .venv/dev  ## Style, templates, imports, migrations, translations, deployment settings, requirements
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files 'templates/*.html' | xargs $(BIN)/djade --target-version 6.1 --check
	@$(BIN)/lint-imports --no-cache --verbose >/dev/null || $(BIN)/lint-imports --no-cache
	@$(MANAGE) makemigrations --check --dry-run
	@$(BIN)/python -m tests.lint.messages
	@ENVIRONMENT=production SECRET_KEY=$$(head -c 48 /dev/urandom | base64 | tr -d "\n") ALLOWED_HOSTS=eig.example.org \
		DATABASE_URL=postgresql://eig@127.0.0.1/eig SITE_ADDRESS=https://eig.example.org MAIL_FROM=site@eig.example.org \
		MAIL_SERVER=smtp://127.0.0.1 $(MANAGE) check --deploy --fail-level WARNING
	@$(BIN)/python -m tests.lint.requirements

format: .venv/dev  ## Put Python and templates into shape
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@git ls-files 'templates/*.html' | xargs $(BIN)/djade --target-version 6.1 || true

messages: .venv/dev  ## Gather the strings to translate and compile the catalogues (needs gettext)
	@$(BIN)/python -m tests.lint.messages --gather
	@$(BIN)/python -m tests.lint.messages --fill-english
	@$(MANAGE) compilemessages --ignore .venv >/dev/null
	@$(BIN)/python -m tests.lint.messages

requirements: .venv/dev  ## Pin what pyproject.toml asks for, with hashes
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate --upgrade \
		pyproject.toml -o requirements/base.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
		-c requirements/base.txt --group dev -o requirements/dev.txt

screenshots: .venv/dev  ## Pictures of the main pages into screenshots/ (phone and desktop, light and dark, both languages, admin too)
	@$(BIN)/python -m tests.screenshots screenshots

guide-pictures: .venv/dev  ## Pictures of the editors' guide, into docs/editors/pictures/
	@$(BIN)/python -m tests.guide_pictures

bench-import: .venv/dev  ## Time and memory of an import, cold and unchanged (CORPUS=PATH)
	@$(BIN)/python -m tests.bench.bench_import "$(CORPUS)"

bench-images: .venv/dev  ## Time and memory to have a 24-megapixel photo ready, and pictures a second
	@$(BIN)/python -m tests.bench.bench_images

tests/audit/node_modules/.package-lock.json: tests/audit/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed for the audit: apt-get install nodejs npm" >&2; exit 1; }
	@command -v java >/dev/null || { echo "java is needed for the audit: apt-get install default-jre-headless" >&2; exit 1; }
	@echo "Installing the audit's tools into tests/audit/node_modules…"
	@cd tests/audit && npm ci --silent
	@touch $@

audit: .venv/dev tests/audit/node_modules/.package-lock.json  ## Hold the public site to its bars: axe, Nu, Lighthouse, links, weight (CORPUS, PAGES, ONLY)
	@$(BIN)/python -m tests.audit $(if $(wildcard $(CORPUS)),--corpus "$(CORPUS)") $(if $(PAGES),--pages $(PAGES)) $(if $(ONLY),--only $(ONLY))

audit-content: .venv/base  ## Check all that is published in the database by the rules of the publication gate
	@$(MANAGE) audit_content

audit-requests: .venv/dev  ## Ask the public site many more odd requests than the tests do (REQUESTS=3000)
	@HOSTILE_REQUESTS=$(or $(REQUESTS),3000) TEST_DATABASE_URL= $(BIN)/pytest -q tests/test_hostile_requests.py

bench-pages: .venv/dev  ## Public pages rendered and kept: queries and time, in both languages
	@$(BIN)/python -m tests.bench.bench_pages

bench-admin: .venv/dev  ## Queries and time of the back office's screens: form, autosave, preview, list, home
	@$(BIN)/python -m tests.bench.bench_admin

bench-weight: .venv/dev  ## Requests and kilobytes of a first visit of each kind of page, and of the next (gunicorn, Chromium)
	@$(BIN)/python -m tests.bench.bench_weight

clean:  ## Remove what the tasks made (not the database nor the media)
	@rm -rf .coverage .coverage.* htmlcov screenshots staticfiles .pytest_cache .ruff_cache .hypothesis
