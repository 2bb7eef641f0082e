#!/usr/bin/env python3
"""A batch of many lines, one in a hundred bad, killed several times and started again: every line has its result, nothing was
published twice, nothing is missing.

    batch.py --ebox .build/release/ebox --rows 2000 --kills 3
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import urllib.parse

from ebox_demo import Demo, free_port


def rows(count, citizens):
    """Lines, and how many of them are to be published to each citizen."""
    lines, wanted = [], {citizen: 0 for citizen in citizens}
    for number in range(count):
        citizen = citizens[number % len(citizens)]
        row = {"to": citizen, "subject": f"Uitnodiging {number}"}
        if number % 100 == 99:
            bad = [lambda row: row.update(to=citizen[:-1] + str((int(citizen[-1]) + 1) % 10)),
                   lambda row: row.update(type="NIET-GEKEND"), lambda row: row.update(onbekend=1),
                   lambda row: row.update(expires="2020-01-01T00:00:00Z")][number // 100 % 4]
            bad(row)
        else:
            wanted[citizen] += 1
        lines.append(json.dumps(row))
    return lines, wanted


def results(path):
    with open(path) as file:
        return [json.loads(line) for line in file]


def totals(demo, citizens):
    """Messages that each citizen has, and that no subject stands twice."""
    base, found = urllib.parse.urlsplit(demo.file["registryV3URL"]).path, {}
    for citizen in citizens:
        token, page, subjects, total = demo.citizen_token(citizen), 1, [], None
        while total is None or (page - 1) * 100 < total:
            _, _, content = demo.exchange(
                "GET", f"{base}/ebox/messages?pageSize=100&page={page}", headers={"Authorization": f"Bearer {token}"})
            answer = json.loads(content)
            total, page = answer["totalItems"], page + 1
            subjects += [message["subject"]["nl"] for message in answer["items"]]
        assert len(set(subjects)) == len(subjects) == total, f"a letter stands twice ({len(subjects)} of {total})"
        found[citizen] = total
    return found


def written(lines, path):
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    return path


def arguments(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ebox", required=True)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=3)
    return parser.parse_args()


def main():
    chosen = arguments(__doc__)
    ebox = os.path.abspath(chosen.ebox)
    with tempfile.TemporaryDirectory(prefix="ebox-batch-") as folder:
        demo = Demo(ebox, os.path.join(folder, "data"), free_port()).start()
        try:
            citizens = demo.active_citizens()
            lines, wanted = rows(chosen.rows, citizens)
            manifest = written(lines, os.path.join(folder, "campaign.ndjson"))
            letter = os.path.join(folder, "letter.pdf")
            with open(letter, "wb") as file:
                file.write(b"%PDF-1.7\n" + os.urandom(20_000))
            command = [
                ebox, "publish", "--batch", manifest, letter, "--demo", os.path.join(demo.data, "demo.json"), "--json",
                "--type", demo.file["senders"][0]["messageTypeIds"][0], "--connections", "16"]
            path, kills = manifest + ".results.ndjson", 0
            for part in range(1, chosen.kills + 1):
                process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
                # Somewhere in this part of the batch; a process that is done already is not killed.
                enough = int(len(lines) * (part - random.random() / 2) / (chosen.kills + 1))
                while process.poll() is None and (not os.path.exists(path) or len(open(path).readlines()) < enough):
                    time.sleep(0.02)
                if process.poll() is None:
                    process.kill()
                    kills += 1
                process.wait()
            begun, before = time.monotonic(), len(results_read(path))
            done = subprocess.run(command, capture_output=True, text=True)
            passed = time.monotonic() - begun
            assert done.returncode == 1, (done.returncode, done.stderr)
            answer = json.loads(done.stdout)
            bad = chosen.rows // 100
            assert answer["published"] == chosen.rows - bad and answer["failed"] == 0, answer
            assert answer["refused"] + answer["invalid"] == bad, answer
            told = {result["line"] for result in results(path)}
            assert told == set(range(1, chosen.rows + 1)), "a line has no result"
            messages = [result["messageId"] for result in results(path) if result["status"] == "published"]
            assert len(set(messages)) == chosen.rows - bad, "a message stands for two lines"
            assert totals(demo, citizens) == wanted, "the mailboxes hold something else than was sent"
            rate = (chosen.rows - before) / passed
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(f"{chosen.rows} lines, {bad} bad, killed {kills} times: each has its result, nothing twice, nothing "
                  f"missing; the last run {rate:.0f} lines a second; at most {memory} MiB")
        finally:
            demo.stop()


def results_read(path):
    """Whole lines only: the program was killed."""
    with open(path, "rb") as file:
        return [line for line in file.read().split(b"\n")[:-1]]


if __name__ == "__main__":
    sys.exit(main())
