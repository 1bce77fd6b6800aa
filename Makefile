# Everything runs in .venv, and nothing is written outside this folder.
# Windows, or no make: the README lists the plain commands.

PYTHON ?= python3

export SEPARATE_ENTITIES_DATA := $(or $(DATA),$(SEPARATE_ENTITIES_DATA))
export CODINGS
export PIP_CACHE_DIR := $(CURDIR)/.cache/pip
export UV_CACHE_DIR := $(CURDIR)/.cache/uv

# Nothing is compiled at installation: Python compiles a module when it is first used, and keeps that.
unexport PYTHONDONTWRITEBYTECODE

UV := $(shell command -v uv 2>/dev/null)

# A stamp is named after all that it stands for and made last: a half-finished install never counts.
RUN_STAMP := .venv/run-$(shell (pwd; echo '$(PYTHON)'; cat requirements.lock 2>/dev/null) | cksum | tr ' ' -)
TEST_STAMP := .venv/test-$(shell cat tests/requirements.lock 2>/dev/null | cksum | tr ' ' -)
SCALE_STAMP := .cache/scale/scale-$(shell (pwd; echo '$(PYTHON)'; cat requirements.lock tests/benchmarks/requirements.lock 2>/dev/null) | cksum | tr ' ' -)

# The engines for large data and the peers of the benchmarks have an environment of their own.
VENV = .venv
$(SCALE_STAMP): VENV = .cache/scale

IN_VENV = $(VENV)/bin/python -m
RUN = $(VENV)/bin/python -P -m helpers.run
ifeq ($(UV),)
  # pip fetches uv first, into the cache: it installs in a third of the time. If it cannot, pip does.
  PIP = $(IN_VENV) pip --quiet --disable-pip-version-check install --no-compile
  FETCH = [ -x .cache/uv-itself/bin/uv ] || $(PIP) --target .cache/uv-itself --upgrade --require-hashes -r installer.lock 2>/dev/null || true
  CREATE = '$(PYTHON)' -m venv $(VENV) && { $(FETCH); }
  FAST = UV_HTTP_TIMEOUT=20 UV_HTTP_RETRIES=1 .cache/uv-itself/bin/uv pip install --quiet --python $(VENV)/bin/python
  INSTALL = install() { $(FAST) "$$@" 2>/dev/null || $(PIP) "$$@"; }; install
else
  CREATE = uv venv --quiet --seed --python "$$('$(PYTHON)' -c 'import sys; print(sys.executable)')" $(VENV)
  INSTALL = uv pip install --quiet --python $(VENV)/bin/python
endif

# JupyterLab looks for no news, no updates and no language servers.
QUIET_LAB = --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.news_url=None \
	--LanguageServerManager.autodetect=False --KernelManager.transport_encryption=auto

define CHECK_PYTHON
import sys
version = "%d.%d" % sys.version_info[:2]
if sys.version_info < (3, 11):
    sys.exit("This is Python " + version + ", and 3.11 or later is needed. Name one: make run PYTHON=python3.12")
import importlib.util
if sys.argv[1:] and importlib.util.find_spec("ensurepip") is None:
    sys.exit("Python " + version + " has no ensurepip here. On Debian or Ubuntu: sudo apt install python" + version + "-venv")
endef
export CHECK_PYTHON

.PHONY: help run test check fill code agreement quick lab outputs flip mutants matrix scale benchmark lock clean

help:
	@echo 'make run       execute every notebook and build the reading copy, in build/'
	@echo 'make run DATA=path/to/folder-or-workbook.xlsx'
	@echo '               the same on a dataset of your own; A=chess-club B=kite-club for two organizations'
	@echo 'make check DATA=mine.xlsx'
	@echo '               what is wrong with it, in seconds; WATCH=1: again whenever it is saved'
	@echo 'make fill DATA=mine.xlsx'
	@echo '               a new workbook beside it that holds what was derived, to be decided'
	@echo 'make code TEXT=article.txt'
	@echo '               a page in which a text becomes claims; DATA=mine.xlsx to go on with a dataset'
	@echo 'make agreement CODINGS=folder/'
	@echo '               how far coders of one text agree, and a workbook to decide in; of CSV files: DATA=, too'
	@echo 'make test      every test; the committed outputs are compared with a fresh run'
	@echo 'make check     format, lint and types, in seconds'
	@echo 'make quick     tests without browser, notebooks and what is slow; ROOM=overlap for one room, in seconds'
	@echo 'make lab       JupyterLab on the notebooks'
	@echo 'make outputs   execute the committed notebooks in place'
	@echo 'make flip      change one random cell of the data, fifty times, and see the tests turn red'
	@echo 'make mutants   change one thing in the helpers at a time, and see that a test notices; ARGS="ids ties" for some'
	@echo 'make matrix    every Python that is here, other hash seeds, time zones and locales'
	@echo 'make scale     shared people counted by every engine for frames, which it installs apart'
	@echo 'make benchmark times and memory against peers, with tables and a figure; ten minutes'
	@echo 'make lock      choose the versions anew, from pyproject.toml (needs uv)'
	@echo 'make clean     remove .venv, build and the caches'

run: $(RUN_STAMP)
	@$(RUN) $(if $(A)$(B),--pair "$$A" "$$B")

# One file after another, in the order of tests/conftest.py.
AT_ONCE = --numprocesses=logical --dist=loadfile --no-loadscope-reorder

test: $(TEST_STAMP)
	@SEPARATE_ENTITIES_DATA= $(RUN) --module pytest $(AT_ONCE) $(ARGS)

ifneq ($(DATA),)
check: $(RUN_STAMP)
	@$(RUN) --check $(if $(WATCH),--watch)
else
check: $(TEST_STAMP)
	@.venv/bin/ruff format --check --cache-dir .cache/ruff .
	@.venv/bin/ruff check --cache-dir .cache/ruff .
	@.venv/bin/mypy --cache-dir .cache/mypy
endif

fill: $(RUN_STAMP)
	@$(RUN) --fill

code: $(RUN_STAMP)
	@$(RUN) --code "$$TEXT"

agreement: $(RUN_STAMP)
	@$(RUN) --agreement "$$CODINGS"

# Of one room all tests but the slow ones; of all rooms the short ones, with few examples each.
quick: export HURRIED := $(if $(ROOM),,1)
QUICK = $(if $(ROOM),-m 'not slow' tests/$(ROOM) tests/test_house.py,-m 'not slow and not long' tests \
	--ignore=tests/browser --ignore=tests/test_notebooks.py $(AT_ONCE))

quick: $(TEST_STAMP)
	@SEPARATE_ENTITIES_DATA= $(IN_VENV) helpers.run --module pytest -q -p no:nbval \
		-o addopts='--import-mode=importlib --strict-markers' $(QUICK) $(ARGS)

lab: $(RUN_STAMP)
	@$(RUN) --module jupyterlab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks $(QUIET_LAB) $(ARGS)

outputs: $(RUN_STAMP)
	@$(RUN) --outputs

flip: $(TEST_STAMP)
	@.venv/bin/python tests/flip.py $(SEEDS)

mutants: $(TEST_STAMP)
	@.venv/bin/python tests/mutants.py $(ARGS)

scale: $(SCALE_STAMP)
	@.cache/scale/bin/python -m pytest --noconftest -o addopts= -p no:cacheprovider -q -rs tests/engines.py $(ARGS)

benchmark: $(SCALE_STAMP)
	@.cache/scale/bin/python -m tests.benchmarks.overlap $(LARGEST)
	@.cache/scale/bin/python -m tests.benchmarks.lineage $(PAIRS)
	@.cache/scale/bin/python -m tests.benchmarks.dates
	@.cache/scale/bin/python -m tests.benchmarks.sharing
	@.cache/scale/bin/python -m tests.benchmarks.growing
	@.cache/scale/bin/python -m tests.benchmarks.formats
	@.cache/scale/bin/python -m tests.benchmarks.running
	@.cache/scale/bin/python -m tests.benchmarks.readme

matrix:
	@bash tests/matrix.sh

$(RUN_STAMP):
	@command -v '$(PYTHON)' >/dev/null || { echo 'There is no $(PYTHON) here. Install Python 3.11 or later.' >&2; exit 1; }
	@'$(PYTHON)' -c "$$CHECK_PYTHON" $(if $(UV),,pip)
	@echo 'Installing into .venv, once: half a minute to two minutes.'
	@rm -rf .venv
	@$(CREATE)
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(SCALE_STAMP):
	@echo 'Installing into .cache/scale, once: one to three minutes.'
	@'$(PYTHON)' -c "$$CHECK_PYTHON" $(if $(UV),,pip)
	@rm -rf $(VENV)
	@$(CREATE)
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --require-hashes --no-build-isolation -r tests/benchmarks/requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_STAMP): $(RUN_STAMP)
	@echo 'Installing the test tools, once.'
	@$(INSTALL) --require-hashes -r tests/requirements.lock
	@touch $@

# One version of each package for every Python, hashes, and no address of any index.
COMPILE = uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --only-binary :all: \
	--no-binary pyspark --upgrade --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links

lock:
	@command -v uv >/dev/null || { echo 'make lock needs uv: pip install uv' >&2; exit 1; }
	@$(COMPILE) --group installer -o installer.lock
	@$(COMPILE) pyproject.toml --group build -o requirements.lock
	@$(COMPILE) --group test -c requirements.lock -o tests/requirements.lock
	@$(COMPILE) --group mutants -c requirements.lock -c tests/requirements.lock -o tests/mutants.lock
	@$(COMPILE) --group scale -c requirements.lock -c tests/requirements.lock -o tests/benchmarks/requirements.lock

clean:
	@rm -rf .venv .cache build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage *.egg-info
	@find helpers tests notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +
