"""Counts what a program's scenarios take for each repetition: counts.py PROGRAM TABLE [--check|--update]

Each scenario is run twice under callgrind, a different number of times: what differs is what the repetitions took.
"""
import concurrent.futures
import os
import platform
import re
import subprocess
import sys
import tempfile

FEW, MANY = 500, 1500
# What the same source may take more with the same toolchain, and with another one.
SAME, OTHER = 0.03, 0.3
ALLOCATORS = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign"}
HEAD = """\
# Instructions and allocations per message, in process; for a broadcast, per receiver.
# Scripts/counts --update writes this table, Scripts/counts --check holds changes against it.
"""


def toolchain():
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"Swift version \S+(?: \(.*?\))?", swift)[0]
    return f"{version}, {' '.join(platform.libc_ver())}, {platform.machine()}"


def run(program, scenario, count, folder):
    """The instructions and the allocations of one run."""
    output = os.path.join(folder, f"{scenario} {count}".replace(" ", "-"))
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}", program, scenario, str(count)],
        # Seeds of hash tables make counts differ.
        env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
    )
    if done.returncode != 0:
        sys.exit(f"'{scenario}' ended with {done.returncode}:\n{done.stderr[-4_000:]}")
    names, allocations, callee = {}, 0, None
    with open(output, errors="replace") as lines:
        for line in lines:
            # A name is written where its number stands for the first time.
            if found := re.match(r"c?fn=\((\d+)\)(?: (.*))?", line):
                if found[2]:
                    names[found[1]] = found[2]
                if line.startswith("c"):
                    callee = names[found[1]]
            elif line.startswith("calls=") and callee in ALLOCATORS:
                allocations += int(line[6:].split()[0])
            elif line.startswith("totals:"):
                instructions = int(line.split()[1])
    return instructions, allocations


def measure(program):
    """A scenario's name, its instructions and its allocations."""
    scenarios = subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()
    with tempfile.TemporaryDirectory(prefix="fairway-counts-") as folder:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
            runs = {
                (name, count): workers.submit(run, program, name, count, folder)
                for line in scenarios for name, _ in [line.split(": ")] for count in (FEW, MANY)
            }
            for line in scenarios:
                name, parts = line.split(": ")
                few, many = runs[name, FEW].result(), runs[name, MANY].result()
                instructions, allocations = ((m - f) / (MANY - FEW) / int(parts) for f, m in zip(few, many))
                yield name, round(instructions), round(allocations, 2)


def committed(path):
    """The toolchain of the table, and its rows by name."""
    made_with, rows = None, {}
    if os.path.exists(path):
        with open(path) as lines:
            for line in lines:
                if line.startswith("toolchain: "):
                    made_with = line[len("toolchain: "):].strip()
                elif found := re.match(r"(\w+ \w) +(\d+) +([\d.]+)$", line):
                    rows[found[1]] = int(found[2]), float(found[3])
    return made_with, rows


def main():
    program, path, *rest = sys.argv[1:]
    if rest not in ([], ["--check"], ["--update"]):
        sys.exit("usage: Scripts/counts [--check|--update]")
    here = toolchain()
    made_with, rows = committed(path)
    is_same = here == made_with
    tolerance = SAME if is_same else OTHER
    if rows and not is_same:
        print(f"The table was made with {made_with};\nthis is {here}.")
        if made_with.split(", ")[-1] != here.split(", ")[-1]:
            print("Counts of different processors are not compared.")
            rows = {}
        else:
            print(f"What is {tolerance:.0%} above it may be due to that, and passes.")
    print(f"{'':<14} {'instructions':>24} {'allocations':>22}")
    print(f"{'':<14} {'now':>10} {'committed':>13} {'now':>10} {'committed':>11}")
    table, worse, better = [], [], []
    for name, instructions, allocations in measure(program):
        table.append(f"{name:<14} {instructions:>12} {allocations:>12.2f}\n")
        before = rows.get(name)
        verdict = "" if before else "new"
        if before:
            change = instructions / before[0] - 1
            verdict = f"{change:+.1%}"
            # None is tolerated but what rounding leaves, unless the standard library is another one.
            may_allocate = before[1] + 0.01 if is_same else before[1] * (1 + tolerance) + 1
            if change > tolerance or allocations > may_allocate:
                worse.append(name)
                verdict += "  MORE"
            elif is_same and (change < -tolerance or allocations < before[1] - 0.01):
                better.append(name)
                verdict += "  less"
        was = (f"{before[0]}", f"{before[1]:.2f}") if before else ("", "")
        print(f"{name:<14} {instructions:>10} {was[0]:>13} {allocations:>10.2f} {was[1]:>11}   {verdict}", flush=True)
    if rest == ["--update"]:
        with open(path, "w") as file:
            file.write(f"{HEAD}toolchain: {here}\n{'':<14} {'instructions':>12} {'allocations':>12}\n{''.join(table)}")
        print(f"written to {os.path.relpath(path)}")
        return
    if better:
        print(f"less than committed, to be kept with Scripts/counts --update: {', '.join(better)}")
    if worse:
        print(f"more than committed: {', '.join(worse)}")
    if rest == ["--check"]:
        if not made_with:
            sys.exit(f"there is no table at {path}; Scripts/counts --update writes it")
        sys.exit(1 if worse else 0)


main()
