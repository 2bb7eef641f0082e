"""Verifies the DKIM signature of the mail on standard input with dkimpy; the key's record is the argument."""

import json
import sys

import dkim

record = sys.argv[1].encode()
asked = []


def dns(name, timeout=5):
    asked.append(name.decode().rstrip("."))
    return record


raw = sys.stdin.buffer.read()
verifier = dkim.DKIM(raw, minkey=2048)
try:
    good = verifier.verify(dnsfunc=dns)
except dkim.DKIMException:
    good = False
fields = {name.decode(): value.decode() for name, value in (verifier.signature_fields or {}).items()}
print(json.dumps({
    "isGood": bool(good), "asked": asked, "algorithm": fields.get("a"), "canonicalization": fields.get("c"),
    "domain": fields.get("d"), "signedFields": "".join(fields.get("h", "").split()).split(":"),
}))
