#!/usr/bin/python3
"""The reference channel, written from the public documents alone: it links, reads, loses its consent in the middle of
a large download that is read slowly, gets nothing more, keeps nothing, and can't get back in without the citizen.

    channel.py --ebox .build/release/ebox
"""

import argparse
import html
import http.client
import http.cookiejar
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from citizen_browser import CitizenBrowser, Form
from ebox_demo import Demo, free_port

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Examples", "reference-channel"))
from ebox import SCOPES, Client, ConsentEnded, EBox, Refused, Token  # noqa: E402

CHANNEL = "demo-bank"
# Tells its citizens by itself; this one chose so at the start of the demonstration.
NOTIFIER, TOLD = "demo-profile", "92080699933"
LARGE_BYTES = 48 * 1024 * 1024
# What may still be on its way in buffers of sockets when the consent ends.
ON_THE_WAY_BYTES = 16 * 1024 * 1024
SMALL = b"%PDF-1.7\n" + b"s" * 2000


class Failed(Exception):
    pass


def expect(is_so, what):
    if not is_so:
        raise Failed(what)


class Reader:
    """A citizen's browser at the channel, and, when it is sent there, at the provider."""

    def __init__(self, demo, start, number):
        self.number, self.start = number, start
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path):
        """(status, address where it ended, text)."""
        try:
            with self.opener.open(urllib.parse.urljoin(self.start, path), timeout=30) as answer:
                return answer.status, answer.geturl(), answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as refused:
            return refused.code, refused.geturl(), refused.read().decode("utf-8", "replace")

    def post(self, address, fields):
        with self.opener.open(address, urllib.parse.urlencode(fields).encode(), timeout=30) as answer:
            return answer.status, answer.geturl(), answer.read().decode("utf-8", "replace")

    def link(self, accept=True):
        """From the channel's button to its list; says what the consent screen answered."""
        status, address, page = self.get("/link")
        if "/csam/authorize" in address:
            form = Form(page)
            status, address, page = self.post(
                urllib.parse.urljoin(address, form.action), {**form.fields, "ssin": self.number, "level": "high"})
        if 'name="choice"' in page:
            form = Form(page, "/answer")
            choice = {"choice": "accept" if accept else "decline"}
            status, address, page = self.post(
                urllib.parse.urljoin(address, form.action), {**form.fields, **choice})
            if "/provider/profile/address" in address:
                form = Form(page, "/provider/profile/address")
                status, address, page = self.post(
                    urllib.parse.urljoin(address, form.action), {**form.fields, "choice": "decline"})
                go_on = html.unescape(re.search(r'href="(/[^"]*authorize[^"]*)"', page)[1])
                status, address, page = self.get(urllib.parse.urljoin(address, go_on))
            return True, page
        return False, page

    def raw(self, path):
        """A connection of its own whose answer is read as slowly as one likes."""
        parts = urllib.parse.urlsplit(self.start)
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        connection.request("GET", path, headers={"Cookie": cookies})
        return connection.getresponse()


def start_channel(demo, port, folder, client=CHANNEL, *options):
    channel = next(channel for channel in demo.file["channels"] if channel["clientId"] == client)
    program = os.path.join(sys.path[0], "channel.py")
    return subprocess.Popen([
        "/usr/bin/python3", program, "--issuer", demo.file["baseURL"], "--registry", demo.file["registryV3URL"],
        "--client-id", client, "--key-id", channel["keyId"], "--key", channel["privateKeyFile"],
        "--name", channel["name"], "--port", str(port), "--copies", os.path.join(folder, "copies"),
        "--check-seconds", "1", "--end-with-input", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def copies(folder):
    return [os.path.join(place, name) for place, _, names in os.walk(os.path.join(folder, "copies")) for name in names]


def run(demo, folder):
    number = next(citizen["nationalNumber"] for citizen in demo.file["citizens"] if citizen["state"] == "active")
    redirect = next(c["redirectURI"] for c in demo.file["channels"] if c["clientId"] == CHANNEL)
    port = urllib.parse.urlsplit(redirect).port
    channel = start_channel(demo, port, folder)
    channel.stdout.readline()
    try:
        reader = Reader(demo, f"http://127.0.0.1:{port}/", number)
        linking(demo, reader)
        for document in (SMALL, b"%PDF-1.7\n" + os.urandom(LARGE_BYTES)):
            status, answer = demo.publish(demo.sender_token(), number, document)
            expect(status == 201, f"publishing answered {status} {answer}")
        small, large = sorted(sizes(reader), key=lambda found: found[1])
        reading(demo, reader, small, folder)
        losing(demo, reader, number, large, folder)
        afterwards(demo, reader, number, small)
    finally:
        channel.stdin.close()
        channel.wait(20)
    expect(copies(folder) == [], "copies outlive the channel")
    telling(demo, folder)
    ahead(demo, folder)


def telling(demo, folder):
    """A citizen whom a channel tells is told there, in their own words, and gets no mail."""
    redirect = next(c["redirectURI"] for c in demo.file["channels"] if c["clientId"] == NOTIFIER)
    port = urllib.parse.urlsplit(redirect).port
    address = next(c["emailAddress"] for c in demo.file["citizens"] if c["nationalNumber"] == TOLD)
    before = mails(demo, address)
    channel = start_channel(demo, port, folder, NOTIFIER, "--notify")
    channel.stdout.readline()
    try:
        reader = Reader(demo, f"http://127.0.0.1:{port}/", TOLD)
        was_asked, page = reader.link()
        expect(not was_asked and "messages in your eBox" in page, "a channel with a consent is not linked at once")
        expect("told you" not in page, "something was told before anything came")
        status, answer = demo.publish(demo.sender_token(), TOLD, SMALL)
        expect(status == 201, f"publishing answered {status} {answer}")
        status, _, answer = demo.exchange(
            "POST", "/demo/clock", '{"advanceDays": 1}', {"Content-Type": "application/json"})
        expect(status == 200, f"the clock answered {status} {answer}")
        end = time.monotonic() + 20
        while "told you" not in page and time.monotonic() < end:
            time.sleep(0.2)
            _, _, page = reader.get("/")
            if "/link" in page:  # A day has passed: the link ran out with its token.
                _, page = reader.link()
        expect("told you" in page and "1 new message in your eBox" in page, f"not told: {page[:600]}")
        time.sleep(3)
        _, _, page = reader.get("/")
        expect(page.count("1 new message in your eBox") == 1, "told twice")
        expect(mails(demo, address) == before, "a mail went too")
    finally:
        channel.stdin.close()
        channel.wait(20)
    print("told by a channel, once, and by no mail")


def ahead(demo, folder):
    """Nothing is fetched ahead before the citizen allows it; then it is, unread until it is shown; and goes again."""
    redirect = next(c["redirectURI"] for c in demo.file["channels"] if c["clientId"] == CHANNEL)
    port = urllib.parse.urlsplit(redirect).port
    channel = start_channel(demo, port, folder)
    channel.stdout.readline()
    try:
        reader = Reader(demo, f"http://127.0.0.1:{port}/", TOLD)
        reader.link()
        published = [demo.publish(demo.sender_token(), TOLD, SMALL + number) for number in (b"1", b"2")]
        expect([status for status, _ in published] == [201, 201], f"publishing answered {published}")
        newest = published[1][1]["messageId"]
        time.sleep(3)
        expect(copies(folder) == [], f"fetched ahead without leave: {copies(folder)}")
        citizen = CitizenBrowser(demo, TOLD)
        citizen.prefetch(CHANNEL, "allow")
        until(lambda: len(copies(folder)) >= 4, "nothing was fetched ahead")
        expect(not is_read(demo, newest), "fetching ahead was a reading")
        place = next(found for found, _ in sizes(reader) if newest in found)
        status, _, text = reader.get(place)
        expect(status == 200 and text.encode() == SMALL + b"2", "the copy is another document")
        expect(is_read(demo, newest), "the showing was not reported")
        citizen.prefetch(CHANNEL, "end")
        until(lambda: len(copies(folder)) == 2, "what was not shown is kept")
    finally:
        channel.stdin.close()
        channel.wait(20)
    print("fetched ahead with leave only, read when shown, erased when it ended")


def until(is_so, what):
    end = time.monotonic() + 20
    while not is_so() and time.monotonic() < end:
        time.sleep(0.2)
    expect(is_so(), what)


def is_read(demo, message):
    """What the sender is told."""
    path = urllib.parse.urlsplit(demo.file["registryV3URL"]).path + "/searchMessageStatus"
    query = json.dumps([{"messageId": message, "eboxId": {"eboxType": "citizen", "ssin": TOLD}}])
    status, _, content = demo.exchange("POST", path, query, {
        "Authorization": f"Bearer {demo.sender_token()}", "Content-Type": "application/json"})
    expect(status == 201, f"the status answered {status} {content}")
    return json.loads(content)[0]["readStatus"]


def mails(demo, address):
    """How many mails to an address lie in the demonstration's folder."""
    folder = os.path.join(demo.data, "mail")
    count = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as mail:
                count += address.encode() in mail.read()
    return count


def sizes(reader):
    """(address, bytes) of each document of the two newest messages."""
    found = []
    _, _, page = reader.get("/")
    for address in re.findall(r'<a href="(/messages/[^"]+)">', page)[:2]:
        _, _, message = reader.get(address)
        place = re.search(r'href="(/messages/[^"]+/documents/[^"]+)"', message)[1]
        found.append((place, int(re.search(r"(\d+) bytes", message)[1])))
    return found


def linking(demo, reader):
    """The screen can't be skipped; who says no is not linked; a forged answer is dropped."""
    was_asked, page = reader.link(accept=False)
    expect(was_asked and "did not give your consent" in page, "a citizen who says no is told something else")
    _, _, page = reader.get("/callback?code=x&state=forged&iss=" + urllib.parse.quote(demo.file["baseURL"]))
    expect("belongs to no attempt" in page, "a forged state is taken")
    was_asked, page = reader.link()
    expect(was_asked, "the first link did not ask for consent")
    expect("messages in your eBox" in page, f"linking ended elsewhere: {page[:300]}")


def reading(demo, reader, small, folder):
    status, _, text = reader.get(small[0])
    expect(status == 200 and text.encode() == SMALL, "the document is another one")
    expect(len(copies(folder)) == 2, f"the copy is not kept: {copies(folder)}")


def losing(demo, reader, number, large, folder):
    """In the middle of a download that is read slowly the citizen withdraws, at the provider."""
    answer = reader.raw(large[0])
    expect(answer.status == 200, f"the download answered {answer.status}")
    arrived = len(answer.read(256 * 1024))
    CitizenBrowser(demo, number).withdraw(CHANNEL)
    try:
        while piece := answer.read(256 * 1024):
            arrived += len(piece)
            expect(arrived < ON_THE_WAY_BYTES, "the download goes on after the withdrawal")
    except (http.client.HTTPException, OSError):
        pass
    expect(arrived < large[1], "the whole document arrived")
    end = time.monotonic() + 10
    while copies(folder) and time.monotonic() < end:
        time.sleep(0.1)
    expect(copies(folder) == [], f"copies are left: {copies(folder)}")
    print(f"withdrawn after 256 KiB of {large[1]} bytes: {arrived} bytes arrived, none kept")


def afterwards(demo, reader, number, small):
    """Nothing more, in any way that a channel has."""
    _, _, page = reader.get("/")
    expect("no longer linked" in page and "copy was erased" in page, f"the citizen is not told: {page[:600]}")
    status, _, text = reader.get(small[0])
    expect(SMALL[:100].decode() not in text, "the document is still shown")
    was_asked, page = reader.link(accept=False)
    expect(was_asked, "linking again skipped the consent screen")
    expect("messages in your eBox" not in page, "who says no is linked")
    refresh(demo)


def refresh(demo):
    """Another citizen's token, taken by hand: after the withdrawal it is dead, and no grant revives it."""
    channel = next(channel for channel in demo.file["channels"] if channel["clientId"] == "my-ebox")
    with open(channel["privateKeyFile"], encoding="utf-8") as key:
        ebox = EBox(demo.file["baseURL"], demo.file["registryV3URL"],
                    Client("my-ebox", channel["keyId"], key.read(), channel["redirectURI"]))
    number = demo.active_citizens()[1]
    token = Token(demo.citizen_token(number), "")
    ebox.check(token)
    CitizenBrowser(demo, number).withdraw("my-ebox")
    try:
        ebox.check(token)
        raise Failed("the token lives after the withdrawal")
    except ConsentEnded:
        pass
    for grant in ({"grant_type": "refresh_token", "refresh_token": token.text},
                  {"grant_type": "client_credentials", "scope": SCOPES}):
        try:
            ebox._json("POST", ebox.metadata["token_endpoint"], form={**grant, **ebox._assertion()})
            raise Failed(f"{grant['grant_type']} gives a channel a token")
        except Refused as refused:
            expect(str(refused) in ("unsupported_grant_type", "unauthorized_client"), f"refused as {refused}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    chosen = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="ebox-channel-")
    demo = Demo(os.path.abspath(chosen.ebox), os.path.join(folder, "data"), free_port())
    try:
        run(demo.start(), folder)
        print("channel: linked, read, lost its consent, got nothing more")
        return 0
    except Failed as failed:
        print(f"channel: {failed}", file=sys.stderr)
        return 1
    finally:
        demo.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
