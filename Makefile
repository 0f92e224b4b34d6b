# Every target uses the `python` on PATH: activate a virtual environment, or PATH=.venv/bin:$PATH make check

PROVED = rules/text/*,rules/statements/*,rules/checks/text/*
PURE = filings/*,schemas/*,readers/*,rules/*,bulletins/*,notifier/compose.py,notifier/wording.py

.PHONY: catalogue bundle settings oracle oracle-short check format lint types imports handbook coverage test quick demo bench bench-full first-sight chaos chaos-full chaos-honest accuracy load races posts growth roles schemathesis glossary

check: format lint types imports handbook settings roles coverage

format:
	python -m ruff format --check .

lint:
	python -m ruff check .

types:
	python -m mypy

imports:
	lint-imports

handbook:
	python -m gateway rules handbook | diff -u docs/rules.md -

catalogue: # what click says, in Chinese
	msgfmt --no-hash -o gateway/locale/zh_CN/LC_MESSAGES/messages.mo gateway/locale/zh_CN/LC_MESSAGES/messages.po

glossary: # the table of types in docs/glossary.md
	python -m bench.glossary

settings:
	python -m gateway config --page | diff -u docs/settings.md -

roles:
	python -m gateway web --roles | diff -u docs/roles.md -

PURE_TESTS = tests/filings tests/schemas tests/readers tests/rules tests/bulletins tests/notifier

# COVERED=1: the whole suite has just run with --cov and left its data here, as CI does; otherwise the pure rooms run
coverage:
	$(if $(COVERED),,python -m pytest -q -n 2 --cov --cov-report= $(PURE_TESTS))
	python -m coverage report --include='$(PURE)' --fail-under=98  # the floor; the aim is 100
	python -m coverage report --include='$(PROVED)' --fail-under=100 # the running text: every branch, no less

test: # three at once on two cores: many tests wait for leases, receivers and processes
	python -m pytest -q -n 3

quick: # the pure rooms, without what takes long: CONTRIBUTING says how long
	python -m pytest -q -n 2 -m "not slow and not process and not database" --hypothesis-profile=quick

demo:
	python -m gateway demo

oracle:
	python -m bench.oracle --count 5400 --pages 60 --report docs/oracle.md

oracle-short:
	python -m bench.oracle --count 450 --pages 6

accuracy:
	python -m bench.accuracy

bench:
	python -m bench.speed

bench-full:
	python -m bench.speed --full

load:
	python -m bench.load
	python -m bench.load_http
	python -m bench.load_pages

posts:
	python -m bench.posts

races:
	python -m bench.races

growth:
	python -m bench.growth

bundle: # for closed networks: dist/gouji-bundle, then installed from it without an index and without a network
	python deploy/bundle.py dist/gouji-bundle
	GOUJI_BUNDLE=$(CURDIR)/dist/gouji-bundle python -m pytest -q -p no:randomly tests/test_deploy.py

chaos:
	python -m bench.chaos

chaos-full:
	python -m bench.chaos --submissions 100000 --minutes 45 --kills 100 --database sqlite
	python -m bench.chaos --submissions 100000 --minutes 45 --kills 100 --database postgresql

chaos-honest:
	python -m bench.chaos.honest

first-sight:
	python -m bench.first_sight

asking: # how long a portal waits for a trial check
	python -m bench.asking

schemathesis: # the whole number of made-up requests; the suite makes a tenth of it
	python -m bench.fuzz --cases 2000
