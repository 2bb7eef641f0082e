"""A sender of EboxMessage 1.8 on zeep: signs as the contract's policy asks, sends SOAP with Attachments.

The signature is made here, on lxml and cryptography alone, so that a test may depart from the policy in one way at
a time: by an option of `Signer`, or by a subclass of it.
"""

import base64
import contextlib
import copy
import datetime
import hashlib
import secrets
import uuid

import zeep
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DS = "http://www.w3.org/2000/09/xmldsig#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE = OASIS + "wssecurity-secext-1.0.xsd"
WSU = OASIS + "wssecurity-utility-1.0.xsd"
X509V3 = OASIS + "x509-token-profile-1.0#X509v3"
SUBJECT_KEY = OASIS + "x509-token-profile-1.0#X509SubjectKeyIdentifier"
BASE64 = OASIS + "soap-message-security-1.0#Base64Binary"
THUMBPRINT = "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1"
PREFIXES = {"ds": DS, "wsse": WSSE, "wsu": WSU, "soap": SOAP}
BINDING = "{http://socialsecurity.be/eboxmessage/v1}EboxMessageSOAPBinding"

DIGESTS = {
    "sha1": DS + "sha1",
    "sha256": "http://www.w3.org/2001/04/xmlenc#sha256",
    "sha512": "http://www.w3.org/2001/04/xmlenc#sha512"}
SIGNATURES = {
    "rsa-sha1": (DS + "rsa-sha1", hashes.SHA1),
    "rsa-sha256": ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", hashes.SHA256),
    "rsa-sha512": ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", hashes.SHA512)}
PARTS = ("body", "timestamp", "token")


def add(parent, namespace, name, text=None, **attributes):
    """A new last child; its prefix is declared on it when it isn't yet."""
    child = etree.SubElement(parent, etree.QName(namespace, name), attributes)
    child.text = text
    return child


def identify(element):
    """The element's wsu:Id, given to it when it has none."""
    name = etree.QName(WSU, "Id")
    if element.get(name) is None:
        element.set(name, "id-" + uuid.uuid4().hex)
    return element.get(name)


def canonical(element, prefixes=None, exclusive=True, comments=False):
    """The canonical form of an element where it stands: it keeps the namespaces that its ancestors declare."""
    apart = etree.Element(element.tag, dict(element.attrib), nsmap=element.nsmap)
    apart.text = element.text
    apart.extend(copy.deepcopy(child) for child in element)
    return etree.tostring(
        apart, method="c14n", exclusive=exclusive, with_comments=comments,
        inclusive_ns_prefixes=list(prefixes) if prefixes else None)


def instant(seconds):
    """Now and so many seconds, as xs:dateTime in UTC."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Signer:
    """A `wsse` object of zeep.

    - token: how KeyInfo names the token: direct, ski, thumbprint, issuer_serial.
    - parts: which of body, timestamp and token are signed.
    - created, expires: seconds from now.
    - prefixes: the InclusiveNamespaces of each exclusive canonicalisation, as most Java senders write them.
    - mutate: is given the signed envelope, and may change it or give another one.
    """

    def __init__(self, certificate, key, token="direct", parts=PARTS, digest="sha256", signature="rsa-sha256",
                 created=0, expires=240, prefixes=(), mutate=None):
        self.certificate = x509.load_pem_x509_certificate(read(certificate))
        self.key = serialization.load_pem_private_key(read(key), None)
        self.token, self.parts, self.prefixes, self.mutate = token, parts, prefixes, mutate
        self.digest, self.created, self.expires = digest, created, expires
        self.algorithm, self.hash = SIGNATURES[signature]

    def apply(self, envelope, headers):
        """Signs, then mutates."""
        parts = self.add_security(envelope)
        self.sign(parts)
        changed = self.mutate(envelope) if self.mutate else None
        return (envelope if changed is None else changed), headers

    def verify(self, envelope):
        """Answers are unsigned."""
        return envelope

    def add_security(self, envelope):
        """The Security header with its token and timestamp; gives what can be signed, by name."""
        header = envelope.find(f"{{{SOAP}}}Header")
        if header is None:
            header = etree.Element(etree.QName(SOAP, "Header"))
            envelope.insert(0, header)
        security = etree.SubElement(
            header, etree.QName(WSSE, "Security"), {etree.QName(SOAP, "mustUnderstand"): "1"},
            nsmap={name: PREFIXES[name] for name in ("wsse", "wsu")})
        return {
            "security": security, "token": self.add_token(security), "timestamp": self.add_timestamp(security),
            "body": envelope.find(f"{{{SOAP}}}Body")}

    def add_token(self, security):
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        token = add(
            security, WSSE, "BinarySecurityToken", base64.b64encode(der).decode(),
            ValueType=X509V3, EncodingType=BASE64)
        identify(token)
        return token

    def add_timestamp(self, security):
        timestamp = add(security, WSU, "Timestamp")
        add(timestamp, WSU, "Created", instant(self.created))
        add(timestamp, WSU, "Expires", instant(self.expires))
        return timestamp

    def sign(self, parts):
        signature = etree.SubElement(parts["security"], etree.QName(DS, "Signature"), nsmap={"ds": DS})
        information = add(signature, DS, "SignedInfo")
        self.add_exclusive(add(information, DS, "CanonicalizationMethod", Algorithm=EXCLUSIVE))
        self.add_method(information)
        for part in self.parts:
            self.add_reference(information, parts[part])
        value = self.signed(canonical(information, self.prefixes))
        add(signature, DS, "SignatureValue", base64.b64encode(value).decode())
        self.add_key_info(signature, parts["token"])

    def add_method(self, information):
        add(information, DS, "SignatureMethod", Algorithm=self.algorithm)

    def add_exclusive(self, method):
        if self.prefixes:
            etree.SubElement(
                method, etree.QName(EXCLUSIVE, "InclusiveNamespaces"), {"PrefixList": " ".join(self.prefixes)},
                nsmap={"ec": EXCLUSIVE})

    def add_reference(self, information, element):
        """One signed element: by its wsu:Id, in exclusive canonical form."""
        reference = add(information, DS, "Reference", URI="#" + identify(element))
        transforms = add(reference, DS, "Transforms")
        self.add_exclusive(add(transforms, DS, "Transform", Algorithm=EXCLUSIVE))
        self.add_digest(reference, canonical(element, self.prefixes))
        return reference

    def add_digest(self, reference, content):
        add(reference, DS, "DigestMethod", Algorithm=DIGESTS[self.digest])
        value = hashlib.new(self.digest, content).digest()
        add(reference, DS, "DigestValue", base64.b64encode(value).decode())

    def signed(self, content):
        return self.key.sign(content, padding.PKCS1v15(), self.hash())

    def add_key_info(self, signature, token):
        holder = add(add(signature, DS, "KeyInfo"), WSSE, "SecurityTokenReference")
        if self.token == "direct":
            add(holder, WSSE, "Reference", URI="#" + identify(token), ValueType=X509V3)
        elif self.token == "issuer_serial":
            pair = add(add(holder, DS, "X509Data"), DS, "X509IssuerSerial")
            add(pair, DS, "X509IssuerName", self.certificate.issuer.rfc4514_string())
            add(pair, DS, "X509SerialNumber", str(self.certificate.serial_number))
        else:
            kind, value = {"ski": (SUBJECT_KEY, self.subject_key), "thumbprint": (THUMBPRINT, self.thumbprint)}[self.token]
            add(holder, WSSE, "KeyIdentifier", base64.b64encode(value()).decode(), ValueType=kind, EncodingType=BASE64)

    def subject_key(self):
        """The extension's value; without one, what RFC 5280 §4.2.1.2 (1) would have put there."""
        try:
            return self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
        except x509.ExtensionNotFound:
            return x509.SubjectKeyIdentifier.from_public_key(self.certificate.public_key()).digest

    def thumbprint(self):
        return self.certificate.fingerprint(hashes.SHA1())


class Attachment:
    """A part beside the envelope, named by `cid:` and its Content-ID."""

    def __init__(self, name, content, media_type="application/pdf"):
        self.name, self.content, self.media_type = name, content, media_type

    def head(self):
        return [f"Content-Type: {self.media_type}", "Content-Transfer-Encoding: binary", f"Content-ID: <{self.name}>"]


class Root(Attachment):
    """The envelope's own part."""

    def __init__(self, content):
        super().__init__("root@sender.example", content, "text/xml; charset=UTF-8")


def multipart(parts, boundary=None):
    """The body and the Content-Type of SOAP with Attachments; the root part is normally the first."""
    boundary = boundary or "soap-" + secrets.token_hex(12)
    body = b"".join(
        f"--{boundary}\r\n".encode() + "\r\n".join(part.head()).encode() + b"\r\n\r\n" + part.content + b"\r\n"
        for part in parts)
    kind = f'multipart/related; type="text/xml"; start="<root@sender.example>"; boundary="{boundary}"'
    return body + f"--{boundary}--\r\n".encode(), kind


class AttachmentsTransport(zeep.Transport):
    """Sends the attachments that `sending` gives along with each envelope; remembers the last answer as it came."""

    def __init__(self):
        super().__init__(timeout=30, operation_timeout=60)
        self.attachments, self.answer = [], None

    @contextlib.contextmanager
    def sending(self, attachments):
        """For the calls inside it."""
        self.attachments = list(attachments)
        try:
            yield self
        finally:
            self.attachments = []

    def post_xml(self, address, envelope, headers):
        message = etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
        if self.attachments:
            message, kind = multipart([Root(message), *self.attachments])
            headers = {**headers, "Content-Type": kind}
        return self.post(address, message, headers)

    def post(self, address, message, headers):
        self.answer = super().post(address, message, headers)
        return self.answer


class Client(zeep.Client):
    """The public WSDL as it is, at another address.

    zeep reads strictly no choice that begins with a sequence, as EntityID is one (CompanyID with SubentityId, INSS or
    NIHII): it wants CompanyID. So answers are read laxly; hold the answer's bytes against the XSD yourself.
    """

    def __init__(self, wsdl_path, url, wsse):
        super().__init__(
            wsdl_path, wsse=wsse, transport=AttachmentsTransport(), settings=zeep.Settings(strict=False))
        self.moved = self.create_service(BINDING, url)

    @property
    def service(self):
        return self.moved


def client(wsdl_path, url, certificate, key, **options):
    """`options` are those of `Signer`."""
    return Client(str(wsdl_path), url, Signer(certificate, key, **options))
