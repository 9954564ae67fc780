# What the scripts need beyond the Swift toolchain, installed where it is missing. Sourced, not run.

has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# install_package APT_NAME BREW_NAME
install_package() {
    if has apt-get; then
        as_root apt-get update -qq >/dev/null
        DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq "$1" >/dev/null
    elif has brew; then
        brew install --quiet "$2"
    else
        echo "please install $1 (or $2), which this machine's package manager does not offer" >&2
        exit 1
    fi
}

need_swift() {
    has swift || { echo "please install Swift 6.2 or later: https://www.swift.org/install" >&2; exit 1; }
}

# libyaml reads schemas; pkg-config tells the package manager where it is.
need_libyaml() {
    has pkg-config || install_package pkg-config pkgconf
    pkg-config --exists yaml-0.1 || install_package libyaml-dev libyaml
}

# What is built without TLS, which is all but the main package and its tests, shares what it builds: --scratch-path "$packages".
packages=$root/.build/packages

# need_python MODULE: a Python of the project's own, with one module, as $python.
need_python() {
    has python3 || install_package python3 python
    local home="$root/.build/python"
    if ! "$home/bin/python" -c "import $1" >/dev/null 2>&1; then
        rm -rf "$home"
        python3 -m venv "$home" >/dev/null 2>&1 || { install_package python3-venv python; python3 -m venv "$home"; }
        "$home/bin/python" -m pip install --quiet --disable-pip-version-check "$1"
    fi
    python="$home/bin/python"
}

# wait_for_line FILE PATTERN PID: the first line of a growing file that fits, within a minute of a process's life.
wait_for_line() {
    local tries=0
    until grep -m 1 -E "$2" "$1" 2>/dev/null; do
        tries=$((tries + 1))
        if [ "$tries" -gt 600 ] || ! kill -0 "$3" 2>/dev/null; then
            echo "no line like '$2' in $1:" >&2
            cat "$1" >&2
            return 1
        fi
        sleep 0.1
    done
}

# wait_for_end PID: the status of a process that was started here; one that has not ended within a minute is killed.
wait_for_end() {
    local tries=0
    while kill -0 "$1" 2>/dev/null; do
        tries=$((tries + 1))
        if [ "$tries" -gt 600 ]; then
            echo "process $1 does not end:" >&2
            ps -p "$1" -o pid,stat,etime,time,args >&2 || true
            kill -9 "$1" 2>/dev/null || true
            wait "$1" 2>/dev/null || return 1
        fi
        sleep 0.1
    done
    wait "$1" 2>/dev/null
}

# end_process PID: asks it to end, and sees to it.
end_process() {
    kill "$1" 2>/dev/null || true
    wait_for_end "$1" || true
}

# valgrind counts instructions; it knows Linux alone.
need_valgrind() {
    [ "$(uname)" = Linux ] || { echo "instructions are counted on Linux, where valgrind runs" >&2; exit 1; }
    has valgrind || install_package valgrind valgrind
}
