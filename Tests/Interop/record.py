"""Stands between a WebSocket client and a server and writes down every frame that passes.

    record.py --out FILE --upstream URL --fairway {client,server} --about TEXT -- COMMAND ... {url} ...

COMMAND is the client, which is run with the recorder's own address in place of {url}; the recording ends with it, and
the recorder's exit status is the command's. A line of a recording is a comment, or has a direction and what passed:

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

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed


class Recording:
    def __init__(self, about):
        self.lines = [f"# {line}" for line in about]
        self.connections = 0

    def note(self, number, direction, what):
        assert "\n" not in what and "\r" not in what, f"a frame of several lines: {what!r}"
        self.lines.append(f"{number if number > 1 else ''}{direction} {what}".rstrip(" "))


class Recorder:
    def __init__(self, recording, upstream, fairway):
        self.recording = recording
        self.upstream = upstream
        self.outward, self.homeward = (">", "<") if fairway == "server" else ("<", ">")

    async def agree(self, connection, request):
        """Opens the way to the server before the client is answered, so that it is answered as the server would."""
        offered = [
            name.strip()
            for field in request.headers.get_all("Sec-WebSocket-Protocol")
            for name in field.split(",")
        ]
        connection.beyond = await connect(self.upstream, subprotocols=offered or None, compression=None)

    async def carry(self, connection):
        self.recording.connections += 1
        number = self.recording.connections
        beyond = connection.beyond
        self.recording.note(number, self.outward, f"open {beyond.subprotocol or ''}")
        ended = asyncio.Event()
        await asyncio.gather(
            self.pump(number, self.outward, connection, beyond, ended),
            self.pump(number, self.homeward, beyond, connection, ended),
        )

    async def pump(self, number, direction, source, target, ended):
        try:
            async for frame in source:
                self.recording.note(number, direction, frame)
                await target.send(frame)
        except ConnectionClosed:
            pass
        if ended.is_set():
            return
        ended.set()
        close = source.protocol.close_rcvd
        if close is None:
            self.recording.note(number, direction, "cut")
            target.transport.abort()
        else:
            self.recording.note(number, direction, f"close {close.code} {close.reason}")
            await target.close(close.code, close.reason)


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
    async with serve(
        recorder.carry,
        "127.0.0.1",
        0,
        process_request=recorder.agree,
        select_subprotocol=lambda connection, _: connection.beyond.subprotocol,
        compression=None,
    ) as server:
        port = server.sockets[0].getsockname()[1]
        command = [word.replace("{url}", f"ws://127.0.0.1:{port}/") for word in arguments.command]
        client = await asyncio.create_subprocess_exec(*command)
        status = await client.wait()
    arguments.out.write_text("\n".join(recording.lines) + "\n")
    return status


sys.exit(asyncio.run(main()))
