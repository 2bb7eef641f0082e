"""Reads a mail from standard input with Python's own parser, strictly, and prints what a reader sees as JSON."""

import email.header
import email.policy
import json
import sys
from email.parser import BytesParser

raw = sys.stdin.buffer.read()
mail = BytesParser(policy=email.policy.default.clone(raise_on_defect=True)).parsebytes(raw)
# Python's newer parser puts spaces between the encoded words of a name; its older one does not.
older = BytesParser(policy=email.policy.compat32).parsebytes(raw)
lines = raw.split(b"\r\n")


def text(kind):
    part = mail.get_body(preferencelist=(kind,))
    return part.get_content().replace("\r\n", "\n")


print(json.dumps({
    "fields": [[name, "".join(str(email.header.make_header(email.header.decode_header(value))).splitlines())]
               for name, value in older.items()],
    "subject": mail["subject"],
    "fromAddress": mail["from"].addresses[0].addr_spec,
    "to": [address.addr_spec for address in mail["to"].addresses],
    "type": mail.get_content_type(),
    "parts": [part.get_content_type() for part in mail.iter_parts()],
    "plain": text("plain"),
    "html": text("html"),
    "longestLine": max(map(len, lines)),
    "isASCII": raw.isascii(),
    "bareLineEnds": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
}))
