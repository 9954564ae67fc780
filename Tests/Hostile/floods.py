"""Peers that send too much, or read too little of what they ask for."""

import json
import socket
import threading
import time

from attack import Case, Group, alone
from frames import close, told
from peer import PING, PONG, TEXT, Gone, frame, request

SMALL = 4_096
"""The receive buffer of a reader that stops, in bytes, so that what is not read stays at the server."""


def pour(peer, data, seconds):
    """Sends the same again and again without reading, until the time is over or the server ends it."""
    deadline = time.monotonic() + seconds
    sent = 0
    while (left := deadline - time.monotonic()) > 0:
        peer.socket.settimeout(left)
        try:
            sent += peer.socket.send(data[sent % len(data) :])
        except OSError:
            # The time is over, or the server has hung up.
            break


def pings_unread(attack):
    peer = attack.open(receive_buffer=SMALL)
    attack.mark()
    pour(peer, frame(PING, b"x" * 125) * 500, 8)
    # It is told the same as one that reads, but behind pongs that it does not take.
    return "unread"


def pings_read(attack):
    peer = attack.open()
    attack.mark()
    threading.Thread(target=pour, args=(peer, frame(PING, b"x" * 125) * 500, 8), daemon=True).start()
    return told(peer)


def requests_unread(attack):
    """As fast as it can for eight seconds, each to be answered with a little more than it takes to ask."""
    peer = attack.open(receive_buffer=SMALL)
    attack.mark()
    pour(peer, b"".join(request(number, "echo", "x" * 1_000) for number in range(1, 101)), 8)
    return "unread"


def events_unhandled(attack):
    """A quarter of a million messages that no handler takes."""
    peer = attack.open()
    attack.mark()
    some = frame(TEXT, b'{"a":["nobody","takes","this"]}') * 1_000
    for _ in range(250):
        peer.send(some)
    return finish(attack, peer)


def empty_messages(attack):
    peer = attack.open()
    attack.mark()
    some = frame(TEXT) * 1_000
    for _ in range(250):
        peer.send(some)
    return finish(attack, peer)


def pongs_unasked(attack):
    peer = attack.open()
    attack.mark()
    some = frame(PONG, b"x" * 8) * 10_000
    for _ in range(100):
        peer.send(some)
    return finish(attack, peer)


def finish(attack, peer):
    """Is served all the same, and closes."""
    assert peer.ask(1, "echo", "x") == "x"
    attack.mark()
    peer.send(close(1000))
    answer = told(peer)
    attack.let_go()
    return answer


def nested(attack):
    """Ten thousand requests whose argument is an array in an array, ten thousand deep; the answers are read."""
    peer = attack.open()
    depth = 10_000
    refused = []

    def read():
        while len(refused) < 10_000:
            opcode, payload = peer.read_frame(60)
            if opcode == TEXT:
                message = json.loads(payload)
                assert "e" in message, f"answered with {message}"
                refused.append(message["i"])

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    for number in range(1, 10_001):
        peer.send(frame(TEXT, b'{"i":%d,"a":["echo",%s%s]}' % (number, b"[" * depth, b"]" * depth)))
    reader.join(60)
    answer = f"{len(refused):,} rejections"
    finish(attack, peer)
    return answer


def answers_unread(attack):
    """Asks for 500 KB again and again and never reads."""
    peer = attack.open(receive_buffer=SMALL)
    attack.mark()
    for number in range(1, 201):
        peer.send(request(number, "text", 500_000))
    return "unread"


def broadcasts_unread(attack):
    """Another client has 8 MB told to everybody, and this one never reads."""
    attack.open(receive_buffer=SMALL)
    teller = attack.open()
    attack.mark()
    told_bytes = []

    def read():
        try:
            while True:
                told_bytes.append(len(teller.read_frame(60)[1]))
        except (Gone, OSError):
            pass

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    for number in range(1, 81):
        teller.send(request(number, "tell all", 100_000))
        while len(told_bytes) < 2 * number:
            time.sleep(0.001)
    attack.peers.remove(teller)
    teller.socket.shutdown(socket.SHUT_RDWR)
    teller.socket.close()
    return "unread"


def streams_unread(attack):
    """Asks for eight streams of 100 KB each value, grants credit without end, and never reads."""
    peer = attack.open(receive_buffer=SMALL)
    attack.mark()
    for number in range(2**29 + 1, 2**29 + 9):
        # The channel is there once the request is answered; an event before that would mean nothing.
        peer.ask(number, "texts", 100_000)
    for number in range(2**29 + 1, 2**29 + 9):
        for event in (["credit", 1_000_000], ["start"]):
            peer.send(frame(TEXT, json.dumps({"h": number, "a": event}).encode()))
    return "unread"


def streams_unread_kept_alive(attack):
    """Goes on to send pongs, so that it seems to be there."""
    streams_unread(attack)
    while attack.peers[0].send(frame(PONG)):
        time.sleep(0.5)
    return "unread"


TOO_MANY_PINGS = "1008 too many pings"

groups = [
    alone("pings for 8 s, pongs unread", pings_unread, "unread", 5, is_busy=True),
    alone("pings for 8 s, pongs read", pings_read, TOO_MANY_PINGS, 5, is_busy=True),
    alone("requests for 8 s, answers unread", requests_unread, "unread", 13, is_busy=True),
    Group(
        "pointless messages",
        [
            Case("250,000 events without a handler", events_unhandled, "1000", 0),
            Case("250,000 empty messages", empty_messages, "1000", 0),
            Case("a million pongs that were not asked for", pongs_unasked, "1000", 0),
        ],
        is_busy=True,
    ),
    alone("10,000 requests nested 10,000 deep", nested, "10,000 rejections", 0, is_busy=True),
    alone("large answers unread", answers_unread, "unread", 5),
    alone("broadcasts unread", broadcasts_unread, "unread", 5, connections=2),
    alone("streams unread", streams_unread, "unread", 25, is_slow=True),
    alone("streams unread, pongs sent", streams_unread_kept_alive, "unread", 25, is_slow=True),
]
