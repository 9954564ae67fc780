"""A peer that speaks WebSocket by hand, so that it can speak it wrongly."""

import base64
import json
import os
import socket
import struct
import time

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
CONTINUATION = 0


def frame(opcode, payload=b"", final=True, masked=True, reserved=0, declared=None, form=None):
    """One frame. `declared` is the length that the header tells, `form` how many bytes tell it: 0, 2 or 8."""
    size = len(payload) if declared is None else declared
    if form is None:
        form = 0 if size < 126 else 2 if size < 65_536 else 8
    short = {0: size, 2: 126, 8: 127}[form]
    head = bytes([(0x80 if final else 0) | reserved << 4 | opcode, (0x80 if masked else 0) | short])
    head += {0: b"", 2: struct.pack("!H", size & 0xFFFF), 8: struct.pack("!Q", size)}[form]
    if not masked:
        return head + payload
    # The key is four zeros, which leaves the payload as it is: what is sent a million times costs this side little.
    return head + bytes(4) + payload


def request(number, event, *arguments):
    """The frame of a request."""
    return frame(TEXT, json.dumps({"i": number, "a": [event, *arguments]}).encode())


def upgrade(method="GET", version="HTTP/1.1", without=(), extra=(), **changed):
    """A handshake; `without` leaves header fields out, `changed` sets them, `extra` adds lines behind them."""
    fields = {
        "Host": "127.0.0.1",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
    }
    fields.update({name.replace("_", "-"): value for name, value in changed.items()})
    lines = [f"{method} / {version}"] + [f"{name}: {fields[name]}" for name in fields if name not in without]
    return ("\r\n".join([*lines, *extra]) + "\r\n\r\n").encode()


class Gone(Exception):
    """The server has ended the connection."""


class Peer:
    """A connection, and what has come on it and was not looked at."""

    def __init__(self, port, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(60)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        """Sends all of it, unless the server has hung up.

        Returns whether it could be sent.
        """
        try:
            self.socket.sendall(data)
            return True
        except (BrokenPipeError, ConnectionResetError):
            return False

    def fill(self, limit=60):
        """Reads something more; raises Gone at the end, and TimeoutError."""
        self.socket.settimeout(limit)
        try:
            data = self.socket.recv(262_144)
        except (ConnectionResetError, BrokenPipeError):
            raise Gone from None
        if not data:
            raise Gone
        self.buffer += data

    def take(self, count, limit=60):
        deadline = time.monotonic() + limit
        while len(self.buffer) < count:
            self.fill(max(deadline - time.monotonic(), 0.001))
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def response(self, limit=60):
        """The status of an HTTP response, whose header is taken and whose body stays in the buffer."""
        deadline = time.monotonic() + limit
        while b"\r\n\r\n" not in self.buffer:
            self.fill(max(deadline - time.monotonic(), 0.001))
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        return int(head.split(b" ")[1])

    def open(self):
        """Opens the WebSocket."""
        self.send(upgrade())
        status = self.response()
        assert status == 101, f"the handshake was answered with {status}"
        return self

    def read_frame(self, limit=60):
        """The opcode and the payload of the next frame."""
        first, second = self.take(2, limit)
        size = second & 0x7F
        if size == 126:
            (size,) = struct.unpack("!H", self.take(2, limit))
        elif size == 127:
            (size,) = struct.unpack("!Q", self.take(8, limit))
        assert first & 0x80 and not second & 0x80, "a frame that no server sends"
        return first & 0x0F, self.take(size, limit)

    def read_close(self, limit=60):
        """The status and the reason of the close frame; frames before it are passed over. None without one."""
        deadline = time.monotonic() + limit
        while True:
            try:
                opcode, payload = self.read_frame(max(deadline - time.monotonic(), 0.001))
            except Gone:
                return None
            if opcode == CLOSE:
                status = struct.unpack("!H", payload[:2])[0] if payload else None
                return status, payload[2:].decode()

    def wait_for_end(self, limit=60):
        """Reads whatever comes until the server ends the connection; returns whether nothing came before that."""
        was_silent = not self.buffer
        while True:
            try:
                self.buffer = b""
                self.fill(limit)
                was_silent = False
            except Gone:
                return was_silent

    def ask(self, number, event, *arguments, limit=60):
        """Makes a request and returns its answer."""
        self.send(request(number, event, *arguments))
        while True:
            opcode, payload = self.read_frame(limit)
            if opcode == TEXT:
                message = json.loads(payload)
                if message.get("i") == number:
                    return message.get("d", message.get("e"))


def served(port):
    """Has a normal client served: handshake, one request, close. Returns how long that took, in seconds."""
    start = time.monotonic()
    with Peer(port) as peer:
        peer.open()
        answer = peer.ask(1, "echo", "hello", limit=20)
        assert answer == "hello", f"a normal client got {answer}"
        peer.send(frame(CLOSE, struct.pack("!H", 1000)))
        assert peer.read_close(20) == (1000, ""), "a normal close was not answered"
    return time.monotonic() - start
