# Read by scripts/demo and scripts/test: finds a Python, keeps a virtual environment.
# The caller sets $root to the folder that setup.cfg is in.

# What the environment of the tests has of the package's extras.
test_extras=client,check,sandbox,recognition,grpc,heic,test,contract,dask-test,page-test,views-test

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# The sandbox runs on Python 3.9 and newer.
is_suitable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null
}

# Sets $python: the one that $PYTHON names, else the first suitable one on the PATH.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_suitable "$PYTHON" || fail "PYTHON=$PYTHON is not a Python 3.9 or newer."
        python=$PYTHON
        return
    fi
    for python in python3 python3.13 python3.12 python3.11 python3.10 python3.9 python; do
        is_suitable "$python" && return
    done
    fail "No Python 3.9 or newer was found. Install one, or name it: PYTHON=/path/to/python3 sh $0"
}

# Says what pip is at, from the lines that it prints.
report_progress() {
    while read -r first second _; do
        case "$first $second" in
            'Installing collected') printf 'Installing them (the longest part) ...\n' ;;
            Collecting*) printf '  %s\n' "${second%%[!A-Za-z0-9._-]*}" ;;
            Processing*.whl) printf '  %s\n' "$(basename "${second%%-*}")" ;;
        esac
    done >&2
}

# fill_environment DIR EXTRAS: creates DIR and installs the package into it. Says which packages it
# takes, and beyond that only what goes wrong: pip writes that to the standard error. Modules are
# compiled when they are first imported, because most of them never are.
# Debian's python3 can lack ensurepip; its pip then serves DIR too.
fill_environment() {
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv "$1" || return 1
        set -- "$1" "$2" "$1/bin/python" -m pip
    else
        "$python" -m venv --without-pip "$1" || return 1
        set -- "$1" "$2" "$python" -m pip --python "$1/bin/python"
    fi
    installed=$1/installed
    extras=$2
    shift 2
    # The status of a pipe is that of its end, so a file tells whether the installation went well.
    (cd "$root" && "$@" install --no-compile --progress-bar off --disable-pip-version-check \
        --editable ".[$extras]" && : > "$installed") | report_progress
    [ -f "$installed" ]
}

# environment DIR EXTRAS: leaves a ready virtual environment in DIR, and makes it anew only when
# its Python, its place or the package's requirements have changed. The stamp is written last, so
# what was interrupted is never taken for ready.
environment() {
    find_python
    stamp="$1 $2 $("$python" -c 'import sys; print(sys.version + sys.prefix)') $(
        cd "$root" && cat setup.py setup.cfg pyproject.toml clarifai/versions.py | cksum)"
    if [ "$(cat "$1/stamp" 2>/dev/null)" = "$stamp" ] && "$1/bin/python" -c 'import clarifai'; then
        return
    fi
    printf 'Making a virtual environment in %s (a minute or so, once), with ...\n' "$1" >&2
    unfinished=$1
    rm -rf "$unfinished"
    trap 'rm -rf "$unfinished"; exit 130' INT
    trap 'rm -rf "$unfinished"; exit 143' TERM HUP
    if ! fill_environment "$1" "$2"; then
        rm -rf "$unfinished"
        fail "The installation failed; the lines above say why. Nothing was left behind."
    fi
    printf '%s\n' "$stamp" > "$1/stamp"
    trap - INT TERM HUP
}
