"""Sends every hostile thing to server processes, and prints what each cost: see README.md."""

import argparse
import multiprocessing
import os
import queue
import signal
import sys
import tempfile
import time

import attack
import crowds
import floods
import frames
import handshakes
import silence
from attack import Result
from besieged import Besieged

MODULES = (handshakes, frames, floods, silence, crowds)


TIME_LIMIT = 240
"""How long a case may take in all, in seconds."""


def too_long(*_):
    raise RuntimeError(f"the case took more than {TIME_LIMIT} s")


def run_group(group, program, directory, is_judged, results):
    """Runs the cases of a group, in a process of its own, and hands the results over."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGALRM, too_long)
    log = os.path.join(directory, "".join(filter(str.isalnum, group.name)) + ".log")
    server = None
    failures = []
    try:
        server = Besieged(program, log, group.bounds, is_warmed=is_judged)
        for case in group.cases:
            signal.alarm(TIME_LIMIT)
            result = attack.run(case, server, is_judged)
            signal.alarm(0)
            if not server.is_alive():
                result.failures.append(f"the server ended with {server.process.returncode}")
            results.put((case.name, dict(vars(result), case=None)))
            if not server.is_alive():
                break
    except Exception as error:
        failures.append(f"{group.name}: {error!r}")
    finally:
        text = server.end() if server else ""
        if "Sanitizer" in text or "Fatal error" in text:
            failures.append(f"{group.name}: the server wrote\n{text[:20_000]}")
        results.put((None, failures))


def run_groups(groups, program, is_judged):
    """Runs the groups: those that wait all at once, the busy ones one after the other beside them."""
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    with tempfile.TemporaryDirectory(prefix="fairway-hostile-") as directory:
        waiting = [group for group in groups if not group.is_busy]
        busy = [group for group in groups if group.is_busy]
        processes = []
        is_busy_over = True

        def start(group):
            process = context.Process(target=run_group, args=(group, program, directory, is_judged, results))
            process.start()
            processes.append(process)
            return process

        try:
            for group in waiting:
                start(group)
            lane = None
            unfinished = len(groups)
            while unfinished:
                if busy and (lane is None or not lane.is_alive()):
                    lane = start(busy.pop(0))
                try:
                    name, outcome = results.get(timeout=0.1)
                except queue.Empty:
                    if not busy and not any(process.is_alive() for process in processes) and results.empty():
                        yield None, ["a group ended without a word"]
                        return
                    continue
                if name is None:
                    unfinished -= 1
                yield name, outcome
        finally:
            for process in processes:
                if process.is_alive():
                    process.terminate()
            for process in processes:
                process.join(60)
                process.kill()


def row(*columns):
    name, answer, gone, peak, after = columns
    return f"{name:<46} {answer:<52} {gone:>8} {peak:>18} {after:>18}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--quick", action="store_true", help="without the cases that wait for long bounds")
    parser.add_argument("--no-memory", action="store_true", help="print what is taken in memory, and do not judge it")
    parser.add_argument("--group", default="", help="only the groups whose name has this in it")
    parser.add_argument("--only", default="", help="only the cases whose name has this in it")
    options = parser.parse_args()

    groups = [group for module in MODULES for group in module.groups if not (options.quick and group.is_slow)]
    groups = [group for group in groups if options.group in group.name]
    groups = [group for group in groups if not (options.no_memory and group.is_about_memory)]
    for group in groups:
        group.cases = [case for case in group.cases if options.only in case.name]
    groups = [group for group in groups if group.cases]
    cases = {case.name: case for group in groups for case in group.cases}

    start = time.monotonic()
    failures = []
    done = set()
    print(row("case", "answer", "gone", "memory peak", "after"))
    for name, outcome in run_groups(groups, options.program, not options.no_memory):
        if name is None:
            failures += outcome
            continue
        case = cases[name]
        result = Result(**dict(outcome, case=case))
        done.add(name)
        peak = f"{result.peak:,.0f} KiB"
        if case.connections > 1:
            peak += f" / {result.peak / case.connections:.1f}"
        after = f"{result.after:,.0f} KiB"
        if result.held is not None:
            after += f" / {result.held:,.0f}"
        print(row(name, result.answer, f"{result.gone:.1f} s", peak, after), flush=True)
        for failure in result.failures:
            print(f"    FAILED: {failure}", flush=True)
            failures.append(f"{name}: {failure}")
    failures += [f"{name}: was not run" for name in cases if name not in done]

    print(f"\n{len(done)} cases in {time.monotonic() - start:.0f} s")
    for failure in failures:
        print(f"FAILED: {failure}")
    sys.exit(1 if failures else 0)


main()
