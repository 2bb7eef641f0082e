#!/usr/bin/python3
"""EboxMessage 1.8 under attack: each message is refused with the right code, tells nothing, and publishes nothing.

    soap_attacks.py --demo-json DATA/demo.json --reference REFERENCE

An attack is a function that makes one body and its Content-Type. Messages are signed well, but for what the attack is
about. Where two answers are defensible the expectation is a set; `accepted` in it means that taking the message does
no harm. In the end no ticket of a refused message may be known, and a plain publication must work.
"""

import base64
import concurrent.futures
import copy
import datetime
import hashlib
import hmac
import http.client
import http.server
import os
import re
import sys
import tempfile
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

import soap_cases as cases
from soap_cases import ACCEPTED, ACTIVE, OTHER_ACTIVE, PDF, SERVICE, TYPES, serialized, with_document
from soap_client import DS, EXCLUSIVE, OASIS, SOAP, WSSE, WSU, Attachment, Root, Signer, add, canonical, client, multipart

BODY, HEADER, SECURITY = f"{{{SOAP}}}Body", f"{{{SOAP}}}Header", f"{{{WSSE}}}Security"
TOKEN, TIMESTAMP, SIGNATURE = f"{{{WSSE}}}BinarySecurityToken", f"{{{WSU}}}Timestamp", f"{{{DS}}}Signature"
ID = f"{{{WSU}}}Id"
UNAUTHENTIC, MALFORMED, NOT_SOAP, NO_BODY, WSI, UNKNOWN, XSD, CONTENT = (
    "SOA-01001", "SOA-03001", "SOA-03002", "SOA-03003", "SOA-03004", "SOA-03005", "SOA-03006", "SOA-03007")
TOO_LARGE = {MALFORMED, WSI, XSD, CONTENT}


class Altered(Signer):
    """Changes SignedInfo before it is signed: the Body's Reference, or the whole."""

    def __init__(self, *places, reference=None, information=None, **options):
        super().__init__(*places, **options)
        self.reference, self.information = reference, information

    def add_reference(self, information, element):
        made = super().add_reference(information, element)
        if element.tag == BODY and self.reference:
            self.reference(made, element)
        if element.tag == TOKEN and self.information:
            self.information(information)
        return made


class ByPublicKey(Signer):
    """The classic confusion: an HMAC whose secret is what everybody knows."""

    def __init__(self, *places, secret, length=None):
        super().__init__(*places)
        self.secret, self.length = secret, length

    def add_method(self, information):
        method = add(
            information, DS, "SignatureMethod", Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
        if self.length is not None:
            add(method, DS, "HMACOutputLength", str(self.length))

    def signed(self, content):
        value = hmac.new(self.secret, content, hashlib.sha256).digest()
        return value if self.length is None else value[:self.length // 8]


class Listener(http.server.BaseHTTPRequestHandler):
    """Whoever comes here was led by an attack."""

    visits = []

    def do_GET(self):
        Listener.visits.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<a>canary</a>")

    def log_message(self, *_):
        pass


class Kit:
    """What attacks are made of."""

    def __init__(self, sender, other, folder, port):
        self.sender, self.other, self.folder, self.port = sender, other, folder, port
        self.tickets = []
        self.canary = os.path.join(folder, "canary.txt")
        with open(self.canary, "w") as file:
            file.write("canary")
        self.stranger = self.look_alike()

    def look_alike(self):
        """A certificate that says what the sender's says, with a key of its own."""
        known = self.sender.signer().certificate
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        now = datetime.datetime.now(datetime.timezone.utc)
        made = x509.CertificateBuilder(
            known.issuer, known.subject, key.public_key(), known.serial_number, now - datetime.timedelta(1),
            now + datetime.timedelta(30)).sign(key, hashes.SHA256())
        paths = os.path.join(self.folder, "stranger.pem"), os.path.join(self.folder, "stranger.key.pem")
        with open(paths[0], "wb") as file:
            file.write(made.public_bytes(serialization.Encoding.PEM))
        with open(paths[1], "wb") as file:
            file.write(key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        return paths

    @property
    def places(self):
        return self.sender.certificate, self.sender.key

    def text(self, recipient=ACTIVE, **options):
        """A request of a new ticket."""
        self.tickets.append(cases.ticket())
        return cases.request(self.tickets[-1], self.sender.message_type, recipient, **options)

    def evil(self):
        """The Body an attacker wants to be read."""
        return cases.envelope(self.text(OTHER_ACTIVE)).find(BODY)

    def signed(self, signer=None, text=None, header="", **options):
        """An envelope, signed."""
        message = cases.envelope(self.text() if text is None else text, header)
        signer = signer or self.sender.signer(**options)
        return signer.apply(message, {})[0]

    def altered(self, reference=None, information=None):
        return with_document(serialized(self.signed(Altered(
            *self.places, reference=reference, information=information))))


def sent(message):
    """An envelope with the document it names."""
    return with_document(serialized(message))


def security(message):
    return message.find(HEADER).find(SECURITY)


def wrapper(message):
    """A header that nobody must understand."""
    return add(message.find(HEADER), "urn:example:wrapper", "Wrapper")


# Signature wrapping.

def wrap(identity):
    """The signed Body goes into a header; another stands in its place, with the same wsu:Id, none, or another."""
    def attack(kit):
        message, evil = kit.signed(), kit.evil()
        body = message.find(BODY)
        if identity:
            evil.set(ID, {"same": body.get(ID), "other": "id-evil"}[identity])
        message.replace(body, evil)
        wrapper(message).append(body)
        return sent(message)
    return attack


def wrap_plain_id(kit):
    """The evil Body has the Id as a plain attribute, and as xml:id: some resolvers take any."""
    message, evil = kit.signed(), kit.evil()
    body = message.find(BODY)
    evil.set("Id", body.get(ID))
    evil.set("{http://www.w3.org/XML/1998/namespace}id", body.get(ID))
    message.replace(body, evil)
    wrapper(message).append(body)
    return sent(message)


def wrap_nested(kit):
    """The signed Body stands inside the evil one."""
    message, evil = kit.signed(), kit.evil()
    body = message.find(BODY)
    message.replace(body, evil)
    evil.append(body)
    return sent(message)


def wrap_object(kit):
    """The signed Body stands in an Object of the signature."""
    message, evil = kit.signed(), kit.evil()
    body = message.find(BODY)
    message.replace(body, evil)
    add(security(message).find(SIGNATURE), DS, "Object").append(body)
    return sent(message)


def wrap_envelope(kit):
    """The whole signed envelope is a header of another, which has its Security."""
    message = kit.signed()
    outer = cases.envelope(kit.text(OTHER_ACTIVE))
    outer.find(HEADER).append(security(message))
    wrapper(outer).append(message)
    return sent(outer)


def wrap_timestamp(identity):
    """The signed timestamp has expired; a fresh one stands in its place."""
    def attack(kit):
        message = kit.signed(created=-900, expires=-660)
        old = security(message).find(TIMESTAMP)
        fresh = cases.envelope("")
        fresh = Signer(*kit.places).add_timestamp(fresh)
        if identity:
            fresh.set(ID, old.get(ID))
        old.getparent().replace(old, fresh)
        wrapper(message).append(old)
        return sent(message)
    return attack


def two_timestamps(kit):
    message = kit.signed(created=-900, expires=-660)
    security(message).insert(0, Signer(*kit.places).add_timestamp(cases.envelope("")))
    return sent(message)


def two_bodies(first):
    """An evil Body beside the signed one."""
    def attack(kit):
        message, evil = kit.signed(), kit.evil()
        message.insert(1 if first else 2, evil)
        return sent(message)
    return attack


def two_securities(first, filled):
    """A second Security header: an empty one, or one signed by a stranger."""
    def attack(kit):
        message = kit.signed()
        extra = etree.Element(SECURITY)
        if filled:
            extra = security(kit.signed(Signer(*kit.stranger)))
        message.find(HEADER).insert(0 if first else 1, extra)
        return sent(message)
    return attack


def two_signatures(kit):
    """A stranger's signature before the sender's."""
    message, others = kit.signed(), kit.signed(Signer(*kit.stranger))
    security(message).insert(0, security(others).find(SIGNATURE))
    return sent(message)


def two_tokens(kit):
    """The stranger's token comes first, and has the Id of the sender's; the sender's is kept for its digest."""
    message = kit.signed()
    token = security(message).find(TOKEN)
    evil = Signer(*kit.stranger).add_token(cases.envelope(""))
    evil.set(ID, token.get(ID))
    security(message).insert(0, evil)
    return sent(message)


def duplicate_id(kit):
    """A header has the Body's wsu:Id; everything else is well."""
    message = kit.signed()
    wrapper(message).set(ID, message.find(BODY).get(ID))
    return sent(message)


def moved_signature(kit):
    """The signature stands outside the Security header."""
    message = kit.signed()
    message.find(HEADER).append(security(message).find(SIGNATURE))
    return sent(message)


def changed_body(kit):
    message = kit.signed()
    message.find(f".//{{{TYPES}}}INSS").text = OTHER_ACTIVE
    return sent(message)


def other_actor(kit):
    """The Security header is for somebody else."""
    message = kit.signed()
    security(message).set(f"{{{SOAP}}}actor", "urn:example:elsewhere")
    return sent(message)


def unsigned(kit):
    return sent(cases.envelope(kit.text()))


def without(tag):
    def attack(kit):
        message = kit.signed()
        found = message.find(f".//{tag}")
        found.getparent().remove(found)
        return sent(message)
    return attack


WRAPPING = [
    ("body in a header, same Id", {UNAUTHENTIC}, wrap("same")),
    ("body in a header, no Id", {UNAUTHENTIC}, wrap(None)),
    ("body in a header, other Id", {UNAUTHENTIC}, wrap("other")),
    ("body in a header, plain Id", {UNAUTHENTIC}, wrap_plain_id),
    ("body in the evil body", {UNAUTHENTIC, WSI}, wrap_nested),
    ("body in an Object", {UNAUTHENTIC}, wrap_object),
    ("envelope in a header", {UNAUTHENTIC}, wrap_envelope),
    ("timestamp in a header, no Id", {UNAUTHENTIC}, wrap_timestamp(False)),
    ("timestamp in a header, same Id", {UNAUTHENTIC}, wrap_timestamp(True)),
    ("two timestamps", {UNAUTHENTIC}, two_timestamps),
    ("two bodies, evil first", {UNAUTHENTIC, WSI}, two_bodies(True)),
    ("two bodies, evil last", {UNAUTHENTIC, WSI}, two_bodies(False)),
    ("two Security headers, empty first", {UNAUTHENTIC}, two_securities(True, False)),
    ("two Security headers, stranger's first", {UNAUTHENTIC}, two_securities(True, True)),
    ("two Security headers, stranger's last", {UNAUTHENTIC}, two_securities(False, True)),
    ("two signatures", {UNAUTHENTIC}, two_signatures),
    ("two tokens of one Id", {UNAUTHENTIC}, two_tokens),
    ("duplicate wsu:Id", {UNAUTHENTIC}, duplicate_id),
    ("signature outside Security", {UNAUTHENTIC}, moved_signature),
    ("a changed body", {UNAUTHENTIC}, changed_body),
    ("Security for another actor", {UNAUTHENTIC}, other_actor),
    ("no Security", {UNAUTHENTIC}, unsigned),
    ("no token", {UNAUTHENTIC}, without(TOKEN)),
    ("no timestamp", {UNAUTHENTIC}, without(TIMESTAMP)),
    ("no signature", {UNAUTHENTIC}, without(SIGNATURE)),
    ("no KeyInfo", {UNAUTHENTIC}, without(f"{{{DS}}}KeyInfo")),
]


# Time.

def at(created, expires):
    return lambda kit: sent(kit.signed(created=created, expires=expires))


class Written(Signer):
    """Timestamps as they stand here."""

    def __init__(self, *places, created, expires):
        super().__init__(*places)
        self.texts = {"Created": created, "Expires": expires}

    def add_timestamp(self, security):
        timestamp = add(security, WSU, "Timestamp")
        for name, text in self.texts.items():
            if text is not None:
                add(timestamp, WSU, name, text)
        return timestamp


def written(created, expires):
    return lambda kit: sent(kit.signed(Written(*kit.places, created=created, expires=expires)))


def now(seconds):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


TIME = [
    ("expired", {UNAUTHENTIC}, at(-900, -660)),
    ("in the future", {UNAUTHENTIC}, at(3600, 3840)),
    ("Expires too far", {ACCEPTED}, at(0, 3600)),
    ("created long ago, not expired", {UNAUTHENTIC}, at(-3600, 120)),
    ("expires before it was created", {UNAUTHENTIC}, at(60, 30)),
    ("no Expires", {ACCEPTED}, lambda kit: written(now(0), None)(kit)),
    ("no Created", {UNAUTHENTIC}, lambda kit: written(None, now(200))(kit)),
    ("no date", {UNAUTHENTIC}, written("yesterday", "tomorrow")),
    ("year 99999", {UNAUTHENTIC}, lambda kit: written(now(0), "99999-01-01T00:00:00Z")(kit)),
    ("a control: five minutes", {ACCEPTED}, at(0, 299)),
]


# Keys, tokens and algorithms.

def self_made(kit):
    return sent(kit.signed(Signer(*kit.stranger)))


def others_certificate(kit):
    """Another sender's certificate, the own key."""
    return sent(kit.signed(Signer(kit.other.certificate, kit.sender.key)))


def strangers_key(kit):
    return sent(kit.signed(Signer(kit.sender.certificate, kit.stranger[1])))


def by_public_key(secret, length=None):
    def attack(kit):
        public = kit.sender.signer().certificate.public_key()
        formats = {
            "der": (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
            "pem": (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
            "pkcs1": (serialization.Encoding.DER, serialization.PublicFormat.PKCS1)}
        return sent(kit.signed(ByPublicKey(
            *kit.places, secret=public.public_bytes(*formats[secret]), length=length)))
    return attack


def digest_of_nothing(kit):
    """A digest method nobody knows, and an empty value."""
    def alter(reference, _):
        reference.find(f"{{{DS}}}DigestMethod").set("Algorithm", "urn:example:none")
        reference.find(f"{{{DS}}}DigestValue").text = ""
    return kit.altered(alter)


def method_of_nothing(kit):
    """A signature method nobody knows, and an empty value."""
    message = kit.signed()
    signature = security(message).find(SIGNATURE)
    signature.find(f".//{{{DS}}}SignatureMethod").set("Algorithm", "urn:example:none")
    signature.find(f"{{{DS}}}SignatureValue").text = ""
    return sent(message)


def token_as(kind=None, change=None):
    """The token says to be of another kind, or isn't what it says; it is signed so."""
    class Other(Signer):
        def add_token(self, security):
            token = super().add_token(security)
            token.set("ValueType", kind or token.get("ValueType"))
            token.text = change(token.text) if change else token.text
            return token

    return lambda kit: sent(kit.signed(Other(*kit.places)))


def key_info(change):
    """KeyInfo is outside of what is signed."""
    def attack(kit):
        message = kit.signed()
        information = security(message).find(SIGNATURE).find(f"{{{DS}}}KeyInfo")
        change(kit, information)
        return sent(message)
    return attack


def retrieval(kit, information):
    information.clear()
    add(information, DS, "RetrievalMethod", URI=f"http://127.0.0.1:{kit.port}/key", Type=DS + "rawX509Certificate")


def far_reference(kit, information):
    information[0][0].set("URI", f"http://127.0.0.1:{kit.port}/token")


def dangling(_, information):
    information[0][0].set("URI", "#id-nobody")


def body_as_token(_, information):
    information[0][0].set("URI", "#" + information.getroottree().getroot().find(BODY).get(ID))


def key_value(kit):
    """The stranger's key is in KeyInfo, and the sender's token lies beside it."""
    signer = Signer(kit.sender.certificate, kit.stranger[1])
    message = kit.signed(signer)
    information = security(message).find(SIGNATURE).find(f"{{{DS}}}KeyInfo")
    information.clear()
    numbers = signer.key.public_key().public_numbers()
    value = add(add(information, DS, "KeyValue"), DS, "RSAKeyValue")
    for name, number in [("Modulus", numbers.n), ("Exponent", numbers.e)]:
        add(value, DS, name, base64.b64encode(number.to_bytes((number.bit_length() + 7) // 8, "big")).decode())
    return sent(message)


KEYS = [
    ("a self-made certificate of the same subject", {UNAUTHENTIC}, self_made),
    ("another sender's certificate", {UNAUTHENTIC}, others_certificate),
    ("a key that isn't the token's", {UNAUTHENTIC}, strangers_key),
    ("SHA-1 digests", {UNAUTHENTIC}, lambda kit: sent(kit.signed(digest="sha1"))),
    ("RSA-SHA1", {UNAUTHENTIC}, lambda kit: sent(kit.signed(signature="rsa-sha1"))),
    ("HMAC with the public key, DER", {UNAUTHENTIC}, by_public_key("der")),
    ("HMAC with the public key, PEM", {UNAUTHENTIC}, by_public_key("pem")),
    ("HMAC with the public key, PKCS 1", {UNAUTHENTIC}, by_public_key("pkcs1")),
    ("HMAC of no bits", {UNAUTHENTIC}, by_public_key("der", 0)),
    ("a digest method unknown", {UNAUTHENTIC}, digest_of_nothing),
    ("a signature method unknown", {UNAUTHENTIC}, method_of_nothing),
    ("a token of kind PKIPath", {UNAUTHENTIC}, token_as(OASIS + "x509-token-profile-1.0#X509PKIPathv1")),
    ("a token that isn't base64", {UNAUTHENTIC}, token_as(change=lambda text: "é" + text)),
    ("half a token", {UNAUTHENTIC}, token_as(change=lambda text: text[:400])),
    ("an empty token", {UNAUTHENTIC}, token_as(change=lambda text: "")),
    ("a key to be fetched", {UNAUTHENTIC}, key_info(retrieval)),
    ("a token elsewhere", {UNAUTHENTIC}, key_info(far_reference)),
    ("a token nowhere", {UNAUTHENTIC}, key_info(dangling)),
    ("the body as token", {UNAUTHENTIC}, key_info(body_as_token)),
    ("a key in KeyInfo", {UNAUTHENTIC}, key_value),
]


# References and transforms.

def with_transform(algorithm, fill=None, first=False):
    """A transform beside the exclusive canonicalisation that changes nothing: the digests stay right."""
    def alter(reference, _):
        transforms = reference.find(f"{{{DS}}}Transforms")
        made = add(transforms, DS, "Transform", Algorithm=algorithm)
        if fill:
            fill(made)
        if first:
            transforms.insert(0, made)
    return lambda kit: kit.altered(alter)


def xslt(made):
    """The identity; it would also read a file, if it might."""
    made.append(etree.fromstring(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>'
        "</xsl:template></xsl:stylesheet>"))


def xpath(made):
    add(made, DS, "XPath", "true()")


def xpath_filter(made):
    add(made, "http://www.w3.org/2002/06/xmldsig-filter2", "XPath", "/*/*[2]", Filter="intersect")


def as_canonical(algorithm, **form):
    """Another canonicalisation of the Body, with its right digest."""
    def alter(reference, element):
        reference.find(f"{{{DS}}}Transforms")[0].set("Algorithm", algorithm)
        value = hashlib.sha256(canonical(element, **form)).digest()
        reference.find(f"{{{DS}}}DigestValue").text = base64.b64encode(value).decode()
    return lambda kit: kit.altered(alter)


def information_inclusive(kit):
    """SignedInfo itself in inclusive canonical form, signed so."""
    signer = kit.sender.signer()
    message = kit.signed(signer)
    signature = security(message).find(SIGNATURE)
    information = signature.find(f"{{{DS}}}SignedInfo")
    information[0].set("Algorithm", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")
    value = signer.key.sign(canonical(information, exclusive=False), padding.PKCS1v15(), hashes.SHA256())
    signature.find(f"{{{DS}}}SignatureValue").text = base64.b64encode(value).decode()
    return sent(message)


def no_transforms(kit):
    """Without transforms, inclusive canonicalisation is implied."""
    def alter(reference, element):
        reference.remove(reference.find(f"{{{DS}}}Transforms"))
        value = hashlib.sha256(canonical(element, exclusive=False)).digest()
        reference.find(f"{{{DS}}}DigestValue").text = base64.b64encode(value).decode()
    return kit.altered(alter)


def extra_reference(address, content=b"canary", transforms=False):
    """One more Reference, to somewhere else, with the right digest of what is there."""
    def attack(kit):
        def alter(information):
            reference = add(information, DS, "Reference", URI=address(kit))
            if transforms:
                add(add(reference, DS, "Transforms"), DS, "Transform", Algorithm=EXCLUSIVE)
            Signer(*kit.places).add_digest(reference, content)
        return kit.altered(information=alter)
    return attack


def body_reference(address):
    """The Body's Reference says where it is in another way."""
    def alter(reference, element):
        if address is None:
            del reference.attrib["URI"]
        else:
            reference.set("URI", address.format(element.get(ID)))
    return lambda kit: kit.altered(alter)


def many_references(kit):
    """The Body, 3000 times."""
    def alter(information):
        for _ in range(3000):
            information.append(copy.deepcopy(information.find(f"{{{DS}}}Reference")))
    return kit.altered(information=alter)


def signed_too(find):
    """Something more is signed beside the rest."""
    class Beside(Signer):
        def add_reference(self, information, element):
            made = super().add_reference(information, element)
            if element.tag == BODY:
                super().add_reference(information, find(element))
            return made

    def attack(kit):
        return sent(kit.signed(Beside(*kit.places), header='<w:W xmlns:w="urn:example:wrapper">1</w:W>'))
    return attack


def whole_document(kit):
    """URI="" and the enveloped transform: a signature of the whole, as in other protocols."""
    def alter(information):
        root = information.getroottree().getroot()
        apart = copy.deepcopy(root)
        signature = apart.find(f".//{SIGNATURE}")
        signature.getparent().remove(signature)
        reference = add(information, DS, "Reference", URI="")
        transforms = add(reference, DS, "Transforms")
        add(transforms, DS, "Transform", Algorithm=DS + "enveloped-signature")
        add(transforms, DS, "Transform", Algorithm=EXCLUSIVE)
        Signer(*kit.places).add_digest(reference, canonical(apart))
    return kit.altered(information=alter)


REFERENCES = [
    ("XSLT", {UNAUTHENTIC}, with_transform("http://www.w3.org/TR/1999/REC-xslt-19991116", xslt, True)),
    ("XPath", {UNAUTHENTIC}, with_transform("http://www.w3.org/TR/1999/REC-xpath-19991116", xpath, True)),
    ("XPath filter 2", {UNAUTHENTIC}, with_transform(
        "http://www.w3.org/2002/06/xmldsig-filter2", xpath_filter, True)),
    ("enveloped", {UNAUTHENTIC}, with_transform(DS + "enveloped-signature", first=True)),
    ("base64", {UNAUTHENTIC}, with_transform(DS + "base64")),
    ("canonicalised twice", {UNAUTHENTIC}, with_transform(EXCLUSIVE)),
    ("inclusive canonical form", {UNAUTHENTIC}, as_canonical(
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", exclusive=False)),
    ("canonical form with comments", {UNAUTHENTIC}, as_canonical(EXCLUSIVE + "WithComments", comments=True)),
    ("inclusive SignedInfo", {UNAUTHENTIC}, information_inclusive),
    ("no transforms", {UNAUTHENTIC}, no_transforms),
    ("http address", {UNAUTHENTIC}, extra_reference(
        lambda kit: f"http://127.0.0.1:{kit.port}/reference", b"<a>canary</a>")),
    ("file address", {UNAUTHENTIC}, extra_reference(lambda kit: f"file://{kit.canary}")),
    ("file path", {UNAUTHENTIC}, extra_reference(lambda kit: kit.canary)),
    ("cid address", {UNAUTHENTIC}, extra_reference(lambda kit: "cid:document", PDF)),
    ("empty address", {UNAUTHENTIC}, extra_reference(lambda kit: "", transforms=True)),
    ("whole document", {UNAUTHENTIC}, whole_document),
    ("no address", {UNAUTHENTIC}, body_reference(None)),
    ("xpointer", {UNAUTHENTIC}, body_reference("#xpointer(id('{}'))")),
    ("address of nobody", {UNAUTHENTIC}, body_reference("#id-nobody")),
    ("3000 references", {UNAUTHENTIC} | TOO_LARGE, many_references),
    ("a header block signed too", {ACCEPTED}, signed_too(
        lambda body: body.getparent().find(".//{urn:example:wrapper}W"))),
    ("a part of the Body signed once more", {UNAUTHENTIC}, signed_too(lambda body: body[0][0])),
]


# XML.

def replaced(pattern, replacement, once=True):
    """The signed bytes, changed in one place."""
    def attack(kit):
        message = serialized(kit.signed())
        changed, count = re.subn(pattern, replacement, message, count=1 if once else 0)
        assert count, f"{pattern} isn't in the message"
        return with_document(changed)
    return attack


def doctype(declaration, use=None):
    """A DOCTYPE before the envelope; `use` stands in the title."""
    def attack(kit):
        text = kit.text()
        message = etree.tostring(kit.signed(text=text)).decode()
        if use:
            message = message.replace("Beslissing", use)
        places = {"canary": "file://" + kit.canary, "address": f"http://127.0.0.1:{kit.port}/entity"}
        head = declaration
        for name, place in places.items():
            head = head.replace("{" + name + "}", place)
        return with_document(f'<?xml version="1.0" encoding="UTF-8"?>{head}{message}'.encode())
    return attack


def laughs():
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE a [<!ENTITY l0 "ha">{lines}]>'


def quadratic():
    return f'<!DOCTYPE a [<!ENTITY q "{"x" * 50000}">]>'


def internal_entity(kit):
    """An entity that gives the ticket: the signature would be right."""
    text = kit.text()
    ticket = kit.tickets[-1]
    message = etree.tostring(kit.signed(text=text)).decode().replace(f">{ticket}<", ">&t;<")
    return with_document(f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY t "{ticket}">]>{message}'.encode())


def nested(where, depth=300):
    def attack(kit):
        deep = "<d>" * depth + "</d>" * depth
        if where == "header":
            return sent(kit.signed(header=f'<w:W xmlns:w="urn:example:wrapper">{deep}</w:W>'))
        return sent(kit.signed(text=kit.text(extra=deep)))
    return attack


def large_header(kit):
    return sent(kit.signed(header=f'<w:W xmlns:w="urn:example:wrapper">{"x" * 2**20}</w:W>'))


def large_envelope(kit):
    return sent(kit.signed(text=kit.text().replace("Beslissing", "x" * 2**21)))


def header_of(text):
    return lambda kit: sent(kit.signed(header=text))


def many_attributes(count):
    attributes = " ".join(f'a{n}=""' for n in range(count))
    return header_of(f'<w:W xmlns:w="urn:example:wrapper" {attributes}/>')


def many_namespaces(kit):
    declared = " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(5000))
    return sent(kit.signed(header=f'<w:W xmlns:w="urn:example:wrapper" {declared}/>'))


def soap12(kind):
    def attack(kit):
        message = etree.tostring(kit.signed()).replace(SOAP.encode(), b"http://www.w3.org/2003/05/soap-envelope")
        body, type_ = multipart([Root(message), Attachment("document", PDF)])
        return body, type_.replace("text/xml", kind)
    return attack


def encoded(encoding, title="Décision", said=None):
    """Another encoding, as XML says it and as MIME says it."""
    def attack(kit):
        message = kit.signed(text=kit.text().replace("Beslissing", title))
        root = Root(etree.tostring(message, xml_declaration=True, encoding=encoding))
        root.media_type = f"text/xml; charset={said or encoding}"
        return multipart([root, Attachment("document", PDF)])
    return attack


def must_understand(kit):
    return sent(kit.signed(header='<w:W xmlns:w="urn:example:wrapper" soap:mustUnderstand="1"/>'))


def alone(text, kind="text/xml; charset=UTF-8"):
    return lambda kit: (text, kind)


XML = [
    ("XXE, file", {MALFORMED}, doctype('<!DOCTYPE a [<!ENTITY x SYSTEM "{canary}">]>', "&x;")),
    ("XXE, http", {MALFORMED}, doctype('<!DOCTYPE a [<!ENTITY x SYSTEM "{address}">]>', "&x;")),
    ("XXE, parameter entity", {MALFORMED}, doctype('<!DOCTYPE a [<!ENTITY % x SYSTEM "{address}"> %x;]>')),
    ("external DTD", {MALFORMED}, doctype('<!DOCTYPE a SYSTEM "{address}">')),
    ("billion laughs", {MALFORMED}, doctype(laughs(), "&l9;")),
    ("quadratic entities", {MALFORMED}, doctype(quadratic(), "&q;" * 10000)),
    ("defaults of a DOCTYPE", {MALFORMED}, alone(
        b"<!DOCTYPE a [" + b"".join(b"<!ATTLIST b a%d CDATA ''>" % n for n in range(1000)) + b"]><a>" + b"<b/>" * 50000
        + b"</a>")),
    ("UTF-7", {MALFORMED}, alone(
        b"<?xml version='1.0' encoding='UTF-7'?>+ADw-a+AD4-" + b"+ADw-b/+AD4-" * 10000 + b"+ADw-/a+AD4-")),
    ("DOCTYPE alone", {MALFORMED}, doctype("<!DOCTYPE Envelope>")),
    ("an entity that changes nothing", {MALFORMED}, internal_entity),
    ("an undeclared entity", {MALFORMED}, replaced(b"Beslissing", b"&nobody;")),
    ("300 deep in a header", {MALFORMED, WSI, XSD}, nested("header")),
    ("300 deep in the body", {MALFORMED, WSI, XSD}, nested("body")),
    ("100000 deep", {MALFORMED, WSI}, lambda kit: (b"<d>" * 100000, "text/xml; charset=UTF-8")),
    ("header of 1 MB", TOO_LARGE | {ACCEPTED}, large_header),
    ("envelope of 2 MB", TOO_LARGE, large_envelope),
    ("20000 attributes", {WSI}, many_attributes(20000)),
    ("60 attributes", {WSI}, many_attributes(60)),
    ("40 attributes", {ACCEPTED}, many_attributes(40)),
    ("5000 namespaces", {WSI}, many_namespaces),
    ("a tag of 10000 characters", {WSI}, header_of(f'<w:W xmlns:w="urn:example:wrapper" a="{"x" * 10000}"/>')),
    ("60 deep in a header", {WSI}, header_of(
        '<w:W xmlns:w="urn:example:wrapper">' + "<a>" * 60 + "</a>" * 60 + "</w:W>")),
    ("25000 elements", {WSI}, header_of(f'<w:W xmlns:w="urn:example:wrapper">{"<a/>" * 25000}</w:W>')),
    ("25000 instructions", {WSI}, header_of(f'<w:W xmlns:w="urn:example:wrapper">{"<?a?>" * 25000}</w:W>')),
    ("tags in a comment", {ACCEPTED}, header_of(
        f'<w:W xmlns:w="urn:example:wrapper"><!--{"<a>" * 9000}--></w:W>')),
    ("a > in an attribute", {ACCEPTED}, header_of('<w:W xmlns:w="urn:example:wrapper" a="&gt;>/>" b=\'">\'/>')),
    ("SOAP 1.2 as text/xml", {NOT_SOAP}, soap12("text/xml")),
    ("SOAP 1.2 as itself", {NOT_SOAP, WSI}, soap12("application/soap+xml")),
    ("UTF-16", {ACCEPTED, MALFORMED, WSI}, encoded("UTF-16")),
    ("ISO-8859-1", {MALFORMED, WSI}, encoded("ISO-8859-1")),
    ("windows-1252 said to be UTF-8", {MALFORMED, WSI}, encoded("windows-1252", said="UTF-8")),
    ("bytes that aren't UTF-8", {MALFORMED, WSI}, replaced(b"Beslissing", b"B\xff\xfe\xc0\xaf")),
    ("a NUL", {MALFORMED, WSI}, replaced(b"Beslissing", b"Bes\0lissing")),
    ("a control character by reference", {MALFORMED}, replaced(b"Beslissing", b"Bes&#1;lissing")),
    ("XML 1.1", {MALFORMED, WSI}, replaced(rb"version='1.0'", b"version='1.1'")),
    ("text before the root", {MALFORMED}, replaced(rb"<\?xml[^>]*>", b"Dag <?xml version='1.0'?>")),
    ("text after the root", {MALFORMED}, replaced(rb"</soap:Envelope>\s*", b"</soap:Envelope>dag")),
    ("two roots", {MALFORMED}, replaced(rb"</soap:Envelope>\s*", b"</soap:Envelope><a/>")),
    ("an envelope cut in the middle", {MALFORMED}, replaced(rb"(?s)<soap:Body.*", b"<soap:Bo")),
    ("an instruction before the root", {ACCEPTED, MALFORMED, WSI}, replaced(
        rb"<soap:Envelope", b"<?xml-stylesheet href='a.xsl'?><soap:Envelope")),
    ("an unbound prefix", {MALFORMED}, replaced(rb"<soap:Body", b"<w:W/><soap:Body")),
    ("an attribute twice", {MALFORMED}, replaced(rb"<soap:Header", b"<soap:Header a='1' a='2'")),
    ("an unknown header to be understood", {"MustUnderstand", NOT_SOAP, WSI}, must_understand),
    ("text in the envelope", {NOT_SOAP, WSI, MALFORMED, UNAUTHENTIC, ACCEPTED}, replaced(
        rb"</soap:Header>", b"</soap:Header>dag")),
    ("an element after the body", {NOT_SOAP, WSI}, replaced(rb"</soap:Body>", b"</soap:Body><a/>")),
    ("header after the body", {NOT_SOAP, WSI}, replaced(
        rb"(?s)(<soap:Header.*</soap:Header>)(<soap:Body.*</soap:Body>)", rb"\2\1")),
    ("no Body", {NO_BODY}, replaced(rb"(?s)<soap:Body.*</soap:Body>", b"")),
    ("HTML", {NOT_SOAP, MALFORMED}, alone(b"<html><body>Dag</body></html>")),
    ("JSON", {MALFORMED}, alone(b'{"a": 1}')),
    ("nothing", {MALFORMED}, alone(b"")),
    ("only a declaration", {MALFORMED}, alone(b'<?xml version="1.0"?>')),
    ("another root of SOAP", {NOT_SOAP}, alone(f'<s:Body xmlns:s="{SOAP}"/>'.encode())),
]


# Parts.

def rebuilt(change):
    """The parts of a good message, changed; `change` gives others."""
    def attack(kit):
        return multipart(change([Root(serialized(kit.signed())), Attachment("document", PDF)]))
    return attack


def after(change):
    """The body and the Content-Type of a good message, changed."""
    return lambda kit: change(*sent(kit.signed()))


def root_last(parts):
    return parts[::-1]


def twice(parts):
    return [*parts, Attachment("document", PDF + b"another")]


def twice_as_root(parts):
    return [*parts, Attachment("root@sender.example", PDF)]


def crowd(count):
    return lambda parts: [*parts, *(Attachment(f"crowd{number}", b"x") for number in range(count))]


def no_identity(parts):
    """An attachment without Content-ID can't be named."""
    class Nameless(Attachment):
        def head(self):
            return super().head()[:2]

    return [*parts, Nameless("", PDF)]


def long_head(parts):
    class Long(Attachment):
        def head(self):
            return super().head() + ["X-Long: " + "x" * 2**20]

    return [parts[0], Long("document", PDF)]


def traversal(parts):
    """A Content-ID that would be a bad file name; nobody names it either."""
    return [*parts, Attachment("../../etc/passwd", PDF)]


def wrong_boundary(body, kind):
    return body, kind.replace('boundary="', 'boundary="other')


def no_boundary(body, kind):
    return body, kind.split("; boundary")[0]


def empty_boundary(body, kind):
    return body, re.sub('boundary=".*"', 'boundary=""', kind)


def cut(share):
    return lambda body, kind: (body[:int(len(body) * share)], kind)


def unclosed(body, kind):
    """The last delimiter is missing its hyphens."""
    return body[:-4], kind


def as_xml(body, kind):
    """A multipart body that says to be XML."""
    return body, "text/xml; charset=UTF-8"


def start_elsewhere(body, kind):
    return body, kind.replace("root@", "nobody@")


def named_attachment(content):
    return lambda kit: sent(kit.signed(text=kit.text(content=content)))


PARTS = [
    ("a cid of nothing", {CONTENT}, named_attachment("cid:nothing")),
    ("an empty cid", {CONTENT, XSD}, named_attachment("cid:")),
    ("a cid of the envelope", {CONTENT}, named_attachment("cid:root@sender.example")),
    ("a file as content", {CONTENT}, named_attachment("file:///etc/passwd")),
    ("an http address as content", {CONTENT}, lambda kit: named_attachment(f"http://127.0.0.1:{kit.port}/content")(kit)),
    ("one Content-ID twice", {WSI}, rebuilt(twice)),
    ("the root's Content-ID twice", {WSI}, rebuilt(twice_as_root)),
    ("the root last", {WSI}, rebuilt(root_last)),
    ("no root", {WSI, MALFORMED, NOT_SOAP}, rebuilt(lambda parts: parts[1:])),
    ("no parts", {WSI, MALFORMED}, rebuilt(lambda parts: [])),
    ("300 attachments", {WSI, CONTENT}, rebuilt(crowd(300))),
    ("7 attachments", {WSI, CONTENT}, rebuilt(crowd(6))),
    ("an attachment without Content-ID", {WSI, CONTENT}, rebuilt(no_identity)),
    ("a head of 1 MB", {WSI, CONTENT, MALFORMED}, rebuilt(long_head)),
    ("a Content-ID with a path", {WSI, CONTENT}, rebuilt(traversal)),
    ("cut in the middle", {WSI, CONTENT, MALFORMED}, after(cut(0.5))),
    ("cut in the attachment", {WSI, CONTENT, MALFORMED}, after(cut(0.95))),
    ("not closed", {WSI, CONTENT, MALFORMED}, after(unclosed)),
    ("a wrong boundary", {WSI, MALFORMED}, after(wrong_boundary)),
    ("no boundary", {WSI, MALFORMED}, after(no_boundary)),
    ("an empty boundary", {WSI, MALFORMED}, after(empty_boundary)),
    ("multipart as XML", {MALFORMED, WSI}, after(as_xml)),
    ("a start that is nobody's", {WSI}, after(start_elsewhere)),
]

GROUPS = {"wrapping": WRAPPING, "time": TIME, "keys": KEYS, "references": REFERENCES, "xml": XML, "parts": PARTS}


class Suite:
    """Sends the attacks, and keeps the tickets that must not exist."""

    def __init__(self, demo, run, kit):
        self.demo, self.run, self.kit = demo, run, kit
        self.unwanted = []

    def attack(self, codes, make):
        self.kit.tickets.clear()
        answer = cases.post(self.demo.url, *make(self.kit))
        self.expect(answer, codes)
        return answer.code if len(codes) > 1 else None

    def expect(self, answer, codes):
        if answer.code == ACCEPTED:
            assert ACCEPTED in codes, f"wanted {sorted(codes)}, was accepted"
            return
        self.unwanted += self.kit.tickets
        answer.check_fault(self.demo)
        text = " ".join(" ".join(answer.child.itertext()).split())
        assert answer.code in codes, f"wanted {sorted(codes)}, got {answer.code}: {text}"

    def post(self, message):
        return cases.post(self.demo.url, *message)

    def replay(self, change=lambda body, kind: (body, kind)):
        """The same bytes again."""
        self.kit.tickets.clear()
        body, kind = sent(self.kit.signed())
        self.expect(self.post((body, kind)), {ACCEPTED})
        self.kit.tickets.clear()
        self.expect(self.post(change(body, kind)), {UNAUTHENTIC})

    def race(self):
        """The same bytes eight times at once: one is taken."""
        self.kit.tickets.clear()
        message = sent(self.kit.signed())
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            codes = sorted(answer.code for answer in pool.map(self.post, [message] * 8))
        assert codes == ["SOA-01001"] * 7 + [ACCEPTED], codes

    def comment(self, where):
        """Comments aren't in canonical form, so the signature stays right: a value is read whole, or refused."""
        ticket = cases.ticket()
        text = cases.request(ticket, self.kit.sender.message_type)
        message = serialized(self.kit.signed(text=text))
        value = {"ticket": ticket.encode(), "recipient": ACTIVE.encode(), "type": b"text/xml"}.get(where)
        if where == "token":
            value = re.search(rb"<wsse:BinarySecurityToken[^>]*>([^<]*)", message).group(1)
        if where == "created":
            value = re.search(rb"<wsu:Created>([^<]*)", message).group(1)
        half = len(value) // 2
        changed = message.replace(value, value[:half] + b"<!-- -->" + value[half:])
        assert changed != message
        answer = cases.post(self.demo.url, *with_document(changed))
        self.kit.tickets.clear()
        self.expect(answer, {ACCEPTED, UNAUTHENTIC, MALFORMED, WSI, XSD})
        if answer.code == ACCEPTED:
            assert not self.exist([ticket[:len(ticket) // 2]], ACTIVE), "only the text before the comment was read"
            assert self.exist([ticket], ACTIVE), "the text was not read whole"
        else:
            self.unwanted.append(ticket)
        return answer.code

    def exist(self, tickets, recipient):
        """Those of the tickets under which something was published to the citizen."""
        sender = self.kit.sender
        service = client(self.demo.wsdl, self.demo.url, sender.certificate, sender.key).service
        found = []
        for start in range(0, len(tickets), 250):
            answer = service.getMessageStatus(EboxType="CITIZEN", Message=[
                {"EboxID": {"INSS": recipient}, "MessageID": {"Ticket": ticket}}
                for ticket in tickets[start:start + 250]])
            found += [one.MessageID.Ticket for one in answer.Message]
        return found

    def broken_off(self):
        """The sender goes away in the middle: no answer, or a fault."""
        self.kit.tickets.clear()
        body, kind = sent(self.kit.signed())
        self.unwanted += self.kit.tickets
        try:
            answer = cases.post(self.demo.url, body[:len(body) // 2], kind, length=len(body))
        except (http.client.HTTPException, ConnectionError, etree.XMLSyntaxError):
            return "no answer"
        assert answer.code != ACCEPTED, "was accepted"
        return answer.code

    def action(self):
        """A SOAPAction of another operation changes nothing, or is refused."""
        self.kit.tickets.clear()
        message = sent(self.kit.signed())
        answer = cases.post(self.demo.url, *message, action=f'"{SERVICE}/healthCheck"')
        self.expect(answer, {ACCEPTED, WSI, UNKNOWN})
        if answer.code == ACCEPTED:
            assert answer.operation == "PublishEboxMessageResponse", answer.operation
        return answer.code

    def nothing_published(self):
        for recipient in (ACTIVE, OTHER_ACTIVE):
            found = self.exist(self.unwanted, recipient)
            assert not found, f"published all the same: {found}"
        return f"{len(self.unwanted)} tickets"

    def still_works(self):
        text = cases.request(cases.ticket(), self.kit.sender.message_type)
        answer = self.post(sent(self.kit.signed(text=text)))
        assert answer.code == ACCEPTED and answer.operation == "PublishEboxMessageResponse", answer.code
        assert self.demo.is_healthy(), "/health doesn't answer"

    def play(self):
        for group, attacks in GROUPS.items():
            for name, codes, make in attacks:
                self.run.check(f"{group}/{name}", self.attack, codes, make)
        self.run.check("replay/the same bytes", self.replay)
        self.run.check("replay/with another attachment", self.replay, lambda body, kind: (
            body.replace(b"xxxx\r\n--", b"yyyy\r\n--"), kind))
        self.run.check("replay/other white space between headers", self.replay, lambda body, kind: (
            body.replace(b"<soap:Body", b"\n<soap:Body"), kind))
        self.run.check("replay/its signature spelt otherwise", self.replay, respelt)
        self.run.check("replay/eight at once", self.race)
        for where in ["ticket", "recipient", "token", "created"]:
            self.run.check(f"comment/in the {where}", self.comment, where)
        self.run.check("wire/broken off", self.broken_off)
        self.run.check("wire/another SOAPAction", self.action)


def respelt(body, kind):
    """The last letter of a base64 text has unused bits: another one stands for the same bytes."""
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    def other(found):
        return letters[letters.index(found.group(1)) ^ 1:][:1] + b"==</ds:SignatureValue>"

    changed = re.sub(rb"(.)==</ds:SignatureValue>", other, body)
    assert changed != body, "no unused bits in this signature"
    return changed, kind


def finish(suite):
    """What holds after all of it, whatever cases were chosen."""
    suite.run.only = ""
    if suite.unwanted:
        suite.run.check("after/nothing was published", suite.nothing_published)

    def unvisited():
        assert not Listener.visits, f"the server went to {Listener.visits}"

    suite.run.check("after/nothing was fetched", unvisited)
    suite.run.check("after/a publication works", suite.still_works)


def main():
    chosen = cases.arguments(__doc__)
    demo = cases.Demo(chosen)
    run = cases.Cases(chosen.only)
    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="soap-attacks-") as folder:
        other = next(sender for sender in demo.senders if sender is not demo.strict)
        suite = Suite(demo, run, Kit(demo.strict, other, folder, listener.server_port))
        suite.play()
        finish(suite)
    listener.shutdown()
    return run.end()


if __name__ == "__main__":
    sys.exit(main())
