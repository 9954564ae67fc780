# Steps that tell how long they take and cannot hang. Sourced after prerequisites.sh, not run.

has python3 || install_package python3 python

# step WHAT MINUTES COMMAND...: fails where the command does, or where it takes longer than that.
#
# The limits are about four times what a step takes on two cores that do nothing else. No step goes on behind
# FAIRWAY_STEPS_END, where it is set, in seconds of `date +%s`.
step() {
    local what=$1 limit=$(($2 * 60)) status=0 left
    shift 2
    left=$((${FAIRWAY_STEPS_END:-9999999999} - $(date +%s)))
    if [ "$left" -lt "$limit" ]; then limit=$((left > 1 ? left : 1)); fi
    echo
    echo "== $what (at most $limit s)"
    "$root/Scripts/lib/limit" "$limit" "$@" || status=$?
    case "$status" in
        0) return ;;
        124) echo "FAILED: $what: did not end within $limit s" >&2 ;;
        *) echo "FAILED: $what: ended with $status" >&2 ;;
    esac
    exit 1
}
