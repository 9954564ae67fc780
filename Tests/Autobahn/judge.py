"""Sums a report of the suite up and judges it: judge.py WHO REPORTS/index.json LEAST-CASES

Ends with 1 where a case failed, was closed in another way than it asks for, or was not run.
"""

import collections
import json
import sys

# Text that goes wrong in the middle of a frame may be refused late, as the suite sees it.
MAY_BE_LATE = {"6.4.3", "6.4.4"}


def is_good(case, behavior, close):
    good = {"OK", "INFORMATIONAL"} | ({"NON-STRICT"} if case in MAY_BE_LATE else set())
    return behavior in good and close in {"OK", "INFORMATIONAL"}


def main(who, file, least):
    with open(file, encoding="utf-8") as report:
        agents = json.load(report)
    results = {case: result for agent in agents.values() for case, result in agent.items()}
    order = sorted(results, key=lambda case: [int(part) for part in case.split(".")])
    counts = collections.Counter()
    bad = []
    for case in order:
        behavior, close = results[case]["behavior"], results[case]["behaviorClose"]
        good = is_good(case, behavior, close)
        counts[behavior if good else "failed"] += 1
        if not good:
            bad.append(case)
        if not good or behavior != "OK" or close != "OK":
            print(f"    {case}: {behavior}, its close {close}, status {results[case]['remoteCloseCode']}")
    told = ", ".join(f"{counts[kind]} {kind}" for kind in ("OK", "NON-STRICT", "INFORMATIONAL", "failed"))
    print(f"{who}: {len(results)} cases: {told}")
    if len(results) < int(least):
        print(f"{who}: {least} cases were to be run")
    return 1 if bad or len(results) < int(least) else 0


sys.exit(main(*sys.argv[1:]))
