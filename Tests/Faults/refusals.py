#!/usr/bin/python3
"""Who may not, may not: each refusal over HTTP has its status, its code and its audit entry.

    refusals.py --ebox .build/release/ebox
"""

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import uuid

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from citizen_browser import CitizenBrowser
from ebox_demo import SCOPE, Demo, TokenRefused, free_port

PDF = b"%PDF-1.7\n" + b"x" * 500


class Trails:
    """The refusals in the audit trails, as codes."""

    def __init__(self, demo):
        self.path = os.path.join(demo.data, "ebox.sqlite")

    def count(self, code):
        database = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        found = database.execute(
            "SELECT count(*) FROM audit_entry WHERE outcome <> 'done' AND code = ?", (code,)).fetchone()[0]
        database.close()
        return found


class Refusals:
    def __init__(self, demo):
        self.demo, self.trails = demo, Trails(demo)
        self.passed, self.failed = 0, []
        self.registry = urllib.parse.urlsplit(demo.file["registryV3URL"]).path

    def expect(self, what, status, code, ask, audited=None):
        """`ask` gives (status, headers, body); `code` stands in the problem document, `audited` in the trail."""
        before = self.trails.count(audited or code)
        got, headers, content = ask()
        problem = json.loads(content) if content else {}
        wrong = []
        if got != status or problem.get("code", problem.get("error")) != code:
            wrong.append(f"answered {got} {problem}")
        if "error" not in problem:
            if "application/problem+json" not in headers.get("Content-Type", ""):
                wrong.append("is no problem document")
            if problem.get("status") != status or not str(problem.get("type", "")).startswith("urn:problem-type:"):
                wrong.append(f"is not of the Belgif form: {problem}")
        if self.trails.count(audited or code) != before + 1:
            wrong.append(f"has no audit entry {audited or code}")
        if wrong:
            self.failed.append(f"{what}: wanted {status} {code}; " + "; ".join(wrong))
        else:
            self.passed += 1

    def get(self, token, path):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.demo.exchange("GET", self.registry + path, headers=headers)

    def assertion(self, sender=None, key=None, **changes):
        sender = sender or self.demo.file["senders"][0]
        now = int(time.time())
        claims = {
            "iss": sender["clientId"], "sub": sender["clientId"], "aud": self.demo.file["tokenURL"],
            "jti": str(uuid.uuid4()), "iat": now, "exp": now + 60, **changes}
        if key is None:
            with open(sender["privateKeyFile"]) as text:
                key = text.read()
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": sender["keyId"]})

    def token(self, assertion):
        form = urllib.parse.urlencode({
            "grant_type": "client_credentials", "scope": SCOPE + "publicationsender",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion})
        return self.demo.exchange(
            "POST", urllib.parse.urlsplit(self.demo.file["tokenURL"]).path, form,
            {"Content-Type": "application/x-www-form-urlencoded"})


def assertions(refusals):
    """Forged, expired, replayed, another client's: RFC 6749 §5.2 at the token endpoint."""
    senders = refusals.demo.file["senders"]
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with open(senders[1]["privateKeyFile"]) as text:
        other = text.read()
    now = int(time.time())
    once = refusals.assertion()
    assert refusals.token(once)[0] == 200
    for what, assertion, audited in [
        ("a forged assertion", refusals.assertion(key=stranger), "assertionForged"),
        ("another client's key", refusals.assertion(key=other), "assertionForged"),
        ("an expired assertion", refusals.assertion(iat=now - 500, exp=now - 400), "assertionExpired"),
        ("a replayed assertion", once, "assertionReplayed"),
        ("an assertion for someone else", refusals.assertion(aud="https://elsewhere.example"), "assertionAudienceWrong"),
        ("an unknown client", refusals.assertion(iss="nobody", sub="nobody"), "clientUnknown"),
    ]:
        refusals.expect(what, 401, "invalid_client", lambda: refusals.token(assertion), audited)


def tokens(refusals, citizen_token, sender_token):
    refusals.expect("no token", 401, "NO_ACCESS_TOKEN", lambda: refusals.get(None, "/ebox/messages"))
    refusals.expect("a forged token", 401, "INVALID_ACCESS_TOKEN", lambda: refusals.get("A" * 43, "/ebox/messages"))
    refusals.expect(
        "a sender's token asks for what is a citizen's", 403, "MISSING_SCOPE",
        lambda: refusals.get(sender_token, "/ebox/recalledMessages"))

    def publish_as_citizen():
        return refusals.demo.exchange(
            "POST", refusals.registry + "/ebox/messages", b"--B--\r\n",
            {"Authorization": f"Bearer {citizen_token}", "Content-Type": "multipart/form-data; boundary=B"})

    refusals.expect("a citizen's token publishes", 403, "MISSING_SCOPE", publish_as_citizen)


def low_assurance(refusals, number):
    """Too low a level at sign-in: the provider asks for a higher one before any code or token exists."""
    demo = refusals.demo

    def issued():
        database = sqlite3.connect(f"file:{refusals.trails.path}?mode=ro", uri=True)
        counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                  for table in ("provider_code", "provider_token", "provider_session")]
        database.close()
        return counts

    before, audited = issued(), refusals.trails.count("assuranceTooLow")
    try:
        CitizenBrowser(demo, number, level="low")
        refusals.failed.append("a sign-in at a low level was taken")
    except urllib.error.HTTPError as refused:
        page = refused.read().decode()
        if refused.code != 403 or "/provider/sign-in" not in page:
            refusals.failed.append(f"a sign-in at a low level answered {refused.code}, without a way to step up")
    command = subprocess.run(
        [demo.ebox, "token", "--demo", os.path.join(demo.data, "demo.json"), "--citizen", number, "--level", "low"],
        capture_output=True, text=True)
    if command.returncode != 1 or command.stdout:
        refusals.failed.append(f"ebox token --level low ended with {command.returncode}: {command.stdout}")
    if issued() != before or refusals.trails.count("assuranceTooLow") != audited + 2:
        refusals.failed.append("a sign-in at a low level left a code, a token or a session, or no audit entry")
    else:
        refusals.passed += 1


def alter(demo, statement, token):
    """Changes a token's row while the server is down: what a provider elsewhere could tell of a token, and ours never
    does, because it gives no token for too low a level and ends a channel's tokens with its consent. The registry must
    not rely on that."""
    demo.stop()
    database = sqlite3.connect(os.path.join(demo.data, "ebox.sqlite"))
    changed = database.execute(
        f"UPDATE provider_token SET {statement} WHERE token_hash = ?", (hashlib.sha256(token.encode()).digest(),))
    assert changed.rowcount == 1, statement
    database.commit()
    database.close()
    demo.start()


def two_channels(demo):
    """A citizen with just these two channels, and a token in each; the first citizens are for the other cases."""
    def token(number, channel):
        try:
            return demo.citizen_token(number, channel)
        except TokenRefused:
            return None  # The command waits for a consent that is not there.

    for number in reversed(demo.active_citizens()):
        own, bank = token(number, "my-ebox"), token(number, "demo-bank")
        if own and bank:
            if token(number, "demo-profile"):
                CitizenBrowser(demo, number).withdraw("demo-profile")
            return number, own, bank
    raise SystemExit("no citizen of the demonstration has two channels")


def registry_denials(refusals, sender_token):
    """What the registry itself refuses to a token that is good: too low a level, another channel, an inactive box."""
    demo = refusals.demo
    number, own, bank = two_channels(demo)
    status, answer = demo.publish(sender_token, number, PDF)
    assert status == 201, answer
    message = f"/ebox/messages/{answer['messageId']}"
    CitizenBrowser(demo, number).withdraw("demo-bank")
    refusals.expect("a channel after its withdrawal", 401, "INVALID_ACCESS_TOKEN", lambda: refusals.get(bank, message))
    if demo.read(own, message)[0] != 200:
        refusals.failed.append("withdrawing one channel took another channel's token away")
    else:
        refusals.passed += 1

    alter(demo, "revoked_at = NULL", bank)
    for path in ["/ebox/messages", message]:
        refusals.expect(
            "a channel that is not linked", 403, "CHANNEL_NOT_LINKED", lambda: refusals.get(bank, path))
    alter(demo, "assurance = 0", own)
    for path in ["/ebox/messages", message]:
        refusals.expect("too low a level", 401, "ASSURANCE_TOO_LOW", lambda: refusals.get(own, path))
    _, headers, _ = refusals.get(own, message)
    challenge = headers.get("WWW-Authenticate", "")
    if "insufficient_user_authentication" not in challenge or "acr_values" not in challenge:
        refusals.failed.append(f"too low a level is not challenged as in RFC 9470: {challenge}")

    CitizenBrowser(demo, number).withdraw("my-ebox")
    alter(demo, "revoked_at = NULL, assurance = 2", own)
    for path in ["/ebox/messages", message]:
        refusals.expect("an inactive box", 403, "BOX_NOT_ACTIVE", lambda: refusals.get(own, path))


def run(demo):
    refusals = Refusals(demo)
    registry_denials(refusals, demo.sender_token())
    reader, other = demo.active_citizens()[:2]
    sender_token = demo.sender_token()
    citizen_token, other_token = demo.citizen_token(reader), demo.citizen_token(other)
    assertions(refusals)
    tokens(refusals, citizen_token, sender_token)
    low_assurance(refusals, reader)

    status, answer = demo.publish(sender_token, reader, PDF)
    assert status == 201, answer
    message = f"/ebox/messages/{answer['messageId']}"
    _, _, content = demo.read(citizen_token, message)
    attachment = json.loads(content)["attachments"]["items"][0]["attachmentId"]
    pdf = f"{message}/attachments/{attachment}/content"
    for what, path in [("another citizen's message", message), ("another citizen's document", pdf)]:
        refusals.expect(what, 404, "MESSAGE_NOT_FOUND", lambda: refusals.get(other_token, path))
    # The sender reads its own box only: not even what it published itself.
    for what, path in [("its own message, by the sender", message), ("its own document, by the sender", pdf)]:
        refusals.expect(what, 404, "MESSAGE_NOT_FOUND", lambda: refusals.get(sender_token, path))

    # The box of the other citizen becomes inactive, channel by channel; the token dies with its consent.
    browser = CitizenBrowser(demo, other)
    for channel in demo.file["channels"]:
        try:
            browser.withdraw(channel["clientId"])
        except urllib.error.HTTPError as refused:
            assert refused.code == 404, refused  # That channel has no consent.
    refusals.expect(
        "withdrawn consent", 401, "INVALID_ACCESS_TOKEN", lambda: refusals.get(other_token, "/ebox/messages"))
    status, answer = demo.publish(sender_token, other, PDF)
    if (status, answer.get("code")) != (201, "NO_DIGITAL_USER"):
        refusals.failed.append(f"publishing after the withdrawal answered {status} {answer}")
    else:
        refusals.passed += 1

    # Past its term; and tokens of before the clock moved have run out.
    demo.exchange("POST", "/demo/clock", json.dumps({"advanceDays": 3000}), {"Content-Type": "application/json"})
    refusals.expect("an expired token", 401, "EXPIRED_ACCESS_TOKEN", lambda: refusals.get(citizen_token, message))
    later = demo.citizen_token(reader)
    for what, path in [("an expired message", message), ("an expired document", pdf)]:
        refusals.expect(what, 404, "MESSAGE_NOT_FOUND", lambda: refusals.get(later, path))
    return refusals


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    chosen = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="ebox-refusals-")
    demo = Demo(os.path.abspath(chosen.ebox), os.path.join(folder, "data"), free_port())
    try:
        refusals = run(demo.start())
    finally:
        demo.stop()
    if refusals.failed:
        print("\n".join(refusals.failed), file=sys.stderr)
    print(f"{refusals.passed} passed, {len(refusals.failed)} failed")
    shutil.rmtree(folder)
    return 1 if refusals.failed else 0


if __name__ == "__main__":
    sys.exit(main())
