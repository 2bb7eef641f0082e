#!/usr/bin/python3
"""The same letter by SOAP EboxMessage 1.8, Message Registry 3 and 2.1 is the same in mailbox, audit trail and events.

    same_message.py --ebox .build/release/ebox --demo-json DATA/demo.json --reference REFERENCE

What may differ stands in the tables of same_compare.py.
"""

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import urllib.parse

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "../Faults"))

import soap_cases as cases  # noqa: E402
from ebox_demo import Demo  # noqa: E402
from same_compare import Comparison, Differs, Story, as_21, differences  # noqa: E402
from same_changes import changes_are_found  # noqa: E402
from same_letters import (  # noqa: E402
    AGAIN, CHANNEL, CONTRACTS, EARLIER, FORMER, LATER, MANDATE, NO_DIGITAL_USER, NOT_DIGITAL, PREMIUM, READER, REFUSED,
    REGISTRY_21, REGISTRY_3, SHORT, SOAP, TAX, Office)
from same_seen import (  # noqa: E402
    READERS, Mailbox, Statuses, Trail, before_midnight, eventually, notices, story, tell)

# Nobody's message.
UNKNOWN = "01KRG95D56R2XPNE34M207Y2M8"


@dataclasses.dataclass
class Copies:
    """A letter as it was published: each by its contract."""

    sent: dict
    # The trail's entries of the publication.
    entries: dict
    stories: dict

    def messages(self):
        return {contract: sent.message for contract, sent in self.sent.items()}


class Suite:
    def __init__(self, run, demo, wire):
        self.run, self.demo, self.wire = run, demo, wire
        self.office, self.trail = Office(demo, wire), Trail(demo)
        self.mailbox = Mailbox(demo, READER, CHANNEL)
        self.statuses = Statuses(demo, self.office)
        self.comparison = Comparison()

    def advance(self, days):
        """Moves the demonstration's clock; tokens of before are over."""
        body = json.dumps({"advanceDays": days})
        status, _, answer = self.demo.exchange("POST", "/demo/clock", body, {"Content-Type": "application/json"})
        assert status == 200, f"the clock answered {status}: {answer!r}"
        self.office.tokens.clear()
        self.mailbox.link()

    # Publishing

    def send(self, letter, contracts=CONTRACTS, names=None, replaces=None):
        """By each contract; `names` that its publications had before, `replaces`: the messages that it corrects."""
        before_midnight()
        copies = Copies({}, {}, {})
        organizations = {self.wire.sender(letter.sender).organization, self.office.client(letter).organization}
        for contract in contracts:
            self.office.token(letter)
            last = self.trail.last()
            sent = self.office.publish(contract, letter, (names or {}).get(contract), (replaces or {}).get(contract))
            entries = self.trail.since(last, sorted(organizations))
            copies.sent[contract], copies.entries[contract] = sent, entries
            copies.stories[contract] = story(sent, entries)
            if replaces:
                copies.stories[contract].names[replaces[contract]] = "<earlier>"
        return copies

    def deliver(self, letter, expected=cases.ACCEPTED, **options):
        """Sends it; all copies must be taken, and each be on record once."""
        copies = self.send(letter, **options)

        def case():
            assert len(set(copies.messages().values())) == len(copies.sent), f"ids: {copies.messages()}"
            for contract, sent in copies.sent.items():
                assert sent.code == (cases.ACCEPTED if contract == SOAP else expected), f"{contract}: {sent.code}"
                assert len(copies.entries[contract]) == 1, f"{contract}: {len(copies.entries[contract])} entries"
                entry = copies.entries[contract][0]
                assert (entry["request_id"], entry["message"]) == (sent.request, sent.message), f"{contract}: {entry}"

        self.run.check(f"{letter.name}/published", case)
        self.same(f"{letter.name}/trail of the publication", "trail", copies.stories, copies.entries)
        return copies

    def same(self, name, where, stories, values):
        self.run.check(name, self.comparison.same, where, stories, values)

    # Seeing

    def compare_mailbox(self, letter, copies, stage):
        """What both registries tell of each copy."""
        seen = {}
        for reader in READERS:
            def case():
                seen[reader] = {
                    contract: self.mailbox.seen(reader, message) for contract, message in copies.messages().items()}
                return self.comparison.same(reader, copies.stories, seen[reader])

            self.run.check(f"{letter.name}/mailbox by {reader}, {stage}", case)
        self.run.check(f"{letter.name}/mailbox, {stage}: 2.1 tells what 3 tells", both_registries, seen)
        return seen

    def compare_events(self, letter, copies, kinds):
        def case():
            events = {c: self.trail.events(message, len(kinds)) for c, message in copies.messages().items()}
            told = {contract: [event["kind"] for event in found["told"]] for contract, found in events.items()}
            assert all(found == kinds for found in told.values()), f"events: {told}"
            return self.comparison.same("events", copies.stories, events)

        self.run.check(f"{letter.name}/events: {', '.join(kinds)}", case)

    def compare_statuses(self, letter, copies, stage, is_read):
        """REST tells of all copies, SOAP of its own: by one rule, and by one moment."""
        ids = list(copies.messages().values())
        for reader in READERS:
            def case():
                found, _ = self.statuses.rest(reader, letter, ids)
                assert [one["messageId"] for one in found] == ids, f"told of {found}"
                assert {one["readStatus"] for one in found} == {is_read}, f"told is {found}"
                return self.comparison.same("status", copies.stories, dict(zip(copies.sent, found)))

            self.run.check(f"{letter.name}/status by {reader}, {stage}", case)

        def by_soap():
            found, _ = self.statuses.soap(letter, [copies.sent[SOAP].name])
            assert found == {copies.sent[SOAP].name: is_read}, f"told is {found}"

        self.run.check(f"{letter.name}/status by SOAP, {stage}", by_soap)

    def compare_contents(self, letter, copies, reader, is_main):
        """Opened by one registry: the bytes that were sent, and all that is said of them."""
        expected = [file.content for place, file in enumerate(letter.files) if (place == 0) == is_main]

        def case():
            heads = {}
            for contract, message in copies.messages().items():
                heads[contract], contents = self.mailbox.open(reader, message, is_main)
                assert contents == expected, f"{contract}: other bytes than were sent"
            return self.comparison.same("head", copies.stories, heads)

        self.run.check(f"{letter.name}/{'document' if is_main else 'annexes'} by {reader}", case)

    def read(self, letter, copies, first, second):
        """Annexes first, which is not reading; then the document, by one registry and by the other."""
        if letter.files[1:]:
            self.compare_contents(letter, copies, first, False)
        self.compare_statuses(letter, copies, "annexes opened", False)
        for reader in (first, second):
            self.compare_contents(letter, copies, reader, True)
        self.tell(copies)
        self.compare_mailbox(letter, copies, "read")
        self.compare_statuses(letter, copies, "read", True)
        self.compare_events(letter, copies, ["newDocument", "readDocument"])
        self.run.check(f"{letter.name}/trail of the whole", self.whole_trail, copies)

    def tell(self, copies):
        """Moments of what happened to the copies meanwhile."""
        for contract, message in copies.messages().items():
            tell(copies.stories[contract], self.trail.of(message))

    def whole_trail(self, copies):
        """Every entry about a letter, of all parties, with its requests in their order."""
        stories, entries = {}, {}
        for contract, sent in copies.sent.items():
            entries[contract] = self.trail.of(sent.message)
            requests = dict.fromkeys(entry["request_id"] for entry in entries[contract])
            names = {request: f"<request {place}>" for place, request in enumerate(requests)}
            stories[contract] = dataclasses.replace(
                copies.stories[contract], names={**copies.stories[contract].names, **names})
        return self.comparison.same("trail", stories, entries)


def both_registries(seen):
    for contract, told in seen[REGISTRY_3].items():
        story = Story(contract, {})
        found = differences(
            "3", flat(as_21(told["message"]), story), "2.1", flat(seen[REGISTRY_21][contract]["message"], story))
        if found:
            raise Differs(found)


def flat(value, story):
    return Comparison().told("nowhere", story, value)


def letters(suite):
    """Letters to an active eBox: opened in one, told by the channel for the other, one by a mandate."""
    short, seen = suite.deliver(SHORT), {}
    for letter, readers in [(PREMIUM, READERS), (MANDATE, READERS), (TAX, READERS[::-1])]:
        copies = suite.deliver(letter)
        seen[letter] = copies, suite.compare_mailbox(letter, copies, "unread"), readers
        suite.compare_events(letter, copies, ["newDocument"])
        suite.compare_statuses(letter, copies, "unread", False)
    suite.run.check("premium/found by search and filters", search, suite, seen[PREMIUM][0])
    changes_are_found(suite, *seen[PREMIUM][:2])
    for letter in (PREMIUM, MANDATE):
        suite.read(letter, seen[letter][0], *seen[letter][2])
    suite.run.check("tax/told by the channel", told_by_channel, suite, seen[TAX][0], seen[PREMIUM][0])
    suite.read(TAX, seen[TAX][0], *seen[TAX][2])
    suite.run.check("short/is over after its month", over, suite, short)
    suite.compare_events(SHORT, short, ["newDocument", "documentExpired"])
    suite.compare_statuses(SHORT, short, "over", False)
    suite.run.check("short/trail of the whole", suite.whole_trail, short)


def search(suite, copies):
    wanted = set(copies.messages().values())
    sender = suite.wire.sender(PREMIUM.sender)
    for reader in READERS:
        number = "senderEnterpriseNumber" if reader == REGISTRY_3 else "senderOrganizationId"
        for filters in [
            {"q": "tweede regel", "qlang": "nl"}, {"q": "2026-0043", "qlang": "nl"}, {"q": "Prämie", "qlang": "de"},
            {"messageTypeId": PREMIUM.message_type}, {"senderApplicationId": sender.application},
            {number: sender.organization}, {"readStatus": "false"}, {"registeredMail": "false"}, {"visible": "true"},
        ]:
            missing = wanted - set(suite.mailbox.listed(reader, **filters))
            assert not missing, f"{reader} by {filters} does not find {len(missing)} of {len(wanted)}"


def over(suite, copies):
    suite.advance(40)
    eventually(lambda: all(
        "expire" in {entry["action"] for entry in suite.trail.of(message)} for message in copies.messages().values()),
        "the letters do not end")
    suite.tell(copies)
    for reader in READERS:
        for contract, message in copies.messages().items():
            status = suite.mailbox.get(reader, f"/ebox/messages/{message}")[0]
            assert status == 404, f"{contract}, {reader}: answered {status}"
            assert message not in suite.mailbox.listed(reader), f"{contract}, {reader}: still listed"


def told_by_channel(suite, copies, read):
    """The clock moves by a day: the channel gets a notice with every copy that is unread, each told alike."""
    suite.advance(1)
    box = copies.entries[SOAP][0]["mailbox"]
    notice = eventually(
        lambda: [one for one in notices(suite.demo, CHANNEL) if one["mailbox"] == box], "the channel has no notice")[0]
    items = {item["messageId"]: item for item in notice["newMessages"]}
    told = {contract: items.get(message) for contract, message in copies.messages().items()}
    assert all(told.values()), f"told of {len(items)} messages; of the copies: {told}"
    assert not items.keys() & set(read.messages().values()), "told of what was read"
    return suite.comparison.same("notice", copies.stories, told)


def others(suite):
    """Under a number that was replaced; and to eBoxes that are not active: on record alike, told to the sender alone."""
    copies = suite.deliver(FORMER)
    suite.compare_events(FORMER, copies, ["newDocument"])
    suite.compare_statuses(FORMER, copies, "unread", False)
    for letter in NOT_DIGITAL:
        copies = suite.deliver(letter, expected=NO_DIGITAL_USER)
        suite.compare_events(letter, copies, ["noDigitalUser"])
        suite.compare_statuses(letter, copies, "not digital", False)


def again(suite):
    """By the sender's own name of it (ticket, Idempotency-Key): the same message, on record alike, told to nobody."""
    copies = suite.deliver(AGAIN)
    repeated = suite.send(AGAIN, names={contract: sent.name for contract, sent in copies.sent.items()})

    def case():
        assert repeated.messages() == copies.messages(), f"{copies.messages()}, again {repeated.messages()}"
        codes = {contract: sent.code for contract, sent in repeated.sent.items()}
        wanted = {contract: cases.ACCEPTED if contract == SOAP else "ALREADY_PUBLISHED" for contract in CONTRACTS}
        assert codes == wanted, f"answered {codes}"

    suite.run.check("again/answered with the first", case)
    suite.same("again/trail of the second", "trail", repeated.stories, repeated.entries)
    suite.compare_events(AGAIN, copies, ["newDocument"])


def correction(suite):
    """SOAP corrects by the same ticket, 3 by replacesMessageId, 2.1 not at all: both are told alike."""
    both = (SOAP, REGISTRY_3)
    earlier = suite.deliver(EARLIER, contracts=both)
    later = suite.deliver(
        LATER, contracts=both, names={SOAP: earlier.sent[SOAP].name}, replaces=earlier.messages())
    for contract, message in later.messages().items():
        earlier.stories[contract].names[message] = "<later>"
    for letter, copies in [(EARLIER, earlier), (LATER, later)]:
        suite.compare_mailbox(letter, copies, "corrected")
        suite.compare_events(letter, copies, ["newDocument"])


def refusals(suite):
    """What the registry turns down is on record alike, whatever the contract's own code is."""
    for letter in REFUSED:
        copies = suite.send(letter)

        def case():
            codes = {contract: sent.code for contract, sent in copies.sent.items()}
            over_rest, over_soap = letter.refused
            wanted = {contract: over_soap if contract == SOAP else over_rest for contract in CONTRACTS}
            assert codes == wanted, f"answered {codes}"
            assert all(copies.entries.values()), "not on record"
            return suite.comparison.same("trail", copies.stories, copies.entries)

        suite.run.check(f"refused/{letter.name}", case)


def status_trail(suite):
    """A question is on record alike: each contract asks for its own copy, alone and beside one that is not there."""
    copies = suite.send(dataclasses.replace(AGAIN, name="asked"))
    for name, has_unknown in [("one", False), ("one that is there and one that is not", True)]:
        def case():
            stories, entries = {}, {}
            for contract, sent in copies.sent.items():
                unknown = (cases.ticket() if contract == SOAP else UNKNOWN) if has_unknown else None
                is_read, request = suite.statuses.ask(contract, sent, unknown)
                assert is_read is False, f"{contract}: read is {is_read}"
                entries[contract] = suite.trail.entries("request_id = ?", request)
                names = {**copies.stories[contract].names, request: "<request>", " " + UNKNOWN: ""}
                stories[contract] = dataclasses.replace(copies.stories[contract], names=names)
            return suite.comparison.same("trail, status", stories, entries)

        suite.run.check(f"status/trail of the question for {name}", case)


def verified(suite):
    """The trails that were compared are the ones that the program itself proves."""
    settings = os.path.join(suite.demo.data, "ebox.yaml")
    done = subprocess.run([suite.demo.ebox, "audit", "verify", "--config", settings], capture_output=True, text=True)
    assert done.returncode == 0, f"audit verify: {done.stdout} {done.stderr}"


def needed(suite):
    unused = suite.comparison.unused()
    assert not unused, f"nothing needed {unused}: take it out of the table"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ebox", required=True)
    parser.add_argument("--demo-json", required=True, help="the file that `ebox demo --empty` writes")
    parser.add_argument(
        "--reference", help="the folder with contracts/soap/",
        default=os.environ.get("EBOX_REFERENCE") or os.path.join(here, "../../../shared/reference"))
    return parser.parse_args()


def main():
    chosen = arguments()
    wire = cases.Demo(chosen)
    demo = Demo(os.path.abspath(chosen.ebox), wire.folder, urllib.parse.urlsplit(wire.url).port)
    demo.file = wire.file
    run = cases.Cases()
    suite = Suite(run, demo, wire)
    suite.mailbox.link()
    for part in [refusals, others, status_trail, again, correction, letters]:
        try:
            part(suite)
        except Exception as wrong:  # What comes after it in this part was not compared.
            run.fail(part.__name__, f"{type(wrong).__name__}: {wrong}")
    run.check("trail/proved by the program", verified, suite)
    run.check("exceptions/each is needed", needed, suite)
    return run.end()


if __name__ == "__main__":
    sys.exit(main())
