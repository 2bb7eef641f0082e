"""What the SOAP harnesses share: the demonstration's file, cases and their count, messages and answers as bytes."""

import argparse
import http.client
import json
import os
import re
import secrets
import socket
import urllib.parse
import urllib.request

from lxml import etree

from soap_client import SOAP, Attachment, Root, Signer, multipart

SERVICE = "http://socialsecurity.be/eboxmessage/v1"
TYPES = "http://socialsecurity.be/eboxmessage/types/v1"
ERRORS = "http://socialsecurity.be/errors/v1"
MONITORING = "http://services.fgov.be/monitoring/v1"
CONTRACT = "contracts/soap/eboxmessage-1.8/be"
WSDL = CONTRACT + "/socialsecurity/eboxmessage/v1/EboxMessage-X509Sha256_v1.wsdl"
SCHEMAS = {
    SERVICE: CONTRACT + "/socialsecurity/eboxmessage/v1/EboxMessage_v1.xsd",
    ERRORS: CONTRACT + "/socialsecurity/errors/v1/socsec-errors-schema-v1.xsd",
    MONITORING: CONTRACT + "/fgov/services/monitoring/v1/monitoring-v1.xsd"}

# Where the public files are not at hand, what the service itself serves.
SERVED = {SERVICE: "eboxmessage-v1.xsd", ERRORS: "errors-v1.xsd", MONITORING: "monitoring-v1.xsd"}

ACTIVE, NEVER, WITHDRAWN, EXCLUSIVE = "78041299916", "55110199909", "70070799919", "04022999904"
OTHER_ACTIVE = "65093099914"
INVALID = "78041299917"
PDF = b"%PDF-1.7\n" + b"x" * 500
ACCEPTED = "accepted"

# A number between letters, digits or hyphens is a piece of an id.
NATIONAL_NUMBER = re.compile(r"(?<![0-9A-Za-z-])[0-9]{11}(?![0-9A-Za-z-])")
INSIDES = re.compile(
    r"\.swift\b|\.build/|Fatal error|0x[0-9a-f]{6,}|Thread \d+|(?<![\w:/.])/(?:home|work|tmp|usr|var|etc|private|Users)/"
    r"|file://|\bat line \d+ of\b|root:x:|canary", re.IGNORECASE)


def parser(description):
    """The harnesses' command line, for who adds to it."""
    here = os.path.dirname(os.path.abspath(__file__))
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--demo-json", required=True, help="the file that `ebox demo` writes")
    made.add_argument(
        "--reference", help="the folder with contracts/soap/",
        default=os.environ.get("EBOX_REFERENCE") or os.path.join(here, "../../../shared/reference"))
    made.add_argument("--only", default="", help="run the cases whose name contains this")
    return made


def arguments(description):
    """The harnesses' command line."""
    return parser(description).parse_args()


class Sender:
    """One entry of demo.json's `senders`."""

    def __init__(self, entry):
        self.client, self.organization = entry["clientId"], entry["enterpriseNumber"]
        self.application = entry["applicationId"]
        self.certificate, self.key = entry["certificateFile"], entry["privateKeyFile"]
        self.unsigned_token_until = entry.get("unsignedTokenUntil")
        self.message_types = entry["messageTypeIds"]

    @property
    def message_type(self):
        return self.message_types[0]

    def signer(self, **options):
        return Signer(self.certificate, self.key, **options)


class _Served(etree.Resolver):
    """Schemas over HTTP: libxml2 fetches nothing by itself any more."""

    def resolve(self, system_url, public_id, context):
        with urllib.request.urlopen(system_url, timeout=30) as answer:
            return self.resolve_string(answer.read(), context, base_url=system_url)


def fetched(address):
    """A schema that the service serves; those that it imports are fetched with it."""
    parser = etree.XMLParser()
    parser.resolvers.add(_Served())
    with urllib.request.urlopen(address, timeout=30) as answer:
        return etree.fromstring(answer.read(), parser, base_url=address)


class Demo:
    """A running demonstration, as its file tells it."""

    def __init__(self, chosen):
        with open(chosen.demo_json) as text:
            self.file = json.load(text)
        self.folder = os.path.dirname(os.path.abspath(chosen.demo_json))
        self.url = self.file["eboxMessageURL"]
        self.reference = os.path.abspath(chosen.reference)
        public = os.path.join(self.reference, WSDL)
        self.is_public = os.path.exists(public)
        self.wsdl = public if self.is_public else self.url + "?wsdl"
        self.senders = [Sender(entry) for entry in self.file["senders"]]
        self.first = self.senders[0]
        self.schemas = {}

    @property
    def strict(self):
        """A sender that publishes and must sign its token; rather the one whose type refuses updates."""
        able = [sender for sender in self.senders
                if sender.message_types and not sender.unsigned_token_until and sender.client != "demo-suspended"]
        able.sort(key=lambda sender: "ATTEST-LOOPBAAN" not in sender.message_types)
        return able[0]

    def sender(self, client):
        return next((sender for sender in self.senders if sender.client == client), None)

    def valid(self, element):
        """Holds an element against the public schema of its namespace."""
        space = etree.QName(element).namespace
        if space not in self.schemas:
            public = os.path.join(self.reference, SCHEMAS[space])
            served = f"{self.url}?xsd={SERVED[space]}"
            self.schemas[space] = etree.XMLSchema(etree.parse(public) if self.is_public else fetched(served))
        schema = self.schemas[space]
        apart = etree.fromstring(etree.tostring(element))
        assert schema.validate(apart), f"the answer breaks the XSD: {schema.error_log.last_error}"

    def is_healthy(self):
        parts = urllib.parse.urlsplit(self.url)
        with urllib.request.urlopen(f"{parts.scheme}://{parts.netloc}/health", timeout=30) as answer:
            return answer.status == 200


class Cases:
    """Runs cases, prints what became of each, and counts."""

    def __init__(self, only=""):
        self.only, self.passed, self.failed = only, 0, 0

    def check(self, name, case, *values):
        """`case` raises when something is wrong; what it gives, when a text, is a remark to print."""
        if self.only not in name:
            return
        try:
            remark = case(*values)
        except AssertionError as wrong:
            self.fail(name, str(wrong) or "an assertion without words")
        except Exception as wrong:  # A case that breaks is a failed case, not the end of the others.
            self.fail(name, f"{type(wrong).__name__}: {wrong}")
        else:
            self.passed += 1
            print(f"ok  {name}" + (f" ({remark})" if isinstance(remark, str) else ""), flush=True)

    def fail(self, name, why):
        self.failed += 1
        print(f"FAIL {name}: {' '.join(why.split())[:600]}", flush=True)

    def skip(self, name, why):
        """Not counted: the demonstration can't show it."""
        if self.only in name:
            print(f"skip {name}: {why}", flush=True)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def ticket():
    """A name that no other run has used."""
    return "W" + secrets.token_hex(8)


def request(name, message_type, recipient=ACTIVE, content="cid:document", extra="", before="", file="brief.pdf"):
    """A PublishEboxMessageRequest as text; `before` stands before RecipientID, `extra` after Document."""
    return (
        f'<v1:PublishEboxMessageRequest xmlns:v1="{SERVICE}" xmlns:t="{TYPES}">'
        f"<t:MessageID><t:Ticket>{name}</t:Ticket><t:Sequence>1</t:Sequence></t:MessageID>{before}"
        f"<t:RecipientID><t:INSS>{recipient}</t:INSS><t:EboxType>CITIZEN</t:EboxType></t:RecipientID>"
        f"<t:MessageType>{message_type}</t:MessageType>"
        f"<t:Document><t:Title>Beslissing</t:Title><t:Content>{content}</t:Content>"
        f"<t:DownloadFileName>{file}</t:DownloadFileName><t:MIME>application/pdf</t:MIME></t:Document>{extra}"
        "</v1:PublishEboxMessageRequest>")


def envelope(body, header="", space=SOAP):
    """An unsigned envelope, parsed."""
    return etree.fromstring(
        f'<soap:Envelope xmlns:soap="{space}"><soap:Header>{header}</soap:Header>'
        f"<soap:Body>{body}</soap:Body></soap:Envelope>", etree.XMLParser(huge_tree=True))


def serialized(element):
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8")


def with_document(message, *others):
    """A message and the document that `request` names; gives body and Content-Type."""
    return multipart([Root(message), Attachment("document", PDF), *others])


class Answer:
    """What came back: its HTTP status, and its code, `accepted` for none."""

    def __init__(self, status, content, kind):
        self.status, self.content, self.kind = status, content, kind
        self.tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        body = self.tree.find(f"{{{SOAP}}}Body")
        assert body is not None and len(body) == 1, f"HTTP {status} without one child in a Body: {content[:200]!r}"
        self.child = body[0]
        self.error, self.code = None, ACCEPTED
        if self.child.tag == f"{{{SOAP}}}Fault":
            self.read_fault()

    def read_fault(self):
        """The error of the detail; a fault about a header has none (SOAP 1.1 §4.4), and its faultcode says it."""
        detail = self.child.find("detail")
        self.code = (self.child.findtext("faultcode") or "").split(":")[-1]
        if detail is not None and len(detail):
            self.error = detail[0]
            self.code = self.error.findtext(f"{{{ERRORS}}}Code") or self.error.findtext("Code")

    @property
    def operation(self):
        return etree.QName(self.child).localname

    def check_fault(self, demo):
        """The form of every fault: HTTP 500, an error of the public schema, nothing of the server's insides."""
        assert self.status == 500, f"a fault with HTTP {self.status}"
        assert self.kind.startswith("text/xml"), f"a fault of type {self.kind}"
        if self.error is not None:
            assert etree.QName(self.error).namespace == ERRORS, f"the detail holds {self.error.tag}"
            demo.valid(self.error)
            kind = etree.QName(self.error).localname
            assert (kind == "SystemError") == self.code.startswith("SOA-"), f"{self.code} in a {kind}"
        text = " ".join(self.child.itertext())
        for leak in (INSIDES.search(text), NATIONAL_NUMBER.search(text)):
            assert leak is None, f"the fault tells {leak.group()!r}"
        assert demo.folder not in text, "the fault tells the data folder"


def post(url, body, kind="text/xml; charset=UTF-8", action='""', length=None):
    """Posts bytes as they are. A server may answer and close before it has read everything: the answer counts."""
    parts = urllib.parse.urlsplit(url)
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: {kind}\r\nSOAPAction: {action}\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\nConnection: close\r\n\r\n").encode()
    with socket.create_connection((parts.hostname, parts.port or 80), timeout=60) as connection:
        try:
            connection.sendall(head + body)
        except (BrokenPipeError, ConnectionResetError):
            pass
        if length is not None and length > len(body):
            connection.shutdown(socket.SHUT_WR)
        answer = http.client.HTTPResponse(connection, method="POST")
        answer.begin()
        return Answer(answer.status, answer.read(), answer.headers.get("Content-Type", ""))
