"""The demonstration as it is shown to people, on ports of its own, for as long as a test needs it."""

import contextlib
import itertools
import os
import shutil
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "Tests", "Faults"))

from ebox_demo import Demo, free_port  # noqa: E402

CHANNEL = os.path.join(ROOT, "Examples", "reference-channel")
START_SECONDS = 240


@contextlib.contextmanager
def running_demo(ebox, options=()):
    """Starts it in an empty folder, with the channels beside My eBox, and takes it away afterwards."""
    folder = tempfile.mkdtemp(prefix="ebox-browser-")
    demo = Demo(os.path.abspath(ebox), os.path.join(folder, "data"), free_port(),
                options=["--channels", CHANNEL, *options])
    try:
        yield demo.start(START_SECONDS)
    finally:
        demo.stop()
        shutil.rmtree(folder, ignore_errors=True)


def ends_within(seconds):
    """Ends this process when it takes longer, whatever hangs."""
    def end():
        print(f"not done within {seconds} s", file=sys.stderr, flush=True)
        os._exit(3)
    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


def fresh_numbers():
    """National numbers that are right and belong to nobody in the cast (serial 997), each once."""
    for day, month, year in itertools.product(range(1, 29), range(1, 13), range(50, 99)):
        start = f"{year:02d}{month:02d}{day:02d}997"
        yield start + f"{97 - int(start) % 97:02d}"
