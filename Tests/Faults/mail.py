#!/usr/bin/env python3
"""Mail when things go wrong: the real program, real relays (aiosmtpd, Postfix), kill -9.

  1. A relay that refuses, delays and dies: no notice is lost, and each is given at most twice, a second time only where
     nobody could know whether the first was taken.
  2. The program is killed in the middle of sending, again and again: the same.
  3. Bounces of a real Postfix come back through a Maildir to the notice that they are about.

Ends with 0 when all of it holds. Needs .build-python (bin/setup --test) and Postfix.
"""

import argparse
import collections
import email
import json
import os
import re
import subprocess
import sys
import tempfile
import time

from ebox_demo import Demo, free_port
from postfix import Postfix

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PYTHON = os.path.join(ROOT, ".build-python", "bin", "python")


class Relay:
    def __init__(self, folder, *options):
        self.log = os.path.join(folder, "taken.jsonl")
        self.process = subprocess.Popen(
            [PYTHON, os.path.join(ROOT, "Tests", "Mail", "relay.py"), "--log", self.log, *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline())

    def taken(self):
        """How often each recipient's mail was taken."""
        with open(self.log) as lines:
            return collections.Counter(json.loads(line)["recipient"] for line in lines)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def start(ebox, folder, port, **more):
    environment = {
        "EBOX_MAIL_RELAY_HOST": "127.0.0.1", "EBOX_MAIL_RELAY_PORT": str(port), "EBOX_MAIL_RELAY_SECURITY": "none", **more}
    return Demo(ebox, os.path.join(folder, "data"), free_port(), environment=environment).start()


def queue(demo, count, address):
    """Queues notices as the program does; in the address, # stands for their number."""
    status, _, content = demo.exchange(
        "POST", "/demo/mail", json.dumps({"count": count, "address": address}), {"Content-Type": "application/json"})
    if status != 204:
        sys.exit(f"POST /demo/mail answered {status}: {content!r}")


def waiting(demo):
    _, _, content = demo.exchange("GET", "/demo/mail/queue")
    return json.loads(content)["waiting"]


def until(what, condition, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.2)
    sys.exit(f"FAILED: not within {seconds} s: {what}")


def check(what, holds):
    print(f"{'kept' if holds else 'FAILED'}  {what}", flush=True)
    if not holds:
        sys.exit(1)


def bad_relay(ebox, folder):
    relay = Relay(folder)
    demo = start(ebox, folder, relay.port)
    try:
        for kind in ("ok", "dieonce", "forgets", "unknown", "full"):
            queue(demo, 20, f"{kind}-#@example.be")
        # Each death makes the program leave the relay alone for a while, and what died is tried again a minute later.
        until("the queue is empty", lambda: waiting(demo) == 0, 600)
        taken = relay.taken()
        mails = {kind: [count for to, count in taken.items() if to.startswith(kind)]
                 for kind in ("ok", "dieonce", "forgets", "unknown", "full")}
        check("every notice to a good address was taken once", mails["ok"] == [1] * 20)
        check("every notice that died once with its connection was sent again, and taken once", mails["dieonce"] == [1] * 20)
        check("a relay that takes and forgets to say so gets each twice, never more",
              len(mails["forgets"]) == 20 and all(count <= 2 for count in mails["forgets"]))
        check("refused addresses and full mailboxes got nothing", mails["unknown"] == [] and mails["full"] == [])
        check("nothing is left in the queue", waiting(demo) == 0)
    finally:
        demo.stop()
        relay.stop()


def killed(ebox, folder, rounds, count):
    relay = Relay(folder)
    demo = start(ebox, folder, relay.port)
    try:
        queue(demo, count, "ok-#@example.be")
        for _ in range(rounds):
            before = sum(relay.taken().values())
            until("more mails", lambda: sum(relay.taken().values()) > before + 5 or waiting(demo) == 0)
            demo.kill()
            demo.start()
        until("the queue is empty", lambda: waiting(demo) == 0, 600)
        taken = relay.taken()
        twice = sum(1 for times in taken.values() if times == 2)
        check(f"{count} notices, {rounds} times killed: none lost ({count - len(taken)})", len(taken) == count)
        check(f"none more than twice; twice only those under way when it was killed: {twice}",
              max(taken.values()) <= 2 and twice <= 2 * rounds)
    finally:
        demo.stop()
        relay.stop()


def bounces(ebox, folder):
    maildir = os.path.join(folder, "maildir", "bounces")
    with Postfix(os.path.join(folder, "postfix"), bounce_folder=maildir) as postfix:
        demo = start(ebox, folder, postfix.port, EBOX_MAIL_BOUNCE_DIRECTORY=maildir)
        try:
            queue(demo, 5, "nobody-#@refused.example")
            queue(demo, 5, "someone-#@discarded.example")
            until("all posted", lambda: waiting(demo) == 0)
            read = os.path.join(maildir, "cur")
            until("five bounces read", lambda: os.path.isdir(read) and len(os.listdir(read)) >= 5)
            acts = []

            def bounced():
                nonlocal acts
                _, _, content = demo.exchange("GET", "/demo/mail/queue")
                acts = json.loads(content)["acts"]
                return acts.get("bounced", 0) >= 5

            until("five bounces recorded", bounced)
            check(f"Postfix took ten notices and five bounced: {acts}", acts == {"accepted": 10, "bounced": 5})
        finally:
            demo.stop()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    arguments.add_argument("--rounds", type=int, default=5, help="times that the program is killed")
    arguments.add_argument("--count", type=int, default=400, help="notices of that part")
    arguments.add_argument("--only", choices=["relay", "killed", "bounces"])
    arguments = arguments.parse_args()
    ebox = os.path.abspath(arguments.ebox)
    for name, part in (
            ("relay", lambda folder: bad_relay(ebox, folder)),
            ("killed", lambda folder: killed(ebox, folder, arguments.rounds, arguments.count)),
            ("bounces", lambda folder: bounces(ebox, folder))):
        if arguments.only in (None, name):
            with tempfile.TemporaryDirectory(prefix=f"ebox-mail-{name}-") as folder:
                os.chmod(folder, 0o755)
                part(folder)


main()
