#!/usr/bin/python3
"""strace beside the server: for each answered publication, the segment's fdatasync ends before the row is written, and
the log's fdatasync before the answer leaves.

    durability.py --ebox .build/release/ebox --publications 1000
    durability.py --ebox … --without segments     runs with that sync removed, and must then end with 2
"""

import argparse
import http.client
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile

from ebox_demo import Demo, free_port

# What it ends with when an answer left too early; 1 is any other trouble.
ORDER_BROKEN = 2

# A library put before the C library's: fdatasync and fsync of matching files do nothing and are no system call, as in a
# build whose author forgot them.
FORGET = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int forgotten(int file) {
  char link[64], path[4096];
  const char *part = getenv("FORGET_SYNC");
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0 || !part) return 0;
  path[length] = 0;
  return strstr(path, part) != 0;
}
int fdatasync(int file) {
  if (forgotten(file)) return 0;
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
}
int fsync(int file) {
  if (forgotten(file)) return 0;
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}
"""

LINE = re.compile(
    r"^(?P<thread>\d+)\s+(?P<time>\d+\.\d+) (?P<call>\w+)\((?P<file>\d+)<(?P<path>[^>]*)>(?P<rest>.*)$")
RESUMED = re.compile(r"^(?P<thread>\d+)\s+(?P<time>\d+\.\d+) <\.\.\. (?P<call>\w+) resumed>(?P<rest>.*)$")


def events(trace):
    """(kind, begin, end) of every write, sync and answer, in order of their end; kind is segment-write, segment-sync,
    log-write, log-sync or answer."""
    running, found = {}, []

    def kind(call, path, rest):
        if "/documents/" in path:
            return "segment-sync" if call in ("fdatasync", "fsync") else "segment-write"
        if path.endswith("-wal"):
            return "log-sync" if call in ("fdatasync", "fsync") else "log-write"
        if "HTTP/1.1 201" in rest:
            return "answer"
        return None

    for line in trace:
        match = LINE.match(line)
        if match:
            what = kind(match["call"], match["path"], match["rest"])
            if not what:
                continue
            begin = float(match["time"])
            if "<unfinished" in match["rest"]:
                running[match["thread"]] = (what, begin)
            else:
                lasted = re.search(r"<(\d+\.\d+)>$", match["rest"])
                found.append((what, begin, begin + float(lasted[1] if lasted else 0)))
            continue
        match = RESUMED.match(line)
        if match and match["thread"] in running:
            what, begin = running.pop(match["thread"])
            lasted = re.search(r"<(\d+\.\d+)>$", match["rest"])
            found.append((what, begin, begin + float(lasted[1]) if lasted else float(match["time"])))
    return sorted(found, key=lambda event: event[1])


def judge(found):
    """Walks the answers of one publisher, who waits for each. Returns (answers in order, what is wrong)."""
    good, wrong, since = 0, [], 0.0
    for answer in [event for event in found if event[0] == "answer"]:
        span = [event for event in found if since <= event[1] and event[2] <= answer[1]]
        since = answer[2]
        steps = {}
        for what, begin, end in span:
            steps.setdefault(what, []).append((begin, end))
        try:
            bytes_written = max(end for _, end in steps["segment-write"])
            segment_sync = min(sync for sync in steps["segment-sync"] if sync[0] >= bytes_written)
            rows_written = min(write for write in steps["log-write"] if write[0] >= segment_sync[1])
            rows_sync = min(sync for sync in steps["log-sync"] if sync[0] >= rows_written[1])
        except (KeyError, ValueError):
            wrong.append(f"an answer at {answer[1]:.6f} after only {sorted(steps)}")
            continue
        if rows_sync[1] > answer[1]:
            wrong.append(f"the answer at {answer[1]:.6f} left before the log was durable")
            continue
        good += 1
    return good, wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    arguments.add_argument("--publications", type=int, default=1000)
    arguments.add_argument("--without", choices=["segments", "log"])
    chosen = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="ebox-durability-")
    trace = os.path.join(folder, "trace")
    environment = {}
    if chosen.without:
        source, library = os.path.join(folder, "forget.c"), os.path.join(folder, "forget.so")
        with open(source, "w") as text:
            text.write(FORGET)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        environment = {
            "LD_PRELOAD": library, "FORGET_SYNC": "/documents/" if chosen.without == "segments" else "-wal"}
    demo = Demo(os.path.abspath(chosen.ebox), os.path.join(folder, "data"), free_port(), environment=environment)
    try:
        demo.start()
        tracer = subprocess.Popen(
            ["strace", "-f", "-y", "-ttt", "-T", "-s", "16", "-o", trace,
             "-e", "trace=fdatasync,fsync,write,writev,pwrite64,pwritev,sendto,sendmsg", "-p", str(demo.server_id())],
            stderr=subprocess.DEVNULL)
        connection = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=60)
        token, recipients = demo.sender_token(), demo.active_citizens()
        for number in range(chosen.publications):
            status, answer = demo.publish(
                token, recipients[number % len(recipients)], b"%PDF-1.7\n" + secrets.token_bytes(5000),
                connection=connection)
            if status != 201:
                raise SystemExit(f"publish answered {status}: {answer}")
        tracer.terminate()
        tracer.wait(20)
    finally:
        demo.stop()
    with open(trace, errors="replace") as text:
        good, wrong = judge(events(text))
    shutil.rmtree(folder)
    print(f"{good} of {chosen.publications} answers: segment written, segment fdatasync, log written, log fdatasync, answer")
    if good != chosen.publications:
        print("\n".join(wrong[:5]), file=sys.stderr)
        return ORDER_BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
