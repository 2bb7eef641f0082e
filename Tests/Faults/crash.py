#!/usr/bin/python3
"""kill -9 at random moments while publishers run: what was answered is there, whole, readable, audited, told.

    crash.py --ebox .build/release/ebox --rounds 20
"""

import argparse
import hashlib
import json
import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid

from ebox_demo import Demo, free_port

PUBLISHERS = 16
# Few mailboxes, so that publications meet in them and a round is short.
RECIPIENTS = 4
# The mailboxes are listed whole after each round, so a long run begins anew with an empty folder this often.
ROUNDS_PER_FOLDER = 25


class Answered:
    """What the server answered, by message id; and the keys whose answer never came."""

    def __init__(self):
        self.lock = threading.Lock()
        self.messages = {}
        self.unanswered = []

    def add(self, message, recipient, document):
        with self.lock:
            self.messages[message] = (recipient, hashlib.sha256(document).hexdigest(), len(document))

    def lost(self, key, recipient, document):
        with self.lock:
            self.unanswered.append((key, recipient, document))


def publish_until_it_dies(demo, token, answered, seed):
    generator = random.Random(seed)
    recipients = demo.active_citizens()[:RECIPIENTS]
    import http.client
    connection = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=30)
    while True:
        recipient = generator.choice(recipients)
        size = generator.choice([300, 20_000, 20_000, 200_000, 2_000_000])
        document = b"%PDF-1.7\n" + secrets.token_bytes(size)
        key = str(uuid.uuid4())
        try:
            status, answer = demo.publish(token, recipient, document, key, connection)
        except (OSError, http.client.HTTPException, ValueError):
            answered.lost(key, recipient, document)
            return
        if status == 201:
            answered.add(answer["messageId"], recipient, document)
        elif status in (429, 503):
            time.sleep(0.05)
        else:
            raise SystemExit(f"publish answered {status}: {answer}")


def messages_of(demo, token):
    """Every message of the mailbox, by id."""
    found, page = {}, 1
    while True:
        status, _, content = demo.read(token, f"/ebox/messages?pageSize=100&page={page}")
        if status != 200:
            raise SystemExit(f"the list answered {status}: {content!r}")
        items = json.loads(content)["items"]
        found.update({item["messageId"]: item for item in items})
        if len(items) < 100:
            return found
        page += 1


def check_mailboxes(demo, answered, checked):
    """Every answered message is listed; every listed message, answered or not, is whole. Returns what is wrong."""
    wrong = []
    wanted = {message: facts for message, facts in answered.messages.items() if message not in checked}
    for recipient in demo.active_citizens()[:RECIPIENTS]:
        token = demo.citizen_token(recipient)
        found = messages_of(demo, token)
        for message in wanted:
            if wanted[message][0] == recipient and message not in found:
                wrong.append(f"{message} was answered and is not in the mailbox")
        for message in found:
            if message in checked:
                continue
            attachment = found[message]["attachments"]["items"][0]
            status, _, content = demo.read(
                token, f"/ebox/messages/{message}/attachments/{attachment['attachmentId']}/content")
            digest = hashlib.sha256(content).hexdigest()
            if status != 200:
                wrong.append(f"{message} is visible and can't be read: {status}")
            elif message in wanted and digest != wanted[message][1]:
                wrong.append(f"{message} has other bytes than were published")
            checked.add(message)
    return wrong


def check_repeat(demo, answered):
    """An unanswered publication is repeated with its key: it is there once, whichever of the two did it."""
    wrong, token = [], demo.sender_token()
    for key, recipient, document in answered.unanswered:
        status, answer = demo.publish(token, recipient, document, key)
        if status not in (201, 409) or "messageId" not in answer:
            wrong.append(f"repeating an unanswered key gave {status}: {answer}")
        else:
            answered.add(answer["messageId"], recipient, document)
    answered.unanswered.clear()
    return wrong


def check_trails(demo, answered, seconds=20):
    """Every answered message has one publication entry and one delivered event."""
    path = os.path.join(demo.data, "ebox.sqlite")
    end = time.monotonic() + seconds
    while True:
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        audited = dict(database.execute(
            "SELECT message, count(*) FROM audit_entry WHERE action = 'publish' AND outcome = 'done' "
            "AND message IS NOT NULL GROUP BY message"))
        delivered = dict(database.execute(
            "SELECT message, count(*) FROM provider_event WHERE kind = 'newDocument' GROUP BY message"))
        database.close()
        wrong = [f"{message} has {audited.get(message, 0)} publication entries"
                 for message in answered.messages if audited.get(message, 0) != 1]
        wrong += [f"{message} has {delivered.get(message, 0)} newDocument events at the event engine"
                  for message in answered.messages if delivered.get(message, 0) != 1]
        if not wrong or time.monotonic() > end:
            return wrong
        time.sleep(0.2)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    chosen = arguments.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    generator = random.Random(chosen.seed)
    answered, first = 0, 1
    while first <= chosen.rounds:
        last = min(first + ROUNDS_PER_FOLDER - 1, chosen.rounds)
        count = rounds(os.path.abspath(chosen.ebox), range(first, last + 1), generator)
        if count is None:
            return 1
        answered, first = answered + count, last + 1
    print(f"{chosen.rounds} passed, 0 failed: {answered} answered publications survived")
    return 0


def rounds(ebox, numbers, generator):
    """Some rounds on one folder. Returns how many publications were answered; None when something is wrong."""
    folder = tempfile.mkdtemp(prefix="ebox-crash-")
    # Each document is opened while it is published; those here are no PDFs, of which their sender is warned only.
    demo = Demo(ebox, os.path.join(folder, "data"), free_port(), environment={"EBOX_QUALITY_DOCUMENTS": "warn"})
    answered, checked, wrong = Answered(), set(), []
    try:
        for number in numbers:
            wrong = one_round(demo, answered, checked, generator)
            print(f"round {number}: {len(answered.messages)} answered in this folder, {len(wrong)} wrong", flush=True)
            if wrong:
                break
    finally:
        demo.stop()
    if wrong:
        print("\n".join(wrong[:20]), file=sys.stderr)
        print(f"kept for inspection: {folder}", file=sys.stderr)
        return None
    shutil.rmtree(folder)
    return len(answered.messages)


def left_over(demo, seconds=10):
    """What opened documents for a server ends with it, killed or not."""
    program = os.path.join(os.path.dirname(demo.ebox), "ebox-pdf-inspector")
    end = time.monotonic() + seconds
    while True:
        left = []
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                if os.readlink(f"/proc/{process}/exe") == program:
                    left.append(f"process {process} of {program} is left")
            except OSError:
                pass  # Ended meanwhile, or nobody's to look at.
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.1)


def one_round(demo, answered, checked, generator):
    """Publishes, kills, starts again and looks at everything. Returns what is wrong."""
    demo.start()
    token = demo.sender_token()
    publishers = [
        threading.Thread(
            target=publish_until_it_dies, args=(demo, token, answered, generator.random()), daemon=True)
        for _ in range(PUBLISHERS)]
    for publisher in publishers:
        publisher.start()
    time.sleep(generator.uniform(0.05, 1.2))
    demo.kill()
    for publisher in publishers:
        publisher.join(40)
    demo.start()
    wrong = check_repeat(demo, answered) + check_mailboxes(demo, answered, checked)
    wrong += check_trails(demo, answered)
    demo.stop()
    wrong += left_over(demo)
    verified = subprocess.run(
        [demo.ebox, "audit", "verify", "--config", os.path.join(demo.data, "ebox.yaml")], capture_output=True, text=True)
    if verified.returncode != 0:
        wrong.append(f"audit verify: {verified.stdout} {verified.stderr}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
