#!/usr/bin/env python3
"""A batch as one upload, one row in a hundred bad, the server killed several times while it publishes it and the client once:
every row has its result, nothing was published twice, nothing is missing. Beside it: rows a second that a client publishes
one by one, and the memory of both.

    upload.py --ebox .build/release/ebox --rows 2000 --kills 3
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time

from batch import arguments, results, rows, totals, written
from ebox_demo import Demo, free_port

LETTERS = 100


def with_letters(lines, folder):
    """Each row with one of several files."""
    for number in range(LETTERS):
        with open(os.path.join(folder, f"letter-{number}.pdf"), "wb") as file:
            file.write(b"%PDF-1.7\n" + os.urandom(20_000))
    return [json.dumps({**json.loads(line), "file": os.path.join(folder, f"letter-{number % LETTERS}.pdf")})
            for number, line in enumerate(lines)]


def publish(ebox, demo, manifest, *options):
    return [ebox, "publish", "--batch", manifest, *options, "--demo", os.path.join(demo.data, "demo.json"), "--json",
            "--type", demo.file["senders"][0]["messageTypeIds"][0]]


def batches(ebox, demo):
    """How far they are; none while the server is away."""
    asked = subprocess.run(
        [ebox, "batches", "--demo", os.path.join(demo.data, "demo.json"), "--json"], capture_output=True, text=True)
    return json.loads(asked.stdout) if asked.returncode == 0 else []


def peak(process):
    """MiB that a process held at most."""
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))


def killed_while_publishing(ebox, demo, count, kills):
    """Ends the server `kills` times while the batch is under way, each time in another part of it; what it held."""
    held, done, began = 0, 0, None
    while True:
        known = batches(ebox, demo)
        began = began or (time.monotonic() if known else None)
        if known and known[0]["state"] == "completed":
            return held, done, time.monotonic() - began
        if known and done < kills and known[0]["doneRows"] >= count * (done + random.random()) / (kills + 1):
            held = max(held, peak(demo.server_id()))
            demo.kill()
            demo.start()
            done += 1
        time.sleep(0.1)


def sent_again(ebox, demo, lines, folder, citizens):
    """The batch again, its bad lines mended: only they are published, by either way."""
    manifest, before = os.path.join(folder, "campaign.ndjson"), totals(demo, citizens)
    bad = {result["line"] for result in results(manifest + ".results.ndjson") if result["status"] in ("refused", "invalid")}
    good = json.loads(lines[0])
    mended = [json.dumps({**good, "subject": f"Verbeterd {number}"}) if number in bad else line
              for number, line in enumerate(lines, 1)]
    written(mended, manifest)
    for options in (["--upload"], ["--connections", "16"]):
        if options != ["--upload"]:
            # Without its results the registry knows each line by its key.
            os.remove(manifest + ".results.ndjson")
            written(mended[:500], manifest)
        done = subprocess.run(publish(ebox, demo, manifest, *options), capture_output=True, text=True)
        assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
        after = totals(demo, citizens)
        assert sum(after.values()) == sum(before.values()) + len(bad), (options, before, after)
    return len(bad)


def main():
    chosen = arguments(__doc__)
    ebox = os.path.abspath(chosen.ebox)
    with tempfile.TemporaryDirectory(prefix="ebox-upload-") as folder:
        demo = Demo(ebox, os.path.join(folder, "data"), free_port()).start()
        try:
            citizens = demo.active_citizens()
            plain, wanted = rows(chosen.rows, citizens)
            lines = with_letters(plain, folder)
            manifest = written(lines, os.path.join(folder, "campaign.ndjson"))
            command = publish(ebox, demo, manifest, "--upload")
            # A client that is stopped once the batch is with the registry; it goes on there.
            first = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            while not batches(ebox, demo):
                assert first.poll() is None, "the client ended before the batch was there"
                time.sleep(0.1)
            first.kill()
            first.wait()
            second = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            held, kills, passed = killed_while_publishing(ebox, demo, chosen.rows, chosen.kills)
            answer = json.loads(second.stdout.read())
            _, status, usage = os.wait4(second.pid, 0)
            second.returncode = os.waitstatus_to_exitcode(status)
            held = max(held, peak(demo.server_id()))
            assert second.returncode == 1, second.returncode
            bad = chosen.rows // 100
            assert answer["published"] == chosen.rows - bad and answer["failed"] == answer["repeated"] == 0, answer
            assert answer["refused"] + answer["invalid"] == bad, answer
            told = results(manifest + ".results.ndjson")
            assert sorted(result["line"] for result in told) == list(range(1, chosen.rows + 1)), "a row has no result"
            messages = {result["messageId"] for result in told if result["status"] == "published"}
            assert len(messages) == chosen.rows - bad, "a message stands for two rows"
            assert totals(demo, citizens) == wanted, "the mailboxes hold something else than was sent"
            assert len(batches(ebox, demo)) == 1, "one upload is two batches"
            mended = sent_again(ebox, demo, lines, folder, citizens)
            # The same again, one by one: other letters, since the batch has another name.
            few = lines[:min(chosen.rows, 5000)]
            single = publish(ebox, demo, written(few, os.path.join(folder, "singles.ndjson")), "--connections", "16")
            begun = time.monotonic()
            subprocess.run(single, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            alone = len(few) / (time.monotonic() - begun)
            print(f"{chosen.rows} rows, {bad} bad, the server killed {kills} times, the client once: each has its result, "
                  f"nothing twice, nothing missing, {mended} mended and sent again alone; {chosen.rows / passed:.0f} rows a second, restarts included, one by one "
                  f"{alone:.0f}; at most {held} MiB at the server, {usage.ru_maxrss // 1024} MiB at the client")
        finally:
            demo.stop()


if __name__ == "__main__":
    sys.exit(main())
