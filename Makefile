# make demo | test | check | bench | crash | kill | power | machine: each prepares what it needs first (see packaging/prepare.py).
PYTHON3 ?= python3
FLEETDESK_VENV ?= $(CURDIR)/.venv
export FLEETDESK_VENV
BIN := $(FLEETDESK_VENV)/bin
TOUR ?= $(CURDIR)/tour
# A lost worker must not keep the run waiting for ever: none is replaced, and the whole has an end.
LIMIT := $(if $(shell command -v timeout),timeout --kill-after=20 2400)
HEADLESS := $(if $(or $(DISPLAY),$(WAYLAND_DISPLAY)),,1)

.PHONY: prepare demo tour test check bench crash kill power machine clean

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

# The proofs of the outbox, longer than the tests run them; each ends with 1 where anything was lost, doubled or stuck.
crash: prepare
	@$(BIN)/python -m tests.crash $(or $(DEATHS),50000)

kill: prepare
	@$(BIN)/python -m tests.kill $(or $(KILLS),10000)
	@$(BIN)/python -m tests.kill $(or $(PAPER_KILLS),2000) --papers

power: prepare
	@$(BIN)/python -m tests.power $(or $(CUTS),5000)

machine: prepare
	@MACHINE_EXAMPLES=$(or $(EXAMPLES),20000) $(BIN)/python -m pytest -q --timeout 0 tests/sync/test_outbox_machine.py

clean:
	rm -rf .venv resources/map/assets packaging/web/node_modules tour
