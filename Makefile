# Two commands matter: `make book` and `make test`. Each sets up what it needs and does nothing twice.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := node_modules/.ready
# their annotations are enforced; tests/conftest.py marks what lies there
TYPED := tests/losses tests/optim tests/backprop tests/cnn tests/rnn tests/attention tests/test_reference_functions.py
# one test more at a time than there are cores: some wait for a browser
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() + 1)')
export PATH := $(CURDIR)/$(BIN):$(PATH)
# what pip leaves to the first use is compiled once, and not in each of a thousand processes
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help book page test node-tests typed check watch lab serve lint bench reseed widgets assignments clean browser bubblewrap fashion-mnist colab \
	colab-packages cells

help:
	@echo "make book         build the book into _build/html"
	@echo "make test         run every test (builds the book on the way)"
	@echo "make page P=…     build one page alone, such as P=chapters/01_losses/1_regression"
	@echo "make check        form, and the tests of what differs from main"
	@echo "make watch        bundle the explorables again whenever a source is saved"
	@echo "make lab          open the chapters and the exercises in JupyterLab"
	@echo "make serve        build the book and serve it on http://127.0.0.1:8000"
	@echo "make lint         ruff, Biome, stamped setup cells, clean notebooks"
	@echo "make widgets      bundle the explorables, redraw posters and fixtures"
	@echo "make cells        fetch the Python that runs in the pages, once, and make its snapshots"
	@echo "make assignments  student release of the exercises into exercises/release"
	@echo "make colab        run every notebook in an emulated Colab"
	@echo "make reseed       run what has changed with other seeds: do its statements hold?"
	@echo "make bench        benchmarks and page weights"

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	@$(PYTHON) -c 'import ensurepip, venv' || (echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; exit 1)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements.txt
	@touch $@

$(NODE_READY): $(READY) package.json package-lock.json
	npm ci --no-fund --no-audit --loglevel=error
	@touch $@

book: $(NODE_READY)
	$(BIN)/python book/build.py

page: $(NODE_READY)
	@test -n "$(P)" || (echo "which one? make page P=chapters/01_losses/1_regression" >&2; exit 1)
	$(BIN)/python book/build.py $(P)

# Form, JavaScript and what the tests need, side by side; the book, and in its pauses the reference functions with their
# annotations enforced and Colab's packages; all the rest. What passed and cannot have changed is not run again. A red run ends after ten
# failures, for each may have waited out its patience.
test: export OMP_NUM_THREADS := 1
test: export MPLBACKEND := Agg
test:
	@$(MAKE) --no-print-directory -j lint node-tests browser bubblewrap fashion-mnist
	@$(MAKE) --no-print-directory -j book typed colab-packages
	$(BIN)/pytest -n $(WORKERS) --dist worksteal --maxfail=10 -m "bad_input or not typed" tests
	$(BIN)/python tests/support/colab.py --report

node-tests: $(NODE_READY)
	npm test --silent

typed: $(READY)
	nice -n 19 $(BIN)/pytest -n auto -q --jaxtyping-packages=course_lib,beartype.beartype -m "typed and not bad_input" $(TYPED)

check: $(NODE_READY)
	$(BIN)/python tools/check.py

watch: $(NODE_READY)
	npm run --silent widgets -- --watch

# what Colab ships, for this Python and for 3.13 where it is found, into .venv-colab
colab-packages: $(READY)
	@nice -n 19 $(BIN)/python tests/support/colab.py

colab: colab-packages
	$(BIN)/pytest -n auto tests/colab
	$(BIN)/python tools/colab_record.py
	$(BIN)/python tests/support/colab.py --report

browser:
	@$(PYTHON) tests/support/browsers.py --install

bubblewrap:
	@$(PYTHON) tools/find_bubblewrap.py --install

# a whole real data set for one test; fetched in CI alone
fashion-mnist:
	@$(PYTHON) tools/find_fashion_mnist.py --install

# Pyodide and NumPy for the browser, 120 MB on the way; `make book` fetches them in CI alone
cells: $(NODE_READY)
	$(BIN)/python book/cells/make.py

# it prints the address it serves at; the settings are those of the repository, not of the user
lab: $(READY)
	@$(BIN)/python -m grading release --keep
	$(BIN)/jupyter lab --config=tools/lab/jupyter_lab_config.py

serve: book
	@echo "http://127.0.0.1:8000 (stop with Ctrl-C)"
	$(BIN)/python -m http.server 8000 --bind 127.0.0.1 --directory _build/html

lint: $(NODE_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	npm run --silent lint
	$(BIN)/python tools/stamp_setup.py --check
	$(BIN)/python tools/clean_notebooks.py --check

widgets: $(NODE_READY)
	npm run --silent widgets
	PYTHONPATH=tests $(BIN)/python -m widgets.make_fixtures
	$(BIN)/python tools/make_posters.py
	$(BIN)/python tools/make_cards.py

assignments: $(READY)
	$(BIN)/python -m grading release

# five shifts of every seed, each lesson that has changed since it last held: a quarter of an hour for all
reseed: export OMP_NUM_THREADS := 1
reseed: export MPLBACKEND := Agg
reseed: $(READY)
	$(BIN)/python tools/reseed.py --stale

bench: $(NODE_READY) browser book
	$(BIN)/pytest benchmarks --benchmark-only -q
	$(BIN)/python benchmarks/explorables.py
	node benchmarks/playground.mjs
	$(BIN)/python benchmarks/playground_page.py
	$(BIN)/python benchmarks/text_page.py
	$(BIN)/python benchmarks/tensor_page.py
	$(BIN)/python -c "from course_lib.datasets import *; print(load_tiny_shakespeare().text)" | node benchmarks/text_explorer.mjs 540
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/page_python.py
	$(BIN)/python benchmarks/deterministic_fit.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/autograd.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/conv.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/rnn.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/attention.py
	OMP_NUM_THREADS=1 PYTHONPATH=.:tests $(BIN)/python -P benchmarks/grading.py

clean:
	rm -rf _build exercises/release exercises/0*
