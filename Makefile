# make demo | test | check | bench: each prepares what it needs first (see packaging/prepare.py).
PYTHON3 ?= python3
FLEETDESK_VENV ?= $(CURDIR)/.venv
export FLEETDESK_VENV
BIN := $(FLEETDESK_VENV)/bin
TOUR ?= $(CURDIR)/tour
# A lost worker must not keep the run waiting for ever: none is replaced, and the whole has an end.
LIMIT := $(if $(shell command -v timeout),timeout --kill-after=20 2400)
HEADLESS := $(if $(or $(DISPLAY),$(WAYLAND_DISPLAY)),,1)

.PHONY: prepare demo tour test check bench clean

prepare:
	@$(PYTHON3) packaging/prepare.py

demo: prepare
ifeq ($(HEADLESS),1)
	@echo "No display here: taking the tour instead. Pictures go to $(TOUR)"
	@$(BIN)/fleetdesk demo --tour $(TOUR)
else
	@$(BIN)/fleetdesk demo
endif

tour: prepare
	@$(BIN)/fleetdesk demo --tour $(TOUR)

test: prepare
	@$(LIMIT) $(BIN)/python -m pytest -n 2 --dist loadgroup --max-worker-restart 0

check: prepare
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: prepare
	@$(BIN)/python -m tests.bench

clean:
	rm -rf .venv resources/map/assets packaging/web/node_modules tour
