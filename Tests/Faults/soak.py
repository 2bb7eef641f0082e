#!/usr/bin/python3
"""Hours in minutes: publish, list, read, withdraw and activate, while the clock moves and what has ended is swept.

    soak.py --ebox .build/release/ebox --minutes 10

Watches memory (PSS), file descriptors, threads, disk and latencies, and judges at the end: nothing grows that should not,
nothing is answered that should not be, what expired is gone, and the audit trail is sound. Ends with 0 or 1; a line every half
minute. All on this machine, in a folder of its own that is removed when all is well.
"""

import argparse
import collections
import datetime
import glob
import hashlib
import http.client
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
import traceback
import urllib.error

from citizen_browser import CitizenBrowser
from ebox_demo import Demo, TokenRefused, free_port

PUBLISHERS, READERS = 4, 2
SAMPLE_SECONDS, LINE_SECONDS, CLOCK_SECONDS, TOGGLE_SECONDS = 2, 30, 25, 7
# A growth beyond these, from the second quarter of the time to the last, is a leak.
PSS_GROWTH_MAX, DESCRIPTOR_GROWTH_MAX, THREAD_GROWTH_MAX = 48 * 1024 * 1024, 24, 8
# Other programs run on a machine of a developer or of CI: only a drift of this factor, and milliseconds, is ours.
LATENCY_FACTOR_MAX, LATENCY_SLACK = 3, 0.050
# What may stay on disk of the documents after all have expired: the segments that are still being written.
LEFT_BYTES_MAX = 64 * 1024 * 1024


class Soak:
    def __init__(self, demo, minutes, rate, seed):
        self.demo, self.rate, self.seed = demo, rate, seed
        self.begin = time.monotonic()
        self.end = self.begin + minutes * 60
        self.lock = threading.Lock()
        self.latencies = collections.defaultdict(list)  # operation: (when, seconds)
        self.counts = collections.Counter()
        self.samples = []  # (when, pss, descriptors, threads, documents' bytes, database's bytes)
        self.wrong = []
        self.bytes = 0
        self.moves = 0  # Odd while the clock is being moved.
        self.digests = {}

    @property
    def running(self):
        return time.monotonic() < self.end and len(self.wrong) < 20

    def fault(self, text):
        with self.lock:
            self.wrong.append(f"after {time.monotonic() - self.begin:.0f} s: {text}")

    def timed(self, operation, ask):
        started = time.monotonic()
        answer = ask()
        with self.lock:
            self.latencies[operation].append((started, time.monotonic() - started))
            self.counts[f"{operation} {answer[0]}"] += 1
        return answer

    def now(self):
        """The demonstration's clock."""
        _, _, content = self.demo.exchange("GET", "/demo/clock")
        return datetime.datetime.fromisoformat(json.loads(content)["now"].replace("Z", "+00:00"))

    # What goes on

    def publish(self, number):
        generator = random.Random(f"{self.seed} {number}")
        recipients = self.demo.active_citizens()
        connection = http.client.HTTPConnection("127.0.0.1", self.demo.port, timeout=60)
        token, now, asked = self.demo.sender_token(), self.now(), time.monotonic()
        while self.running:
            if time.monotonic() - asked > 5:
                now, asked = self.now(), time.monotonic()
            size = generator.choices([2_000, 20_000, 200_000, 3_000_000], [20, 75, 4.5, 0.5])[0]
            document = b"%PDF-1.7\n" + secrets.token_bytes(size)
            until = (now + datetime.timedelta(days=generator.choice([2, 3, 4]))).isoformat()
            key = secrets.token_hex(12)
            status, answer = self.timed(f"publish {size}", lambda: self.demo.publish(
                token, generator.choice(recipients), document, key, connection, until))
            if status == 201:
                with self.lock:
                    self.bytes += len(document)
                    self.digests[answer["messageId"]] = hashlib.sha256(document).digest()
                    if answer.get("code") == "NO_DIGITAL_USER":
                        self.counts["NO_DIGITAL_USER"] += 1
            elif status == 401:
                token = self.demo.sender_token()  # The clock moved: our token is over.
            elif status not in (429, 503):
                self.fault(f"publish answered {status} {answer}")
            time.sleep(PUBLISHERS / self.rate * generator.uniform(0.5, 1.5))

    def read(self, number):
        generator = random.Random(f"{self.seed} reader {number}")
        citizens = self.demo.active_citizens()[:2] + self.demo.active_citizens()[3:5]
        tokens = {}
        connection = http.client.HTTPConnection("127.0.0.1", self.demo.port, timeout=60)
        while self.running:
            citizen = generator.choice(citizens)
            if citizen not in tokens:
                before = self.moves
                try:
                    tokens[citizen] = self.demo.citizen_token(citizen)
                except TokenRefused as refused:
                    if not self.moved_since(before):
                        self.fault(str(refused))
                    continue
            status, _, content = self.timed("list", lambda: self.demo.read(
                tokens[citizen], "/ebox/messages?pageSize=25", connection))
            if status == 401:
                del tokens[citizen]
                continue
            if status != 200:
                self.fault(f"list answered {status} {content[:200]}")
                continue
            items = json.loads(content)["items"]
            if not items:
                time.sleep(0.2)
                continue
            item = generator.choice(items)
            attachment = item["attachments"]["items"][0]["attachmentId"]
            status, _, content = self.timed("read", lambda: self.demo.read(
                tokens[citizen], f"/ebox/messages/{item['messageId']}/attachments/{attachment}/content", connection))
            if status == 200:
                with self.lock:
                    wanted = self.digests.get(item["messageId"])
                if wanted and wanted != hashlib.sha256(content).digest():
                    self.fault(f"{item['messageId']} has other bytes than were published")
            elif status not in (401, 404):  # The clock moved in between.
                self.fault(f"read answered {status} {content[:200]}")
            time.sleep(generator.uniform(0.02, 0.15))

    def toggle(self):
        """One citizen withdraws the only consent there is, and activates again; publications go on meanwhile."""
        citizen = self.demo.active_citizens()[2]
        while self.running:
            self.timed("withdraw", lambda: self.act(lambda: CitizenBrowser(self.demo, citizen).withdraw("my-ebox")))
            time.sleep(TOGGLE_SECONDS / 2)
            self.timed("activate", lambda: self.act(lambda: CitizenBrowser(self.demo, citizen).activate()))
            time.sleep(TOGGLE_SECONDS / 2)

    def act(self, body):
        before = self.moves
        try:
            body()
            return (200,)
        except urllib.error.HTTPError as refused:
            # The clock moved between two pages: the session is over. Anything else is a fault.
            if refused.code not in (401, 403, 404) or not self.moved_since(before):
                self.fault(f"a consent act answered {refused.code}")
            return (refused.code,)

    def move_clock(self):
        while self.running:
            time.sleep(min(CLOCK_SECONDS, max(0.1, self.end - time.monotonic())))
            self.timed("clock", lambda: self.advance(1))

    def moved_since(self, moves):
        """Whether the clock was moved, in whole or in part, since there were so many moves."""
        return moves % 2 == 1 or self.moves != moves

    def advance(self, days):
        self.moves += 1
        try:
            return self.moved(days)
        finally:
            self.moves += 1

    def moved(self, days):
        answer = self.demo.exchange(
            "POST", "/demo/clock", json.dumps({"advanceDays": days}), {"Content-Type": "application/json"})
        if answer[0] != 200:
            self.fault(f"the clock answered {answer[0]}")
        return answer

    # What is watched

    def sample(self):
        process = self.demo.server_id()
        with open(f"/proc/{process}/smaps_rollup") as text:
            pss = next(int(line.split()[1]) * 1024 for line in text if line.startswith("Pss:"))
        with open(f"/proc/{process}/status") as text:
            threads = next(int(line.split()[1]) for line in text if line.startswith("Threads:"))
        descriptors = len(os.listdir(f"/proc/{process}/fd"))
        database = sum(os.path.getsize(path) for path in glob.glob(os.path.join(self.demo.data, "ebox.sqlite*")))
        self.samples.append((time.monotonic(), pss, descriptors, threads, self.documents(), database))

    def documents(self):
        total = 0
        for folder, _, names in os.walk(os.path.join(self.demo.data, "documents")):
            for name in names:
                try:
                    total += os.stat(os.path.join(folder, name)).st_blocks * 512
                except FileNotFoundError:
                    pass  # Unlinked meanwhile.
        return total

    def watch(self):
        line = time.monotonic()
        while self.running:
            self.sample()
            if time.monotonic() >= line:
                line += LINE_SECONDS
                self.tell()
            time.sleep(SAMPLE_SECONDS)

    def tell(self):
        when, pss, descriptors, threads, documents, database = self.samples[-1]
        with self.lock:
            published = len(self.digests)
        print(f"{when - self.begin:5.0f} s  {published} published  PSS {pss >> 20} MiB  {descriptors} descriptors  "
              f"{threads} threads  documents {documents >> 20} MiB  database {database >> 20} MiB  "
              f"{len(self.wrong)} wrong", flush=True)

    # How it is judged

    def quarter(self, number):
        length = (self.end - self.begin) / 4
        return self.begin + number * length, self.begin + (number + 1) * length

    def within(self, rows, number):
        low, high = self.quarter(number)
        return [row for row in rows if low <= row[0] < high]

    def judge(self):
        early, late = self.within(self.samples, 1), self.within(self.samples, 3)
        for name, column, limit in [
                ("PSS", 1, PSS_GROWTH_MAX), ("descriptors", 2, DESCRIPTOR_GROWTH_MAX), ("threads", 3, THREAD_GROWTH_MAX)]:
            before, after = max(row[column] for row in early), max(row[column] for row in late)
            print(f"{name}: at most {before} in the second quarter, {after} in the last")
            if after > before + limit:
                self.wrong.append(f"{name} grew from {before} to {after}")
        for operation, rows in sorted(self.latencies.items()):
            before, after = self.within(rows, 1), self.within(rows, 3)
            if len(before) < 20 or len(after) < 20:
                continue
            medians = [sorted(row[1] for row in part)[len(part) // 2] for part in (before, after)]
            tails = [sorted(row[1] for row in part)[len(part) * 99 // 100] for part in (before, after)]
            print(f"{operation}: {len(rows)} times, median {medians[0] * 1000:.1f} then {medians[1] * 1000:.1f} ms, "
                  f"p99 {tails[0] * 1000:.1f} then {tails[1] * 1000:.1f} ms")
            if medians[1] > LATENCY_FACTOR_MAX * medians[0] + LATENCY_SLACK:
                self.wrong.append(f"{operation} went from {medians[0] * 1000:.1f} to {medians[1] * 1000:.1f} ms")
        print(", ".join(f"{name}: {count}" for name, count in sorted(self.counts.items())))

    def settle(self, seconds=180):
        """All terms end; what is over must go, and every event be told."""
        self.advance(12)
        end = time.monotonic() + seconds
        while True:
            wrong = self.leftovers()
            if not wrong or time.monotonic() > end:
                self.wrong += wrong
                return
            time.sleep(2)

    def leftovers(self):
        database = sqlite3.connect(f"file:{os.path.join(self.demo.data, 'ebox.sqlite')}?mode=ro", uri=True)

        def one(statement):
            return database.execute(statement).fetchone()[0]

        published = one("SELECT count(*) FROM audit_entry WHERE action = 'publish' AND outcome = 'done'")
        made = one("SELECT count(*) FROM audit_entry WHERE action = 'makeAvailable'")
        told = one("SELECT count(*) FROM provider_event WHERE kind = 'newDocument'")
        unplaced = one("SELECT count(*) FROM audit_entry WHERE place IS NULL")
        alive = one("SELECT count(*) FROM document_provider_message")
        outbox = one("SELECT count(*) FROM outbox_event")
        database.close()
        documents, wrong = self.documents(), []
        if published != len(self.digests):
            wrong.append(f"{len(self.digests)} publications were answered, {published} are in the trail")
        if told != published - self.counts["NO_DIGITAL_USER"] + made:
            wrong.append(f"{told} newDocument events were told of {published} publications")
        if unplaced:
            wrong.append(f"{unplaced} audit entries have no place")
        if alive:
            wrong.append(f"{alive} messages are there after their term")
        if documents > max(LEFT_BYTES_MAX, self.bytes // 100):
            wrong.append(f"{documents} bytes of documents stay of {self.bytes}")
        if outbox > 1000:
            wrong.append(f"{outbox} events stay in the outbox")
        return wrong

    def run(self):
        def guarded(body, *arguments):
            try:
                body(*arguments)
            except Exception:  # A thread that ends early would soak less than it says.
                self.fault(traceback.format_exc())

        jobs = [(self.publish, number) for number in range(PUBLISHERS)]
        jobs += [(self.read, number) for number in range(READERS)] + [(self.toggle,), (self.move_clock,), (self.watch,)]
        threads = [threading.Thread(target=guarded, args=job, daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(self.end - time.monotonic() + 120)
            if thread.is_alive():
                self.fault("a client did not come to an end")
        self.sample()
        self.tell()
        self.judge()
        self.settle()
        return self.wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--rate", type=float, default=40, help="publications a second, at most")
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    chosen = arguments.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    folder = tempfile.mkdtemp(prefix="ebox-soak-")
    demo = Demo(os.path.abspath(chosen.ebox), os.path.join(folder, "data"), free_port())
    wrong = []
    try:
        demo.start()
        wrong = Soak(demo, chosen.minutes, chosen.rate, chosen.seed).run()
    finally:
        demo.stop()
    verified = subprocess.run(
        [demo.ebox, "audit", "verify", "--config", os.path.join(demo.data, "ebox.yaml")], capture_output=True, text=True)
    print(verified.stdout.strip())
    if verified.returncode != 0:
        wrong.append(f"audit verify: {verified.stdout} {verified.stderr}")
    if wrong:
        print("\n".join(wrong[:20]), file=sys.stderr)
        print(f"kept for inspection: {folder}", file=sys.stderr)
        return 1
    shutil.rmtree(folder)
    print("passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
