"""Makes Python 3 of the part of the Autobahn|Testsuite that is needed here: prepare.py FOLDER-OF-ITS-SOURCES.

The suite is Python 2, where a string literal is a row of octets. It goes on as text with one character for each octet
(what Latin-1 makes of them); octets.py, which becomes a part of it, and fuzz.py stand where text and bytes meet.
"""

import re
import shutil
import sys
from pathlib import Path

from lib2to3.main import main as convert

# The compression cases, which nobody asks for, and one that is not in the suite's own list need further libraries.
LEFT_OUT = {"case9_9_1.py", "case12_x_x.py"}


def replace(file, pattern, replacement, at_least=1):
    text = file.read_text(encoding="latin-1")
    text, count = re.subn(pattern, replacement, text, flags=re.MULTILINE)
    if count < at_least:
        sys.exit(f"{file} is not as expected: there is no {pattern}")
    file.write_text(text, encoding="latin-1")


def main(folder):
    suite = folder / "autobahntestsuite"
    cases = suite / "case"
    for name in LEFT_OUT:
        (cases / name).unlink()
        replace(cases / "__init__.py", rf"^from {name[:-3]} import \*\n", "")
    replace(cases / "__init__.py", r"^(Cases|CaseSubCategories)\.(extend|update)\(Case1[23]_.*\n", "", at_least=4)

    for file in cases.glob("*.py"):
        # Read so, a literal has a character for each octet, as it had in Python 2.
        replace(file, r"\A# *coding=utf-8", "# coding=latin-1", at_least=0)
        replace(file, r"^import binascii$", "from autobahntestsuite import octets as binascii", at_least=0)
        replace(file, r"^from autobahn\.websocket\.utf8validator import", "from autobahntestsuite.octets import", 0)
        # Python 3 has no order of bases in which `object` comes first.
        replace(file, r"\(object, *Case\b", "(Case", at_least=0)
    # Divisions that mean whole numbers.
    replace(cases / "case10_1_1.py", r"(len\(self\.payload\)) / ", r"\1 // ")

    fuzzing = suite / "fuzzing.py"
    replace(fuzzing, r"^import os, json, binascii,", "from autobahntestsuite import octets as binascii\nimport os, json,")
    # There is no TLS here, and no page to look at; each would need a library more.
    replace(fuzzing, r", ssl$", "")
    replace(fuzzing, r"ssl\.ClientContextFactory\(\)", "None")
    replace(fuzzing, r", pkg_resources$", "")

    needed = [suite / name for name in ("caseset.py", "fuzzing.py", "report.py")] + sorted(cases.glob("*.py"))
    if convert("lib2to3.fixes", ["--write", "--nobackups", "--no-diffs", *map(str, needed)]) != 0:
        sys.exit("lib2to3 could not convert everything")
    # Its own imports programs that are not used here.
    version = re.search(r'__version__ = .*"', (suite / "_version.py").read_text())
    (suite / "__init__.py").write_text(f"{version.group()}\nversion = __version__\n" if version else "version = '?'\n")
    shutil.copy(Path(__file__).with_name("octets.py"), suite)


main(Path(sys.argv[1]))
