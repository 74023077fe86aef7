#!/bin/sh
# Open the application on the bundled sample; without a display, run the demonstration instead.
set -eu
cd "$(dirname "$0")/.."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    exec .venv/bin/python main.py "resources/samples/astronaut.png"
fi
echo "There is no display here: running \`dmat demo -o demo\` offscreen. Its pictures will be in the folder demo." >&2
exec .venv/bin/python main.py demo -o demo
