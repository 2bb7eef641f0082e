"""What must be equal of one letter that came by three contracts, and the table of what may differ."""

import collections
import dataclasses
import datetime
import re

# What may differ of the same letter, and what must stand there instead. Where it stands, the field's own name, what it
# must be (a method of `Story`), and why. Everything else must be equal. Ids are not left out: each is named by its part
# in the letter (`Story.names`), so that an id in a wrong place is a difference. The client and the organisation of a
# trail's entries are not here: certificate and access token are those of the same sender's system.
EXCEPTIONS = [
    ("Registry 3", "publicationDate", "is_published", "each letter has its own moment of sending"),
    ("Registry 3", "receiptDate", "is_published", "to an active eBox: the moment of sending"),
    ("Registry 3", "readDate", "is_read", "each letter is opened at its own moment"),
    ("Registry 3", "date", "is_opening", "of an access: each is at its own moment"),
    ("Registry 2.1", "receiptDate", "is_published", "as in 3"),
    ("head", "Date", "is_text", "when it was answered"),
    ("head", "BelGov-Trace-Id", "is_text", "each request has its own"),
    ("head", "X-Request-Id", "is_text", "each request has its own"),
    ("trail", "id", "is_id", "each entry has its own"),
    ("trail", "at", "is_moment", "each entry has its own moment"),
    ("trail", "place", "is_number", "each entry has its own place in the trail"),
    ("trail", "leaf", "is_hash", "the hash of what has its own id and moment"),
    ("events", "id", "is_id", "each event has its own"),
    ("events", "position", "is_number", "the order in which they were kept"),
    ("events", "number", "is_number", "the order in which they are told"),
    ("events", "occurred_at", "is_event_moment", "each letter is sent, read and ended at its own moment"),
    ("events", "receipt_date", "is_receipt", "the moment of sending; none where nobody received it"),
    ("status", "readDate", "is_read", "each letter is read at its own moment"),
]

# Beside them, where one contract can't be like the others.
OWN = [
    ("SOAP", "trail, status", "tickets", "how many tickets were asked: tickets stand in no trail, ids do"),
]

CROCKFORD = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
ABSENT = "(absent)"


@dataclasses.dataclass
class Story:
    """What is known of one letter by the contract that it came by: what its ids and moments are."""

    contract: str
    # Id: what it is called instead.
    names: dict
    # Microseconds since 1970; what they must agree with.
    published: int = None
    read: int = None
    openings: list = dataclasses.field(default_factory=list)
    ended: int = None

    def is_published(self, value, _):
        return seconds(value) == seconds(self.published)

    def is_receipt(self, value, beside):
        return value is None if beside["kind"] == "noDigitalUser" else self.is_published(value, beside)

    def is_read(self, value, _):
        return self.read is not None and seconds(value) == seconds(self.read)

    def is_opening(self, value, _):
        return seconds(value) in {seconds(opening) for opening in self.openings}

    def is_event_moment(self, value, beside):
        """To the microsecond: an event tells the moment of the entry that it goes with."""
        entry = {
            "newDocument": self.published, "noDigitalUser": self.published, "readDocument": self.read,
            "documentExpired": self.ended,
        }
        return value is not None and value == entry.get(beside["kind"])

    def is_moment(self, value, _):
        return isinstance(value, int) and value >= self.published

    def is_number(self, value, _):
        return isinstance(value, int)

    def is_id(self, value, _):
        return bool(CROCKFORD.fullmatch(value))

    def is_hash(self, value, _):
        return isinstance(value, bytes) and len(value) == 32

    def is_text(self, value, _):
        return isinstance(value, str) and value != ""


def seconds(value):
    """Of an instant as a text of RFC 3339, or in microseconds: the registries tell whole seconds."""
    return int(datetime.datetime.fromisoformat(value).timestamp()) if isinstance(value, str) else value // 1_000_000


class Differs(AssertionError):
    """What should be equal is not: a sentence for each path."""

    def __init__(self, found):
        super().__init__(f"{len(found)} differences: " + "; ".join(found.values()))
        self.paths = set(found)


class Comparison:
    """Counts how often each exception was needed: one that nothing needs is too many."""

    def __init__(self):
        self.used = collections.Counter()

    def told(self, where, story, value):
        """A value with ids by their names, and what may differ by what it is: (path, value) in a dictionary.

        Raises where what may differ is not what it must be.
        """
        return dict(self._flat(where, story, value, "", {}))

    def _flat(self, where, story, value, path, beside):
        if isinstance(value, dict):
            for name in value:
                inner = f"{path}.{name}" if path else name
                own = next((row for row in OWN if row[:3] == (story.contract, where, name)), None)
                if own:
                    self.used[own[:3]] += 1
                    continue
                yield from self._flat(where, story, value[name], inner, value)
        elif isinstance(value, list):
            yield f"{path}[]", len(value)
            for place, element in enumerate(value):
                yield from self._flat(where, story, element, f"{path}[{place}]", beside)
        else:
            yield path, self._leaf(where, story, value, path, beside)

    def _leaf(self, where, story, value, path, beside):
        field = re.sub(r"\[\d+\]$", "", path.rsplit(".", 1)[-1])
        row = next((row for row in EXCEPTIONS if row[:2] == (where.split(",")[0], field)), None)
        if row is None:
            return named(value, story.names)
        self.used[row[:2]] += 1
        if not getattr(story, row[2])(value, beside):
            raise Differs({path: f"{path}: {story.contract} {value!r}, which {row[2]} denies"})
        return f"<{row[2]}>"

    def same(self, where, stories, values):
        """Raises with every difference of what is told of the same letter; `values` by contract, at least two."""
        told = {contract: self.told(where, stories[contract], value) for contract, value in values.items()}
        first, *others = told
        found = {}
        for other in others:
            for path, sentence in differences(first, told[first], other, told[other]).items():
                found[path] = f"{found[path]}; {sentence}" if path in found else sentence
        if found:
            raise Differs(found)
        return f"{len(told[first])} values"

    def unused(self):
        """Exceptions that nothing needed."""
        rows = [row[:2] for row in EXCEPTIONS] + [row[:3] for row in OWN]
        return [row for row in rows if not self.used[row]]


def named(value, names):
    """A text with the ids in it called by what they are."""
    if not isinstance(value, str):
        return value
    for id, name in names.items():
        value = value.replace(id, name)
    return value


def differences(one, told, other, others):
    """By path: a sentence that says what either tells."""
    return {
        path: f"{path}: {one} {told.get(path, ABSENT)!r}, {other} {others.get(path, ABSENT)!r}"
        for path in sorted(told.keys() | others.keys()) if told.get(path, ABSENT) != others.get(path, ABSENT)}


# What 2.1 calls otherwise than 3; what only 3 has is ours or its own (docs/contracts/divergences.md).
NAMES_IN_21 = {
    "isRegisteredMail": "registeredMail", "isReplyAuthorized": "replyAuthorized",
    "isBodyMainContent": "bodyMainContent", "isMainContent": "mainContent", "isAttachmentSigned": "attachmentSigned"}
ONLY_IN_3 = {
    "publicationDate", "readDate", "hasBody", "isSentBeforeActivation", "due", "replacesMessageId",
    "replacedByMessageId", "sizeInBytes", "originalLanguage", "en", "delivery"}


def as_21(value):
    """A message of Registry 3 as Registry 2.1 has to tell it."""
    if isinstance(value, list):
        return [as_21(element) for element in value]
    if not isinstance(value, dict):
        return value
    made = {NAMES_IN_21.get(name, name): as_21(inner) for name, inner in value.items() if name not in ONLY_IN_3}
    if "sender" in made:
        made["senderOrganizationId"] = made.pop("sender")["enterpriseNumber"]
    if "attachmentTitle" in made:
        made["attachmentTitle"] = dict.fromkeys(["nl", "fr", "de"], made["attachmentTitle"])
    if "contentHref" in made:
        made["contentHref"] = made["contentHref"].replace("/messageRegistry/v3/", "/messageRegistry/v2/")
    return made
