#!/usr/bin/python3
"""Bad publications over HTTP: each is refused with its status and code, memory stays flat, nothing is stored.

    bad_input.py --ebox .build/release/ebox
"""

import argparse
import base64
import hashlib
import json
import os
import shutil
import socket
import sqlite3
import sys
import tempfile
import threading
import time
import urllib.parse

from ebox_demo import Demo, free_port

MEMORY_GROWTH_MAX = 16_000_000
IDLE_SECONDS = 15  # What the server is told; a silent client may be closed a little later.
PDF = b"%PDF-1.7\n" + b"x" * 2000


class Memory:
    """The largest resident size seen while a block runs."""

    def __init__(self, process):
        self.process, self.peak, self.running = process, 0, True

    def now(self):
        with open(f"/proc/{self.process}/status") as text:
            return next(int(line.split()[1]) * 1024 for line in text if line.startswith("VmRSS"))

    def __enter__(self):
        self.start = self.peak = self.now()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()
        return self

    def watch(self):
        while self.running:
            self.peak = max(self.peak, self.now())
            time.sleep(0.01)

    def __exit__(self, *_):
        self.running = False
        self.thread.join()

    @property
    def growth(self):
        return self.peak - self.start


def part(name, content, filename=None, media_type=None):
    head = f'Content-Disposition: form-data; name="{name}"'
    if filename is not None:
        head += f'; filename="{filename}"'
    if media_type:
        head += f"\r\nContent-Type: {media_type}"
    return f"--B\r\n{head}\r\n\r\n".encode() + content + b"\r\n"


def multipart(*parts):
    return b"".join(parts) + b"--B--\r\n"


class Requests:
    """Request documents: a good one, and it changed."""

    def __init__(self, demo):
        self.sender = demo.file["senders"][0]
        self.recipient = demo.active_citizens()[0]

    def json(self, drop=(), **changes):
        request = {
            "sender": {"eboxType": "enterprise", "enterpriseNumber": self.sender["enterpriseNumber"]},
            "recipient": {"eboxType": "citizen", "ssin": self.recipient},
            "subject": {"nl": "Beslissing"}, "senderApplicationId": self.sender["applicationId"],
            "messageTypeId": self.sender["messageTypeIds"][0],
            "attachments": [{"httpPartName": "upfile1", "isMainContent": True}], **changes}
        for name in drop:
            del request[name]
        return json.dumps(request).encode()

    def body(self, *files, drop=(), **changes):
        files = files or (part("upfile1", PDF, "a.pdf", "application/pdf"),)
        return multipart(part("messageToPublish", self.json(drop, **changes), media_type="application/json"), *files)


def attachment(name="upfile1", main=True, **more):
    return {"httpPartName": name, "isMainContent": main, **more}


def cases(requests):
    """(what, body, status, code)."""
    pdf, pdf2 = part("upfile1", PDF, "a.pdf", "application/pdf"), part("upfile2", PDF, "b.pdf", "application/pdf")
    wrong_digest = base64.urlsafe_b64encode(hashlib.sha256(b"other").digest()).decode()
    hex_digest = hashlib.sha256(PDF).hexdigest()
    citizen = {"eboxType": "citizen"}
    yield "truncated multipart", requests.body()[:-400], 400, "MALFORMED_MULTIPART"
    yield "no closing boundary", requests.body()[:-8], 400, "MALFORMED_MULTIPART"
    yield "wrong digest", requests.body(
        attachments=[attachment(digest={"digestMethod": "sha_256", "digestValue": wrong_digest})]), 400, "DIGEST_DO_NOT_MATCH"
    yield "hexadecimal digest", requests.body(
        attachments=[attachment(digest={"digestMethod": "sha_256", "digestValue": hex_digest})]), 400, "INVALID_INPUT"
    yield "two main contents", requests.body(
        pdf, pdf2, attachments=[attachment(), attachment("upfile2")]), 400, "INVALID_INPUT"
    yield "no main content", requests.body(attachments=[attachment(main=False)]), 400, "INVALID_INPUT"
    yield "a part that nobody names", requests.body(pdf, pdf2), 400, "INVALID_INPUT"
    yield "an attachment without a part", requests.body(
        pdf, attachments=[attachment(), attachment("upfile2", False)]), 400, "INVALID_INPUT"
    yield "an empty file", requests.body(part("upfile1", b"", "a.pdf", "application/pdf")), 400, "INVALID_INPUT"
    yield "no file name", requests.body(part("upfile1", PDF, None, "application/pdf")), 400, "INVALID_INPUT"
    yield "no media type", requests.body(part("upfile1", PDF, "a.pdf")), 400, "INVALID_INPUT"
    yield "a program as attachment", requests.body(
        part("upfile1", PDF, "a.exe", "application/x-msdownload")), 400, "INVALID_INPUT"
    yield "a file name of 256", requests.body(
        part("upfile1", PDF, "a" * 252 + ".pdf", "application/pdf")), 400, "INVALID_INPUT"
    yield "national number that fails its checksum", requests.body(
        recipient={**citizen, "ssin": "78041299917"}), 400, "INVALID_INPUT"
    yield "enterprise number that fails its checksum", requests.body(
        sender={"eboxType": "enterprise", "enterpriseNumber": "0999999032"}), 400, "INVALID_INPUT"
    yield "nine digits", requests.body(
        sender={"eboxType": "enterprise", "enterpriseNumber": "999999130"}), 400, "INVALID_INPUT"
    yield "another sender's name", requests.body(
        sender={"eboxType": "enterprise", "enterpriseNumber": "0999999922"}), 400, "INVALID_SENDER"
    yield "a type that is not the sender's", requests.body(messageTypeId="NIET-VAN-MIJ"), 400, "INVALID_SENDER"
    yield "unknown field", requests.body(priority="high"), 400, "INVALID_INPUT"
    yield "null", requests.body(expirationDate=None), 400, "INVALID_INPUT"
    yield "missing field", requests.body(drop=["subject"]), 400, "INVALID_INPUT"
    yield "wrong type", requests.body(subject="Beslissing"), 400, "INVALID_INPUT"
    yield "not JSON", multipart(part("messageToPublish", b"{,}", media_type="application/json"), pdf), 400, "INVALID_INPUT"
    yield "deep JSON", multipart(
        part("messageToPublish", b"[" * 50_000, media_type="application/json"), pdf), 400, "INVALID_INPUT"
    yield "no request", multipart(pdf), 400, "INVALID_INPUT"
    yield "two requests", multipart(
        part("messageToPublish", requests.json()), part("messageToPublish", requests.json()), pdf), 400, "INVALID_INPUT"
    yield "unknown language", requests.body(subject={"es": "Decisión"}), 400, "INVALID_INPUT"
    yield "two languages", requests.body(subject={"nl": "Beslissing", "fr": "Décision"}), 400, "NOT_IMPLEMENTED"
    yield "subject of 401", requests.body(subject={"nl": "x" * 401}), 400, "INVALID_INPUT"
    yield "a date that was", requests.body(expirationDate="2020-01-01T00:00:00+01:00"), 400, "INVALID_EXPIRATION_DATE"
    yield "a date past the term", requests.body(expirationDate="2060-01-01T00:00:00+01:00"), 400, "INVALID_EXPIRATION_DATE"


def post(demo, token, body, length=None, chunked=False):
    """One POST on a connection of its own; the body is bytes or an iterator. Returns status and problem."""
    path = urllib.parse.urlsplit(demo.file["registryV3URL"]).path + "/ebox/messages"
    own = socket.create_connection(("127.0.0.1", demo.port), timeout=60)
    framing = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(body) if length is None else length}"
    own.sendall((
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: multipart/form-data; boundary=B\r\n{framing}\r\nConnection: close\r\n\r\n").encode())
    try:
        if isinstance(body, bytes):
            own.sendall(body)
        else:
            for piece in body:
                own.sendall(b"%x\r\n" % len(piece) + piece + b"\r\n" if chunked else piece)
            if chunked:
                own.sendall(b"0\r\n\r\n")
    except OSError:
        pass  # Refused before the end: the answer is there to read.
    answer = b""
    try:
        while True:
            piece = own.recv(65_536)
            if not piece:
                break
            answer += piece
    except OSError:
        pass
    own.close()
    head, _, content = answer.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        content = content[content.find(b"{"):content.rfind(b"}") + 1]
    return (int(head.split()[1]), json.loads(content)) if head else (0, {})


def stall(demo, token, body):
    """Half of a publication, then silence. Returns the seconds until the server closed; None when it never did."""
    path = urllib.parse.urlsplit(demo.file["registryV3URL"]).path + "/ebox/messages"
    own = socket.create_connection(("127.0.0.1", demo.port), timeout=4 * IDLE_SECONDS)
    own.sendall((
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: multipart/form-data; boundary=B\r\nContent-Length: {len(body)}\r\n\r\n").encode())
    own.sendall(body[:len(body) // 2])
    begun = time.monotonic()
    try:
        while own.recv(65_536):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        return None
    finally:
        own.close()
    return time.monotonic() - begun


def endless(start, piece, bytes_in_all):
    yield start
    sent = 0
    while sent < bytes_in_all:
        yield piece
        sent += len(piece)


def stored(demo):
    """Messages, and bytes that documents take on disk."""
    database = sqlite3.connect(f"file:{os.path.join(demo.data, 'ebox.sqlite')}?mode=ro", uri=True)
    count = database.execute("SELECT count(*) FROM document_provider_message").fetchone()[0]
    database.close()
    return count


def audited(demo, code):
    database = sqlite3.connect(f"file:{os.path.join(demo.data, 'ebox.sqlite')}?mode=ro", uri=True)
    count = database.execute(
        "SELECT count(*) FROM audit_entry WHERE outcome <> 'done' AND code = ?", (code,)).fetchone()[0]
    database.close()
    return count


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    chosen = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="ebox-bad-input-")
    demo = Demo(os.path.abspath(chosen.ebox), os.path.join(folder, "data"), free_port(),
                environment={"EBOX_SERVER_IDLE_SECONDS": str(IDLE_SECONDS)})
    passed, failed = 0, []

    def expect(what, got, status, code, before):
        nonlocal passed
        problem = got[1]
        wrong = []
        if got[0] != status or problem.get("code") != code:
            wrong.append(f"answered {got[0]} {problem.get('code')} ({problem.get('issues') or problem.get('detail')})")
        if problem.get("status") != got[0] or not str(problem.get("type", "")).startswith("urn:problem-type:"):
            wrong.append(f"no problem document: {problem}")
        if audited(demo, code) != before + 1:
            wrong.append("no audit entry")
        if any(number in json.dumps(problem) for number in ("78041299917", requests.recipient)):
            wrong.append("the problem repeats a national number")
        if wrong:
            failed.append(f"{what}: wanted {status} {code}; " + "; ".join(wrong))
        else:
            passed += 1

    try:
        demo.start()
        requests, token = Requests(demo), demo.sender_token()
        for _ in range(300):  # Warm: allocators and caches at their working size.
            status, answer = post(demo, token, requests.body())
            if status != 201:
                raise SystemExit(f"a good publication was answered {status}: {answer}")
        messages = stored(demo)
        with Memory(demo.server_id()) as memory:
            for what, body, status, code in cases(requests):
                before = audited(demo, code)
                expect(what, post(demo, token, body), status, code, before)
            many = b"".join(part(f"f{number}", b"x", "a.pdf", "application/pdf") for number in range(100_000))
            before = audited(demo, "TOO_MANY_ATTACHMENTS")
            expect("100 000 parts", post(demo, token, multipart(many)), 400, "TOO_MANY_ATTACHMENTS", before)
            del many
            gigabyte, head = 1_000_000_000, part("upfile1", b"", "a.pdf", "application/pdf")[:-2]
            before = audited(demo, "PAYLOAD_TOO_LARGE")
            expect("1 GB announced", post(
                demo, token, endless(head, b"x" * 65_536, gigabyte), length=gigabyte), 413, "PAYLOAD_TOO_LARGE", before)
            before = audited(demo, "ATTACHMENT_TOO_LARGE")
            expect("1 GB in chunks", post(
                demo, token, endless(head, b"x" * 65_536, gigabyte), chunked=True), 413, "ATTACHMENT_TOO_LARGE", before)
            before = audited(demo, "INTERRUPTED")
            seconds = stall(demo, token, requests.body())
            time.sleep(1)
            if seconds is None or seconds < IDLE_SECONDS - 1:
                failed.append(f"a silent client was closed after {seconds} s, not {IDLE_SECONDS}")
            elif audited(demo, "INTERRUPTED") != before + 1:
                failed.append("a publication that stopped half-way has no audit entry")
            else:
                passed += 1
        if memory.growth > MEMORY_GROWTH_MAX:
            failed.append(f"memory grew by {memory.growth / 1e6:.1f} MB")
        if stored(demo) != messages:
            failed.append(f"{stored(demo) - messages} messages were stored")
        demo.stop()
    finally:
        demo.stop()
    print("\n".join(failed), file=sys.stderr)
    print(f"memory grew by {memory.growth / 1e6:.1f} MB")
    print(f"{passed} passed, {len(failed)} failed")
    if not failed:
        shutil.rmtree(folder)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
