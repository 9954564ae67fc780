"""Octets as the suite has them, text with one character each, and the few functions that it calls with them."""

import binascii

from autobahn.websocket import utf8validator


def to_bytes(octets):
    """What is sent: bytes, which stay as they are, or a text of octets."""
    return octets.encode("latin-1") if isinstance(octets, str) else octets


def to_text(octets):
    """What the cases compare: a text of octets."""
    return octets if octets is None or isinstance(octets, str) else bytes(octets).decode("latin-1")


def b2a_hex(octets):
    return binascii.b2a_hex(to_bytes(octets)).decode("ascii")


class Utf8Validator(utf8validator.Utf8Validator):
    def validate(self, octets):
        return super().validate(to_bytes(octets))
