"""What becomes of a publication: in the mailbox, in the audit trail, in the events, and what its sender is told."""

import dataclasses
import datetime
import hashlib
import json
import os
import sqlite3
import sys
import time
import urllib.parse
import zoneinfo

from same_compare import Story
from same_letters import REGISTRY_21, REGISTRY_3, SOAP, eboxid, registry

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Examples/reference-channel"))
from ebox import Client, EBox  # noqa: E402

READERS = (REGISTRY_3, REGISTRY_21)
ENTRY = (
    "party, id, at, action, outcome, code, request_id, client_id, organization, mailbox, message, details, place, leaf")
TOLD = (
    "id, kind, mailbox, occurred_at, message, sender, message_type, receipt_date, expiration, registered_mail, channel,"
    " unread, number")
PATIENCE_SECONDS = 20


def eventually(ask, what):
    """What `ask` gives as soon as it gives something."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{what}: not within {PATIENCE_SECONDS} s")


class Trail:
    """The audit trails and the events, as the data folder holds them: no command prints them."""

    def __init__(self, demo):
        self.path = os.path.join(demo.data, "ebox.sqlite")

    def ask(self, statement, *values):
        database = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30)
        database.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in database.execute(statement, values)]
        finally:
            database.close()

    def last(self):
        """Entries that are there so far."""
        return self.ask("SELECT COALESCE(MAX(position), 0) AS last FROM audit_entry")[0]["last"]

    def since(self, last, organizations):
        """What senders did after that, whatever request it belongs to; a client of REST fetched its token before."""
        marks = ", ".join("?" * len(organizations))
        return self.entries(
            f"position > ? AND organization IN ({marks}) AND action <> 'token'", last, *organizations)

    def of(self, message):
        return self.entries("message = ?", message)

    def entries(self, condition, *values):
        """In order, all parties' together; each must get its place in its party's tree."""
        def placed():
            rows = self.ask(f"SELECT {ENTRY} FROM audit_entry WHERE {condition} ORDER BY position", *values)
            return [rows] if all(row["place"] is not None for row in rows) else None

        rows = eventually(placed, "an entry has no place")[0]
        for row in rows:
            row["details"] = json.loads(row["details"])
        return rows

    def events(self, message, count):
        """As the document provider told them, and as the event engine keeps them for those who are told."""
        def complete():
            told = self.ask(
                f"SELECT position, party, shard, {TOLD} FROM outbox_event WHERE message = ? ORDER BY position", message)
            kept = self.ask(f"SELECT {TOLD} FROM provider_event WHERE message = ? ORDER BY number", message)
            return [told, kept] if len(kept) >= count else None

        told, kept = eventually(complete, f"{count} events do not reach the engine")
        assert len(kept) == count, f"{len(kept)} events are kept, not {count}"
        ids = [[row["id"] for row in rows] for rows in (told, kept)]
        # The clock moves by more than the 31 days for which the outbox keeps them.
        assert ids[0] and ids[0] == ids[1][count - len(told):], f"told and kept are other events: {ids}"
        return {"told": told, "kept": kept}


class Mailbox:
    """A citizen's mailbox, as a channel reads it over both registries by the token of the link."""

    def __init__(self, demo, number, channel):
        self.demo, self.number, self.channel = demo, number, channel
        self.token = None

    def link(self):
        """Anew after a day."""
        self.token = self.demo.citizen_token(self.number, self.channel)

    def get(self, reader, path):
        """(status, headers, bytes, the request's id); `path` under the registry, or a whole address."""
        if path.startswith("http"):
            parts = urllib.parse.urlsplit(path)
            assert parts.path.startswith(registry(self.demo, reader)), f"{reader} leads to {path}"
            path = parts.path
        else:
            path = registry(self.demo, reader) + path
        status, head, content = self.demo.exchange("GET", path, headers={"Authorization": f"Bearer {self.token}"})
        return status, head, content, head["BelGov-Trace-Id"]

    def json(self, reader, path, status=200):
        got, _, content, request = self.get(reader, path)
        assert got == status, f"{reader}: {path} answered {got}: {content[:300]!r}"
        return json.loads(content.decode().replace(request, "<request>"))

    def listed(self, reader, **filters):
        """The messages of the list by their ids."""
        query = urllib.parse.urlencode({"pageSize": 100, **filters}, quote_via=urllib.parse.quote)
        return {item["messageId"]: item for item in self.json(reader, f"/ebox/messages?{query}")["items"]}

    def seen(self, reader, message):
        """Everything that a registry tells of a message without opening a content."""
        path = f"/ebox/messages/{message}"
        detail = self.json(reader, path)
        seen = {
            "listed": self.listed(reader).get(message), "message": detail,
            "attachments": self.json(reader, path + "/attachments"),
            "attachment": [
                self.json(reader, f"{path}/attachments/{item['attachmentId']}")
                for item in detail["attachments"]["items"]],
            "body": self.json(reader, path + "/body", 404), "payment": self.json(reader, path + "/paymentData", 404)}
        if reader == REGISTRY_3:
            seen["accesses"] = self.json(reader, path + "/accesses")
        assert seen["listed"] == detail, f"{reader}: the list tells other things than the message"
        assert seen["attachments"] == detail["attachments"], f"{reader}: the attachments are others than the message's"
        assert seen["attachment"] == detail["attachments"]["items"], f"{reader}: an attachment tells other things alone"
        return seen

    def open(self, reader, message, is_main):
        """The contents that are main, or those that are not: what is said of each, and the bytes of each."""
        heads, contents = [], []
        name = "isMainContent" if reader == REGISTRY_3 else "mainContent"
        for item in self.json(reader, f"/ebox/messages/{message}/attachments")["items"]:
            if item[name] == is_main:
                status, head, content, _ = self.get(reader, item["contentHref"])
                heads.append({"status": status, **dict(head), "sha256": hashlib.sha256(content).hexdigest()})
                contents.append(content)
        return heads, contents


class Statuses:
    """What senders are told of their publications; of one by a mandate the sender itself asks."""

    def __init__(self, demo, office):
        self.demo, self.office = demo, office

    @staticmethod
    def _own(letter):
        return dataclasses.replace(letter, representative=None)

    def rest(self, contract, letter, messages):
        """(statuses, the request's id) of ids to the letter's recipient."""
        asked = [{"messageId": message, "eboxId": eboxid(contract, letter.recipient)} for message in messages]
        token = self.office.token(self._own(letter))
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        status, head, content = self.demo.exchange(
            "POST", registry(self.demo, contract) + "/searchMessageStatus", json.dumps(asked), headers)
        assert status == 201, f"{contract}: a status search answered {status}: {content[:300]!r}"
        return json.loads(content), head["BelGov-Trace-Id"]

    def soap(self, letter, tickets):
        """(tickets that were found, whether each was consulted; the request's id)."""
        party = self.office.party(self._own(letter))
        answer = party.status(*[(ticket, 1) for ticket in tickets], recipient=letter.recipient)
        found = {one.MessageID.Ticket: one.HasBeenConsulted for one in answer.Message}
        return found, party.client.transport.answer.headers["BelGov-Trace-Id"]

    def ask(self, contract, sent, unknown=None):
        """(is read, the request's id) of a publication by its contract's name of it, maybe beside one of nothing."""
        more = [unknown] if unknown else []
        if contract == SOAP:
            found, request = self.soap(sent.letter, [sent.name, *more])
            assert list(found) == [sent.name], f"found are {found}"
            return found[sent.name], request
        found, request = self.rest(contract, sent.letter, [sent.message, *more])
        assert [one["messageId"] for one in found] == [sent.message], f"{contract}: found are {found}"
        return found[0]["readStatus"], request


def notices(demo, client):
    """What a channel is given to tell its citizens, as the reference channel asks for it."""
    channel = next(channel for channel in demo.file["channels"] if channel["clientId"] == client)
    with open(channel["privateKeyFile"]) as key:
        known = Client(client, channel["keyId"], key.read(), channel["redirectURI"])
    ebox = EBox(demo.file["baseURL"], demo.file["registryV3URL"], known)
    return [notice for page in ebox.notices() for notice in page]


def story(sent, entries):
    """What a publication's own entry says its ids and its moment are."""
    names = {sent.request: "<request>", **({sent.message: "<message>"} if sent.message else {})}
    for entry in entries:
        files = filter(None, entry["details"].get("attachments", "").split(", "))
        names.update({file.split()[0]: f"<attachment {place}>" for place, file in enumerate(files)})
    return Story(sent.contract, names, published=entries[0]["at"] if entries else None)


def tell(story, entries):
    """The moments at which a letter was opened and ended, as its trail has them."""
    opened = [entry for entry in entries if entry["action"] == "read"]
    story.openings = [entry["at"] for entry in opened]
    story.read = next((entry["at"] for entry in opened if entry["details"]["isMainContent"] == "true"), None)
    story.ended = next((entry["at"] for entry in entries if entry["action"] == "expire"), None)


def before_midnight():
    """A term ends with a day of Brussels: all copies are sent on the same one."""
    while True:
        now = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Brussels"))
        if (now + datetime.timedelta(seconds=20)).date() == now.date():
            return
        time.sleep(1)
