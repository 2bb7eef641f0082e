#!/usr/bin/python3
"""CitizenProfile 1.3 over zeep on the public WSDL of its X.509 SHA-256 variant: who may ask and change what.

    profile.py --demo-json DATA/demo.json --reference REFERENCE --ebox .build/release/ebox
"""

import json
import os
import subprocess
import sys
import urllib.request

import zeep
from lxml import etree

import soap_cases as cases
from soap_cases import ACTIVE, INVALID, NEVER, OTHER_ACTIVE, WITHDRAWN
from soap_client import AttachmentsTransport, Signer

SERVICE = "http://socialsecurity.be/citizenprofile/v1"
CORE = "http://socialsecurity.be/citizenprofile/core/v1"
CONTRACT = "contracts/soap/citizenprofile-1.3/be/socialsecurity"
WSDL = CONTRACT + "/citizenprofile/v1/CitizenProfile-X509Sha256_v1.wsdl"
BINDING = "{http://socialsecurity.be/citizenprofile/v1}CitizenProfileSOAPBinding"
SCHEMAS = {
    SERVICE: (CONTRACT + "/citizenprofile/v1/CitizenProfile_v1.xsd", "citizenprofile-v1.xsd"),
    cases.ERRORS: (CONTRACT + "/errors/v1/socsec-errors-schema-v1.xsd", "errors-v1.xsd")}
# Citizens with three channels; one of them is told by Demo Profile. And who has only My eBox.
LINKED, LINKED_TOO, UNLINKED, CLOSED = OTHER_ACTIVE, "92080699933", ACTIVE, "33081999953"


class Demo:
    """A running demonstration: the address, the schemas, and who signs."""

    def __init__(self, chosen):
        with open(chosen.demo_json) as text:
            self.file = json.load(text)
        self.demo_json, self.ebox = os.path.abspath(chosen.demo_json), chosen.ebox
        self.folder = os.path.dirname(self.demo_json)
        self.url, self.reference = self.file["citizenProfileURL"], os.path.abspath(chosen.reference)
        public = os.path.join(self.reference, WSDL)
        self.is_public = os.path.exists(public)
        self.wsdl = public if self.is_public else self.url + "?wsdl"
        self.schemas = {}

    def valid(self, element):
        space = etree.QName(element).namespace
        if space not in self.schemas:
            public, served = SCHEMAS[space]
            place = os.path.join(self.reference, public) if self.is_public else f"{self.url}?xsd={served}"
            self.schemas[space] = etree.XMLSchema(etree.parse(place))
        schema = self.schemas[space]
        apart = etree.fromstring(etree.tostring(element))
        assert schema.validate(apart), f"the answer breaks the XSD: {schema.error_log.last_error}"

    def party(self, entry):
        return Party(self, entry["certificateFile"], entry["privateKeyFile"])

    def sender(self, client):
        return self.party(next(sender for sender in self.file["senders"] if sender["clientId"] == client))

    def channel(self, client):
        channel = next(channel for channel in self.file["channels"] if channel["clientId"] == client)
        return self.party(channel["soap"]), channel["soap"]["enterpriseNumber"]

    def mailbox(self, number, channel):
        """By which the provider names the citizen to the channel."""
        asked = subprocess.run(
            [self.ebox, "token", "--demo", self.demo_json, "--citizen", number, "--channel", channel, "--json"],
            capture_output=True, text=True)
        assert asked.returncode == 0, asked.stderr
        return json.loads(asked.stdout)["mailbox"]


class Party:
    """Who signs, at a zeep client; every answer is held against the public schema as it came over the wire."""

    def __init__(self, demo, certificate, key):
        self.demo = demo
        self.client = zeep.Client(
            demo.wsdl, wsse=Signer(certificate, key), transport=AttachmentsTransport(),
            settings=zeep.Settings(strict=False))
        self.service = self.client.create_service(BINDING, demo.url)

    def call(self, operation, **arguments):
        try:
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
        return cases.Answer(last.status_code, last.content, last.headers.get("Content-Type", ""))

    def ask(self, operation, *numbers):
        """zeep names the contract's repeated sequence so."""
        return self.call(operation, _value_1=[{"INSS": number} for number in numbers])

    def profiles(self, operation, *numbers):
        """A tuple for each: number, language, address, accepted, exclusive, or number and status."""
        answer = self.ask(operation, *numbers)
        assert answer.code == cases.ACCEPTED, answer.code
        return [profile(found) for found in answer.child]

    def change(self, number, language="FR", address=None, accepted=True, exclusive=None, phone=None):
        contact = {"LanguageCode": language, **({} if address is None else {"EmailAddress": address}),
                   **({} if phone is None else {"PhoneNbr": phone})}
        flags = {"ConditionsAccepted": accepted, **({} if exclusive is None else {"ExclusiveEbox": exclusive})}
        return self.call("createOrUpdateCitizenProfile", INSS=number, ContactInfo=contact, Flags=flags)

    def account(self, user, name, company):
        return self.call(
            "getInssForExternalAccount", UserId=user, CertificateData={"CN": name, "CompanyID": company})


def core(element, *path):
    return element.findtext("/".join(f"{{{CORE}}}{name}" for name in path))


def profile(found):
    if core(found, "Status"):
        return core(found, "INSS"), core(found, "Status")
    assert core(found, "LastValidationDate"), "a profile without LastValidationDate"
    return (
        core(found, "INSS"), core(found, "ContactInfo", "LanguageCode"), core(found, "ContactInfo", "EmailAddress"),
        core(found, "Flags", "ConditionsAccepted"), core(found, "Flags", "ExclusiveEbox"))


def expect(found, wanted):
    assert found == wanted, f"wanted {wanted}, got {found}"


def premiums(demo):
    """The certificate and the key of a sender."""
    sender = next(sender for sender in demo.file["senders"] if sender["clientId"] == "demo-premiums")
    return sender["certificateFile"], sender["privateKeyFile"]


def message(numbers):
    asked = "".join(f"<c:INSS>{number}</c:INSS>" for number in numbers)
    return cases.envelope(
        f'<p:GetRestrictedCitizenProfilesRequest xmlns:p="{SERVICE}" xmlns:c="{CORE}">{asked}'
        "</p:GetRestrictedCitizenProfilesRequest>")


def signed(demo, numbers=(LINKED,), **options):
    return Signer(*premiums(demo), **options).apply(message(numbers), {})[0]


def sent(demo, tree):
    """The code of the answer."""
    answer = cases.post(demo.url, cases.serialized(tree))
    if answer.status != 200:
        answer.check_fault(demo)
    return answer.code


def descriptions(run, demo):
    def served():
        ours, theirs = zeep.Client(demo.url + "?wsdl"), zeep.Client(demo.wsdl)
        names = [set(next(iter(one.wsdl.bindings.values()))._operations) for one in (ours, theirs)]
        expect(*names)
        expect(ours.service._binding_options["address"], demo.url)

    def schemas():
        for name in ["citizenprofile-v1.xsd", "citizenprofile-types-v1.xsd", "errors-v1.xsd"]:
            with urllib.request.urlopen(f"{demo.url}?xsd={name}", timeout=30) as answer:
                assert "xml" in answer.headers["Content-Type"], name

    run.check("wsdl/served", served)
    run.check("wsdl/schemas", schemas)


def restricted(run, demo):
    """getRestrictedCitizenProfiles: for the sender that declared its purpose."""
    sender, operation = demo.sender("demo-premiums"), "getRestrictedCitizenProfiles"

    def found():
        expect(sender.profiles(operation, LINKED, NEVER, WITHDRAWN, INVALID, CLOSED, LINKED), [
            (LINKED, "FR", None, "true", "false"), (NEVER, "ProfileNotFound"), (WITHDRAWN, "NL", None, "false", "false"),
            (INVALID, "ProfileNotFound"), (CLOSED, "ProfileNotFound"), (LINKED, "FR", None, "true", "false")])

    def many():
        expect(len(sender.profiles(operation, *[LINKED] * 1000)), 1000)

    run.check("restricted/each in the order asked", found)
    run.check("restricted/1000", many)
    # zeep cuts off what is over the contract's number.
    run.check("restricted/1001", lambda: expect(sent(demo, signed(demo, [LINKED] * 1001)), "SOA-03006"))
    for client in ["demo-social-fund", "demo-suspended", "demo-service"]:
        run.check(f"restricted/no purpose, {client}", lambda: expect(
            demo.sender(client).ask(operation, LINKED).code, "SOA-01002"))
    run.check("restricted/a channel", lambda: expect(
        demo.channel("demo-bank")[0].ask(operation, LINKED).code, "SOA-01002"))


def linked(run, demo):
    """getCitizenProfiles: for a channel, of its own citizens."""
    bank, operation = demo.channel("demo-bank")[0], "getCitizenProfiles"
    run.check("linked/each in the order asked", lambda: expect(bank.profiles(operation, UNLINKED, LINKED, NEVER), [
        (UNLINKED, "ProfileNotFound"), (LINKED, "FR", "citoyenne.trois@mail.example", "true", "false"),
        (NEVER, "ProfileNotFound")]))
    run.check("linked/a sender", lambda: expect(
        demo.sender("demo-premiums").ask(operation, LINKED).code, "SOA-01002"))


def accounts(run, demo):
    """getInssForExternalAccount: by the mailbox that the channel's tokens name."""
    bank, company = demo.channel("demo-bank")

    def known():
        answer = bank.account(demo.mailbox(LINKED, "demo-bank"), "demo-bank", company)
        expect(core(answer.child, "INSS"), LINKED)
        nine = bank.account(demo.mailbox(LINKED, "demo-bank"), "demo-bank", company.lstrip("0"))
        expect(core(nine.child, "INSS"), LINKED)

    def others():
        mailbox = demo.mailbox(UNLINKED, "my-ebox")
        expect(bank.account(mailbox, "demo-bank", company).code, "CHANNEL_NOT_LINKED")

    run.check("account/of a linked citizen", known)
    run.check("account/of another's citizen", others)
    run.check("account/no mailbox", lambda: expect(bank.account("me", "demo-bank", company).code, "SOA-03007"))
    run.check("account/another certificate", lambda: expect(bank.account("me", "demo-profile", company).code, "SOA-01002"))
    run.check("account/another company", lambda: expect(
        bank.account("me", "demo-bank", demo.channel("demo-profile")[1]).code, "SOA-01002"))
    run.check("account/a sender", lambda: expect(
        demo.sender("demo-premiums").account("me", "premies:renovatie", "0999999031").code, "SOA-01002"))


def changes(run, demo):
    """createOrUpdateCitizenProfile: language, address and ExclusiveEbox of a linked citizen, never a consent."""
    channel = demo.channel("demo-profile")[0]

    def seen():
        return channel.profiles("getCitizenProfiles", LINKED_TOO)[0]

    def changed():
        answer = channel.change(LINKED_TOO, "DE", exclusive=True)
        expect((core(answer.child, "NISS"), core(answer.child, "Status")), (LINKED_TOO, "ProfileUpdated"))
        expect(seen(), (LINKED_TOO, "DE", "reader@mail.example", "true", "true"))

    def address():
        """Another address waits for its code: the one in use stays until then."""
        expect(channel.change(LINKED_TOO, "EN", address="new@mail.example").code, cases.ACCEPTED)
        expect(seen(), (LINKED_TOO, "EN", "reader@mail.example", "true", "true"))
        expect(channel.change(LINKED_TOO, "EN", exclusive=False).code, cases.ACCEPTED)
        expect(seen(), (LINKED_TOO, "EN", "reader@mail.example", "true", "false"))

    def refused(code, *values, **options):
        before = seen()
        expect(channel.change(*values, **options).code, code)
        expect(seen(), before)

    run.check("change/language and exclusive", changed)
    run.check("change/address", address)
    run.check("change/consent for who has not linked it", refused, "CHANNEL_NOT_LINKED", UNLINKED)
    run.check("change/consent for who never consented", refused, "CHANNEL_NOT_LINKED", NEVER)
    run.check("change/consent for who withdrew", refused, "CHANNEL_NOT_LINKED", WITHDRAWN)
    run.check("change/withdrawal of a consent", lambda: refused("CONSENT_IN_FORCE", LINKED_TOO, "NL", accepted=False))
    run.check("change/a number of nobody", refused, "SOA-03007", INVALID)
    run.check("change/an address that is none", lambda: refused("SOA-03007", LINKED_TOO, "NL", address="a b"))
    run.check("change/no address", lambda: refused("SOA-03007", LINKED_TOO, "NL", address=""))
    run.check("change/a telephone number", lambda: refused("SOA-03007", LINKED_TOO, "NL", phone="021234567"))
    run.check("change/a language unknown", lambda: refused("SOA-03006", LINKED_TOO, "ES"))
    run.check("change/a sender", lambda: expect(
        demo.sender("demo-premiums").change(LINKED_TOO).code, "SOA-01002"))
    for number in [UNLINKED, NEVER]:
        run.check(f"change/nothing came of it, {'active' if number == UNLINKED else 'never'}", lambda: expect(
            demo.sender("demo-premiums").profiles("getRestrictedCitizenProfiles", number)[0][1:2],
            ("NL",) if number == UNLINKED else ("ProfileNotFound",)))


def security(run, demo):
    """The rules of signatures are those of EboxMessage: one look at each."""
    def replayed():
        tree = signed(demo)
        expect([sent(demo, tree), sent(demo, tree)], [cases.ACCEPTED, "SOA-01001"])

    def changed():
        tree = signed(demo)
        tree.find(f".//{{{CORE}}}INSS").text = UNLINKED
        expect(sent(demo, tree), "SOA-01001")

    def other():
        tree = cases.envelope('<e:HasAnEboxRequest xmlns:e="http://socialsecurity.be/eboxmessage/v1"/>')
        expect(sent(demo, Signer(*premiums(demo)).apply(tree, {})[0]), "SOA-03005")

    run.check("security/unsigned", lambda: expect(sent(demo, message([LINKED])), "SOA-01001"))
    run.check("security/replayed", replayed)
    run.check("security/changed after signing", changed)
    run.check("security/SHA-1 digests", lambda: expect(sent(demo, signed(demo, digest="sha1")), "SOA-01001"))
    run.check("security/an operation of the other contract", other)
    run.check("security/not XML", lambda: expect(cases.post(demo.url, b"{}").code, "SOA-03001"))


def main():
    parser = cases.parser(__doc__)
    parser.add_argument("--ebox", required=True, help="the program, for a channel's token")
    chosen = parser.parse_args()
    demo, run = Demo(chosen), cases.Cases(chosen.only)
    for part in [descriptions, restricted, linked, accounts, changes, security]:
        part(run, demo)
    return run.end()


if __name__ == "__main__":
    sys.exit(main())
