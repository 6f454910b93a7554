# The front door. Make holds no data dependencies: the warehouse knows what is owed.
PY         := .venv/bin/python
TESTIMONIA := .venv/bin/testimonia
EXAMPLE    := examples/ogp-letter
DOC        ?=
Q          ?= from claim_ledger
OPTIONS    ?=
# Without DOC the repository's own example is run, over the small web that was made for it.
JOB         = $(if $(DOC),$(DOC),$(EXAMPLE)/letter.txt --replay $(EXAMPLE)/then.warc.gz --replay $(EXAMPLE)/now.warc.gz)

.DEFAULT_GOAL := help
.PHONY: help run serve watch test browser-tests notebook check docs-test query report bench measure train tables verify clean

help:     ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# A Debian python3 comes without the part that makes environments; it is installed where we may.
.venv/bin/python:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, this is $$(python3 --version)" >&2; exit 2; }
	@python3 -m venv .venv 2>/dev/null || { rm -rf .venv; echo "installing python3-venv" >&2; \
		{ [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && python3 -m venv .venv; } || \
		{ echo "python3 -m venv does not work here; hint: sudo apt-get install python3-venv" >&2; exit 2; }; }

.venv/ready: requirements/run.txt pyproject.toml | .venv/bin/python
	$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(PY) -m compileall -q pipeline spiders nlp warehouse  # a start without it costs 0.5 s more where Python may not write
	@touch $@

.venv/dev: requirements/dev.txt .venv/ready
	$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

run: .venv/ready    ## Set up, then everything owed and the report: the example, or DOC="a.docx b.pdf" on the live web
	@$(TESTIMONIA) run $(JOB) $(OPTIONS)

watch: .venv/ready  ## Visit what is due of all documents in the warehouse, and tell what is new (docs/watch.md)
	@$(TESTIMONIA) watch $(OPTIONS)

test: .venv/dev     ## Set up and pass the tests
	$(PY) -m pytest -n 2 --dist loadfile

check: .venv/dev    ## What CI runs beside the tests: format, lint, types, the one-way rule
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache

serve: .venv/ready  ## Open the review desk on this machine: decide on verdicts, look at archived copies (DOC as for run)
	@$(TESTIMONIA) serve $(filter-out $(DOC) $(EXAMPLE)/letter.txt,$(JOB)) $(OPTIONS)

query: .venv/ready  ## Ask the warehouse: make query Q="from dead_citations"
	@$(TESTIMONIA) query "$(Q)"

report: .venv/ready ## Write the report of all documents in the warehouse anew
	@$(TESTIMONIA) report

verify: .venv/ready ## Read the whole archive again and hold it against the warehouse
	@$(TESTIMONIA) verify-archive

tables: .venv/ready ## The catalogue: every table and view, and what it holds
	@$(TESTIMONIA) query "select name, comment from catalogue"

docs-test: .venv/dev ## Run every command of the tutorial and the README in a fresh checkout, and build the wheel
	$(PY) -m tests.docs.run
browser-tests: .venv/dev  ## The review desk in a real Chromium; installs it by apt where it is missing and we may
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
		{ echo "no chromium here; hint: sudo apt-get install chromium, then again" >&2; exit 2; }
	@[ -e .venv/axe/package/axe.min.js ] || { mkdir -p .venv/axe && cd .venv/axe && npm pack --silent axe-core@4.14.1 >/dev/null && tar -xzf axe-core-*.tgz; } || \
		{ echo "axe-core could not be had; hint: npm is needed for this target: sudo apt-get install npm" >&2; exit 2; }
	$(PY) -m pytest tests/browser

notebook: .venv/ready  ## Execute the example notebook, cell by cell
	$(PY) examples/notebook.py $(EXAMPLE)/tour.ipynb

bench: .venv/dev    ## Measure speed and accuracy side by side with what a user would run instead
	$(PY) -m benchmarks

measure: .venv/dev  ## Score against the corpora, where ../shared/corpora stands beside this checkout
	$(PY) -m benchmarks.measure

# The judge wants torch, transformers and scikit-learn, in an environment of its own, and the folder of all-MiniLM-L6-v2: nothing of it at run time.
TORCH   ?= python3
CORPORA ?= ../shared/corpora/verification
BASE    ?=
train:    ## Train the judge and the verdict's weights anew: make train TORCH=…/bin/python BASE=…/all-MiniLM-L6-v2 (two hours)
	$(TORCH) -m nlp.training.verdict $(CORPORA) --folds data/train/folds.npz
	$(TORCH) -m nlp.training.judge_data $(CORPORA) data/train/pairs
	$(TORCH) -m nlp.training.judge train data/train/pairs $(BASE) data/train/judge
	$(TORCH) -m nlp.training.judge export data/train/judge/last.pt $(BASE) nlp/models/judge
	$(TORCH) -m nlp.training.judge score nlp/models/judge data/train/pairs data/train/held.json
	$(TORCH) -m nlp.training.blend data/train/folds.npz data/train/held.json --plot docs/pictures/reliability.svg

clean:    ## Remove what runs made: warehouse, archive and reports in data/; the environment stays
	rm -rf data .mypy_cache .ruff_cache .pytest_cache .hypothesis
