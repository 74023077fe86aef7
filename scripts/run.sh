#!/bin/sh
# Open the application on the bundled sample; without a display, run the demonstration instead.
set -eu
cd "$(dirname "$0")/.."

if .venv/bin/python -c 'from dmat_gui.displays import why_no_window; raise SystemExit(why_no_window())'; then
    exec .venv/bin/python main.py "resources/samples/astronaut.png"
fi
echo "No window can be shown here: running \`dmat demo -o demo\` offscreen. Its pictures will be in the folder demo." >&2
exec .venv/bin/python main.py demo -o demo
