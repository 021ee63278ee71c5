# Two commands on a fresh machine: make demo, make test.
.DEFAULT_GOAL := help
.PHONY: help demo test test-deep bench bench-reading check clean install
PY := .venv/bin/python
QANTAR_GOLD ?= $(wildcard ../shared/gold)
QANTAR_DATA ?= $(wildcard ../shared/data)
export QANTAR_GOLD QANTAR_DATA

help:
	@echo "make demo       builds the demonstration case and opens the desk (HEADLESS=1: only builds)"
	@echo "make test       runs the tests (slow ones: make test-deep)"
	@echo "make bench      measures speed and writes benchmarks/results"
	@echo "make clean      removes .venv and what was built"
