PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPORA ?= $(or $(SITREP_CORPORA),../shared/corpora)

.PHONY: demo test lint types tests evaluate benchmark clean

$(BIN)/sitrep: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/dev: pyproject.toml $(BIN)/sitrep
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(BIN)/sitrep
	@$(BIN)/sitrep demo

test: lint types tests

lint: $(VENV)/dev
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/ruff format --check src tests tools benchmarks

types: $(VENV)/dev
	$(BIN)/mypy

tests: $(VENV)/dev
	$(BIN)/python -m pytest

evaluate: $(VENV)/dev
	$(BIN)/python -m sitrep.evaluate.gate --corpora $(CORPORA)

benchmark: $(VENV)/dev
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
