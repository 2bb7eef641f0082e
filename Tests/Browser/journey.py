#!/usr/bin/env python3
"""A citizen's way through eBox in a real browser: the first visit, activating, an e-mail address and its code, reading,
accepting and refusing registered mail, withdrawing, activating again, taking everything along.

In four languages; at the width of a desk and of a phone; by mouse and by keyboard alone; with JavaScript and without.
Counts the clicks from the start page: reading and withdrawing take three at most.

    journey.py --ebox .build/release/ebox [--only WORD]
"""

import argparse
import itertools
import json
import re
import sys
import time
import traceback
import urllib.parse
import zipfile
from dataclasses import dataclass

from playwright.sync_api import expect, sync_playwright

import texts
from stage import ends_within, fresh_numbers, running_demo
from visitor import DESKTOP, PHONE, Visitor, launch

SECONDS_MAX = 1200
CLICKS_MAX = 3
MAIL_TRIES, MAIL_WAIT_MS = 40, 250
PDF = b"%PDF-1.4\n" + b"% a small document\n" * 40


@dataclass(frozen=True)
class Way:
    """How one journey is made."""
    language: str
    is_phone: bool
    keyboard: bool
    script: bool

    def __str__(self):
        return " ".join([
            self.language, "phone" if self.is_phone else "desktop", "keyboard" if self.keyboard else "mouse",
            "script" if self.script else "without-script"])


# Each language by mouse and by keyboard, each of them at another width and with another half of the browsers.
WAYS = [Way(language, is_phone, keyboard, script)
        for language, (is_phone, keyboard, script) in itertools.product(
            ("nl", "fr", "de", "en"),
            ((False, False, True), (True, False, False), (False, True, False), (True, True, True)))]


class Journey:
    def __init__(self, way, browser, demo, words, number):
        self.way, self.demo, self.number = way, demo, number
        self.visitor = Visitor(browser, demo, words, way.language, PHONE if way.is_phone else DESKTOP,
                               script=way.script, keyboard=way.keyboard)
        self.read_clicks = self.withdraw_clicks = 0

    def go(self):
        try:
            self.first_visit()
            message = self.publish()
            self.reading(message)
            self.deciding()
            self.withdrawing()
            self.again()
            self.taking_along()
            self.from_outside()
        finally:
            self.visitor.close()

    # The parts of the way

    def first_visit(self):
        """From the start page to an inbox of one's own: nothing is activated before the citizen says so."""
        visitor = self.visitor.open("/")
        self.sees("startTitle")
        visitor.press(visitor.named("link", visitor.text("signIn"), exact=True))
        visitor.play(self.number)
        self.sees("consentTitle")
        assert self.status_of_publication() == "NO_DIGITAL_USER", "active before the citizen said so"
        visitor.consent()
        self.sees("addressAskTitle")
        if self.way.is_phone:
            self.give_address()
        else:
            self.decline_address()
        visitor.press(visitor.named("link", visitor.text("goOn"), exact=True))
        self.sees("inbox")
        expect(visitor.page.get_by_text(visitor.text("inboxEmptyTitle"))).to_be_visible()

    def give_address(self):
        """The code of six digits is read where the demonstration shows what it sent."""
        visitor, address = self.visitor, f"citizen-{self.number}@mail.example"
        visitor.fill(visitor.page.locator("#address"), address)
        visitor.press(visitor.named("button", visitor.text("addressSend"), exact=True))
        self.sees("codeTitle")
        code = self.mailed_code(address)
        visitor.fill(visitor.page.locator("#code"), f"{(int(code) + 1) % 1_000_000:06d}")
        visitor.press(visitor.named("button", visitor.text("codeConfirm"), exact=True))
        self.sees("codeTitle")
        visitor.fill(visitor.page.locator("#code"), code)
        visitor.press(visitor.named("button", visitor.text("codeConfirm"), exact=True))
        self.sees("addressConfirmedTitle")

    def decline_address(self):
        visitor = self.visitor
        visitor.press(visitor.named("button", visitor.text("addressDecline"), exact=True))
        self.sees("addressDeclinedTitle")

    def mailed_code(self, address):
        mails = self.visitor.context.new_page()
        try:
            for _ in range(MAIL_TRIES):
                mails.goto(self.demo.file["baseURL"] + "/demo/mail")
                row = mails.get_by_role("row").filter(has_text=address)
                if row.count():
                    mails.goto(urllib.parse.urljoin(mails.url, row.first.get_by_role("link").get_attribute("href")))
                    return re.sub(" ", "", re.search(r"(?<!\d)\d{3} ?\d{3}(?!\d)", mails.locator("pre").first.inner_text())[0])
                mails.wait_for_timeout(MAIL_WAIT_MS)
        finally:
            mails.close()
        raise AssertionError(f"no mail came for {address}")

    def reading(self, message):
        """From the start page, signed in."""
        visitor = self.visitor
        assert not self.is_read(message), "read before it was opened"
        visitor.open("/")
        visitor.clicks = 0
        self.open_document()
        self.read_clicks = visitor.clicks
        assert visitor.clicks <= CLICKS_MAX, f"reading took {visitor.clicks} clicks"
        assert self.is_read(message), "the sender does not learn that it was read"

    def open_document(self):
        visitor = self.visitor
        visitor.press(visitor.named("link", self.subject))
        visitor.press(visitor.named("link", visitor.text("showDocument")))
        expect(visitor.page.locator("iframe.document")).to_be_visible()

    def deciding(self):
        """Two pieces of registered mail: one is accepted and read, the other refused, which is asked once more."""
        visitor = self.visitor
        accepted, refused = self.publish_registered("Convocation A"), self.publish_registered("Convocation B")
        visitor.open("/inbox")
        visitor.press(visitor.named("link", "Convocation A"))
        expect(visitor.page.get_by_text(visitor.text("registeredDecideTitle"))).to_be_visible()
        assert visitor.page.locator("a[href*='/attachments/']").count() == 0, "content is shown before it is accepted"
        visitor.press(visitor.named("button", visitor.text("registeredAccept"), exact=True))
        expect(visitor.page.get_by_text(visitor.text("registeredJustAccepted"))).to_be_visible()
        assert not self.is_read(accepted), "accepting is not reading"
        visitor.press(visitor.named("link", visitor.text("showDocument")))
        assert self.is_read(accepted), "the sender does not learn that it was read"
        visitor.open("/inbox")
        visitor.press(visitor.named("link", "Convocation B"))
        visitor.press(visitor.named("link", visitor.text("registeredRefuse"), exact=True))
        self.sees("registeredRefuseTitle")
        visitor.press(visitor.named("button", visitor.text("registeredRefuseConfirm"), exact=True))
        expect(visitor.page.get_by_text(visitor.text("registeredJustRefused"))).to_be_visible()
        assert visitor.page.locator("form[action$='/decision']").count() == 0, "a refusal can be undone"
        assert not self.is_read(refused)

    def withdrawing(self):
        visitor = self.visitor.open("/")
        visitor.clicks = 0
        self.withdraw()
        self.withdraw_clicks = visitor.clicks
        assert visitor.clicks <= CLICKS_MAX, f"withdrawing took {visitor.clicks} clicks"
        assert self.status_of_publication() == "NO_DIGITAL_USER", "active after the withdrawal"
        visitor.open("/inbox")
        self.sees("sessionOverTitle")

    def withdraw(self):
        visitor = self.visitor
        visitor.press(visitor.named("link", visitor.text("myConsents")))
        if "/csam/" in visitor.page.url:
            visitor.play(self.number)
        visitor.press(visitor.named("link", visitor.text("consentWithdraw", channel="My eBox")))
        visitor.press(visitor.named("button", visitor.text("withdrawalConfirm"), exact=True))
        self.sees("withdrawnTitle")

    def again(self):
        """What was made available before is there again."""
        visitor = self.visitor
        visitor.press(visitor.named("link", visitor.text("signIn"), exact=True))
        if "/csam/" in visitor.page.url:
            visitor.play(self.number)
        self.sees("consentTitle")
        visitor.accept()
        self.sees("inbox")
        expect(visitor.named("link", self.subject)).to_be_visible()

    def taking_along(self):
        """One archive with everything, and a page in it that opens without a network."""
        visitor = self.visitor.open("/inbox")
        visitor.press(visitor.named("link", visitor.text("archiveTitle")))
        self.sees("archiveTitle")
        kept = visitor.download(visitor.named("button", visitor.text("archiveStart")))
        with zipfile.ZipFile(kept) as archive:
            assert archive.testzip() is None
            names = archive.namelist()
            assert any(archive.read(name) == PDF for name in names), f"the document is not in {names}"
            first = next(name for name in names if name.endswith(".html"))
            page = archive.read(first).decode()
        assert self.subject in page, "the message is not on the page of the archive"
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page), "the page of the archive loads from elsewhere"

    def from_outside(self):
        """Reading from the start page by somebody who is not signed in."""
        visitor = self.visitor
        visitor.press(visitor.named("button", visitor.text("signOut")))
        visitor.context.clear_cookies()
        visitor.open("/")
        visitor.clicks = 0
        visitor.press(visitor.named("link", visitor.text("signIn"), exact=True))
        visitor.play(self.number)
        self.open_document()
        assert visitor.clicks <= CLICKS_MAX, f"reading from outside took {visitor.clicks} clicks"

    # The sender's side

    @property
    def subject(self):
        return "Décision n° 42"

    def publish(self):
        status, answer = self.demo.publish(self.demo.sender_token(), self.number, PDF)
        assert status == 201 and "code" not in answer, f"publishing answered {status} {answer}"
        return answer["messageId"]

    def publish_registered(self, subject):
        sender = next(one for one in self.demo.file["senders"] if one["clientId"] == "demo-fines")
        status, answer = self.demo.publish(
            self.demo.sender_token(sender), self.number, PDF, subject=subject, sender=sender,
            registered="AANGETEKEND-OPROEP")
        assert status == 201 and "code" not in answer, f"publishing answered {status} {answer}"
        return answer["messageId"], sender

    def status_of_publication(self):
        status, answer = self.demo.publish(self.demo.sender_token(), self.number, PDF)
        assert status == 201, f"publishing answered {status} {answer}"
        return answer.get("code")

    def is_read(self, message):
        """Of a message of the first sender, or of another's with that sender."""
        message, sender = message if isinstance(message, tuple) else (message, None)
        path = urllib.parse.urlsplit(self.demo.file["registryV3URL"]).path + "/searchMessageStatus"
        body = json.dumps([{"messageId": message, "eboxId": {"eboxType": "citizen", "ssin": self.number}}])
        status, _, content = self.demo.exchange("POST", path, body, {
            "Authorization": f"Bearer {self.demo.sender_token(sender)}", "Content-Type": "application/json"})
        assert status == 201, content
        return json.loads(content)[0]["readStatus"]

    def sees(self, key):
        expect(self.visitor.page.locator("h1")).to_have_text(self.visitor.text(key))
        expect(self.visitor.page.locator("html")).to_have_attribute("lang", self.way.language)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    arguments.add_argument("--only", default="", help="words that the way must have, such as 'de phone'")
    chosen = arguments.parse_args()
    ends_within(SECONDS_MAX)
    words, numbers = texts.read(), fresh_numbers()
    ways = [way for way in WAYS if set(chosen.only.split()) <= set(str(way).split())]
    failed = []
    with running_demo(chosen.ebox, ["--empty"]) as demo, sync_playwright() as playwright:
        browser = launch(playwright)
        for way, number in zip(ways, numbers):
            journey, started = Journey(way, browser, demo, words, number), time.monotonic()
            try:
                journey.go()
                print(f"{way}: {time.monotonic() - started:.1f} s; from the start page reading takes "
                      f"{journey.read_clicks} clicks, withdrawing {journey.withdraw_clicks}", flush=True)
            except Exception as failure:
                failed.append(way)
                place = [frame.name for frame in traceback.extract_tb(failure.__traceback__) if "Browser" in frame.filename]
                words_said = " / ".join(str(failure).splitlines()[:3])
                print(f"{way}: failed in {' > '.join(place)}: {words_said}", file=sys.stderr, flush=True)
        browser.close()
    print(f"journey: {len(ways) - len(failed)} of {len(ways)} ways")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
