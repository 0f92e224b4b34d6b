# Every target uses the `python` on PATH: activate a virtual environment, or PATH=.venv/bin:$PATH make check

PURE = filings/*,schemas/*,readers/*,rules/*,bulletins/*,notifier/compose.py,notifier/wording.py

.PHONY: settings oracle oracle-short check format lint types imports handbook coverage test quick demo bench bench-full first-sight chaos chaos-full chaos-honest accuracy load races posts growth

check: format lint types imports handbook settings coverage

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

settings:
	python -m gateway config --page | diff -u docs/settings.md -

coverage:
	python -m pytest -q -n 2 --cov --cov-report= tests/filings tests/schemas tests/readers tests/rules tests/bulletins tests/notifier
	python -m coverage report --include='$(PURE)' --fail-under=98  # the floor; the aim is 100

test:
	python -m pytest -q -n 2

quick: # the pure rooms, without what takes long: at most three minutes on two cores
	python -m pytest -q -n 2 -m "not slow and not process and not database" --hypothesis-profile=quick

demo:
	python -m gateway demo

oracle:
	python -m bench.oracle --count 5400 --pages 60

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

posts:
	python -m bench.posts

races:
	python -m bench.races

growth:
	python -m bench.growth

chaos:
	python -m bench.chaos

chaos-full:
	python -m bench.chaos --submissions 100000 --minutes 45 --kills 100 --database sqlite
	python -m bench.chaos --submissions 100000 --minutes 45 --kills 100 --database postgresql

chaos-honest:
	python -m bench.chaos.honest

first-sight:
	python -m bench.first_sight
