#!/bin/sh
# Make .venv complete: system libraries, virtual environment, packages, compiled caches. Safe to interrupt
# and to repeat; when nothing is missing it ends at once.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# --- Python --------------------------------------------------------------------------------------------------

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# --- System libraries: soname and the Debian package that holds it ----------------------------------------------

# Without these nothing of Qt or OpenCV can be imported.
NEEDED="libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
    libfontconfig.so.1:libfontconfig1 libgthread-2.0.so.0:libglib2.0-0"
# Without these a window cannot be shown, but tests and the demo run.
WANTED="libX11-xcb.so.1:libx11-xcb1 libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-cursor.so.0:libxcb-cursor0
    libxcb-icccm.so.4:libxcb-icccm4 libxcb-image.so.0:libxcb-image0 libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-randr.so.0:libxcb-randr0 libxcb-render-util.so.0:libxcb-render-util0 libxcb-shape.so.0:libxcb-shape0
    libxcb-shm.so.0:libxcb-shm0 libxcb-sync.so.1:libxcb-sync1 libxcb-xfixes.so.0:libxcb-xfixes0
    libxcb-xkb.so.1:libxcb-xkb1 libwayland-cursor.so.0:libwayland-cursor0 libwayland-egl.so.1:libwayland-egl1"

absent_libraries() {  # the packages whose library the loader does not know
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    for pair in "$@"; do
        case "$known" in *"${pair%%:*} "*) ;; *) printf '%s ' "${pair#*:}" ;; esac
    done
}

install_system_packages() {
    needed=$(absent_libraries $NEEDED)
    wanted=$(absent_libraries $WANTED)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        needed="$needed$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])') "
    command -v Xvfb >/dev/null || wanted="${wanted}xvfb "
    [ -z "$needed$wanted" ] && return

    if ! command -v apt-get >/dev/null; then
        say "These Debian packages, or your system's equivalents, are missing: $needed$wanted"
    elif [ "$(id -u)" = 0 ]; then
        say "Installing system libraries with apt (some 10 to 100 MB): $needed$wanted"
        export DEBIAN_FRONTEND=noninteractive
        apt="apt-get -q -y -o Acquire::Retries=1 -o Acquire::http::Timeout=30"
        { $apt update && $apt install --no-install-recommends $needed$wanted; } </dev/null >&2 && return
        say "apt could not install: $needed$wanted"
    else
        say "System libraries are missing. Type this, then repeat the command:"
        say "    sudo apt-get update && sudo apt-get install --no-install-recommends $needed$wanted"
    fi
    [ -z "$needed" ] || exit 1
    say "Going on without them: everything works but a window on a display."
}

# --- Virtual environment ------------------------------------------------------------------------------------------

stamp=.venv/complete
wanted_stamp() { cksum <pyproject.toml; }
is_complete() { [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(wanted_stamp)" ] && .venv/bin/python -c '' 2>/dev/null; }

install_packages() {
    say "Downloading Python packages into .venv: about 3 GB from the Python package index the first time, most of"
    say "it torch's CUDA build; 6.5 GB on disk once installed. Later runs download nothing."
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        rm -f "$stamp"
        .venv/bin/python scripts/forget_broken.py
    else
        rm -rf .venv
        "$python" -m venv .venv
    fi
    .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off --editable '.[test]' >&2 </dev/null ||
        fail "The packages could not be installed (see pip's message above). Repeat the command to go on from here."
}

warm_caches() {
    say "Compiling pymatting (foreground colours): 1 to 2 minutes, once."
    PYTHONPATH=. .venv/bin/python scripts/warm_caches.py </dev/null ||
        say "pymatting cannot be compiled here; foreground colours will not be estimated."
}

python=$(find_python) || fail "Python 3.11 or later is needed: none of python3, python3.13, python3.12, python3.11 is."
install_system_packages
if ! is_complete; then
    install_packages
    warm_caches
    wanted_stamp >"$stamp"      # last, so that whatever is interrupted before is done again
fi
