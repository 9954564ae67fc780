"""What a case is, and how one is run and measured."""

import dataclasses
import time
import traceback
from collections.abc import Callable

from besieged import MemoryWatch
from peer import Peer, served

MEBIBYTE = 1024
"""In the unit of all memory here, KiB."""

# How far the memory may be from what it was before, in KiB. The allocator keeps much of what was freed for what is
# allocated next: each of its arenas (one per thread) a free end of up to twice the largest block that it has mapped,
# and everything below a block that is in use. After thousands of connections that is all that they took, so the server
# is asked to give back what is free before it is judged; what is then left is in use.
RETURNED = 4 * MEBIBYTE

# Added to the time of a bound, in seconds: for a machine that is busy, and for a server that a sanitizer slows down.
SLACK = 4
SANITIZED_SLACK = 90


@dataclasses.dataclass
class Case:
    """Something hostile, and what is expected."""

    name: str
    attack: Callable
    answer: str
    """What the peer is told, as the attack returns it, or the function that it returns once the connection is gone."""
    gone: float
    """The time limit that applies until the connection is gone, in seconds."""
    memory: float = 4 * MEBIBYTE
    """How much the memory may grow, in KiB, for each of the connections."""
    connections: int = 1


@dataclasses.dataclass
class Group:
    """Cases that are run one after the other against a server process of their own."""

    name: str
    cases: list
    bounds: tuple = ()
    is_busy: bool = False
    """Whether it takes the processors for itself, so that it must not be run beside another such group."""
    is_slow: bool = False
    """Whether it waits for a bound that is long."""
    is_about_memory: bool = False
    """Whether it makes no sense where memory is not judged."""


def alone(name, attack, answer, gone, *, bounds=(), is_busy=False, is_slow=False, is_about_memory=False, **expected):
    """A group of one case."""
    return Group(name, [Case(name, attack, answer, gone, **expected)], bounds, is_busy, is_slow, is_about_memory)


@dataclasses.dataclass
class Result:
    case: Case
    answer: str = ""
    gone: float = 0
    peak: float = 0
    after: float = 0
    held: float | None = None
    """What is left of `after` when the allocator has given back what is free; for many connections alone."""
    failures: list = dataclasses.field(default_factory=list)


class Attack:
    """The peers of one case. They stay open to the end of the case, unless the attack itself lets go of them."""

    def __init__(self, server, watch):
        self.server = server
        self.watch = watch
        self.port = server.port
        self.peers = []
        self.began = time.monotonic()

    def connect(self, **options):
        self.peers.append(Peer(self.port, **options))
        return self.peers[-1]

    def open(self, **options):
        return self.connect(**options).open()

    def mark(self):
        """From here on it is counted until the connection is gone."""
        self.began = time.monotonic()

    def let_go(self):
        for peer in self.peers:
            peer.socket.close()
        self.peers = []


def run(case, server, is_judged):
    """Runs a case; `is_judged` tells whether memory is."""
    result = Result(case)
    slack = SLACK if is_judged else SANITIZED_SLACK
    watch = MemoryWatch(server)
    attack = Attack(server, watch)
    try:
        answer = case.attack(attack)
        is_gone = server.wait_for_sockets(server.rest, max(attack.began + case.gone + slack - time.monotonic(), 0.1))
        result.gone = time.monotonic() - attack.began
        result.answer = answer() if callable(answer) else answer
        if result.answer != case.answer:
            result.failures.append(f"answered with {result.answer!r} and not with {case.answer!r}")
        if not is_gone:
            result.failures.append(f"still there after {result.gone:.1f} s")
        elif result.gone > case.gone + slack:
            result.failures.append(f"gone after {result.gone:.1f} s only")
        result.peak = watch.end()
        result.after = settled_memory(server, watch.before)
        if case.connections > 2:
            server.give_memory_back()
            result.held = settled_memory(server, watch.before)
        if is_judged and result.peak > case.memory * case.connections:
            result.failures.append(f"took {result.peak} KiB")
        if is_judged and (result.after if result.held is None else result.held) > RETURNED:
            result.failures.append("kept too much memory")
        attack.let_go()
        duration = served(server.port)
        if duration > slack:
            result.failures.append(f"a normal client was served after {duration:.1f} s only")
    except Exception:
        result.failures.append(traceback.format_exc())
    finally:
        watch.end()
        attack.let_go()
    return result


def settled_memory(server, before):
    """How much more memory there is than before, once it is back or ten seconds have passed."""
    deadline = time.monotonic() + 10
    while True:
        growth = server.memory() - before
        if growth <= RETURNED or time.monotonic() > deadline:
            return growth
        time.sleep(0.05)
