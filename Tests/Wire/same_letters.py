"""Letters, and how a sender's three systems publish the same one: SOAP EboxMessage 1.8, Message Registry 3 and 2.1."""

import base64
import dataclasses
import hashlib
import json
import secrets
import urllib.parse

import zeep

import soap
import soap_cases as cases
from soap_client import Attachment

SOAP, REGISTRY_3, REGISTRY_21 = CONTRACTS = ("SOAP", "Registry 3", "Registry 2.1")
# That of the message types: SOAP has one title and no language.
LANGUAGE = "nl"
NO_DIGITAL_USER = "NO_DIGITAL_USER"


@dataclasses.dataclass(frozen=True)
class File:
    name: str
    media_type: str
    content: bytes

    @property
    def digest(self):
        return hashlib.sha256(self.content).digest()


@dataclasses.dataclass(frozen=True)
class Letter:
    """What a sender has to say, whatever it is said by. The first file is what it is about."""

    name: str
    sender: str
    message_type: str
    subject: str
    files: tuple
    recipient: str
    # (key, values): businessDataList, Meta.
    data: tuple = ()
    # The client that publishes it by a mandate.
    representative: str = None
    # Of what the sender says of the files; false: the digest of another file.
    is_honest: bool = True
    # What the registry turns it down with: over REST, over SOAP.
    refused: tuple = None

    def digest(self, file):
        return file.digest if self.is_honest else hashlib.sha256(b"other").digest()


@dataclasses.dataclass
class Sent:
    """A publication and what it was answered."""

    contract: str
    letter: Letter
    # The sender's own name of it: ticket, idempotency key.
    name: str
    # The request, as the audit trail names it.
    request: str
    # `accepted`, NO_DIGITAL_USER, or why it was turned down.
    code: str
    message: str = None


class Office:
    """Publishes as the senders of a demonstration."""

    def __init__(self, demo, wire):
        self.demo, self.wire = demo, wire
        self.parties, self.tokens = {}, {}

    def publish(self, contract, letter, name=None, replaces=None):
        """`name` is that of an earlier publication, when this is the same again, or over SOAP a correction of it."""
        name = name or cases.ticket()
        if contract == SOAP:
            return self._by_soap(letter, name)
        return self._by_rest(contract, letter, name, replaces)

    def client(self, letter):
        """The system that publishes it."""
        return self.wire.sender(letter.representative or letter.sender)

    def party(self, letter):
        client = self.client(letter)
        if client.client not in self.parties:
            self.parties[client.client] = soap.Party(self.wire, client)
        return self.parties[client.client]

    # SOAP

    def _by_soap(self, letter, name):
        party, sender = self.party(letter), self.wire.sender(letter.sender)
        files = [self._soap_file(letter, file, place) for place, file in enumerate(letter.files)]
        parts = [Attachment(f"file{place}", file.content, file.media_type) for place, file in enumerate(letter.files)]
        more = {"Annex": files[1:], "Meta": [soap.meta(key, *values) for key, values in letter.data]}
        if letter.representative:
            more["SenderID"] = {"Application": sender.application, "Institution": sender.organization}
        code, message = cases.ACCEPTED, None
        try:
            message = party.publish(
                parts[::-1], ticket=name, recipients=(letter.recipient,), message_type=letter.message_type,
                file=files[0], **more)
        except zeep.exceptions.Fault:
            last = party.client.transport.answer
            code = cases.Answer(last.status_code, last.content, "").code
        return Sent(SOAP, letter, name, party.client.transport.answer.headers["BelGov-Trace-Id"], code, message)

    @staticmethod
    def _soap_file(letter, file, place):
        return {
            "Title": letter.subject if place == 0 else file.name, "Content": f"cid:file{place}",
            "Digest": {"DigestMethod": "SHA-256", "DigestValue": letter.digest(file)},
            "DownloadFileName": file.name, "MIME": file.media_type}

    # REST

    def _by_rest(self, contract, letter, name, replaces):
        path, document = self._rest_document(contract, letter)
        if replaces:
            document["replacesMessageId"] = replaces
        boundary = "same-" + secrets.token_hex(8)
        headers = {
            "Authorization": f"Bearer {self.token(letter)}", "Idempotency-Key": f'"{name}"',
            "Content-Type": f"multipart/form-data; boundary={boundary}"}
        if letter.representative:
            headers["On-Behalf-Of-Enterprise-Number"] = self.wire.sender(letter.sender).organization
        parts = [_file_part(place, file) for place, file in enumerate(letter.files)][::-1]
        text = b'Content-Disposition: form-data; name="messageToPublish"\r\nContent-Type: application/json\r\n\r\n'
        text += json.dumps(document).encode()
        parts = [text, *parts] if contract == REGISTRY_3 else [*parts, text]
        line = f"--{boundary}".encode()
        body = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"
        status, head, content = self.demo.exchange("POST", path, body, headers)
        answer = json.loads(content)
        code = answer.get("code", cases.ACCEPTED if status == 201 else f"HTTP {status}")
        return Sent(contract, letter, name, head["BelGov-Trace-Id"], code, answer.get("messageId"))

    def _rest_document(self, contract, letter):
        """(path, messageToPublish)."""
        sender, is_3 = self.wire.sender(letter.sender), contract == REGISTRY_3
        document = {
            "subject": {LANGUAGE: letter.subject}, "messageTypeId": letter.message_type,
            "senderApplicationId": sender.application,
            "attachments": [{
                "httpPartName": f"upfile{place + 1}", "isMainContent" if is_3 else "mainContent": place == 0,
                "digest": {
                    "digestMethod": "sha_256",
                    "digestValue": base64.urlsafe_b64encode(letter.digest(file)).decode()}}
                for place, file in enumerate(letter.files)]}
        if letter.data:
            document["businessDataList"] = [
                {"key": key, "values": [{LANGUAGE: value} for value in values]} for key, values in letter.data]
        document["recipient"] = eboxid(contract, letter.recipient)
        if is_3:
            document["sender"] = {"eboxType": "enterprise", "enterpriseNumber": sender.organization}
        else:
            document["senderOrganizationId"] = sender.organization
        return registry(self.demo, contract) + ("/ebox/messages" if is_3 else "/publishMessage"), document

    def token(self, letter):
        """The access token of the system that publishes it."""
        client = self.client(letter).client
        if client not in self.tokens:
            entry = next(sender for sender in self.demo.file["senders"] if sender["clientId"] == client)
            scope = "eboxrepresentativepublication" if letter.representative else "publicationsender"
            self.tokens[client] = self.demo.sender_token(entry, scopes=[scope])
        return self.tokens[client]


def eboxid(contract, number):
    return {"eboxType": "citizen", "ssin" if contract == REGISTRY_3 else "eboxIdValue": number}


def registry(demo, contract):
    """The path of a registry."""
    path = urllib.parse.urlsplit(demo.file["registryV3URL"]).path
    return path if contract == REGISTRY_3 else path.removesuffix("/v3") + "/v2"


def _file_part(place, file):
    return (
        f'Content-Disposition: form-data; name="upfile{place + 1}"; filename="{urllib.parse.quote(file.name)}"\r\n'
        f"Content-Type: {file.media_type}\r\n\r\n").encode() + file.content


# The letters that are compared.

# Told by this channel, which also reads for it; its eBox is active.
READER, CHANNEL = "92080699933", "demo-profile"
NEVER, WITHDRAWN = "55110199909", "70070799919"
# At most 80 characters in a file name: SOAP takes no more.
PDF = File("beslissing n° 1 (kopie); \"é\" + 100%.pdf", "application/pdf", b"%PDF-1.7\n" + b"letter\x00\xff" * 700)
CSV = File("bijlage één.csv", "text/csv", "post;bedrag\nlöon;1,50\n".encode())
ANNEXES = (
    File("a.txt", "text/plain", b"plain\r\n"), File("b.xml", "text/xml", b"<a/>"),
    File("c.html", "text/html", b"<p>x</p>"),
    File("d.zip", "application/zip", b"PK\x05\x06" + bytes(18)),
    File("e.odt", "application/vnd.oasis.opendocument.text", b"PK\x05\x06" + bytes(18)))
SUBJECT = " Beslissing  over uw \"premie\" & <meer>: 50 % – é e\u0301 ß \U0001D11E\n\ttweede regel "

PREMIUM = Letter(
    "premium", "demo-premiums", "PREMIE-BESLISSING", SUBJECT, (PDF, CSV), READER,
    (("DOSSIER", ("2026-0042", "2026-0043")),))
TAX = Letter("tax", "demo-tax", "AANSLAGBILJET-PB", "Aanslagbiljet 2026", (PDF, *ANNEXES), READER)
MANDATE = dataclasses.replace(PREMIUM, name="mandate", representative="demo-service", files=(PDF,))
FORMER = dataclasses.replace(PREMIUM, name="former number", recipient="90510199954")
SHORT = Letter("short", "demo-municipality", "CERTIFICAAT-GEZIN", "Gezinssamenstelling", (PDF,), READER)
NOT_DIGITAL = [
    dataclasses.replace(PREMIUM, name="paper", recipient=NEVER),
    dataclasses.replace(PREMIUM, name="withdrawn", recipient=WITHDRAWN, data=()),
    Letter("kept", "demo-vaccination", "VACCINATIE-UITNODIGING", "Uitnodiging", (PDF, CSV), NEVER)]
AGAIN = dataclasses.replace(PREMIUM, name="again", subject="Nog eens")
EARLIER = dataclasses.replace(TAX, name="earlier", files=(PDF,))
LATER = dataclasses.replace(EARLIER, name="correction", subject="Verbeterd aanslagbiljet 2026", files=(PDF, CSV))
REFUSED = [
    dataclasses.replace(PREMIUM, name=name, refused=codes, **changes) for name, changes, codes in [
        ("a digest of other bytes", {"is_honest": False}, ("DIGEST_DO_NOT_MATCH", "10")),
        ("a value not of the pattern", {"data": (("DOSSIER", ("x",)),)}, ("INVALID_BUSINESS_DATA", "51")),
        ("an unknown key", {"data": (("NOTHING", ("1",)),)}, ("INVALID_BUSINESS_DATA", "50")),
        ("another's type", {"message_type": "ATTEST-LOOPBAAN"}, ("INVALID_SENDER", "40")),
        ("an empty file", {"files": (File("leeg.pdf", "application/pdf", b""),)}, ("INVALID_INPUT", "SOA-03007")),
        ("a suspended sender", {"sender": "demo-suspended", "message_type": "GESCHORST-BRIEF", "data": ()},
         ("SENDER_SUSPENDED", "SOA-01002")),
    ]]
