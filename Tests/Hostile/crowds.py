"""Peers that are harmless alone, by the thousand."""

import time

from attack import Case, Group, alone
from peer import request, served, upgrade


def connect_thousand(attack, first=b""):
    """Opens a thousand connections that send the same, has a normal client served meanwhile, and waits for the end."""
    for _ in range(1_000):
        attack.connect().send(first)
    attack.mark()
    served(attack.port)
    said = {read_to_end(peer) for peer in attack.peers}
    return " or ".join(sorted(said))


def read_to_end(peer):
    return "hung up" if peer.wait_for_end(30) else "something"


def half_handshakes(attack):
    return connect_thousand(attack, upgrade()[:-20])


def silent(attack):
    return connect_thousand(attack)


def vanish_by_thousand(attack):
    for _ in range(1_000):
        attack.open()
    attack.mark()
    return "unread"


def connection_flood(attack):
    """Two thousand connections where fifty are permitted; those beyond are refused, and those within are served."""
    within = [attack.open() for _ in range(50)]
    attack.mark()
    refused = set()
    for _ in range(2_000):
        beyond = attack.connect()
        beyond.send(upgrade())
        refused.add(beyond.response())
        assert beyond.wait_for_end() is False, "the refusal had no body"
        attack.peers.remove(beyond)
        beyond.socket.close()
    assert within[0].ask(1, "echo", "x") == "x", "a client within the limit is not served"
    attack.mark()
    attack.let_go()
    return " or ".join(map(str, refused))


def stubborn_flood(attack):
    """A thousand connections beyond the limit that read nothing and do not let go."""
    for _ in range(50):
        attack.open()
    for _ in range(1_000):
        attack.connect()
    attack.mark()
    assert attack.server.wait_for_sockets(attack.server.rest + 50, 10), "those beyond the limit are not closed"
    refused = {peer.response() for peer in attack.peers[50:]}
    attack.let_go()
    return " or ".join(map(str, refused))


def exhausted(attack):
    """More connections than the system lets the server have descriptors for; the rest of them wait in the system."""
    attack.server.limit_descriptors(20)
    for _ in range(60):
        attack.connect()
    time.sleep(0.5)
    before = attack.server.processor_time()
    time.sleep(3)
    busy = attack.server.processor_time() - before
    attack.mark()
    attack.let_go()
    return "idle meanwhile" if busy < 0.5 else f"busy for {busy:.1f} s of 3"


def spent_large(attack):
    """A thousand clients send a large message each, and stay; what they have sent is not to stay as well."""
    for _ in range(1_000):
        peer = attack.open()
        peer.send(request(1, "echo", "x" * 200_000))
        assert "x" in peer.ask(2, "echo", "x")
    time.sleep(0.5)
    attack.server.give_memory_back()
    held = (attack.server.memory() - attack.watch.before) / 1_000
    attack.mark()
    attack.let_go()
    return "8 KiB each" if held <= 8 else f"{held:.1f} KiB each"


groups = [
    alone("1,000 half handshakes", half_handshakes, "hung up", 10, memory=32, connections=1_000),
    alone("1,000 that connect and say nothing", silent, "hung up", 10, memory=32, connections=1_000),
    alone("1,000 that vanish", vanish_by_thousand, "unread", 45, memory=32, connections=1_000, is_slow=True),
    alone("60 connections with 20 descriptors", exhausted, "idle meanwhile", 5, connections=60),
    alone(
        "1,000 large messages, and then nothing",
        spent_large,
        "8 KiB each",
        0,
        memory=64,
        connections=1_000,
        is_about_memory=True,
    ),
    Group(
        "connection floods",
        [
            Case("2,000 connections over a limit of 50", connection_flood, "503", 0, connections=50),
            Case("1,000 over the limit that do not let go", stubborn_flood, "503", 10, memory=32, connections=1_050),
        ],
        (("maximumConnections", 50),),
    ),
    alone(
        "2,000 over a limit of 50 for an address",
        connection_flood,
        "503",
        0,
        bounds=(("maximumConnectionsPerAddress", 50),),
        connections=50,
    ),
]
