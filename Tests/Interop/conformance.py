"""Holds fairway-conformance as it is run against Python's websockets: a few of its events, and how it ends."""

import asyncio
import os
import signal
import sys

import websockets


async def ask(peer, frame, *expected):
    await peer.send(frame)
    for answer in expected:
        came = await asyncio.wait_for(peer.recv(), 10)
        assert came == answer, f"{frame}: expected {answer}, got {came}"
    print(f"{frame} -> {', '.join(expected)}")


async def main(url, server):
    async with websockets.connect(url) as peer:
        await ask(peer, '{"i":1,"a":["echo",{"k":[null,1.50]}]}', '{"i":1,"d":{"k":[null,1.50]}}')
        await ask(peer, '{"i":2,"a":["add",20,22]}', '{"i":2,"d":42}')
        await ask(peer, '{"i":3,"a":["nobody"]}', '{"i":3,"e":{"message":"no event listener for \'nobody\'"},"_":1}')
        await ask(peer, '{"i":4,"a":["fail","no"]}', '{"i":4,"e":{"message":"no"},"_":1}')
        await ask(peer, '{"i":5,"a":["crash"]}', '{"i":5,"e":{"message":"internal error"},"_":1}')
        await ask(peer, '{"i":7,"a":["count",2]}', '{"i":7,"h":1}')
        values = [f'{{"h":7,"a":["next",{{"value":{value},"done":false}}]}}' for value in (1, 2)]
        await ask(peer, '{"h":7,"a":["start"]}', *values, '{"h":7,"a":["next",{"done":true}]}')
        await ask(peer, '{"i":8,"a":["calculator"]}', '{"i":8,"h":1}')
        await ask(peer, '{"i":9,"h":8,"a":["add",20,22]}', '{"i":9,"d":42}')
        await ask(peer, '{"h":8,"a":["finish"]}', '{"h":8,"x":"closed"}')
        await ask(peer, '{"i":6,"a":["ask","6 * 7?"]}', '{"i":1,"a":["answer","6 * 7?"]}')

        os.kill(server, signal.SIGTERM)
        # The handler still waits for its answer, and may finish.
        await ask(peer, '{"i":1,"d":"42"}', '{"i":6,"d":"42"}')
        try:
            came = await asyncio.wait_for(peer.recv(), 10)
            raise AssertionError(f"after the end came {came}")
        except websockets.ConnectionClosed as end:
            assert end.rcvd is not None and end.rcvd.code == 1001, end
        print("SIGTERM -> close 1001")


asyncio.run(asyncio.wait_for(main(sys.argv[1], int(sys.argv[2])), 120))
