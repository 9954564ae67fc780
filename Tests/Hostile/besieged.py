"""The server process, and what can be seen of it from outside: its memory and its sockets."""

import os
import re
import resource
import signal
import subprocess
import threading
import time

from peer import CLOSE, Peer, frame, served


class Besieged:
    """A server process of its own, with some bounds set."""

    def __init__(self, program, log, bounds=(), is_warmed=True):
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        self.log = log
        self.process = subprocess.Popen(
            [program, *(f"{name}={value}" for name, value in bounds)],
            stdout=subprocess.PIPE,
            stderr=open(log, "ab"),
        )
        line = self.process.stdout.readline().decode()
        assert line.startswith("listening on "), f"the server did not start: {line!r}"
        self.port = int(re.search(r"(\d+)/?$", line.strip()).group(1))
        self.rest = self.sockets()
        """How many sockets are open without any connection."""
        served(self.port)
        if is_warmed:
            self.warm()
        assert self.wait_for_sockets(self.rest, 10), "normal connections stay open"

    def warm(self):
        """Normal traffic, so that what is allocated once and kept is there before anything is measured."""
        text = "x" * 900_000
        for _ in range(3):
            served(self.port)
            with Peer(self.port) as peer:
                peer.open()
                for number in range(1, 5):
                    assert peer.ask(number, "echo", text) == text
                peer.send(frame(CLOSE))
                peer.read_close()

    def sockets(self):
        """How many sockets the process has open."""
        count = 0
        directory = f"/proc/{self.process.pid}/fd"
        for name in os.listdir(directory):
            try:
                count += os.readlink(f"{directory}/{name}").startswith("socket:")
            except FileNotFoundError:
                pass
        return count

    def wait_for_sockets(self, count, limit):
        """Waits until no more than that many sockets are open; returns whether it came to that."""
        deadline = time.monotonic() + limit
        while self.sockets() > count:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True

    def memory(self, kind="VmRSS"):
        """What the process has in memory now (VmRSS) or had at most since the last reset (VmHWM), in KiB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            for line in status:
                if line.startswith(kind + ":"):
                    return int(line.split()[1])
        raise RuntimeError("the server has died")

    def processor_time(self):
        """How long it has kept processors busy, in seconds."""
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def limit_descriptors(self, more):
        """Lets the process open that many descriptors more than it has."""
        count = len(os.listdir(f"/proc/{self.process.pid}/fd"))
        resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE, (count + more, count + more))

    def give_memory_back(self):
        """Has the allocator give back to the system what is free."""
        self.process.send_signal(signal.SIGUSR1)
        time.sleep(0.5)

    def is_alive(self):
        return self.process.poll() is None

    def end(self):
        """Ends the process; returns what it wrote to its standard error."""
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self.process.stdout.close()
        with open(self.log, errors="replace") as log:
            return log.read()


class MemoryWatch:
    """Samples the memory of a server every 50 ms, and resets the kernel's own high-water mark at its start."""

    def __init__(self, server):
        self.server = server
        self.before = server.memory()
        self.peak = self.before
        self.over = threading.Event()
        # The mark sees what the samples miss; where it cannot be reset there are the samples alone.
        try:
            with open(f"/proc/{server.process.pid}/clear_refs", "w") as file:
                file.write("5")
            self.has_mark = True
        except OSError:
            self.has_mark = False
        self.thread = threading.Thread(target=self.sample, daemon=True)
        self.thread.start()

    def sample(self):
        while not self.over.wait(0.05):
            self.peak = max(self.peak, self.server.memory())

    def end(self):
        """Returns the growth at the peak, in KiB."""
        self.over.set()
        self.thread.join()
        if self.has_mark:
            self.peak = max(self.peak, self.server.memory("VmHWM"))
        return self.peak - self.before
