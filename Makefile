# make demo | test | check | messages | bare | bench | proofs (crash kill power machine month hands truth cases) | damage | fuzz | hostile | faults | heartbeat | soak:
# each prepares what it needs first (packaging/prepare.py). Paths are quoted, because a checkout may lie in a folder
# with blanks in its name.
PYTHON3 ?= python3
FLEETDESK_VENV ?= $(CURDIR)/.venv
export FLEETDESK_VENV
# Where Python may keep no compiled modules, each of hundreds of processes compiles 900 of them.
export PYTHONDONTWRITEBYTECODE =
PYTHON := "$(FLEETDESK_VENV)/bin/python"
TOUR ?= $(CURDIR)/tour
# A lost worker must not keep the run waiting for ever: none is replaced, and the whole has an end.
LIMIT := $(if $(shell command -v timeout),timeout --kill-after=20 2400)
HEADLESS := $(if $(or $(DISPLAY),$(WAYLAND_DISPLAY)),,1)

.PHONY: python run prepare libraries demo tour test check messages bare bench
.PHONY: proofs crash kill power machine month hands truth cases damage fuzz hostile faults heartbeat soak clean

python:
	@command -v "$(PYTHON3)" >/dev/null || { echo "FleetDesk needs Python 3.11, 3.12 or 3.13, and there is no" \
	  "$(PYTHON3) here. Install one (Debian: apt-get install python3) and run make again." >&2; exit 1; }

# What the desk needs.
run: python
	@"$(PYTHON3)" packaging/prepare.py run

# What its tests and checks need besides.
prepare: python
	@"$(PYTHON3)" packaging/prepare.py dev

# The system libraries alone: installed for root, named for everybody else.
libraries: python
	@"$(PYTHON3)" packaging/prepare.py libraries

demo: run
ifeq ($(HEADLESS),1)
	@echo "No display here: taking the tour instead. Pictures go to $(TOUR)"
	@$(PYTHON) -m fleetdesk demo --tour "$(TOUR)"
else
	@$(PYTHON) -m fleetdesk demo
endif

tour: run
	@$(PYTHON) -m fleetdesk demo --tour "$(TOUR)"

# Three processes on two cores, because a fourth of the time of each is waiting.
# COVERAGE=1 counts the lines that run, which takes half as long again, and holds each package to its floor.
test: prepare
	@$(LIMIT) $(PYTHON) -m pytest -n 3 --dist loadgroup --max-worker-restart 0 $(if $(COVERAGE),--cov --cov-report=)
ifdef COVERAGE
	@$(PYTHON) -m tests.coverage
endif

check: prepare
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(PYTHON) -c "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
	@$(PYTHON) packaging/check_map.py

# The texts for translators, and what they made, brought up to date and compiled.
messages: prepare
	@$(PYTHON) packaging/messages.py

# Both commands on minimal systems made for it; needs root and debootstrap.
bare: python
	@"$(PYTHON3)" packaging/bare.py $(BARE)

bench: prepare
	@$(PYTHON) -m tests.bench

# The proofs of the outbox, longer than the tests run them; each ends with 1 where anything was lost, doubled or stuck.
proofs: crash kill power machine month hands cases

crash: prepare
	@$(PYTHON) -m tests.crash $(or $(DEATHS),50000)

kill: prepare
	@$(PYTHON) -m tests.kill $(or $(KILLS),10000)
	@$(PYTHON) -m tests.kill $(or $(DOCUMENT_KILLS),2000) --documents
	@$(PYTHON) -m tests.kill $(or $(CREATION_KILLS),2000) --creations

power: prepare
	@$(PYTHON) -m tests.power $(or $(CUTS),5000)

machine: prepare
	@MACHINE_EXAMPLES=$(or $(EXAMPLES),20000) $(PYTHON) -m pytest -q --timeout 0 tests/sync/test_outbox_machine.py

# 500 clicks and keys at random while notices, data and lost servers come and go.
hands: prepare
	@HANDS=$(or $(HANDS),500) QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q --timeout 0 tests/ui/window/test_random_hands.py

# The request budget of two desks on one token through a month with 510 restarts.
month: prepare
	@BUDGET_DAYS=$(or $(DAYS),30) $(PYTHON) -m pytest -q --timeout 0 tests/storage/test_request_budget_month.py

# What the history tells of 20 vehicles over the months of both changes of the clock, against what they really did.
truth: prepare
	@TRUTH_VEHICLES=$(or $(VEHICLES),20) TRUTH_DAYS=$(or $(DAYS),31) QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q \
	  --timeout 0 tests/sync/history/test_truth.py

# The tests that try some of their cases each day, with all of them.
cases: prepare
	@EVERY_CASE=1 QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q --timeout 0 \
	  $$(grep -rl --include='test_*.py' cases_of_the_day tests)

# Every kept file damaged at random: it starts, says what it lost, and loses nothing else; ends with 1 where it does not.
damage: prepare
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.damage $(or $(CASES),10000)

# Mutated answers, files of the data folder and files of strangers; ends with 1 where anything but our words comes out,
# a row changes by a failed read, a process takes more than its limit, or one is left running.
fuzz: prepare
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.fuzz $(or $(ANSWERS),200000) $(or $(SEED),1)

# Texts made to do harm in every state of the window; ends with 1 where one is anything but text.
hostile: prepare
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.hostile_text $(or $(TEXTS),500)

# The tests of every row of the fault table, and docs/faults.md anew; ends with 1 where one failed.
faults: prepare
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.faults

# All faults at once, and how long the window's thread is away; ends with 1 where p99.9 is over 50 ms or anything is lost.
heartbeat: prepare
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.heartbeat $(or $(BEATS_S),600)

# Eight hours of 10,000 vehicles and 5,000 tasks as fast as the desk can follow; ends with 1 where memory, descriptors,
# threads, timers or files have grown.
soak: prepare
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.soak $(or $(HOURS),8) $(or $(VEHICLES),10000) $(or $(TASKS),5000)

clean:
	rm -rf .venv resources/map/assets packaging/web/node_modules tour

