# Two commands on a fresh machine: make demo, make test.
# Needs Python 3.11 or newer, git and make; root may install what is missing.
.DEFAULT_GOAL := help
.PHONY: help demo test test-deep bench bench-reading check clean
SHELL := /bin/sh

PYTHON ?= python3
PY := .venv/bin/python
PORT ?= 0
RECORD ?= demo-record
QANTAR_GOLD ?= $(wildcard $(abspath ../shared/gold))
QANTAR_DATA ?= $(wildcard $(abspath ../shared/data))
export QANTAR_GOLD QANTAR_DATA

help:
	@echo "make demo       builds the demonstration case and opens the desk (HEADLESS=1: only builds)"
	@echo "make test       runs the tests"
	@echo "make test-deep  runs every test, the long ones too"
	@echo "make check      what a change must pass: format, lint, imports, types, sizes, tests"
	@echo "make bench      measures speed, writes benchmarks/results"
	@echo "make bench-reading  measures reading and writes its table into docs/reading.md"
	@echo "make clean      removes .venv and what was built"

.venv/made:
	@sh scripts/venv "$(PYTHON)"
	@touch $@

.venv/run: .venv/made pyproject.toml constraints.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/dev: .venv/run
	@$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . --group dev
	@touch $@

demo: .venv/run
	@$(PY) -m qantar demo $(RECORD) $(if $(HEADLESS),--headless,--port $(PORT))

test: .venv/dev
	@sh scripts/tools
	@$(PY) -m pytest -q

test-deep: .venv/dev
	@sh scripts/tools
	@QANTAR_HYPOTHESIS=deep $(PY) -m pytest -q -m "not spark"

check: .venv/dev
	@PATH="$(CURDIR)/.venv/bin:$$PATH" sh scripts/check

bench: .venv/dev
	@$(PY) benchmarks/run.py

bench-reading: .venv/dev
	@$(PY) benchmarks/reading.py --write

clean:
	rm -rf .venv build dist $(RECORD) .mypy_cache .ruff_cache .pytest_cache .hypothesis
