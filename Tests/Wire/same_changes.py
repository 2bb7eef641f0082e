"""Shows that the comparison can fail: copies that were changed on purpose must be told apart, by the field changed."""

import copy
import dataclasses
from datetime import datetime, timedelta

from same_compare import Comparison, Differs
from same_letters import CONTRACTS, REGISTRY_21, REGISTRY_3, SOAP, File

# (registry, what is changed, how, the path that must be named), each on one copy of what was seen.
CHANGES = [
    (REGISTRY_3, "subject", lambda seen: seen["message"]["subject"].update(nl="Ander onderwerp"), "message.subject.nl"),
    (REGISTRY_3, "its language", lambda seen: seen["message"]["subject"].update(originalLanguage="fr"),
     "message.subject.originalLanguage"),
    (REGISTRY_3, "one more value", lambda seen: datum(seen)["values"].append({"nl": "1"}),
     "message.businessDataList.items[0].values[]"),
    (REGISTRY_3, "a field less", lambda seen: seen["message"].pop("isReplyAuthorized"), "message.isReplyAuthorized"),
    (REGISTRY_3, "a new field", lambda seen: seen["listed"].update(note="x"), "listed.note"),
    (REGISTRY_3, "attachments in another order", lambda seen: seen["attachment"].reverse(),
     "attachment[0].attachmentId"),
    (REGISTRY_3, "a day more", lambda seen: a_day_more(seen["message"], "expirationDate"), "message.expirationDate"),
    (REGISTRY_3, "an address of another", lambda seen: main(seen).update(contentHref="http://x/"),
     "message.attachments.items[0].contentHref"),
    (REGISTRY_3, "a moment of another", lambda seen: seen["message"].update(receiptDate="2026-01-01T00:00:00+01:00"),
     "message.receiptDate"),
    (REGISTRY_21, "a digest", lambda seen: main(seen)["digest"].update(digestValue="x"),
     "message.attachments.items[0].digest.digestValue"),
    (REGISTRY_21, "read", lambda seen: seen["message"].update(readStatus=True), "message.readStatus")]
ENTRY_CHANGES = [
    ("another client", lambda entries: entries[0].update(client_id="demo-tax"), "[0].client_id"),
    ("one entry more", lambda entries: entries.append(copy.deepcopy(entries[0])), "[]"),
    ("other files", lambda entries: entries[0]["details"].update(attachments="x"), "[0].details.attachments"),
    ("no place", lambda entries: entries[0].update(place=None), "[0].place")]


def datum(seen):
    return seen["message"]["businessDataList"]["items"][0]


def main(seen):
    return seen["message"]["attachments"]["items"][0]


def a_day_more(values, name):
    values[name] = (datetime.fromisoformat(values[name]) + timedelta(days=1)).isoformat()


def changes_are_found(suite, copies, seen):
    """On what was seen of the premium letter, unread; and on a letter that really is another."""
    for reader, name, change, path in CHANGES:
        suite.run.check(f"self/{reader}: {name}", found, reader, copies.stories, seen[reader], change, path)
    for name, change, path in ENTRY_CHANGES:
        suite.run.check(f"self/trail: {name}", found, "trail", copies.stories, copies.entries, change, path)
    suite.run.check("self/another letter is another", other_letter, suite, copies, seen)


def found(where, stories, values, change, path):
    """The last copy is changed: that path must be reported."""
    changed = copy.deepcopy(values)
    change(changed[CONTRACTS[-1]])
    paths = reported(where, stories, changed)
    assert path in paths, f"not found: reported are {sorted(paths)}"


def reported(where, stories, values):
    """The paths of all differences; none when all is the same."""
    try:
        Comparison().same(where, stories, values)
    except Differs as wrong:
        return wrong.paths
    return set()


def other_letter(suite, copies, seen):
    """Published for real with another subject, a value less and another annex: these are reported, and no others."""
    letter = copies.sent[SOAP].letter
    annex = File(letter.files[1].name, "text/csv", b"other")
    another = dataclasses.replace(
        letter, subject="Iets anders", files=(letter.files[0], annex), data=(("DOSSIER", ("2026-0042",)),))
    other = suite.send(another, [REGISTRY_3])
    message = other.sent[REGISTRY_3].message
    for reader in (REGISTRY_3, REGISTRY_21):
        stories = {SOAP: copies.stories[SOAP], REGISTRY_3: other.stories[REGISTRY_3]}
        paths = reported(reader, stories, {SOAP: seen[reader][SOAP], REGISTRY_3: suite.mailbox.seen(reader, message)})
        fields = {path.removeprefix("message.") for path in paths if path.startswith("message.")}
        wanted = {"subject.nl", "businessDataList.items[0].values[]", "attachments.items[1].digest.digestValue"}
        assert wanted <= fields, f"{reader}: not reported: {wanted - fields}"
        known = ("subject.", "businessDataList.", "attachments.items[1].")
        beyond = {field for field in fields if not field.startswith(known)}
        assert not beyond, f"{reader}: reported too: {beyond}"
