#!/usr/bin/env python3
"""A sender that means harm: script in every field and in every kind of document that a browser may show. Nothing of it
runs, nothing leaves for another host, the page stays where it is, and the citizen can still read.

    hostile.py --ebox .build/release/ebox
"""

import argparse
import http.server
import sys
import threading
import urllib.parse
from dataclasses import dataclass

from playwright.sync_api import expect, sync_playwright

import texts
from stage import ends_within, running_demo
from visitor import Visitor, launch

SECONDS_MAX = 600
NUMBER = "78041299916"
SPEAK = "alert('hostile'); window.hostile = 1; try { window.top.hostile = 1 } catch (refused) { }"
SUBJECT = f"""</h1><script>{SPEAK}</script><img src=x onerror="{SPEAK}">"'`{{{{t.unread}}}}"""
NAME = "\"><script>alert('hostile')</script>/../..\\..\\name\u202Efdp.exe"


def text(elsewhere):
    return f"""</p><script>{SPEAK}</script><img src={elsewhere} onerror="{SPEAK}"> javascript:alert(1) {{{{{{sender}}}}}}"""


def page(elsewhere):
    return f"""<!DOCTYPE html><html><head><meta http-equiv="refresh" content="0;url={elsewhere}">
<base href="{elsewhere}/"><link rel="stylesheet" href="{elsewhere}.css"><script src="{elsewhere}.js"></script>
<script>{SPEAK}; top.location = '{elsewhere}'; fetch('{elsewhere}'); window.open('{elsewhere}')</script></head>
<body onload="{SPEAK}"><h1>Hostile</h1><img src="{elsewhere}.png" onerror="{SPEAK}">
<svg onload="{SPEAK}"></svg><iframe src="{elsewhere}"></iframe><iframe srcdoc="<script>{SPEAK}</script>"></iframe>
<object data="{elsewhere}"></object><video src="{elsewhere}" autoplay></video>
<form id="f" action="{elsewhere}" target="_top"><input name="q" autofocus onfocus="{SPEAK}"></form>
<script>document.getElementById('f').submit()</script>
<style>body {{ background: url({elsewhere}.gif) }}</style></body></html>""".encode()


def pdf(elsewhere):
    """One page that runs a script when it opens, and leads elsewhere wherever one clicks."""
    script = f"app.alert('hostile'); this.submitForm('{elsewhere}'); app.launchURL('{elsewhere}'); this.getURL('{elsewhere}')"
    script = script.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /AA << /O 4 0 R >> /Annots [<< /Type /Annot /Subtype /Link "
        f"/Rect [0 0 300 300] /A << /S /URI /URI ({elsewhere}) >> >>] >>",
        f"<< /Type /Action /S /JavaScript /JS ({script}) >>",
    ]
    written, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{item}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return written + (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} "
                      f"/Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n").encode()


class Elsewhere:
    """Another host, that would be glad to hear."""

    def __init__(self):
        self.heard = []

        class Listener(http.server.BaseHTTPRequestHandler):
            def do_GET(request):
                self.heard.append(request.path)
                request.send_response(204)
                request.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET

            def log_message(request, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        self.url = f"http://127.0.0.1:{self.server.server_port}/stolen"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@dataclass
class Case:
    name: str
    document: bytes
    media_type: str
    ending: str
    # What a browser's own PDF viewer says in the name of a document is beyond us; it says whose it is.
    may_speak: bool = False


def cases(elsewhere):
    html = page(elsewhere)
    return [
        Case("pdf with a script", pdf(elsewhere), "application/pdf", ".pdf", may_speak=True),
        Case("html", html, "text/html", ".html"),
        Case("html that says it is a pdf", html, "application/pdf", ".pdf"),
        Case("html that says it is plain text", html, "text/plain", ".txt"),
        Case("xml with a style sheet of its own", b'<?xml version="1.0"?><?xml-stylesheet href="' + elsewhere.encode()
             + b'" type="text/xsl"?><a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>' + SPEAK.encode()
             + b"</h:script></a>", "text/xml", ".xml"),
    ]


def watch(visitor, case):
    """What must not happen while a citizen looks."""
    seen = []

    def dialog(opened):
        if not case.may_speak:
            seen.append(f"dialog {opened.message}")
        opened.dismiss()

    visitor.context.on("dialog", dialog)
    visitor.page.on("popup", lambda popup: seen.append(f"popup {popup.url}"))
    return seen


def look(visitor, case, message, elsewhere):
    """The list, the message, the document in the page, in a tab of its own, and downloaded."""
    page, own = visitor.page, visitor.demo.file["baseURL"]
    seen = watch(visitor, case)
    elsewhere.heard.clear()
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
    assert not seen, "; ".join(seen)
    assert not elsewhere.heard, f"another host was told: {elsewhere.heard}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    chosen = arguments.parse_args()
    ends_within(SECONDS_MAX)
    words, failed = texts.read(), 0
    with running_demo(chosen.ebox) as demo, sync_playwright() as playwright:
        browser = launch(playwright)
        elsewhere = Elsewhere()
        found = cases(elsewhere.url)
        for case in found:
            visitor = Visitor(browser, demo, words, "nl")
            try:
                status, answer = demo.publish(
                    demo.sender_token(), NUMBER, case.document, subject=SUBJECT, file_name=NAME + case.ending,
                    media_type=case.media_type, text=text(elsewhere.url))
                assert status == 201, f"publishing answered {status} {answer}"
                look(visitor.sign_in(NUMBER), case, answer["messageId"], elsewhere)
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
