#!/bin/sh
# Make the virtual environment $1 with the newest supported Python that is there, and say in one
# sentence what the machine lacks.
set -eu
venv=$1

python=""
for name in python3.11 python3.12 python3.13 python3 python; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "Ketenplanner needs Python 3.11, 3.12 or 3.13; on Debian: apt-get install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "This Python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2
    exit 1
fi
if [ -e "$venv/bin/python" ] && ! "$venv/bin/python" -c 'import sys' >/dev/null 2>&1; then
    rm -rf "$venv"
fi
[ -e "$venv/bin/python" ] || "$python" -m venv "$venv"

echo "Setting up $venv with $("$venv/bin/python" --version)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
"$venv/bin/python" packaging/check_machine.py
"$venv/bin/python" -m planner.language.update --compile
