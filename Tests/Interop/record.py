"""Stands between a WebSocket client and a server and writes down every message that passes.

    record.py --out FILE --upstream URL --fairway {client,server} --about TEXT -- COMMAND ... {url} ...

COMMAND is the client, which is run with the recorder's own address in place of {url}; the recording ends with it, and
the recorder's exit status is the command's. What passes is not changed, so that pings and pongs go from end to end; only
the offer to compress is taken out of the handshake. A line of a recording is a comment, or has a direction and what
passed:

    # a comment
    > FRAME              from the peer to Fairway
    < FRAME              from Fairway to the peer
    2> FRAME             the same on the second connection of the run
    < open PROTOCOL      who opened a connection, and the subprotocol that was agreed on, if one was
    > close 1000 REASON  who closed one, and how
    > cut                who cut one without closing it
"""

import argparse
import asyncio
import sys
from pathlib import Path
from urllib.parse import urlsplit


class Recording:
    def __init__(self, about):
        self.lines = [f"# {line}" for line in about]
        self.connections = 0

    def note(self, number, direction, what):
        assert "\n" not in what and "\r" not in what, f"a frame of several lines: {what!r}"
        self.lines.append(f"{number if number > 1 else ''}{direction} {what}".rstrip(" "))


class Messages:
    """Finds the messages in what one side sends (RFC 6455, section 5)."""

    def __init__(self):
        self.unread = bytearray()
        self.fragments = bytearray()

    def take(self, more):
        """The text messages and closes that are whole now, in order."""
        self.unread += more
        while (frame := self.next_frame()) is not None:
            first, payload = frame
            opcode = first & 15
            if opcode == 8:
                yield "close", payload
            elif opcode in (0, 1):
                self.fragments += payload
                if first & 128:
                    yield "text", bytes(self.fragments)
                    self.fragments.clear()
            else:
                assert opcode in (9, 10), f"a frame that is neither text nor control: {opcode}"

    def next_frame(self):
        data = self.unread
        if len(data) < 2:
            return None
        size, start = data[1] & 127, 2
        if size > 125:
            start = 4 if size == 126 else 10
            if len(data) < start:
                return None
            size = int.from_bytes(data[2:start], "big")
        mask = bytes(4)
        if data[1] & 128:
            mask = bytes(data[start : start + 4])
            start += 4
        if len(data) < start + size:
            return None
        payload = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data[start : start + size]))
        first = data[0]
        del data[: start + size]
        return first, payload


class Recorder:
    def __init__(self, recording, upstream, fairway):
        self.recording = recording
        self.upstream = urlsplit(upstream)
        self.outward, self.homeward = (">", "<") if fairway == "server" else ("<", ">")

    async def carry(self, client_reader, client_writer):
        server_reader, server_writer = await asyncio.open_connection(self.upstream.hostname, self.upstream.port)
        offer = await client_reader.readuntil(b"\r\n\r\n")
        lines = offer.split(b"\r\n")
        server_writer.write(b"\r\n".join(line for line in lines if not self.is_field(line, b"extensions")))
        answer = await server_reader.readuntil(b"\r\n\r\n")
        agreed = [line.split(b":", 1)[1] for line in answer.split(b"\r\n") if self.is_field(line, b"protocol")]
        self.recording.connections += 1
        number = self.recording.connections
        self.recording.note(number, self.outward, f"open {b''.join(agreed).decode().strip()}")
        client_writer.write(answer)
        ended = asyncio.Event()
        await asyncio.gather(
            self.pump(number, self.outward, client_reader, server_writer, ended),
            self.pump(number, self.homeward, server_reader, client_writer, ended),
        )

    @staticmethod
    def is_field(line, name):
        return line.lower().startswith(b"sec-websocket-" + name + b":")

    async def pump(self, number, direction, reader, writer, ended):
        messages = Messages()
        while more := await self.read(reader):
            for kind, payload in messages.take(more):
                if kind == "text":
                    self.recording.note(number, direction, payload.decode())
                elif not ended.is_set():
                    ended.set()
                    status = int.from_bytes(payload[:2], "big") if payload else 1005
                    self.recording.note(number, direction, f"close {status} {payload[2:].decode()}")
            writer.write(more)
        if not ended.is_set():
            ended.set()
            self.recording.note(number, direction, "cut")
        writer.close()

    @staticmethod
    async def read(reader):
        try:
            return await reader.read(1 << 16)
        except ConnectionError:
            return b""


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--fairway", choices=["client", "server"], required=True)
    parser.add_argument("--about", action="append", default=[])
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()

    recording = Recording(arguments.about)
    recorder = Recorder(recording, arguments.upstream, arguments.fairway)
    server = await asyncio.start_server(recorder.carry, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    command = [word.replace("{url}", f"ws://127.0.0.1:{port}/") for word in arguments.command]
    client = await asyncio.create_subprocess_exec(*command)
    status = await client.wait()
    server.close()
    # Whoever carries a connection still has its end to note.
    carrying = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.wait(carrying, timeout=5) if carrying else None
    arguments.out.write_text("\n".join(recording.lines) + "\n")
    return status


sys.exit(asyncio.run(main()))
