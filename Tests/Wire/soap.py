#!/usr/bin/python3
"""EboxMessage 1.8 over zeep on the public WSDL: what works, and what is refused with which code.

    soap.py --demo-json DATA/demo.json --reference REFERENCE
"""

import base64
import datetime
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

import xmlsec
import zeep
from cryptography import x509
from lxml import etree
from zeep.wsse.signature import BinarySignature
from zeep.wsse.utils import get_security_header

import soap_cases as cases
from soap_cases import ACCEPTED, ACTIVE, EXCLUSIVE, INVALID, NEVER, OTHER_ACTIVE, PDF, WITHDRAWN
from soap_client import (
    DS, PARTS, SOAP, WSSE, WSU, X509V3, Attachment, Client, Root, add, client, identify, instant, multipart)

INTERNAL = ["getEboxInfo", "storeEboxMessage", "linkEboxMessage", "commitLinkEboxMessage"]
DIGEST_NAMES = {"SHA-1": "sha1", "SHA-256": "sha256", "SHA-512": "sha512"}


def citizen(number):
    return {"INSS": number, "EboxType": "CITIZEN"}


def document(name="document", digest=None, content=PDF, file="brief.pdf"):
    """A File; `digest` is the name of a method, and its value that of `content`."""
    made = {
        "Title": "Beslissing over uw premie", "Content": f"cid:{name}", "DownloadFileName": file,
        "MIME": "application/pdf"}
    if digest:
        value = hashlib.new(DIGEST_NAMES[digest], content).digest()
        made["Digest"] = {"DigestMethod": digest, "DigestValue": value}
    return made


class Party:
    """A sender at its zeep client; every answer is held against the public schemas as it came over the wire."""

    def __init__(self, demo, sender, **options):
        self.demo, self.sender = demo, sender
        self.client = client(demo.wsdl, demo.url, sender.certificate, sender.key, **options)

    def call(self, operation, attachments=(), **arguments):
        with self.client.transport.sending(attachments) as transport:
            answer = self.client.service[operation](**arguments)
        raw = cases.Answer(transport.answer.status_code, transport.answer.content, "")
        assert raw.status == 200, f"HTTP {raw.status} without a fault"
        self.demo.valid(raw.child)
        return answer

    def publication(self, ticket=None, sequence=1, recipients=(ACTIVE,), message_type=None, file=None, **others):
        made = {
            "MessageID": {"Ticket": ticket or cases.ticket(), "Sequence": sequence},
            "RecipientID": [citizen(number) if isinstance(number, str) else number for number in recipients],
            "MessageType": message_type or self.sender.message_type, "Document": file or document(), **others}
        if sequence is None:
            del made["MessageID"]["Sequence"]
        return made

    def publish(self, attachments=None, **options):
        """The ID of a new publication."""
        parts = [Attachment("document", PDF)] if attachments is None else attachments
        answer = self.call("publishEboxMessage", parts, **self.publication(**options))
        identifier = answer if isinstance(answer, str) else answer.ID
        assert identifier, "an answer without ID"
        return identifier

    def status(self, *asked, recipient=ACTIVE):
        """The answer on (ticket, sequence or None) pairs."""
        names = [{"Ticket": ticket, **({} if sequence is None else {"Sequence": sequence})} for ticket, sequence in asked]
        return self.call(
            "getMessageStatus", EboxType="CITIZEN",
            Message=[{"EboxID": {"INSS": recipient}, "MessageID": name} for name in names])


class Suite:
    def __init__(self, demo, run):
        self.demo, self.run = demo, run
        self.party = Party(demo, demo.first)
        self.strict = Party(demo, demo.strict)

    def refused(self, name, code, ask, *values, **options):
        """`ask` must end in a fault with one of the codes, of the right form."""
        codes = code if isinstance(code, set) else {code}
        party = options.pop("party", self.party)

        def case():
            try:
                ask(*values, **options)
            except zeep.exceptions.Fault:
                last = party.client.transport.answer
                answer = cases.Answer(last.status_code, last.content, last.headers.get("Content-Type", ""))
                answer.check_fault(self.demo)
                assert answer.code in codes, f"wanted {sorted(codes)}, got {answer.code}: {fault_text(answer)}"
                return answer.code if len(codes) > 1 else None
            assert ACCEPTED in codes, f"wanted {sorted(codes)}, was accepted"
            return ACCEPTED

        self.run.check(name, case)


def fault_text(answer):
    return " ".join(" ".join(answer.child.itertext()).split())


def wsdl(suite):
    """The WSDL that the server gives is one zeep reads, with the public one's operations, at the server's address."""
    def case():
        served = zeep.Client(suite.demo.url + "?wsdl")
        public = suite.party.client
        ours, theirs = (set(next(iter(one.wsdl.bindings.values()))._operations) for one in (served, public))
        assert ours == theirs, f"the operations differ: {ours ^ theirs}"
        assert served.service._binding_options["address"] == suite.demo.url, served.service._binding_options["address"]
        with urllib.request.urlopen(suite.demo.url + "?wsdl", timeout=30) as answer:
            assert "xml" in answer.headers["Content-Type"], answer.headers["Content-Type"]

    suite.run.check("wsdl/served", case)


def publishing(suite):
    """Publications that are taken, in every form the contract and the policy allow."""
    run, party = suite.run, suite.party
    run.check("publish/one recipient", lambda: party.publish() and None)
    run.check("publish/no sequence", lambda: party.publish(sequence=None) and None)
    run.check("publish/several recipients", lambda: party.publish(recipients=(ACTIVE, OTHER_ACTIVE)) and None)
    run.check("publish/with annexes", annexes, party, 2)
    run.check("publish/with five annexes", annexes, party, 5)
    for digest in ["SHA-256", "SHA-512"]:
        run.check(f"publish/digest {digest}", lambda: party.publish(file=document(digest=digest)) and None)
    own = {"Application": party.sender.application, "Institution": party.sender.organization}
    run.check("publish/its own SenderID", lambda: party.publish(SenderID=own) and None)
    run.check("publish/a meta that the type allows", lambda: party.publish(Meta=[meta("DOSSIER", "2026-0042")]) and None)
    run.check("publish/by another sender", lambda: suite.strict.publish() and None)
    run.check("publish/to an inactive eBox", inactive, party)
    run.check("publish/name escaped in the cid", escaped, party)


def meta(kind, *values):
    return {"Type": kind, "Value": list(values)}


def inactive(party):
    """Taken, as over REST (the code NO_DIGITAL_USER has no room here): hasAnEbox says the rest."""
    party.publish(recipients=(NEVER,))


def annexes(party, count):
    names = [f"annex{index}" for index in range(count)]
    files = [document(name, "SHA-256", PDF + name.encode(), f"{name}.pdf") for name in names]
    party.publish(
        [Attachment("document", PDF), *(Attachment(name, PDF + name.encode()) for name in names)], Annex=files)


def escaped(party):
    """RFC 2392: a cid: URI escapes what its Content-ID writes plainly."""
    file = document("een%2Bbrief@sender.example")
    party.publish([Attachment("een+brief@sender.example", PDF)], file=file)


def signing(suite):
    """Every token reference of the policy, and what other stacks write beside it."""
    sender, demo = suite.demo.strict, suite.demo
    for token in ["direct", "thumbprint", "issuer_serial"]:
        suite.run.check(f"sign/token by {token}", lambda: Party(demo, sender, token=token).publish() and None)
    by_key = Party(demo, sender, token="ski")
    known = has_subject_key(sender)
    suite.refused(
        "sign/token by ski", ACCEPTED if known else {ACCEPTED, "SOA-01001"}, by_key.publish, party=by_key)
    for name, options in {
        "digest SHA-512": {"digest": "sha512"},
        "RSA-SHA512": {"signature": "rsa-sha512"},
    }.items():
        special = Party(demo, sender, **options)
        suite.refused(f"sign/{name}", {ACCEPTED, "SOA-01001"}, special.publish, party=special)
    for left in PARTS:
        bare = Party(demo, sender, parts=[part for part in PARTS if part != left])
        suite.refused(f"sign/without the {left}", "SOA-01001", bare.publish, party=bare)
    suite.run.check("sign/health check too", health, Party(demo, sender), "PING")
    suite.run.check("sign/inclusive prefixes", inclusive, suite)
    suite.run.check("sign/chunked", chunked, suite)


def has_subject_key(sender):
    """Without the extension the token can't be named by it (X.509 token profile 1.0 §3.2.1)."""
    extensions = sender.signer().certificate.extensions
    return any(extension.oid == x509.SubjectKeyIdentifier.oid for extension in extensions)


def inclusive(suite):
    """As most Java senders sign: each canonicalisation names the prefixes that it keeps."""
    sender = suite.demo.strict
    signer = sender.signer(prefixes=("soap", "v1", "t"))
    signed, _ = signer.apply(cases.envelope(cases.request(cases.ticket(), sender.message_type)), {})
    got = cases.post(suite.demo.url, *cases.with_document(cases.serialized(signed)))
    assert got.code == ACCEPTED, fault_text(got)


def chunked(suite):
    """As Java clients send: the length isn't said beforehand."""
    sender = suite.demo.strict
    signed, _ = sender.signer().apply(cases.envelope(cases.request(cases.ticket(), sender.message_type)), {})
    body, kind = cases.with_document(cases.serialized(signed))
    pieces = (body[start:start + 100] for start in range(0, len(body), 100))
    answer = suite.party.client.transport.session.post(
        suite.demo.url, data=pieces, headers={"Content-Type": kind, "SOAPAction": '""'}, timeout=30)
    got = cases.Answer(answer.status_code, answer.content, "")
    assert got.code == ACCEPTED, fault_text(got)


def tickets(suite):
    """The same ticket and sequence: one publication, a correction, or 620."""
    def same():
        ticket = cases.ticket()
        first, second = suite.party.publish(ticket=ticket), suite.party.publish(ticket=ticket)
        assert first == second, f"{first} and {second}"

    def sequences():
        ticket = cases.ticket()
        first, second = suite.party.publish(ticket=ticket), suite.party.publish(ticket=ticket, sequence=2)
        assert first != second, f"both sequences are {first}"

    suite.run.check("ticket/the same again", same)
    suite.run.check("ticket/another sequence", sequences)
    for party, codes in [(suite.strict, "620"), (suite.party, {"620", ACCEPTED})]:
        codes = codes if "ATTEST-LOOPBAAN" in party.sender.message_types else {"620", ACCEPTED}
        suite.refused(f"ticket/other content, {party.sender.message_type}", codes, changed, party, party=party)
    tax = suite.demo.sender("demo-tax")
    if tax:
        able = Party(suite.demo, tax)
        suite.refused(f"ticket/other content, {tax.message_type}", ACCEPTED, changed, able, party=able)


def changed(party):
    ticket = cases.ticket()
    first = party.publish(ticket=ticket)
    second = party.publish(ticket=ticket, attachments=[Attachment("document", PDF + b"other")])
    assert first != second, "a correction has the ID of what it corrects"


def statuses(suite):
    """getMessageStatus: found, not found, several sequences; each in its place of one answer."""
    party = suite.party

    def found():
        ticket = cases.ticket()
        party.publish(ticket=ticket)
        for sequence in [1, None]:
            answer = party.status((ticket, sequence))
            assert not answer.ErrorCase and len(answer.Message) == 1, answer
            one = answer.Message[0]
            assert (one.EboxID.INSS, one.MessageID.Ticket) == (ACTIVE, ticket), one
            assert one.HasBeenConsulted is False, one
            assert answer.EboxType == "CITIZEN", answer

    def error(code, asked, by=party, recipient=ACTIVE):
        answer = by.status(asked, recipient=recipient)
        assert not answer.Message and len(answer.ErrorCase) == 1, answer
        one = answer.ErrorCase[0]
        assert one.ErrorCode in code, one
        assert (one.EboxID.INSS, one.MessageID.Ticket) == (recipient, asked[0]), one

    def others():
        ticket = cases.ticket()
        party.publish(ticket=ticket)
        error(["NOT_FOUND", "NOT_AUTHORIZED"], (ticket, 1), suite.strict)
        error(["NOT_FOUND"], (ticket, 1), recipient=OTHER_ACTIVE)

    def several():
        ticket, once = cases.ticket(), cases.ticket()
        for name, sequence in [(ticket, 1), (ticket, 2), (once, 1)]:
            party.publish(ticket=name, sequence=sequence)
        error(["MULTIPLE_RESULTS_SPECIFY_SEQUENCE"], (ticket, None))
        answer = party.status((ticket, 2), (ticket, None), (once, None), (cases.ticket(), 1))
        assert [one.MessageID.Ticket for one in answer.Message] == [ticket, once], answer
        codes = [one.ErrorCode for one in answer.ErrorCase]
        assert codes == ["MULTIPLE_RESULTS_SPECIFY_SEQUENCE", "NOT_FOUND"], answer

    suite.run.check("status/found", found)
    suite.run.check("status/not found", error, ["NOT_FOUND"], (cases.ticket(), 1))
    suite.run.check("status/others' messages", others)
    suite.run.check("status/several sequences", several)
    suite.run.check("status/250 at once", lambda: party.status(*[(cases.ticket(), 1)] * 250) and None)


def boxes(suite):
    """hasAnEbox: one answer each, in the order asked."""
    def case():
        asked = [ACTIVE, NEVER, EXCLUSIVE, WITHDRAWN, ACTIVE]
        answer = suite.party.call("hasAnEbox", EboxType="CITIZEN", EboxID=[{"INSS": number} for number in asked])
        assert [one.Ebox.INSS for one in answer.Ebox] == asked, answer
        assert [one.Exists for one in answer.Ebox] == [True, False, True, False, True], answer
        assert [bool(one.ExclusivelyEbox) for one in answer.Ebox] == [False, False, True, False, False], answer
        assert answer.EboxType == "CITIZEN" and answer.QualityCode is None, answer

    def quality():
        answer = suite.party.call("hasAnEbox", QualityCode="CITIZEN", EboxID=[{"INSS": ACTIVE}])
        assert answer.QualityCode == "CITIZEN" and answer.Ebox[0].Exists, answer

    suite.run.check("boxes/as asked", case)
    suite.run.check("boxes/by quality code", quality)
    suite.run.check(
        "boxes/1000 at once", lambda: suite.party.call(
            "hasAnEbox", EboxType="CITIZEN", EboxID=[{"INSS": ACTIVE}] * 1000) and None)


def health(party, kind):
    answer = party.call("healthCheck", type=kind)
    assert answer.Status.Level in ("OK", "WARNING"), answer.Status
    assert answer.Component.Name and answer.Component.Version, answer.Component
    assert answer.timestamp, "no timestamp"
    return answer.Status.Level


def healths(suite):
    for kind in ["PING", "DEFAULT", "DEEP"]:
        suite.run.check(f"health/{kind}", health, suite.party, kind)


def business(suite):
    """Each business code that the demonstration lets a sender reach."""
    party, publish = suite.party, suite.party.publish
    wrong = {**document(), "Digest": {"DigestMethod": "SHA-256", "DigestValue": hashlib.sha256(b"").digest()}}
    other = {"Application": party.sender.application, "Institution": suite.demo.strict.organization}
    company = {"CompanyID": "0999999130", "EboxType": "ENTERPRISE"}
    for code, name, options in [
        ("10", "a digest of other bytes", {"file": wrong}),
        ("15", "a SHA-1 digest", {"file": document(digest="SHA-1")}),
        ("20", "another institution", {"SenderID": other}),
        ("22", "registered", {"IsRegistered": True}),
        ("40", "another sender's type", {"message_type": suite.demo.strict.message_type}),
        ("40", "an unknown type", {"message_type": "NOBODY-KNOWS"}),
        ("42", "a company", {"recipients": [company]}),
        ("42", "a NIHII", {"recipients": [{"NIHII": "12345678", "QualityCode": "PROFESSIONAL"}]}),
        ("50", "a meta key not of the type", {"Meta": [meta("NOTHING", "1")]}),
        ("51", "a meta value not of the pattern", {"Meta": [meta("DOSSIER", "forty-two")]}),
        ("90", "a number with wrong check digits", {"recipients": [INVALID]}),
        ("90", "one wrong number of two", {"recipients": [ACTIVE, INVALID]}),
    ]:
        suite.refused(f"business/{code} {name}", code, publish, **options)
    suite.run.check("business/not registered is said", lambda: publish(IsRegistered=False) and None)
    url_safe(suite)
    mandate(suite)
    required_meta(suite)


def url_safe(suite):
    """A digest in base64url, as over REST: the XSD lets it through or not; zeep can't write it, so by hand."""
    content = PDF
    while base64.b64encode(hashlib.sha256(content).digest()).count(b"+") == 0:
        content += b"x"
    value = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode()

    def case():
        text = cases.request(cases.ticket(), suite.demo.first.message_type).replace(
            "<t:DownloadFileName>", f"<t:Digest><t:DigestMethod>SHA-256</t:DigestMethod><t:DigestValue>{value}"
            "</t:DigestValue></t:Digest><t:DownloadFileName>")
        signed, _ = suite.demo.first.signer().apply(cases.envelope(text), {})
        answer = cases.post(suite.demo.url, *multipart([Root(cases.serialized(signed)), Attachment("document", content)]))
        answer.check_fault(suite.demo)
        assert answer.code in ("10", "SOA-03006"), f"{answer.code}: {fault_text(answer)}"
        return answer.code

    suite.run.check("business/10 a digest in base64url", case)


def mandate(suite):
    """30, and a publication for another, when the demonstration's document service provider speaks SOAP."""
    service = suite.demo.sender("demo-service")
    if service is None:
        suite.run.skip("business/30 a mandate sender without SenderID", "demo.json has no such SOAP sender")
        return
    party = Party(suite.demo, service)
    first, strict = suite.demo.first, suite.demo.strict
    suite.refused(
        "business/30 a mandate sender without SenderID", "30", party.publish, message_type=first.message_type,
        party=party)
    for name, code, whose in [("a live mandate", ACCEPTED, first), ("a revoked mandate", {"20", "40"}, strict)]:
        sender_id = {"Application": whose.application, "Institution": whose.organization}
        suite.refused(
            f"business/{name}", code, party.publish, message_type=whose.message_type, SenderID=sender_id, party=party)
    mandate_statuses(suite, party)


def mandate_statuses(suite, party):
    """Statuses and eBoxes have no SenderID: told of everyone whose mandate is in force, and of nobody else."""
    def statuses():
        names = {}
        for whose in (suite.party, suite.strict):
            names[whose] = cases.ticket()
            whose.publish(ticket=names[whose])
        answer = party.status((names[suite.party], 1), (names[suite.strict], 1), (cases.ticket(), 1))
        assert [one.MessageID.Ticket for one in answer.Message] == [names[suite.party]], answer
        assert [one.ErrorCode for one in answer.ErrorCase] == ["NOT_FOUND", "NOT_FOUND"], answer

    def boxes():
        answer = party.call("hasAnEbox", EboxType="CITIZEN", EboxID=[{"INSS": ACTIVE}, {"INSS": NEVER}])
        assert [one.Exists for one in answer.Ebox] == [True, False], answer

    suite.run.check("status/by a live and a revoked mandate", statuses)
    suite.run.check("boxes/by a mandate", boxes)


def required_meta(suite):
    """52, when a sender of the demonstration has a type with a required key."""
    name = "business/52 a required meta is missing"
    settings = os.path.join(suite.demo.folder, "ebox.yaml")
    text = open(settings).read() if os.path.exists(settings) else ""
    demanding = [
        block.split(None, 1)[0] for block in re.split(r"(?m)^\s*- id: ", text)[1:]
        if re.search(r"required: *true", block)]
    for sender in suite.demo.senders:
        for kind in demanding:
            if kind in sender.message_types:
                party = Party(suite.demo, sender)
                suite.refused(name, "52", party.publish, message_type=kind, party=party)
                return
    suite.run.skip(name, "no type of the demonstration requires one")


def internal(suite):
    """Operations that are nobody's: 01002, for requests that are right."""
    one = citizen(ACTIVE)
    stored = suite.party.publication()
    del stored["RecipientID"]
    requests = {
        "getEboxInfo": ((), {"EboxType": "CITIZEN", "EboxID": [{"INSS": ACTIVE}]}),
        "storeEboxMessage": ([Attachment("document", PDF)], stored),
        "linkEboxMessage": ((), {"StoredEboxMessageID": "035000373APHZ", "RecipientID": [one]}),
        "commitLinkEboxMessage": ((), {"StoredEboxMessageID": "035000373APHZ"})}
    for name in INTERNAL:
        attachments, arguments = requests[name]
        suite.refused(f"internal/{name}", "SOA-01002", suite.party.call, name, attachments, **arguments)


def forms(suite):
    """Messages that are signed well and have the wrong form: the code says at which check they fall."""
    sender, demo = suite.demo.first, suite.demo

    def refused(name, code, body, parts=(Attachment("document", PDF),), envelope=cases.envelope):
        def case():
            signed, _ = sender.signer().apply(envelope(body), {})
            answer = cases.post(demo.url, *multipart([Root(cases.serialized(signed)), *parts]))
            answer.check_fault(demo)
            codes = code if isinstance(code, set) else {code}
            assert answer.code in codes, f"wanted {sorted(codes)}, got {answer.code}: {fault_text(answer)}"

        suite.run.check(f"form/{name}", case)

    def good(**options):
        return cases.request(cases.ticket(), sender.message_type, **options)

    free = "<t:FreeInformation><t:FreeText>Dag</t:FreeText></t:FreeInformation>"
    person = good().replace(
        "</t:EboxType>", f"</t:EboxType><t:Person><t:INSS>{ACTIVE}</t:INSS><t:FirstName>A</t:FirstName>"
        "<t:LastName>B</t:LastName></t:Person>")
    annex = re.search("<t:Document>.*</t:Document>", good()).group().replace("t:Document", "t:Annex")
    refused("an empty body", "SOA-03003", "")
    refused("two requests in a body", "SOA-03004", good() + good())
    refused("an unknown operation", "SOA-03005", good().replace("PublishEboxMessageRequest", "DeleteEboxMessageRequest"))
    refused("an operation of another namespace", "SOA-03005", good().replace(cases.SERVICE, cases.SERVICE + "0"))
    refused("an answer as a request", "SOA-03005", good().replace("MessageRequest", "MessageResponse"))
    refused("a number of ten digits", "SOA-03006", good(recipient=ACTIVE[:-1]))
    refused("a file name of 81", "SOA-03006", good(file="a" * 77 + ".pdf"))
    refused("no ticket", "SOA-03006", good().replace("<t:Sequence>1</t:Sequence>", "").replace("t:Ticket", "t:Ticked"))
    refused("a sequence too high", "SOA-03006", good().replace("<t:Sequence>1<", "<t:Sequence>100000<"))
    refused("a company number of nine", "SOA-03006", good(
        before="<t:SenderID><t:Application>a</t:Application><t:Institution>999999031</t:Institution></t:SenderID>"))
    refused("an unknown media type", "SOA-03006", good().replace("application/pdf", "image/gif"))
    refused("free information", "SOA-03007", good(extra=free))
    refused("a person", "SOA-03007", person)
    refused("six annexes", "SOA-03006", good(extra=annex * 6))
    refused("a cid of nothing", "SOA-03007", good(content="cid:nothing"))
    refused("a content that is no cid", "SOA-03007", good(content="http://localhost/a.pdf"))
    refused("an attachment nobody names", "SOA-03007", good(), [
        Attachment("document", PDF), Attachment("stranger", PDF)])
    refused("no attachments at all", "SOA-03007", good(), [])
    asked = f"<t:Message><t:EboxID><t:INSS>{ACTIVE}</t:INSS></t:EboxID><t:MessageID><t:Ticket>A</t:Ticket></t:MessageID>"
    many = (
        f'<v1:GetMessageStatusRequest xmlns:v1="{cases.SERVICE}" xmlns:t="{cases.TYPES}"><t:EboxType>CITIZEN</t:EboxType>'
        + (asked + "</t:Message>") * 251 + "</v1:GetMessageStatusRequest>")
    refused("251 statuses at once", "SOA-03006", many, [])


class Stock(BinarySignature):
    """zeep's own, after the Timestamp that its users add; answers are unsigned, so there is nothing to verify."""

    def apply(self, message, headers):
        stamp = add(get_security_header(message), WSU, "Timestamp")
        add(stamp, WSU, "Created", instant(0))
        add(stamp, WSU, "Expires", instant(240))
        return super().apply(message, headers)

    def verify(self, message):
        return message


def stock(suite):
    """zeep's stock BinarySignature leaves its token unsigned: only a sender with an exception may."""
    strong = {"signature_method": xmlsec.Transform.RSA_SHA256, "digest_method": xmlsec.Transform.SHA256}
    for sender, options, name in [
        (suite.demo.first, strong, "SHA-256"), (suite.demo.strict, strong, "SHA-256"), (suite.demo.first, {}, "SHA-1"),
    ]:
        party = Party(suite.demo, sender)
        party.client = Client(
            suite.demo.wsdl, suite.demo.url, Stock(sender.key, sender.certificate, **options))
        may = options and excepted(sender)
        what = "an exception" if excepted(sender) else "no exception"
        suite.refused(
            f"stock/{name}, {sender.client}, {what}", ACCEPTED if may else "SOA-01001", party.publish, party=party)


def excepted(sender):
    """Whether the sender may leave its token unsigned today; the field holds a date or an instant."""
    until = sender.unsigned_token_until
    return bool(until) and str(until)[:10] >= datetime.date.today().isoformat()


def template(message, sender):
    """An envelope with a signature for xmlsec1 to fill in."""
    parts = sender.signer().add_security(message)
    signature = etree.SubElement(parts["security"], etree.QName(DS, "Signature"), nsmap={"ds": DS})
    information = add(signature, DS, "SignedInfo")
    add(information, DS, "CanonicalizationMethod", Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#")
    add(information, DS, "SignatureMethod", Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
    for part in PARTS:
        reference = add(information, DS, "Reference", URI="#" + identify(parts[part]))
        transforms = add(reference, DS, "Transforms")
        add(transforms, DS, "Transform", Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#")
        add(reference, DS, "DigestMethod", Algorithm="http://www.w3.org/2001/04/xmlenc#sha256")
        add(reference, DS, "DigestValue")
    add(signature, DS, "SignatureValue")
    holder = add(add(signature, DS, "KeyInfo"), WSSE, "SecurityTokenReference")
    add(holder, WSSE, "Reference", URI="#" + identify(parts["token"]), ValueType=X509V3)
    return message


IDS = ["--id-attr:Id", f"{SOAP}:Body", "--id-attr:Id", f"{WSU}:Timestamp", "--id-attr:Id", f"{WSSE}:BinarySecurityToken"]


def by_xmlsec1(message, sender):
    """The envelope, signed by the program of Debian: another implementation than ours and than zeep's."""
    with tempfile.TemporaryDirectory() as folder:
        unsigned, signed = os.path.join(folder, "unsigned.xml"), os.path.join(folder, "signed.xml")
        with open(unsigned, "wb") as file:
            file.write(cases.serialized(template(message, sender)))
        done = subprocess.run(
            ["xmlsec1", "--sign", "--privkey-pem", f"{sender.key},{sender.certificate}", *IDS, "--output", signed,
             unsigned], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        with open(signed, "rb") as file:
            return file.read()


def program(suite):
    def case(sender):
        message = by_xmlsec1(cases.envelope(cases.request(cases.ticket(), sender.message_type)), sender)
        answer = cases.post(suite.demo.url, *cases.with_document(message))
        assert answer.code == ACCEPTED, f"{answer.code}: {fault_text(answer)}"
        suite.demo.valid(answer.child)

    suite.run.check("xmlsec1/signed by the program", case, suite.demo.strict)


def main():
    chosen = cases.arguments(__doc__)
    demo = cases.Demo(chosen)
    run = cases.Cases(chosen.only)
    suite = Suite(demo, run)
    for part in [wsdl, publishing, signing, tickets, statuses, boxes, healths, business, internal, forms, stock, program]:
        part(suite)
    return run.end()


if __name__ == "__main__":
    sys.exit(main())
