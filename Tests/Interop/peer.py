"""Holds a Fairway server against Python's websockets: requests both ways, junk, a ping, a clean close."""

import asyncio
import json
import logging
import sys

import websockets


async def ask(peer, frame, expected):
    await peer.send(frame)
    answer = await asyncio.wait_for(peer.recv(), 10)
    assert answer == expected, f"{frame}: expected {expected}, got {answer}"
    print(f"{frame} -> {answer}")


class Pings(logging.Handler):
    """Notes the pings that come, which the library answers by itself and tells only its log of."""

    def __init__(self):
        super().__init__()
        self.came = asyncio.Event()

    def emit(self, record):
        if record.getMessage().startswith("< PING"):
            self.came.set()


async def main(url):
    pings = Pings()
    logger = logging.getLogger("peer")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(pings)
    async with websockets.connect(url, subprotocols=["ws-wrapper"], logger=logger) as peer:
        assert peer.subprotocol == "ws-wrapper"
        await ask(peer, '{"i":1,"a":["add",1,2]}', '{"i":1,"d":3}')
        await peer.send("this is no message")
        await ask(peer, '{"i":2,"a":["nobody"]}', '{"i":2,"e":{"message":"no event listener for \'nobody\'"},"_":1}')

        await asyncio.wait_for(await peer.ping(b"are you there?"), 10)
        print("ping -> pong")
        for _ in range(3):
            pings.came.clear()
            await asyncio.wait_for(pings.came.wait(), 10)
        await ask(peer, '{"i":1,"a":["add",20,22]}', '{"i":1,"d":42}')
        print("pinged three times, and still there")

        await ask(peer, '{"i":3,"a":["ask","6 * 7?"]}', '{"i":1,"a":["answer","6 * 7?"]}')
        await ask(peer, '{"i":1,"d":"42"}', '{"i":3,"d":"42"}')

        large = "x" * 100_000
        await peer.send(json.dumps({"c": "shouting", "a": ["say", large]}))
        said = json.loads(await asyncio.wait_for(peer.recv(), 10))
        assert said == {"c": "shouting", "a": ["said", large.upper()]}
        print("100 kB -> 100 kB")

        await peer.close(1000, "done")
        assert peer.close_code == 1000, peer.close_code
        print("close 1000 -> close 1000")


asyncio.run(asyncio.wait_for(main(sys.argv[1]), 120))
