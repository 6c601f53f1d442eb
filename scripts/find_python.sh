#!/bin/sh
# Prints the Python to use: PYTHON if it is set, else the newest supported one that really runs.
# A name on the PATH proves nothing (pyenv's shims stand there for versions that are switched off),
# so every candidate is run. pyenv's own interpreters are candidates too.
set -eu

# hazm says that it supports up to 3.13; on 3.14 it is installed against its word, so that is last.
versions="3.13 3.12 3.11 3.14"

usable() { # interpreter
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

on_path() { # name
    (
        set -f
        IFS=:
        for folder in $PATH; do
            echo "${folder:-.}/$1"
        done
    )
}

in_pyenv() { # version
    root=$(pyenv root 2>/dev/null) || root=${PYENV_ROOT:-$HOME/.pyenv}
    for release in "$root/versions/$1".*; do
        echo "$release/bin/python"
    done
}

candidates() {
    for version in $versions; do
        on_path "python$version"
        in_pyenv "$version"
    done
    on_path python3
    on_path python
}

if [ -n "${PYTHON:-}" ]; then
    if usable "$PYTHON"; then
        command -v "$PYTHON"
        exit
    fi
    echo "PYTHON=$PYTHON is not a Python 3.11 or newer with venv and ensurepip." >&2
    exit 1
fi

while read -r candidate; do
    if [ -x "$candidate" ] && usable "$candidate"; then
        echo "$candidate"
        exit
    fi
done <<EOF
$(candidates)
EOF

echo "No Python 3.11 or newer with venv and ensurepip was found." >&2
echo "Install one (on Debian and Ubuntu: apt-get install python3-venv) and try again." >&2
exit 1
