#!/usr/bin/env python3
"""Pictures of every page and state, for people who want to see the product without running it.

    screens.py --ebox .build/release/ebox --into docs/screens [--only NAME]

Small files: PNG with a palette, or JPEG where that is smaller; at most 60 KB each. README.md beside them is their index.
"""

import argparse
import io
import os
import sys

from PIL import Image
from playwright.sync_api import sync_playwright

import states
import texts
from stage import ends_within, running_demo
from visitor import DESKTOP, PHONE, Visitor, launch

SECONDS_MAX = 1200
BYTES_MAX = 60 * 1024
HEIGHT_MAX = {DESKTOP: 1400, PHONE: 1800}
COLOURS = (64, 32, 16)
QUALITIES = (70, 55, 40, 25)
SCALES = (1, 0.75, 0.5)
# A page is there when it is loaded; the browser's own viewer of a document takes longer.
SETTLE_MS, FRAME_MS = 100, 2500
WIDTHS = {"": DESKTOP, "-phone": PHONE}


def small(png):
    """The picture in as few bytes as it takes to be read; smaller where nothing else helps."""
    whole = Image.open(io.BytesIO(png)).convert("RGB")
    for scale in SCALES:
        picture = whole.resize([round(side * scale) for side in whole.size]) if scale < 1 else whole
        for colours in COLOURS:
            kept = io.BytesIO()
            picture.quantize(colours, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
            if kept.tell() <= BYTES_MAX:
                return "png", kept.getvalue()
        for quality in QUALITIES:
            kept = io.BytesIO()
            picture.save(kept, "JPEG", quality=quality, optimize=True)
            if kept.tell() <= BYTES_MAX:
                return "jpg", kept.getvalue()
    raise SystemExit("a picture is larger than 60 KB, however it is kept")


def take(browser, demo, words, state, size):
    visitor = Visitor(browser, demo, words, language_of(state), size)
    try:
        state.reach(visitor)
        height = min(visitor.page.evaluate("document.documentElement.scrollHeight"), HEIGHT_MAX[size])
        visitor.page.set_viewport_size({"width": size[0], "height": max(height, size[1])})
        visitor.page.evaluate("window.scrollTo(0, 0)")
        visitor.page.wait_for_timeout(FRAME_MS if visitor.page.locator("iframe").count() else SETTLE_MS)
        return small(visitor.page.screenshot(animations="disabled"))
    finally:
        visitor.close()


def language_of(state):
    return {"my-consents": "fr", "message": "en", "consent": "en", "withdrawing-last": "de"}.get(state.name, "nl")


def write(folder, name, ending, content):
    for other in ("png", "jpg"):
        old = os.path.join(folder, f"{name}.{other}")
        if os.path.exists(old):
            os.unlink(old)
    with open(os.path.join(folder, f"{name}.{ending}"), "wb") as file:
        file.write(content)
    return f"{name}.{ending}"


def index(folder, rows):
    lines = ["# What it looks like", "",
             "Every page and state, at the width of a desk and of a phone. Made by `bin/screens`; the citizens are made up.", ""]
    for title, wide, narrow in rows:
        lines += [f"## {title}", "",
                  f'<img src="{wide}" alt="{title}, on a desk" width="560"> '
                  f'<img src="{narrow}" alt="{title}, on a phone" width="200">', ""]
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    arguments.add_argument("--into", required=True)
    arguments.add_argument("--only", help="a part of a state's name; the index is then left as it is")
    chosen = arguments.parse_args()
    ends_within(SECONDS_MAX)
    words, rows, failed = texts.read(), [], []
    os.makedirs(chosen.into, exist_ok=True)
    with running_demo(chosen.ebox) as demo, sync_playwright() as playwright:
        browser = launch(playwright)
        for state in states.STATES:
            if chosen.only and chosen.only not in state.name:
                continue
            try:
                names = [write(chosen.into, state.name + suffix, *take(browser, demo, words, state, size))
                         for suffix, size in WIDTHS.items()]
                rows.append((state.title, *names))
            except Exception as failure:
                failed.append(f"{state.name}: {str(failure).splitlines()[0]}")
        browser.close()
    if not chosen.only:
        index(chosen.into, rows)
    print(f"screens: {2 * len(rows)} pictures of {len(rows)} states")
    print("\n".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
