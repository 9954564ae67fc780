"""Frames that break a rule."""

import struct

from attack import Case, Group
from peer import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, frame, request


def close(status, reason=b""):
    return frame(CLOSE, struct.pack("!H", status) + reason)


UNMASKED = "1002 a client's frame is not masked"
TOO_LARGE = "1009 the message is too large"
NOT_SHORTEST = "1002 a length is not in its shortest form"
TOO_LONG = "1002 a control frame is too long"
FRAGMENTED = "1002 a control frame is fragmented"
NOT_TEXT = "1007 the text is not UTF-8"
RESERVED_STATUS = "1002 a close frame has a reserved status"

FRAMES = {
    "an unmasked text": (frame(TEXT, b"{}", masked=False), UNMASKED),
    "an unmasked ping": (frame(PING, masked=False), UNMASKED),
    "an unmasked close": (frame(CLOSE, b"\x03\xe8", masked=False), UNMASKED),
    "a header that tells 1 MiB + 1": (frame(TEXT, declared=1_048_577), TOO_LARGE),
    "a header that tells 2^40": (frame(TEXT, declared=2**40), TOO_LARGE),
    "a header that tells 2^63 - 1": (frame(TEXT, declared=2**63 - 1), TOO_LARGE),
    "a header that tells 2^63": (frame(TEXT, declared=2**63), "1002 a length is negative"),
    "a header that tells 2^64 - 1": (frame(TEXT, declared=2**64 - 1), "1002 a length is negative"),
    "1 MiB + 1 in two frames": (
        frame(TEXT, b"x" * 1_000_000, final=False) + frame(CONTINUATION, b"x" * 48_577),
        TOO_LARGE,
    ),
    "5 bytes told in two": (frame(TEXT, b"hello", form=2), NOT_SHORTEST),
    "5 bytes told in eight": (frame(TEXT, b"hello", form=8), NOT_SHORTEST),
    "60,000 bytes told in eight": (frame(TEXT, b"x" * 60_000, form=8), NOT_SHORTEST),
    "a binary message": (frame(BINARY, b"hello"), "1003 binary messages are not accepted"),
    "text that is not UTF-8": (frame(TEXT, b'{"a":["\xff"]}'), NOT_TEXT),
    "a surrogate in UTF-8": (frame(TEXT, b"\xed\xa0\x80"), NOT_TEXT),
    "text that is cut within a character": (frame(TEXT, b"\xe2\x82"), NOT_TEXT),
    "fragments that are not UTF-8": (frame(TEXT, b"\xc3", final=False) + frame(CONTINUATION, b"("), NOT_TEXT),
    "a continuation of nothing": (frame(CONTINUATION, b"x"), "1002 a continuation continues nothing"),
    "a text inside a text": (
        frame(TEXT, b"x", final=False) + frame(TEXT, b"x"),
        "1002 a message began inside another one",
    ),
    "a ping of 126 bytes": (frame(PING, b"x" * 126), TOO_LONG),
    "a pong of 2^40 bytes": (frame(PONG, declared=2**40), TOO_LONG),
    "a ping in fragments": (frame(PING, b"x", final=False), FRAGMENTED),
    "a close in fragments": (frame(CLOSE, b"\x03\xe8", final=False), FRAGMENTED),
    "a close of 126 bytes": (close(1000, b"x" * 124), TOO_LONG),
    "a close with one byte": (frame(CLOSE, b"\x03"), "1002 a close frame has half a status"),
    "a close whose reason is not UTF-8": (close(1000, b"\xff"), NOT_TEXT),
    "data behind a close": (close(1000) + request(1, "echo", "x") * 1_000 + frame(PING), "1000"),
    "two closes": (close(1000) + close(1001), "1000"),
    "garbage behind a close": (close(4999, b"bye") + b"\xff" * 100_000, "4999"),
    "a close without a status": (frame(CLOSE), "None"),
} | {
    f"reserved bit {bit}": (frame(TEXT, b"{}", reserved=bits), "1002 a reserved bit is set")
    for bit, bits in ((1, 4), (2, 2), (3, 1))
} | {
    f"opcode {opcode}": (frame(opcode, b"x"), "1002 the opcode is unknown")
    for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
} | {
    f"a close with status {status}": (close(status), RESERVED_STATUS)
    for status in (0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535)
}


def told(peer, limit=20):
    """What the peer is told in the end, as an answer."""
    try:
        close = peer.read_close(limit)
    except TimeoutError:
        return "nothing"
    if close is None:
        return "hung up"
    status, reason = close
    return f"{status} {reason}".strip()


def send_frames(data):
    """Sends frames on a new connection, reads the close frame, nothing after it, and lets go."""

    def attack(attack):
        peer = attack.open()
        attack.mark()
        peer.send(data)
        answer = told(peer)
        if not peer.wait_for_end(20):
            answer += ", and something after it"
        attack.let_go()
        return answer

    return attack


def fragments(payload):
    """A million frames of one message; the server says no long before, and what is sent meanwhile is not taken."""

    def attack(attack):
        peer = attack.open()
        attack.mark()
        some = frame(CONTINUATION, payload, final=False) * 10_000
        is_taken = peer.send(frame(TEXT, payload, final=False))
        for _ in range(100):
            is_taken = is_taken and peer.send(some)
        answer = told(peer)
        attack.let_go()
        return answer

    return attack


TOO_MANY = "1008 the message comes in too many fragments"

groups = [
    Group("frames", [Case(name, send_frames(data), answer, gone=0) for name, (data, answer) in FRAMES.items()]),
    Group(
        "fragments",
        [
            Case("a million fragments of a byte", fragments(b"x"), TOO_MANY, gone=5),
            Case("a million empty fragments", fragments(b""), TOO_MANY, gone=5),
        ],
        is_busy=True,
    ),
]
