#!/usr/bin/env python3
"""A small channel: citizens link their eBox to it, read in it, and leave it. See README.md.

    channel.py --issuer http://127.0.0.1:8080 \\
        --client-id demo-bank --key-id demo-bank-1 --key demo-bank.key.pem --name "Demo Bank" --port 47801
"""

import argparse
import hmac
import http.cookies
import http.server
import secrets
import signal
import sys
import threading
import time
import urllib.parse

import pages
from copies import Copies
from ebox import Client, ConsentEnded, EBox, Interrupted, NotThere, Refused, TokenExpired, Unavailable, quoted

LANGUAGES = ("nl", "fr", "de", "en")
FORM_BYTES_MAX = 4096
STRANGERS_MAX = 1000
NOTICES_MAX = 20
AHEAD_BYTES_MAX = 10_000_000
WITHDRAWN = "Your consent for this channel is not in force any more."
EXPIRED = "Your link to eBox has run out."


class Session:
    """One browser. Its id is secret and changes when it is linked, so that nobody can have planted it."""

    def __init__(self):
        self.id, self.form_token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.attempt = self.token = self.farewell = None


class Channel:
    """The links of this channel: who may see what, until when."""

    def __init__(self, name, ebox, copies, notifies=False):
        self.name, self.ebox, self.copies, self.notifies = name, ebox, copies, notifies
        self.sessions = {}
        self.told = {}  # By mailbox.
        self.lock = threading.Lock()

    def session(self, given):
        with self.lock:
            found = self.sessions.get(given) or Session()
            self.sessions[found.id] = found
            strangers = [session for session in self.sessions.values() if not session.token]
            for session in strangers[:-STRANGERS_MAX]:
                del self.sessions[session.id]
            return found

    def link(self, session, token):
        """A session of its own from here on; the one from before is over. The citizen's other browsers go on with
        the new token too."""
        linked = Session()
        linked.token = token
        self.copies.begin(token.mailbox)
        with self.lock:
            self.sessions.pop(session.id, None)
            for other in self.sessions.values():
                if other.token and other.token.mailbox == token.mailbox:
                    other.token = token
            self.sessions[linked.id] = linked
        return linked

    def end(self, token, reason):
        """Erases first, then forgets: every session of that mailbox is told the same."""
        count = self.copies.erase(token.mailbox)
        with self.lock:
            self.told.pop(token.mailbox, None)
            for session in self.sessions.values():
                if session.token and session.token.mailbox == token.mailbox:
                    session.token, session.farewell = None, (count, reason)
        return count

    def check(self):
        """Asks for each link whether it stands, and drops the copies of messages whose term is over."""
        with self.lock:
            tokens = {session.token.mailbox: session.token for session in self.sessions.values() if session.token}
        for token in tokens.values():
            try:
                self.ebox.check(token)
                for message in {copy[0] for copy in self.copies.listed(token.mailbox)}:
                    try:
                        self.ebox.message(token, message)
                    except NotThere:
                        self.copies.erase_message(token.mailbox, message)
                self.fetch(token)
            except ConsentEnded:
                self.end(token, WITHDRAWN)
            except TokenExpired:
                self.end(token, EXPIRED)
            except (Unavailable, Refused) as reason:
                print(f"a link could not be checked: {reason}", file=sys.stderr)

    def fetch(self, token):
        """Where the citizen allows it, fetches the main documents of unread messages ahead. Where not (any more), what
        was fetched and not shown goes."""
        if not self.ebox.may_fetch_ahead(token):
            for message, _ in self.copies.ahead(token.mailbox):
                self.copies.erase_message(token.mailbox, message)
            return
        held = {copy[1] for copy in self.copies.listed(token.mailbox)}
        for told in self.ebox.unread(token):
            for attachment in told["attachments"]["items"]:
                is_wanted = attachment["isMainContent"] and attachment["sizeInBytes"] <= AHEAD_BYTES_MAX
                if is_wanted and attachment["attachmentId"] not in held:
                    try:
                        for _ in self.copies.keep(
                                token.mailbox, told["messageId"], attachment,
                                self.ebox.content(token, attachment, ahead=True), ahead=True):
                            pass
                    except (Interrupted, NotThere) as reason:
                        print(f"a document could not be fetched ahead: {reason}", file=sys.stderr)

    def shown(self, token, message, attachment):
        """The copy that was fetched ahead, once its showing is reported; None where there is none, or where eBox does
        not take the report: then the copy goes, and the document is opened like any other."""
        if (message, attachment) not in self.copies.ahead(token.mailbox):
            return None
        try:
            self.ebox.shown(token, message)
        except Refused:
            self.copies.erase_message(token.mailbox, message)
            return None
        return self.copies.show(token.mailbox, attachment)

    def tell(self):
        """Fetches notices, gives each to its citizen, and only then says that it did. A repeat is told once. Here
        "giving" is a list on the start page; a bank's app would send a push message."""
        try:
            for notices in self.ebox.notices():
                with self.lock:
                    for notice in notices:
                        kept = self.told.setdefault(notice["mailbox"], [])
                        if all(other["noticeId"] != notice["noticeId"] for other in kept):
                            kept.append(notice)
                            del kept[:-NOTICES_MAX]
                self.ebox.acknowledge(notices)
        except (Unavailable, Refused, NotThere) as reason:
            print(f"notices could not be fetched: {reason}", file=sys.stderr)

    def notices(self, mailbox):
        """Newest first."""
        with self.lock:
            return list(reversed(self.told.get(mailbox, [])))

    def watch(self, seconds):
        while True:
            time.sleep(seconds)
            self.check()
            if self.notifies:
                self.tell()


class Handler(http.server.BaseHTTPRequestHandler):
    channel = None
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.turn({"": self.start, "link": self.link, "callback": self.callback, "messages": self.message,
                   "style.css": self.style})

    def do_POST(self):
        self.turn({"unlink": self.unlink})

    def turn(self, routes):
        address = urllib.parse.urlsplit(self.path)
        self.parts = address.path.strip("/").split("/")
        self.query = dict(urllib.parse.parse_qsl(address.query))
        cookie = http.cookies.SimpleCookie(self.headers.get("Cookie", "")).get(self.cookie_name)
        self.session = self.channel.session(cookie.value if cookie else None)
        token = self.session.token
        route = routes.get(self.parts[0])
        try:
            if route is None:
                raise NotThere("no such page")
            route()
        except ConsentEnded:
            self.over(token, WITHDRAWN)
        except TokenExpired:
            self.over(token, EXPIRED)
        except NotThere:
            self.tell(404, "This is not here (any more)", "The message may have reached the end of its term.")
        except Unavailable as busy:
            self.tell(503, "eBox does not answer", f"Nothing is lost. Try again in {busy.seconds} seconds.")
        except Refused as refused:
            self.tell(400, "That did not work", f"eBox or your browser gave another answer than expected: {refused}.")

    # Pages

    def start(self):
        if self.session.farewell:
            count, reason = self.session.farewell
            return self.answer(200, pages.ended(self.channel.name, count, reason, self.consents))
        token = self.session.token
        if token is None:
            return self.answer(200, pages.start(self.channel.name))
        number = int(self.query["page"]) if self.query.get("page", "").isdecimal() else 1
        listed = self.ebox.messages(token, max(1, number))
        senders = {item["sender"]["enterpriseNumber"] for item in listed["items"]}
        names = {sender: self.ebox.sender(token, sender) for sender in senders}
        kept = self.channel.copies.listed(token.mailbox)
        self.answer(200, pages.inbox(
            self.channel.name, listed, names, self.language, number, self.session.form_token, kept,
            self.channel.notices(token.mailbox)))

    def link(self):
        self.session.attempt, address = self.ebox.begin(self.language)
        self.redirect(address)

    def callback(self):
        attempt, self.session.attempt = self.session.attempt, None
        if self.query.get("error") == "access_denied":
            return self.tell(200, "Not linked", "You did not give your consent. Nothing changed.")
        self.session = self.channel.link(self.session, self.ebox.finish(attempt, self.query))
        self.redirect("/")

    def message(self):
        token = self.linked()
        told = self.ebox.message(token, self.parts[1] if len(self.parts) > 1 else "")
        if len(self.parts) == 4 and self.parts[2] == "documents":
            return self.document(token, told, self.parts[3])
        is_shown = told["hasBody"] and (self.query.get("text") == "show" or not told["isBodyMainContent"])
        body = self.ebox.body(token, told["messageId"]) if is_shown else None
        sender = self.ebox.sender(token, told["sender"]["enterpriseNumber"])
        self.answer(200, pages.message(self.channel.name, told, sender, self.language, body))

    def document(self, token, told, wanted):
        """Passes the document on as it comes. Where it breaks off, so does our answer: the browser sees that too."""
        attachment = next((item for item in told["attachments"]["items"] if item["attachmentId"] == wanted), None)
        if attachment is None:
            raise NotThere(wanted)
        copy = self.channel.shown(token, told["messageId"], attachment["attachmentId"])
        pieces = (piece for piece in [copy]) if copy is not None else self.channel.copies.keep(
            token.mailbox, told["messageId"], attachment, self.ebox.content(token, attachment))
        first = next(pieces, b"")  # A refusal is met here, before our own answer begins.
        self.head(200, attachment["mediaType"], attachment["sizeInBytes"], {
            "Content-Disposition": "attachment; filename*=UTF-8''" + quoted(attachment["fileName"]),
            "Content-Security-Policy": "sandbox; default-src 'none'"})
        try:
            self.wfile.write(first)
            for piece in pieces:
                self.wfile.write(piece)
        except Interrupted as reason:
            print(f"a document broke off {reason}", file=sys.stderr)
            self.close_connection = True
            self.channel.check()  # Tells whether the consent is the reason; then every copy goes.
        except OSError:
            self.close_connection = True  # The browser went away.
        finally:
            pieces.close()

    def unlink(self):
        length = int(self.headers.get("Content-Length") or 0)
        form = dict(urllib.parse.parse_qsl(self.rfile.read(min(length, FORM_BYTES_MAX)).decode("utf-8", "replace")))
        if not hmac.compare_digest(form.get("form-token", "").encode(), self.session.form_token.encode()):
            raise Refused("this form is not of this session")
        token = self.linked()
        self.channel.end(token, "You unlinked your eBox here.")
        self.ebox.revoke(token)
        self.redirect("/")

    def style(self):
        self.answer(200, pages.STYLE, "text/css; charset=utf-8")

    # What they share

    @property
    def ebox(self):
        return self.channel.ebox

    @property
    def consents(self):
        return self.ebox.issuer + "/provider/consents"

    @property
    def cookie_name(self):
        return self.ebox.client.client_id + "-session"

    @property
    def language(self):
        wanted = [part.split(";")[0].strip()[:2] for part in self.headers.get("Accept-Language", "").split(",")]
        return next((tag for tag in wanted if tag in LANGUAGES), "en")

    def linked(self):
        if self.session.token is None:
            raise NotThere("not linked")
        return self.session.token

    def over(self, token, reason):
        count = self.channel.end(token, reason) if token else 0
        self.answer(200, pages.ended(self.channel.name, count, reason, self.consents))

    def tell(self, status, title, words):
        self.answer(status, pages.told(self.channel.name, title, words))

    def redirect(self, address):
        self.head(303, "text/plain", 0, {"Location": address})

    def answer(self, status, text, media_type="text/html; charset=utf-8"):
        content = text.encode()
        self.head(status, media_type, len(content), {
            "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                                       "frame-ancestors 'none'"})
        self.wfile.write(content)

    def head(self, status, media_type, length, more):
        """Nothing personal is kept by the browser. `Secure` belongs to the cookie when this is served over TLS."""
        self.send_response(status)
        for name, value in {
                "Content-Type": media_type, "Content-Length": str(length), "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
                "Set-Cookie": f"{self.cookie_name}={self.session.id}; Path=/; HttpOnly; SameSite=Lax", **more}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        """Addresses name messages: they are not logged."""


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("issuer", "client-id", "key-id", "key", "name"):
        arguments.add_argument("--" + name, required=True)
    arguments.add_argument("--registry", help="the only registry to ask; default every one that the federation names")
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--copies", required=True, help="folder of the copies; emptied at start")
    arguments.add_argument("--check-seconds", type=float, default=30, help="how often each link is checked")
    arguments.add_argument("--notify", action="store_true", help="tell citizens who chose so of new mail")
    arguments.add_argument("--end-with-input", action="store_true", help="end when standard input is closed")
    chosen = arguments.parse_args()
    with open(chosen.key, encoding="utf-8") as key:
        client = Client(chosen.client_id, chosen.key_id, key.read(), f"http://127.0.0.1:{chosen.port}/callback")
    copies = Copies(chosen.copies)
    ebox = EBox(chosen.issuer.rstrip("/"), chosen.registry.rstrip("/") if chosen.registry else None, client)
    channel = Channel(chosen.name, ebox, copies, chosen.notify)
    Handler.channel = channel
    server = http.server.ThreadingHTTPServer(("127.0.0.1", chosen.port), Handler)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    if chosen.end_with_input:
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), server.shutdown()), daemon=True).start()
    threading.Thread(target=channel.watch, args=(chosen.check_seconds,), daemon=True).start()
    print(f"{chosen.name}: http://127.0.0.1:{chosen.port}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    copies.erase_everything()


if __name__ == "__main__":
    main()
