# Padan. `make demo` and `make test` do everything, set-up included; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PREFIX ?= /usr/local
SWIFT ?= swift
# The program is built for the processor that it is built on: the draws behind robustness run half as fast without its vector instructions.
NATIVE := $(shell [ "$$(uname -m)" = x86_64 ] && echo -Xcc -march=native)
RELEASE := $(SWIFT) build -c release $(NATIVE)
PYTHON ?= python3
RUNS ?= 2000
MOMENTS ?= 10
DEBIAN_PACKAGES := postgresql-15 libpq-dev libssl-dev libminizip-dev libexpat1-dev libxlsxwriter-dev weasyprint fonts-dejavu-core
export LC_ALL := C.UTF-8

.PHONY: help setup build demo test lint structure attack attack-short format bench install uninstall clean sample tables pictures workbooks superset examples

help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

# Installs the Debian packages that are missing, and says so. Nothing is done when they are all there.
setup: ## install the Debian packages that are missing
	@missing=""; \
	for package in $(DEBIAN_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "padan: installing the Debian packages:$$missing"; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  if ! command -v apt-get >/dev/null; then echo "padan: this is no Debian system; install by hand:$$missing" >&2; exit 1; fi; \
	  if [ -n "$$sudo" ] && ! command -v sudo >/dev/null; then echo "padan: ask root to run: apt-get install$$missing" >&2; exit 1; fi; \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get update -q && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing; \
	fi

build: setup ## build the release program
	@echo "padan: building (the first time takes a few minutes)"
	@$(RELEASE) --product padan

demo: build ## the whole way once with the sample network; reports go to out/
	@"$$($(RELEASE) --show-bin-path)/padan" demo --out out

test: DEBIAN_PACKAGES += postgresql-15-pgtap
test: setup ## all tests, against a real PostgreSQL that they start themselves
	@$(SWIFT) test $(TEST_FLAGS)

# Sources/ has a .swift-format of its own, which the formatter finds there: it wants documentation of everything that is public.
lint: ## style, as .swift-format has it, and that everything public under Sources/ is documented
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks

structure: ## who may import whom (Tests/Structure/imports.txt), that the command line is thin, that comments say what is thrown
	@$(PYTHON) Tests/Structure/test_check.py --quiet
	@$(PYTHON) Tests/Structure/check.py --swift "$(SWIFT)"

# Both work on the debug build, in a temporary folder with servers of their own (Tests/Attack/README.md).
attack: setup ## fuzzer, kills, hostile readers, restore: the full form, most of an hour (RUNS=2000 MOMENTS=10 SEED=… ONLY=csv,kill)
	@$(SWIFT) build --product padan
	@$(PYTHON) Tests/Attack/test_attack.py --quiet
	@$(PYTHON) Tests/Attack/attack.py "$$($(SWIFT) build --show-bin-path)/padan" --runs $(RUNS) --moments $(MOMENTS) $(if $(SEED),--seed $(SEED)) \
	  $(if $(ONLY),--only $(ONLY))

attack-short: RUNS = 200
attack-short: MOMENTS = 1
attack-short: attack ## the same in a few minutes

format: ## rewrite the sources in that style
	@$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

bench: build ## the benchmarks that README quotes (see Benchmarks/README.md; DATA=FOLDER for places, ALLOCATION=FOLDER for plans, PYTHON=… for the peers)
	@$(RELEASE) --product padan-bench
	@$(RELEASE) --product padan-score-bench
	@"$$($(RELEASE) --show-bin-path)/padan-bench" import
	@"$$($(RELEASE) --show-bin-path)/padan-bench" coding $(if $(DATA),--data "$(DATA)") $(if $(wildcard $(DATA)/real/iklan_jabar_2025.csv),--advertisements "$(DATA)/real/iklan_jabar_2025.csv")
	@"$$($(RELEASE) --show-bin-path)/padan-score-bench" score --python "$(PYTHON)"
	@"$$($(RELEASE) --show-bin-path)/padan-score-bench" robustness --python "$(PYTHON)"
	@"$$($(RELEASE) --show-bin-path)/padan-bench" run
	@"$$($(RELEASE) --show-bin-path)/padan-bench" export --python "$(PYTHON)"
	@"$$($(RELEASE) --show-bin-path)/padan-bench" dashboard
	@if [ -n "$(ALLOCATION)" ]; then $(RELEASE) --product padan-allocation-bench && \
	  "$$($(RELEASE) --show-bin-path)/padan-allocation-bench" --peer "$(ALLOCATION)" --python "$(PYTHON)" && \
	  "$$($(RELEASE) --show-bin-path)/padan-allocation-bench" --engine --sizes 300:200:6,3000:300:6 --seeds 1 --peer "$(ALLOCATION)" \
	  --python "$(PYTHON)"; fi

install: setup ## install into PREFIX (default /usr/local)
	@$(RELEASE) --product padan --static-swift-stdlib
	@install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/padan"
	@install -m 755 "$$($(RELEASE) --show-bin-path)/padan" "$(DESTDIR)$(PREFIX)/bin/padan"
	@cp -R config sql "$(DESTDIR)$(PREFIX)/share/padan/"
	@echo "padan: installed $(DESTDIR)$(PREFIX)/bin/padan"

uninstall: ## remove what install put there
	@rm -rf "$(DESTDIR)$(PREFIX)/bin/padan" "$(DESTDIR)$(PREFIX)/share/padan"

sample: ## write the sample network anew (same seed, same files)
	@python3 config/sample/generate.py

# Tables and output in pages stand between markers; the script beside its tests says how. The demo that they show has a home of its own.
tables: build ## write the tables of README and of the plan's method anew, from the demo
	@$(PYTHON) Tests/Readme/test_tables.py --quiet
	@$(PYTHON) Tests/Readme/tables.py "$$($(RELEASE) --show-bin-path)/padan" README.md Sources/Allocation/Allocation.docc/Allocation.md

# Needs poppler-utils. The pages are those of the demo in a home of its own, so that nobody's data come into them; where root runs this the
# server is another account's, which must get in.
pictures: build ## the pages of the sample's reports that README shows, as .pictures/*.png
	@command -v pdftoppm >/dev/null || { echo "padan: install the Debian package poppler-utils" >&2; exit 1; }
	@mkdir -p .pictures
	@set -e; padan="$$($(RELEASE) --show-bin-path)/padan"; home=$$(mktemp -d); chmod 755 "$$home"; out="$$home/out"; \
	unset PADAN_DATABASE_URL PADAN_LANG; export PADAN_HOME="$$home"; \
	trap '"$$padan" db stop --quiet >/dev/null 2>&1 || true; rm -rf "$$home"' EXIT; \
	"$$padan" demo --quiet --out "$$out" >/dev/null; \
	for blk in UPTD-KRW KOM-SKM BBPLK-BKS; do \
	  "$$padan" export report --blk $$blk --format pdf --out "$$out/$$blk.pdf" --quiet >/dev/null; \
	  pdftoppm -r 64 -png -f 1 -l 1 -singlefile "$$out/$$blk.pdf" .pictures/$$blk; \
	done; \
	page=$$(pdftotext "$$out/UPTD-KRW.pdf" - | awk 'BEGIN { RS = "\f" } /luas lingkaran: / { print NR; exit }'); \
	[ -n "$$page" ] || { echo "padan: the report has no map of where its graduates are expected to work" >&2; exit 1; }; \
	pdftoppm -r 64 -png -f $$page -l $$page -singlefile "$$out/UPTD-KRW.pdf" .pictures/blk-where; \
	pdftoppm -r 64 -png -f 1 -l 1 -singlefile "$$out"/BBPLK-BKS-*.pdf .pictures/network
	@echo "padan: wrote .pictures/"

# Needs LibreOffice (libreoffice-calc); openpyxl is asked too where PYTHON has it.
workbooks: demo ## compare exported workbooks with the CSV cell by cell, as LibreOffice and openpyxl read them
	@$(PYTHON) Tests/Oracles/compare_workbook.py "$$($(RELEASE) --show-bin-path)/padan" latest_recommendation latest_allocation latest_bottleneck

# Needs python3-venv and, the first time, the network. SUPERSET_HOME says where it lives (default ~/.local/share/padan-superset).
superset: build ## Apache Superset with the dashboards of config/superset, on http://127.0.0.1:8088
	@PYTHON="$(PYTHON)" config/superset/run.sh "$$($(RELEASE) --show-bin-path)/padan"

# Needs PyYAML.
examples: ## write the plain SQL of each chart anew, into sql/dashboard/examples/
	@$(PYTHON) config/superset/build.py examples sql/dashboard/examples

clean: ## remove what was built
	@rm -rf .build out
