# Two commands for a Debian or Ubuntu machine with Python 3.11 or later and make:
#   make run     install what is missing, then open the application on the sample picture
#   make test    install what is missing, then run every test
# And for those who change it or hand it on:
#   make coverage    every test, and which lines none reaches; fails below 90 % of core and 80 % of dmat_gui
#   make docs        the pages as a site, in build/site
#   make wheel       the wheel, proved in a clean environment (6.5 GB)
#   make standalone  then a folder that needs no Python, proved too

.PHONY: run test setup coverage docs wheel standalone

# A process that dies fails its test and ends the run: replaced, pytest-xdist would wait for it for ever.
PROCESSES := --numprocesses 2 --dist loadfile --max-worker-restart 0

run: setup
	@scripts/run.sh

test: setup
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest $(PROCESSES)

setup:
	@scripts/setup.sh

coverage: setup
	@.venv/bin/python -m coverage erase
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m coverage run -m pytest $(PROCESSES)
	@.venv/bin/python -m coverage combine --quiet
	@.venv/bin/python -m coverage report --include 'core/*' --fail-under 90
	@.venv/bin/python -m coverage report --include 'dmat_gui/*' --fail-under 80

docs: setup
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@NO_MKDOCS_2_WARNING=1 .venv/bin/python -m mkdocs build --strict

wheel:
	@scripts/check_wheel.sh build/handout

standalone: wheel
	@scripts/check_standalone.sh build/handout
