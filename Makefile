# What can be done here, each with one command; the first target of a fresh checkout is `make run`.
# The environment is made once, from lock files with hashes, and brought up to date when they change.

SHELL := /bin/sh
BIN := .venv/bin
EXAMPLES := examples/communique-2031.txt examples/communique-2032.txt examples/press-2032.txt
CODE := src tests tools benchmarks training
INSTALLED := pyproject.toml tools/venv.sh

.PHONY: help setup run test check bench bench-ledger accuracy docs train lock clean
.DEFAULT_GOAL := help

help:
	@echo "make setup     the program at $(BIN)/servanda"
	@echo "make run       set up, read the bundled example, record it and serve the site; PORT=8000"
	@echo "make test      all tests"
	@echo "make check     style, types and the direction of imports"
	@echo "make accuracy  score reading and comparing against ../shared/gold, and validate the effect test; RAISE=1 lifts the floors"
	@echo "make bench     speed and memory against spaCy; ALL=1 for every text"
	@echo "make bench-ledger  a ledger of 100,000 commitments: search, pages, recording, disk, memory; WHOLE=1 to verify and rebuild it too"
	@echo "make docs      run the commands of README and docs again and write what they print"
	@echo "make train     make the reader's weights again (hours)"
	@echo "make lock      pin the dependencies anew"
	@echo "make clean     remove what was made, the environments too"

setup: .venv/run.stamp
	@:

# One stamp per lock file; each lock file holds the ones before it.
.venv/run.stamp: requirements/run.txt $(INSTALLED)
	@tools/venv.sh .venv $<
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@tools/venv.sh .venv $<
	@touch $@

.venv/bench.stamp: requirements/bench.txt .venv/run.stamp
	@tools/venv.sh .venv $<
	@touch $@

.venv-train/train.stamp: requirements/train.txt $(INSTALLED)
	@tools/venv.sh .venv-train $< || { echo "Training needs the CPU build of PyTorch; tell pip where it lies with PIP_FIND_LINKS." >&2; exit 1; }
	@touch $@

PORT := 8000
run: setup
	@$(BIN)/servanda read $(EXAMPLES) --names examples/names.toml --format table
	@$(BIN)/servanda add $(EXAMPLES) --names examples/names.toml --format table
	@$(BIN)/servanda serve --port $(PORT)

test: setup .venv/dev.stamp
	@tools/debian.sh chromium chromium initdb postgresql curl curl jq jq
	@$(BIN)/python -m pytest
	@echo "Once more on PostgreSQL: what a database has a say in"
	@tools/with_postgres.sh $(BIN)/python -m pytest tests/ledger --ignore=tests/ledger/faults --ignore=tests/ledger/site

check: setup .venv/dev.stamp
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

accuracy: setup
	@$(BIN)/python -m tools.accuracy $(if $(RAISE),--raise)
	@$(BIN)/python -m tools.comparisons $(if $(RAISE),--raise)
	@$(BIN)/python -m tools.validate_effect

bench: setup .venv/bench.stamp
	@$(BIN)/python -m benchmarks.read $(if $(ALL),--all)

bench-ledger: setup .venv/dev.stamp
	@$(BIN)/python -m benchmarks.ledger $(if $(WHOLE),--whole)

docs: setup .venv/dev.stamp
	@$(BIN)/python -m tests.docs.refresh

train: .venv-train/train.stamp
	@.venv-train/bin/python -m training

LOCK := .venv-lock/bin/uv pip compile --quiet --python-version 3.11 --no-annotate --no-header --generate-hashes pyproject.toml requirements/build.in
# The CPU build of PyTorch is pinned by its hash; its local version label is left out, so that pip also finds it by the plain version.
lock:
	@test -x .venv-lock/bin/uv || { python3 -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv; }
	$(LOCK) --extra effect --extra ledger -o requirements/run.txt
	$(LOCK) --extra effect --extra ledger --extra dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) --extra effect --extra ledger --extra dev --extra bench -c requirements/dev.txt -o requirements/bench.txt
	$(LOCK) --extra train -c requirements/run.txt $(addprefix --find-links ,$(PIP_FIND_LINKS)) -o requirements/train.txt
	sed -i 's/^\(torch==[0-9.]*\)+cpu/\1/' requirements/train.txt

clean:
	rm -rf .venv .venv-train .venv-lock var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/servanda.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
