# Two commands for a Debian or Ubuntu machine with Python 3.11 or later and make:
#   make run     install what is missing, then open the application on the sample picture
#   make test    install what is missing, then run every test

.PHONY: run test setup

run: setup
	@scripts/run.sh

test: setup
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest

setup:
	@scripts/setup.sh
