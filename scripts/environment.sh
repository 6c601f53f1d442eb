#!/bin/sh
# Makes .venv with everything that the named requirements files pin; when it stands, does nothing.
#     sh scripts/environment.sh requirements.txt [requirements-dev.txt]
# Each file leaves a stamp once it is installed: what pip has not finished is begun again.
set -eu

here=$(dirname "$0")
venv=.venv
python=$venv/bin/python

base() { # interpreter -> what it was installed as
    "$1" -c 'import sys; print(sys.base_prefix, *sys.version_info[:2])' 2>/dev/null
}

sound() { # the environment is finished, runs, and is of the interpreter asked for
    [ -f "$venv/.made" ] || return 1
    "$python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || return 1
    [ -z "${PYTHON:-}" ] || [ "$(base "$python")" = "$(base "$PYTHON")" ]
}

create() {
    if [ -L "$venv" ]; then # to make it anew would empty what the link leads to
        echo "$venv is a link to an environment that is not ours. Take the link away, and run this again." >&2
        exit 1
    fi
    interpreter=$(sh "$here/find_python.sh")
    echo "Making $venv with $("$interpreter" -V) ($interpreter)"
    "$interpreter" -m venv --clear "$venv"
    touch "$venv/.made"
}

install() { # requirements file
    stamp=$venv/.installed-$(basename "$1")
    contents=$(cksum <"$1")
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$contents" ]; then
        return
    fi
    rm -f "$stamp"
    echo "Installing $1 into $venv: once, about a minute"
    # shellcheck disable=SC2086 # options are words
    "$python" -m pip install --quiet --disable-pip-version-check --no-input $options -r "$1" || {
        echo "pip could not install $1. Is the network there? Then run the same command again." >&2
        exit 1
    }
    echo "$contents" >"$stamp"
}

sound || create
# hazm runs on 3.14 but does not say so yet.
options=$("$python" -c 'import sys; print("--ignore-requires-python" * (sys.version_info >= (3, 14)))')
for file in "$@"; do
    install "$file"
done
