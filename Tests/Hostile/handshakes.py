"""Requests that are no good handshake."""

import os

from attack import Case, Group
from peer import Gone, upgrade

KEY = "dGhlIHNhbXBsZSBub25jZQ=="

REQUESTS = {
    "no upgrade": (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 426),
    "another upgrade": (upgrade(Upgrade="h2c"), 426),
    "no Connection: upgrade": (upgrade(Connection="keep-alive"), 400),
    "version 8": (upgrade(Sec_WebSocket_Version="8"), 426),
    "version 14": (upgrade(Sec_WebSocket_Version="14"), 426),
    "no version": (upgrade(without=("Sec-WebSocket-Version",)), 426),
    "two versions": (upgrade(extra=("Sec-WebSocket-Version: 8",)), 426),
    "no key": (upgrade(without=("Sec-WebSocket-Key",)), 400),
    "a key of 15 bytes": (upgrade(Sec_WebSocket_Key="MTIzNDU2Nzg5MDEyMzQ1"), 400),
    "a key that is no Base64": (upgrade(Sec_WebSocket_Key="!" * 22 + "=="), 400),
    "two keys": (upgrade(extra=(f"Sec-WebSocket-Key: {KEY}",)), 400),
    "POST": (upgrade(method="POST"), 400),
    "an unknown method": (upgrade(method="FETCH"), 400),
    "HTTP/1.0": (upgrade(version="HTTP/1.0"), 400),
    "HTTP/2.0": (upgrade(version="HTTP/2.0"), 400),
    "no Host": (upgrade(without=("Host",)), 400),
    "two Hosts": (upgrade(extra=("Host: 127.0.0.2",)), 400),
    "a body": (upgrade(extra=("Content-Length: 5",)) + b"hello", 400),
    "a body in chunks": (upgrade(extra=("Transfer-Encoding: chunked",)) + b"5\r\nhello\r\n0\r\n\r\n", 400),
    "a body of 2^40 bytes that does not come": (upgrade(extra=(f"Content-Length: {2**40}",)), 400),
    "20 KiB of header": (upgrade(X_Filler="x" * 20_480), 431),
    "4,000 header fields": (upgrade(extra=["a:b"] * 4_000), 431),
    "a line that never ends": (b"GET /" + b"x" * 1_000_000, 431),
    "a header line that never ends": (upgrade()[:-2] + b"X: " + b"x" * 1_000_000, 431),
    "garbage": (bytes(range(128, 256)) + b"\r\n\r\n", 400),
    "a TLS greeting": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(32) + bytes(400), 400),
    "white space in front of a name": (upgrade(extra=(" folded: yes", "na me: value")), 400),
    "a NUL in a value": (upgrade(X_Value="a\0b"), 400),
}


def send_request(data):
    """Sends a bad request, reads the answer to its end, and lets go."""

    def attack(attack):
        peer = attack.connect()
        attack.mark()
        peer.send(data)
        try:
            status = peer.response(20)
        except Gone:
            return "hung up"
        peer.wait_for_end(20)
        attack.let_go()
        return str(status)

    return attack


groups = [
    Group(
        "handshakes",
        [Case(name, send_request(data), str(status), gone=0) for name, (data, status) in REQUESTS.items()],
    ),
]
