#!/bin/sh
# Build the wheel, install it and all it needs into a clean virtual environment, and use it there, from another
# folder and with an empty home: weights, samples, command line, Python, and the whole demonstration.
#   scripts/check_wheel.sh [FOLDER]      FOLDER is kept; without it a temporary one is taken and removed
# It must be empty, new, or of an earlier check, as what the check makes in it is removed first.
# Takes 6.5 GB of disk, a download of 3 GB unless pip has it in its cache, and about ten minutes on two cores.
set -eu
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

if [ $# -gt 0 ]; then
    mkdir -p "$1"
    work=$(cd "$1" && pwd)
    if [ -n "$(ls -A "$work")" ] && [ ! -e "$work/.dmat-check" ]; then
        say "$work is neither empty nor of an earlier check: remove it, or name another folder."
        exit 2
    fi
    touch "$work/.dmat-check"
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
python=${PYTHON:-python3}

say "The wheel, from a copy of what git knows"
rm -rf "$work/source" "$work/venv" "$work/wheel" "$work/home" "$work/elsewhere"
mkdir -p "$work/source" "$work/elsewhere" "$work/home"
git ls-files -z | tar --null --files-from=- --create --file=- | tar --extract --directory "$work/source" --file=-
"$python" -m venv "$work/venv"
pip="$work/venv/bin/python -m pip --disable-pip-version-check"
$pip wheel --quiet --no-deps --wheel-dir "$work/wheel" "$work/source"
rm -rf "$work/source"       # so that nothing can come from there
ls -l "$work/wheel"

say "Into a clean environment"
$pip install --quiet --progress-bar off "$work"/wheel/dmat-*.whl
$pip check
du -sh "$work/venv"

# A new user's: no settings, no models, no compiled caches, and nothing of the checkout on Python's path.
cd "$work/elsewhere"
unset PYTHONPATH
export HOME="$work/home" QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME
dmat="$work/venv/bin/dmat"

say "dmat --version, dmat info"
"$dmat" --version
"$dmat" info
say "dmat info --check"
"$dmat" info --check

say "From Python"
"$work/venv/bin/python" - <<'PYTHON'
from pathlib import Path

import core
import resources
from core import matte
from core.imaging.reading import read_picture
from core.imaging.trimap import read_trimap

assert "site-packages" in Path(core.__file__).parts, core.__file__
for sample in resources.samples():
    picture, (trimap, _note) = read_picture(sample.picture), read_trimap(sample.trimap)
    alpha = matte(picture.pixels, trimap)
    assert alpha.shape == trimap.shape and alpha[trimap == 255].min() == 1 and alpha[trimap == 0].max() == 0
    print(f"{sample.title}: {alpha.shape}, mean alpha of unknown pixels {alpha[trimap == 128].mean():.3f}")
PYTHON

say "dmat matte"
samples=$("$work/venv/bin/python" -c 'import resources; print(resources.path("samples"))')
"$dmat" matte "$samples/chelsea.png" --trimap "$samples/chelsea_trimap.png" -o matted --cutout --depth 16
ls -l matted

say "dmat demo"
"$dmat" demo -o demo
ls -l demo

if [ "$(uname)" = Linux ]; then
    say "dmat desktop"
    "$dmat" desktop
    "$dmat" desktop --remove
fi

say "The wheel works."
