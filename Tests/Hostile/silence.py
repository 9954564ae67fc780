"""Peers that say too little, too slowly or nothing."""

import time

from attack import alone
from frames import told
from peer import PING, TEXT, Gone, frame, request, upgrade

def vanish(attack):
    """Answers nothing any more, and says nothing: neither a pong nor a FIN."""
    peer = attack.open()
    assert peer.ask(1, "echo", "x") == "x"
    attack.mark()
    return "unread"


def vanish_in_handshake(attack):
    attack.mark()
    attack.connect().send(upgrade()[:50])
    return "unread"


def vanish_in_frame(attack):
    peer = attack.open()
    attack.mark()
    peer.send(frame(TEXT, b"x" * 500_000)[:300_000])
    return "unread"


def refused_and_stays(attack):
    """Is refused, reads the answer, and keeps its end of the connection open."""
    peer = attack.connect()
    attack.mark()
    peer.send(upgrade(method="POST"))
    status = peer.response()
    peer.wait_for_end()
    return str(status)


def refused_and_talks(attack):
    """Is refused, and sends header fields as fast as it can as if it were not."""
    peer = attack.connect()
    attack.mark()
    peer.send(upgrade(method="POST"))
    while peer.send(b"X-Filler: x\r\n" * 5_000):
        time.sleep(0.05)
    return "unread"


def broken_and_stays(attack):
    """Breaks a rule, is told so, and neither answers the close nor lets go."""
    peer = attack.open()
    attack.mark()
    peer.send(frame(TEXT, b"{}", masked=False))
    return told(peer)


def broken_and_talks(attack):
    """Breaks a rule, and sends requests as fast as it can as if it had not."""
    peer = attack.open()
    attack.mark()
    peer.send(frame(TEXT, b"{}", masked=False))
    answer = told(peer)
    some = request(1, "echo", "x" * 1_000) * 100
    while peer.send(some):
        time.sleep(0.01)
    return answer


def closes_and_stays(attack):
    """Closes in good order and keeps its end of the connection open."""
    peer = attack.open()
    attack.mark()
    peer.send(frame(8, b"\x03\xe8"))
    return told(peer)


def slow_handshake(attack):
    """A byte each second."""
    peer = attack.connect()
    attack.mark()
    return drip(peer, upgrade())


def slow_message(attack):
    """A message of which a byte comes each second, with everything it owes in time."""
    peer = attack.open()
    attack.mark()
    return drip(peer, request(1, "echo", "x" * 1_000))


def idle(attack):
    """Answers pings and sends nothing else, where that is not wanted for ever."""
    peer = attack.open()
    attack.mark()
    return told(peer)


def slow_header(attack):
    """Half a frame header, and no more, so that it cannot even answer the ping."""
    peer = attack.open()
    attack.mark()
    peer.send(frame(PING)[:1])
    return told(peer, 90)


def drip(peer, data):
    """Sends a byte each second and reads what comes, until the server ends it."""
    for byte in data:
        if not peer.send(bytes([byte])):
            break
        try:
            peer.fill(1)
        except TimeoutError:
            continue
        except Gone:
            break
        if not peer.buffer.startswith(b"\x89"):
            break
    if not peer.buffer:
        return "hung up"
    return told(peer, 5)


UNMASKED = "1002 a client's frame is not masked"
TOO_SLOW = "1008 the message came too slowly"

groups = [
    alone("one that vanishes in its handshake", vanish_in_handshake, "unread", 10),
    alone("a handshake of a byte per second", slow_handshake, "hung up", 10),
    alone("one that is refused and stays", refused_and_stays, "400", 10),
    alone("one that is refused and goes on", refused_and_talks, "unread", 10),
    alone("a close that is not answered", broken_and_stays, UNMASKED, 5),
    alone("a close that is talked over", broken_and_talks, UNMASKED, 5),
    alone("one that closes and stays", closes_and_stays, "1000", 5),
    alone("one that is idle for 3 s, the limit set", idle, "1001 idle", 9, bounds=(("idleTimeout", 3_000),)),
    alone("one that vanishes", vanish, "unread", 45, is_slow=True),
    alone("one that vanishes in a message", vanish_in_frame, "unread", 45, is_slow=True),
    alone("a message of a byte per second", slow_message, TOO_SLOW, 70, is_slow=True),
    alone("a frame header that is never finished", slow_header, "hung up", 45, is_slow=True),
]
