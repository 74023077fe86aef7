#!/bin/sh
# Build the stand-alone folder with PyInstaller and start what comes of it, with no Python around it.
#   scripts/check_standalone.sh FOLDER      goes on with the environment that `check_wheel.sh FOLDER` left there
# Leaves the program in FOLDER/dist/dmat. About ten minutes on two cores; with the CUDA build of torch 5 GB.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)

say() { printf '\n== %s\n' "$*"; }

if [ $# -ne 1 ] || [ ! -e "$1/.dmat-check" ] || [ ! -x "$1/venv/bin/dmat" ]; then
    say "Run scripts/check_wheel.sh FOLDER first, then this with the same FOLDER."
    exit 2
fi
work=$(cd "$1" && pwd)

say "Build"
"$work/venv/bin/python" -m pip --disable-pip-version-check install --quiet pyinstaller
cd "$work"      # where nothing of the checkout is found first
"$work/venv/bin/python" -m PyInstaller --noconfirm --log-level WARN \
    --distpath "$work/dist" --workpath "$work/build" "$root/packaging/pyinstaller/dmat.spec"
du -sh "$work/dist/dmat"

say "What the licences ask for"
ls "$work/dist/dmat/licences"
for name in LICENSE notices.md README-LICENCES.md $(cd "$root/packaging/pyinstaller/licences" && ls); do
    test -s "$work/dist/dmat/licences/$name"
done
for package in "$work/dist/dmat/_internal"/*.dist-info; do     # one without the text of its licence must be named
    if ! grep -qiE 'licen|copying' "$package/RECORD"; then
        name=$(basename "$package" .dist-info)
        name=$(printf '%s' "${name%-*}" | tr 'A-Z-' 'a-z_' | sed 's/_cu[0-9]*$//')
        grep -q "$name" "$root/packaging/pyinstaller/README-LICENCES.md" || { say "No licence: $name"; exit 1; }
    fi
done
ls "$work/dist/dmat/_internal/PySide6/Qt/lib/libQt6Core.so.6"     # a library apart, to be replaced
test -s "$work/dist/dmat/_internal/cv2/LICENSE-3RD-PARTY.txt"

# Elsewhere, moved from where it was built, with an empty home and no Python on the way.
rm -rf "$work/moved" "$work/elsewhere" "$work/home"
mkdir -p "$work/moved" "$work/elsewhere" "$work/home"
mv "$work/dist/dmat" "$work/moved/dmat"
trap 'mv "$work/moved/dmat" "$work/dist/dmat"' EXIT
cd "$work/elsewhere"
run() {
    env -i HOME="$work/home" PATH=/usr/bin:/bin LANG=C.UTF-8 QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}" \
        OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}" "$work/moved/dmat/dmat" "$@"
}

say "dmat --version, dmat info --check"
run --version
run info --check
samples="$work/moved/dmat/_internal/resources/samples"
say "dmat matte"
run matte "$samples/chelsea.png" --trimap "$samples/chelsea_trimap.png" -o matted --cutout --depth 16
ls -l matted
say "dmat finetune, in a process with workers"
mkdir pictures
cp "$samples/chelsea.png" pictures/
cp matted/chelsea_alpha.png pictures/chelsea_alpha.png
run finetune pictures -o model --minutes 1
ls -l model
say "dmat demo"
run demo -o demo
ls -l demo

say "The stand-alone program works."
