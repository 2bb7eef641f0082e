#!/usr/bin/python3
"""RegisteredMail 1.6 over zeep on the public WSDL: receipts and proofs that openssl checks, and what is refused.

    registered.py --demo-json DATA/demo.json --reference REFERENCE --ebox .build/release/ebox
"""

import base64
import email
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import zeep
from lxml import etree

import soap_cases as cases
from soap import by_xmlsec1
from soap_cases import ACCEPTED, ACTIVE, EXCLUSIVE, INVALID, NEVER, OTHER_ACTIVE, PDF
from soap_client import SOAP, Attachment, AttachmentsTransport, Root, Signer, multipart

SERVICE = "http://socialsecurity.be/registeredmail/v1"
TYPES = "http://socialsecurity.be/registeredmail/types/v1"
ERRORS = "http://socialsecurity.be/errors/serviceprovider/v1"
CONTRACT = "contracts/soap/registeredmail-1.6"
WSDL = CONTRACT + "/RegisteredMail_v1.wsdl"
BINDING = f"{{{SERVICE}}}RegisteredMailSOAPBinding"
SCHEMAS = {
    SERVICE: (CONTRACT + "/schemas/provider/RegisteredMail_v1.xsd", "registeredmail-v1.xsd"),
    ERRORS: (CONTRACT + "/schemas/socsec/socsec-errors-schema-ext-v1.xsd", "serviceprovider-errors-v1.xsd"),
    cases.MONITORING: (CONTRACT + "/schemas/external/monitoring-v1.xsd", "monitoring-v1.xsd")}
BASIC, WITH_ACCEPTANCE, ORDINARY = "AANGETEKEND-BESLUIT", "AANGETEKEND-OPROEP", "PREMIE-BESLISSING"
TICKET = re.compile(r"[0-9A-HJ-NP-Z]{13}")
SEALED_WITHIN = 30  # seconds


class Demo:
    """A running demonstration: the address, the schemas, and who signs."""

    def __init__(self, chosen):
        with open(chosen.demo_json) as text:
            self.file = json.load(text)
        self.demo_json, self.ebox = os.path.abspath(chosen.demo_json), chosen.ebox
        self.folder = os.path.dirname(self.demo_json)
        self.url, self.reference = self.file["registeredMailURL"], os.path.abspath(chosen.reference)
        self.anchors = os.path.join(self.folder, self.file["proofAnchorsFile"])
        public = os.path.join(self.reference, WSDL)
        self.is_public = os.path.exists(public)
        self.wsdl = public if self.is_public else self.url + "?wsdl"
        self.schemas = {}

    def valid(self, element):
        space = etree.QName(element).namespace
        if space not in self.schemas:
            public, served = SCHEMAS[space]
            place = os.path.join(self.reference, public)
            self.schemas[space] = etree.XMLSchema(
                etree.parse(place) if self.is_public else cases.fetched(f"{self.url}?xsd={served}"))
        schema = self.schemas[space]
        apart = etree.fromstring(etree.tostring(element))
        assert schema.validate(apart), f"the answer breaks the XSD: {schema.error_log.last_error}"

    def sender(self, message_type):
        """Who sends messages of a type."""
        return next(cases.Sender(one) for one in self.file["senders"] if message_type in one["messageTypeIds"])

    def command(self, *words):
        """What the program prints as JSON."""
        asked = subprocess.run(
            [self.ebox, *words, "--demo", self.demo_json, "--json"], capture_output=True, text=True)
        assert asked.returncode == 0, f"{words}: {asked.stderr}"
        return json.loads(asked.stdout)


class Answer:
    """What came back: the envelope, and the files beside it by their Content-ID."""

    def __init__(self, status, content, kind):
        self.files = {}
        if kind.startswith("multipart/related"):
            parts = email.message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + content).get_payload()
            self.files = {part["Content-ID"].strip("<>"): part.get_payload(decode=True) for part in parts[1:]}
            content = parts[0].get_payload(decode=True)
        self.status, self.kind = status, kind
        self.child = etree.fromstring(content).find(f"{{{SOAP}}}Body")[0]
        self.error, self.code = None, ACCEPTED
        if self.child.tag == f"{{{SOAP}}}Fault":
            self.error = self.child.find("detail")[0]
            self.code = self.error.findtext(f"{{{ERRORS}}}Code")

    def text(self, name, parent=None):
        return (self.child if parent is None else parent).findtext(f".//{{{TYPES}}}{name}")

    def check_fault(self, demo):
        """The contract's form, and nothing of the server's insides."""
        assert self.status == 500, f"a fault with HTTP {self.status}"
        demo.valid(self.error)
        assert self.error.findtext(f"{{{ERRORS}}}Actor") == "RegisteredMail"
        kind = etree.QName(self.error).localname
        is_business = self.code[:4] in ("EPOS", "REPO", "FILE")
        assert (kind == "BusinessError") == is_business, f"{self.code} in a {kind}"
        text = " ".join(self.child.itertext())
        for leak in (cases.INSIDES.search(text), cases.NATIONAL_NUMBER.search(text)):
            assert leak is None, f"the fault tells {leak.group()!r}"
        assert demo.folder not in text, "the fault tells the data folder"


class Party:
    """A sender at its zeep client; every answer is held against the public schemas as it came over the wire."""

    def __init__(self, demo, sender, **options):
        self.demo, self.sender = demo, sender
        self.client = zeep.Client(
            demo.wsdl, wsse=Signer(sender.certificate, sender.key, **options), transport=AttachmentsTransport(),
            settings=zeep.Settings(strict=False))
        self.service = self.client.create_service(BINDING, demo.url)
        self.types = self.client.type_factory(TYPES)

    def call(self, operation, attachments=(), **arguments):
        try:
            with self.client.transport.sending(attachments):
                self.service[operation](**arguments)
        except zeep.exceptions.Fault:
            answer = self.answer()
            answer.check_fault(self.demo)
            return answer
        answer = self.answer()
        assert answer.status == 200, f"HTTP {answer.status} without a fault"
        self.demo.valid(answer.child)
        return answer

    def answer(self):
        last = self.client.transport.answer
        return Answer(last.status_code, last.content, last.headers.get("Content-Type", ""))

    def citizen(self, number, quality="CITIZEN"):
        return self.types.Citizen(INSS=number, QualityCode=quality)

    def file(self, message_type=None, content=PDF, method="SHA-256", name="document", **others):
        names = {"SHA-1": "sha1", "SHA-256": "sha256", "SHA-512": "sha512"}
        made = {
            "Title": "Besluit over uw aanvraag", "DownloadFileName": f"{name}.pdf", "MIME": "application/pdf",
            "Digest": {"DigestMethod": method, "DigestValue": hashlib.new(names[method], content).digest()},
            "Content": f"cid:{name}", **others}
        return {**made, "Type": message_type} if message_type else made

    def send(self, token=None, recipient=ACTIVE, message_type=BASIC, file=None, attachments=None, check=None, **others):
        """The answer to a document; the fault is an answer too."""
        item = {
            "Token": cases.ticket() if token is None else token,
            "Recipient": self.citizen(recipient) if isinstance(recipient, str) else recipient,
            "Document": file or self.file(message_type), **others}
        parts = [Attachment("document", PDF)] if attachments is None else attachments
        return self.call("sendDocument", parts, RegisteredMailItem=item, **({"CheckEboxStatus": check} if check else {}))

    def sent(self, **options):
        """The receipt: ticket, token and the sealed file."""
        answer = self.send(**options)
        if answer.code == "SEPIA_T01" and options.get("token"):
            answer = self.send(**options)
        assert answer.code == ACCEPTED, f"{answer.code}: {' '.join(answer.child.itertext())}"
        ticket = answer.text("Ticket")
        assert TICKET.fullmatch(ticket), f"ticket {ticket}"
        return ticket, answer.text("Token"), self.sealed(answer, "Document", "RECEIPT")

    def status(self, ticket):
        return self.call("getStatus", Ticket=ticket)

    def settled(self, ticket):
        """The status once it is not PENDING any more."""
        for _ in range(SEALED_WITHIN):
            answer = self.status(ticket)
            if answer.text("Status") != "PENDING":
                return answer
            time.sleep(1)
        raise AssertionError("still PENDING")

    def sealed(self, answer, element, kind):
        """A SignedFile whose digest is right and whose seal openssl takes; gives its bytes."""
        file = answer.child.find(f".//{{{TYPES}}}{element}")
        assert answer.text("Type", file) == kind, answer.text("Type", file)
        content = answer.files[answer.text("Content", file).removeprefix("cid:")]
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        assert answer.text("DigestValue", file) == digest, "the digest is not that of the bytes"
        self.check_seal(content, base64.b64decode(answer.text("Signature", file)))
        return content

    def check_seal(self, content, signature):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("proof.xml", "proof.p7s")]
            for path, written in zip(paths, (content, signature)):
                with open(path, "wb") as file:
                    file.write(written)
            done = subprocess.run(
                ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", paths[1], "-content", paths[0],
                 "-CAfile", self.demo.anchors, "-purpose", "any", "-out", os.devnull], capture_output=True, text=True)
            assert done.returncode == 0, done.stderr


class Suite:
    def __init__(self, demo, run):
        self.demo, self.run = demo, run
        self.party = Party(demo, demo.sender(BASIC))

    def refused(self, name, code, ask, *values, **options):
        def case():
            answer = ask(*values, **options)
            assert answer.code == code, f"wanted {code}, got {answer.code}: {' '.join(answer.child.itertext())}"

        self.run.check(name, case)


def wsdl(suite):
    def case():
        served = zeep.Client(suite.demo.url + "?wsdl")
        ours, theirs = (
            set(next(iter(one.wsdl.bindings.values()))._operations) for one in (served, suite.party.client))
        assert ours == theirs, f"the operations differ: {ours ^ theirs}"
        assert served.service._binding_options["address"] == suite.demo.url

    suite.run.check("wsdl/served", case)


def sending(suite):
    """Documents that are taken: the receipt is sealed, and the same token is the same document."""
    party, check = suite.party, suite.run.check

    def same():
        token = cases.ticket()
        first, second = party.sent(token=token), party.sent(token=token)
        assert first == second, f"{first[:2]} and {second[:2]}"
        assert first[1] == token

    def others():
        token = cases.ticket()
        party.sent(token=token)
        for options in [
                {"recipient": EXCLUSIVE}, {"file": party.file(BASIC, Title="Iets anders")},
                {"file": party.file(BASIC, PDF + b"x"), "attachments": [Attachment("document", PDF + b"x")]}]:
            answer = party.send(token=token, **options)
            assert answer.code == "EPOST_T01", answer.code

    def annexes():
        names = [f"annex{index}" for index in range(5)]
        party.sent(
            attachments=[Attachment("document", PDF), *(Attachment(name, PDF + name.encode()) for name in names)],
            Annex=[party.file(content=PDF + name.encode(), name=name) for name in names])

    check("send/receipt", lambda: party.sent() and None)
    check("send/same token", same)
    check("send/other content under a token", others)
    check("send/five annexes", annexes)
    check("send/SHA-512", lambda: party.sent(file=party.file(BASIC, method="SHA-512")) and None)
    for language in ["nl", "fr", "de", "en", "bi"]:
        check(f"send/language {language}", lambda: party.sent(file=party.file(BASIC, Language=language)) and None)
    check("send/token of 50 characters", lambda: party.sent(token=cases.ticket() + "é" * 33) and None)


def boxes(suite):
    """CheckEboxStatus."""
    party = suite.party
    suite.refused("box/none", "EPOST_T01", party.send, recipient=NEVER)
    suite.refused("box/none, ACTIVATED", "EPOST_T01", party.send, recipient=NEVER, check="ACTIVATED")
    suite.refused("box/not preferred", "EPOST_T01", party.send, check="PREFERRED")
    suite.run.check("box/preferred", lambda: party.sent(recipient=EXCLUSIVE, check="PREFERRED") and None)

    def bypass():
        ticket, _, _ = party.sent(recipient=NEVER, check="BYPASS")
        answer = party.settled(ticket)
        assert answer.text("Status") == "ERROR" and not answer.files, answer.text("Status")

    suite.run.check("box/BYPASS: taken, proven, not delivered", bypass)


def refusals(suite):
    """What is wrong, by the contract's codes."""
    party, refused = suite.party, suite.refused
    refused("refused/invalid number", "EPOST_T01", party.send, recipient=INVALID)
    refused("refused/another quality", "EPOST_T01", party.send, recipient=party.citizen(ACTIVE, "QUAL_EMP_NOSS"))
    company = party.types.Enterprise(CompanyID="0999999031", QualityCode="QUAL_EMP_NOSS")
    refused("refused/an enterprise", "EPOST_T01", party.send, recipient=company)
    refused("refused/a type of ordinary messages", "EPOST_T01", party.send, message_type=ORDINARY)
    refused("refused/another's type", "EPOST_T01", party.send, message_type=WITH_ACCEPTANCE)
    refused("refused/a blank token", "EPOST_T01", party.send, token=" ")
    refused("refused/SHA-1", "FILE_B03", party.send, file=party.file(BASIC, method="SHA-1"))
    refused("refused/another digest", "FILE_B01", party.send, file=party.file(BASIC, PDF + b"x"))
    refused("refused/no attachment", "EPOST_T01", party.send, attachments=[])
    more = [Attachment("document", PDF), Attachment("more", PDF)]
    refused("refused/one attachment too many", "SOA-03007", party.send, attachments=more)
    refused("refused/an unknown meta", "EPOST_T01", party.send, Meta=[{"Type": "NIETS", "Value": ["x"]}])
    unsigned = Party(suite.demo, party.sender, parts=["timestamp", "token"])
    refused("refused/an unsigned body", "SOA-01001", unsigned.send)
    refused("refused/no such ticket", "REPO_B01", party.status, "0000000000000")
    refused("refused/a ticket of another form", "SOA-03006", party.status, "IIIIIIIIIIIII")


def statuses(suite):
    """SENT with a proof that openssl takes; PENDING while a citizen decides; nobody else's business."""
    party, demo = suite.party, suite.demo

    def sent():
        ticket, token, _ = party.sent()
        answer = party.settled(ticket)
        assert answer.text("Status") == "SENT" and answer.text("Token") == token
        party.sealed(answer, "ProofOfDispatch", "PROOF_OF_DISPATCH")

    def others():
        ticket, _, _ = party.sent()
        other = Party(demo, demo.sender(WITH_ACCEPTANCE))
        assert other.status(ticket).code == "REPO_B01"

    def decided(decision, status):
        asking = Party(demo, demo.sender(WITH_ACCEPTANCE))
        ticket, _, _ = asking.sent(recipient=OTHER_ACTIVE, message_type=WITH_ACCEPTANCE)
        assert asking.status(ticket).text("Status") == "PENDING"
        newest = demo.command("inbox", "--citizen", OTHER_ACTIVE)["items"][0]["messageId"]
        demo.command("inbox", decision, newest, "--citizen", OTHER_ACTIVE, "--yes")
        answer = asking.settled(ticket)
        assert answer.text("Status") == status, answer.text("Status")
        if status == "SENT":
            asking.sealed(answer, "ProofOfDispatch", "PROOF_OF_DISPATCH")

    suite.run.check("status/SENT", sent)
    suite.run.check("status/another sender's", others)
    suite.run.check("status/PENDING, then accepted", decided, "accept", "SENT")
    suite.run.check("status/PENDING, then refused", decided, "refuse", "ERROR")
    for kind in ["PING", "DEFAULT", "DEEP"]:
        suite.run.check(f"health/{kind}", lambda: party.call("healthCheck", type=kind) and None)


def commands(suite):
    """The program's own commands, over Message Registry 3: sender and citizen get the same proofs."""
    party, demo = suite.party, suite.demo

    def case():
        client = ["--sender", party.sender.client]
        with tempfile.TemporaryDirectory() as folder:
            letter = os.path.join(folder, "besluit.pdf")
            with open(letter, "wb") as file:
                file.write(PDF)
            sent = demo.command(
                "publish", letter, "--registered", "--to", ACTIVE, "--subject", "Besluit", "--type", BASIC, *client)
            message = sent["messageId"]
            status = demo.command("registered", "status", message, *client)
            assert status["delivery"]["state"] == "delivered" and status["ssin"] == ACTIVE, status
            for _ in range(SEALED_WITHIN):
                if all(fact["sealed"] for fact in status["delivery"]["facts"]):
                    break
                time.sleep(1)
                status = demo.command("registered", "status", message, *client)
            theirs, own = os.path.join(folder, "sender"), os.path.join(folder, "citizen")
            demo.command("registered", "proofs", message, "--folder", theirs, *client)
            demo.command("inbox", "proofs", message, "--folder", own, "--citizen", ACTIVE)
            names = sorted(os.listdir(theirs))
            assert names == sorted(os.listdir(own)) and len(names) == 4, names
            for name in names:
                with open(os.path.join(theirs, name), "rb") as one, open(os.path.join(own, name), "rb") as other:
                    assert one.read() == other.read(), f"{name} differs"
            for name in names:
                if name.endswith(".xml"):
                    files = [os.path.join(theirs, name), os.path.join(theirs, name.replace(".xml", ".p7s"))]
                    done = subprocess.run(
                        [
                            demo.ebox, "proof", "verify", *files, "--anchors", demo.anchors,
                            "--signer", demo.file["sealFingerprint"],
                        ], capture_output=True, text=True)
                    assert done.returncode == 0, done.stdout + done.stderr

    suite.run.check("commands/published, told, proven", case)


def request(token, recipient=ACTIVE, kind="t:Citizen", before=""):
    """A SendDocumentRequest as text."""
    digest = base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    return (
        f'<r:SendDocumentRequest xmlns:r="{SERVICE}" xmlns:t="{TYPES}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<t:RegisteredMailItem>{before}<t:Token>{token}</t:Token>"
        f'<t:Recipient xsi:type="{kind}"><t:INSS>{recipient}</t:INSS><t:QualityCode>CITIZEN</t:QualityCode>'
        f"</t:Recipient><t:Document><t:Title>Besluit</t:Title><t:Digest><t:DigestMethod>SHA-256</t:DigestMethod>"
        f"<t:DigestValue>{digest}</t:DigestValue></t:Digest><t:DownloadFileName>a.pdf</t:DownloadFileName>"
        f"<t:MIME>application/pdf</t:MIME><t:Type>{BASIC}</t:Type><t:Content>cid:document</t:Content></t:Document>"
        "</t:RegisteredMailItem></r:SendDocumentRequest>")


def post(demo, body, kind):
    asked = urllib.request.Request(demo.url, body, {"Content-Type": kind, "SOAPAction": '""'})
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return Answer(answer.status, answer.read(), answer.headers["Content-Type"])
    except urllib.error.HTTPError as refused:
        return Answer(refused.code, refused.read(), refused.headers["Content-Type"])


def attacks(suite):
    """Messages as bytes: signed by another program, sent again, altered, or of a form that reads two ways."""
    demo, sender = suite.demo, suite.party.sender

    def signed(text):
        envelope, _ = sender.signer().apply(cases.envelope(text), {})
        return cases.serialized(envelope)

    def sent(message):
        answer = post(demo, *multipart([Root(message), Attachment("document", PDF)]))
        if answer.error is not None:
            answer.check_fault(demo)
        return answer.code

    def expect(name, code, make):
        def case():
            found = make()
            assert found == code, f"wanted {code}, got {found}"

        suite.run.check(f"attack/{name}", case)

    def again():
        message = signed(request(cases.ticket()))
        return [sent(message), sent(message)]

    def altered():
        token = cases.ticket()
        return sent(signed(request(token)).replace(token.encode(), cases.ticket().encode()))

    def elsewhere():
        """A message of EboxMessage, well signed, at this address."""
        return sent(signed(cases.request(cases.ticket(), BASIC)))

    expect("xmlsec1 signs, no attack", ACCEPTED, lambda: sent(by_xmlsec1(cases.envelope(request(cases.ticket())), sender)))
    expect("sent again", [ACCEPTED, "SOA-01001"], again)
    expect("altered after signing", "SOA-01001", altered)
    expect("an operation of another contract", "SOA-03005", elsewhere)
    expect("an abstract recipient", "SOA-03006", lambda: sent(signed(request(cases.ticket(), kind="t:Entity"))))
    expect("a sender as recipient", "SOA-03006", lambda: sent(signed(request(cases.ticket(), kind="t:Sender"))))
    expect("two tokens", "SOA-03006", lambda: sent(signed(request(cases.ticket(), before="<t:Token>x</t:Token>"))))
    expect("a document type", "SOA-03001", lambda: sent(
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + signed(request(cases.ticket())).split(b"?>", 1)[1]))


def main():
    made = cases.parser(__doc__)
    made.add_argument("--ebox", required=True)
    chosen = made.parse_args()
    demo = Demo(chosen)
    run = cases.Cases(chosen.only)
    suite = Suite(demo, run)
    for part in [wsdl, sending, boxes, refusals, statuses, commands, attacks]:
        part(suite)
    return run.end()


if __name__ == "__main__":
    sys.exit(main())
