# Needs Python 3.11 or newer, and nothing else. To use another one: make test PYTHON=python3.13
PYTHON ?= python3
PY = .venv/bin/python
INSTALL = $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $< && touch $@
LOCK = $(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
BABEL = $(PY) -m babel.messages.frontend -q

.PHONY: demo test bench engines check lock words translate
.NOTPARALLEL:

demo: .venv/demo words  ## serve the portal with a believable programme
	$(PY) -m portal demo

test: .venv/test words check  ## run every test
	$(PY) -m pytest -n 2 --dist loadfile

bench: .venv/test words  ## measure the budgets
	$(PY) -m tests.bench

engines: .venv/test words  ## walk the journeys in old browsers, into docs/engines.md
	$(PY) -m tests.engines

check: .venv/test  ## look at style, types and templates only
	$(PY) -m ruff format -q --check . && $(PY) -m ruff check -q . && $(PY) -m mypy && $(PY) -m djlint --quiet --lint portal/templates

lock: .venv/test  ## choose the newest releases of what pyproject.toml names
	$(PY) -m pip install -q uv
	$(LOCK) -U --extra postgres --extra media pyproject.toml -o requirements.lock
	$(LOCK) -U --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

words: .venv/bin/python  ## compile the translations
	@$(BABEL) compile -d portal/translations

translate: .venv/test  ## put the words of the code into the files of the translators
	$(BABEL) extract -F pyproject.toml -k _l -k lazy_gettext --sort-by-file --add-location=file -o messages.pot portal
	$(BABEL) update -i messages.pot -d portal/translations --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	rm messages.pot

.venv/demo: requirements.lock .venv/bin/python
	$(INSTALL)

.venv/test: requirements-dev.lock .venv/bin/python
	$(INSTALL)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Foothold needs Python 3.11 or newer.")'
	$(PYTHON) -m venv --clear .venv
