#!/usr/bin/env python3
"""A sender that means harm: script in every field and in every kind of document that a browser may show. Nothing of it
runs, nothing leaves for another host, the page stays where it is, and the citizen can still read.

    hostile.py --ebox .build/release/ebox
"""

import argparse
import os
import sys
import urllib.parse
from dataclasses import dataclass

from playwright.sync_api import expect, sync_playwright

import texts
from stage import ends_within, running_demo
from visitor import Visitor, launch

SECONDS_MAX = 600
NUMBER = "78041299916"
SPEAK = "window.top.hostile = 1; window.hostile = 1; alert('hostile')"
ELSEWHERE = "http://127.0.0.1:9/stolen"
HTML = f"""<!DOCTYPE html><html><head><meta http-equiv="refresh" content="0;url={ELSEWHERE}">
<base href="{ELSEWHERE}/"><link rel="stylesheet" href="{ELSEWHERE}.css"><script src="{ELSEWHERE}.js"></script>
<script>{SPEAK}; top.location = '{ELSEWHERE}'; fetch('{ELSEWHERE}'); window.open('{ELSEWHERE}')</script></head>
<body onload="{SPEAK}"><h1>Hostile</h1><img src="{ELSEWHERE}.png" onerror="{SPEAK}">
<svg onload="{SPEAK}"></svg><iframe src="{ELSEWHERE}"></iframe><iframe srcdoc="<script>{SPEAK}</script>"></iframe>
<object data="{ELSEWHERE}"></object><video src="{ELSEWHERE}" autoplay></video>
<form id="f" action="{ELSEWHERE}" target="_top"><input name="q" autofocus onfocus="{SPEAK}"></form>
<script>document.getElementById('f').submit()</script>
<style>body {{ background: url({ELSEWHERE}.gif) }}</style></body></html>""".encode()
SUBJECT = f"""</h1><script>{SPEAK}</script><img src=x onerror="{SPEAK}">"'`{{{{t.unread}}}}"""
TEXT = f"""</p><script>{SPEAK}</script><img src={ELSEWHERE} onerror="{SPEAK}"> javascript:alert(1) {{{{{{sender}}}}}}"""
NAME = "\"><script>alert('hostile')</script>/../..\\..\\name\u202Efdp.exe"


@dataclass
class Case:
    name: str
    document: bytes
    media_type: str
    ending: str


def cases(demo):
    with open(os.path.join(demo.data, "letters", "scripted-nl.pdf"), "rb") as letter:
        scripted = letter.read()
    return [
        Case("pdf with a script", scripted, "application/pdf", ".pdf"),
        Case("html", HTML, "text/html", ".html"),
        Case("html that says it is a pdf", HTML, "application/pdf", ".pdf"),
        Case("html that says it is plain text", HTML, "text/plain", ".txt"),
        Case("xml with a style sheet of its own", b'<?xml version="1.0"?><?xml-stylesheet href="' + ELSEWHERE.encode()
             + b'" type="text/xsl"?><a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>' + SPEAK.encode()
             + b"</h:script></a>", "text/xml", ".xml"),
    ]


class Watch:
    """What must not happen while a citizen looks."""

    def __init__(self, visitor, own):
        self.own, self.seen = own, []
        context = visitor.context
        context.on("request", self.request)
        context.on("dialog", self.dialog)
        context.on("page", lambda page: page.on("popup", lambda popup: self.seen.append(f"popup {popup.url}")))

    def request(self, request):
        parts = urllib.parse.urlsplit(request.url)
        is_viewer = parts.scheme in ("data", "blob", "chrome-extension", "chrome", "about")
        if not is_viewer and f"{parts.scheme}://{parts.netloc}" != self.own:
            self.seen.append(f"request to {request.url}")

    def dialog(self, dialog):
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()


def look(visitor, case, message):
    """The list, the message, the document in the page, in a tab of its own, and downloaded."""
    page, own = visitor.page, visitor.demo.file["baseURL"]
    watch = Watch(visitor, own)
    visitor.open("/inbox")
    visitor.open(f"/messages/{message}")
    expect(page.locator("h1")).to_contain_text("</h1><script>")
    expect(page.locator("p.text")).to_contain_text("javascript:alert(1)")
    show = page.get_by_role("link", name=visitor.text("showDocument"))
    address = None
    if show.count():
        visitor.press(show.first)
        page.wait_for_timeout(1500)
        address = page.locator("iframe.document").get_attribute("src")
    download = page.get_by_role("link", name=visitor.text("downloadDocument")).first
    with page.expect_download() as coming:
        download.click()
    name = coming.value.suggested_filename
    assert not set(name) & set('/\\<>"'), f"a hostile file name reaches the disk: {name!r}"
    assert coming.value.path() and open(coming.value.path(), "rb").read() == case.document, "the bytes are others"
    assert page.url.startswith(own), f"the page was led to {page.url}"
    assert page.evaluate("window.hostile") is None, "a script ran in our page"
    if address:
        tab = visitor.context.new_page()
        try:
            tab.goto(urllib.parse.urljoin(own, address))
            tab.wait_for_timeout(1000)
            assert tab.url.startswith(own), f"the tab was led to {tab.url}"
            assert tab.evaluate("window.hostile") is None, "a script ran under our name"
        except Exception as failure:
            if "Download is starting" not in str(failure):
                raise
        finally:
            tab.close()
    assert not watch.seen, "; ".join(watch.seen)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    chosen = arguments.parse_args()
    ends_within(SECONDS_MAX)
    words, failed = texts.read(), 0
    with running_demo(chosen.ebox) as demo, sync_playwright() as playwright:
        browser = launch(playwright)
        found = cases(demo)
        for case in found:
            visitor = Visitor(browser, demo, words, "nl")
            try:
                status, answer = demo.publish(
                    demo.sender_token(), NUMBER, case.document, subject=SUBJECT, file_name=NAME + case.ending,
                    media_type=case.media_type, text=TEXT)
                assert status == 201, f"publishing answered {status} {answer}"
                look(visitor.sign_in(NUMBER), case, answer["messageId"])
                print(f"{case.name}: nothing ran, nothing left", flush=True)
            except Exception as failure:
                failed += 1
                print(f"{case.name}: {' / '.join(str(failure).splitlines()[:4])}", file=sys.stderr, flush=True)
            finally:
                visitor.close()
        browser.close()
    print(f"hostile: {len(found) - failed} of {len(found)} cases")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
