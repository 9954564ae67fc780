"""Runs the prepared suite: fuzz.py client URL REPORTS [CASE…], or fuzz.py server REPORTS [CASE…]

As a client it tests the server at an address. As a server it tests the clients that connect to the address which it
prints, until it is ended. Without cases it runs all but those of compression. A case may be a pattern: "6.*". The
reports are JSON: index.json, and a file for each case with all that went over the wire.
"""

import socket
import sys

from autobahntestsuite import fuzzing
from autobahntestsuite.case import Case
from autobahntestsuite.octets import to_bytes, to_text
from twisted.internet import reactor

ALL_CASES = ["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "9.*", "10.*"]


class Boundary:
    """Between the cases, whose octets are text, and the protocol, which takes and gives bytes."""

    def sendFrame(self, opcode, payload="", fin=True, rsv=0, mask=None, payload_len=None, chopsize=None, sync=False):
        payload = to_bytes(payload)
        if payload_len is not None:
            payload = (payload * (payload_len // len(payload) + 1))[:payload_len]
        super().sendFrame(opcode, payload, fin, rsv, to_bytes(mask), None, chopsize, sync)

    def sendMessage(self, payload, *arguments, **options):
        super().sendMessage(to_bytes(payload), *arguments, **options)

    def sendMessageFrame(self, payload, *arguments, **options):
        super().sendMessageFrame(to_bytes(payload), *arguments, **options)

    def sendMessageFrameData(self, payload, *arguments, **options):
        return super().sendMessageFrameData(to_bytes(payload), *arguments, **options)

    def sendPing(self, payload=None):
        super().sendPing(to_bytes(payload))

    def sendPong(self, payload=None):
        super().sendPong(to_bytes(payload))

    def sendCloseFrame(self, code=None, reasonUtf8=None, isReply=False):
        super().sendCloseFrame(code, to_bytes(reasonUtf8), isReply)

    def onMessage(self, payload, isBinary):
        super().onMessage(to_text(payload), isBinary)

    def onPong(self, payload):
        super().onPong(to_text(payload))

    def logRxFrame(self, header, payload):
        super().logRxFrame(header, [to_text(part) for part in payload])


class Client(Boundary, fuzzing.FuzzingClientProtocol):
    pass


class Server(Boundary, fuzzing.FuzzingServerProtocol):
    pass


class Reports:
    """JSON alone: the pages of the suite are written as Python 2 writes them."""

    def createReports(self, produceHtml=False, produceJson=True):
        super().createReports(False, produceJson)

    def logCase(self, results):
        super().logCase({key: to_text(it) if isinstance(it, bytes) else it for key, it in results.items()})


class ClientFactory(Reports, fuzzing.FuzzingClientFactory):
    pass


class ServerFactory(Reports, fuzzing.FuzzingServerFactory):
    protocol = Server


# Python 3 pickles the same string in two ways, which the suite's own comparison takes for a difference.
Case.compare = lambda self, some, other: some == other
# The factory makes what bears this name.
fuzzing.FuzzingClientProtocol = Client


def spec(reports, cases):
    return {"outdir": reports, "cases": cases or ALL_CASES}


def test_server(url, reports, *cases):
    ClientFactory({**spec(reports, cases), "servers": [{"agent": "Fairway", "url": url}]})


def test_client(reports, *cases):
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    url = f"ws://127.0.0.1:{listener.getsockname()[1]}"
    reactor.adoptStreamPort(listener.fileno(), listener.family, ServerFactory({**spec(reports, cases), "url": url}))
    print(f"listening on {url}", flush=True)


role, *arguments = sys.argv[1:]
{"client": test_server, "server": test_client}[role](*arguments)
reactor.run()
