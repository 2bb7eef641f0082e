#!/usr/bin/env python3
"""Shows that our EboxMessage contract judges every message as the public contract does.

The public XML schemas are walked declaration by declaration. Each declaration yields messages: smallest, fullest,
largest, and many spoilt ones. Both contracts judge every message; any difference, in the verdict or in the default
values that are filled in, is an error. The two service descriptions (WSDL) are compared as well.

Needs lxml. Leaves itself out when the public contract is not at hand.
"""

from __future__ import annotations

import argparse
import dataclasses
import math
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

try:
    from lxml import etree
except ImportError:  # only needed once there is something to compare
    etree = None

HERE = Path(__file__).resolve().parent
REFERENCE = HERE / "../../../shared/reference"
OURS = HERE / "../../Sources/SOAPServices/EboxMessage/Contract"
PUBLIC_WSDL = "contracts/soap/eboxmessage-1.8/be/socialsecurity/eboxmessage/v1/EboxMessage-X509Sha256_v1.wsdl"
OUR_WSDL = "eboxmessage-v1.wsdl"
ADDRESS = "@ADDRESS@"

XS = "http://www.w3.org/2001/XMLSchema"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
WSDL = "http://schemas.xmlsoap.org/wsdl/"
SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
WSP = "http://schemas.xmlsoap.org/ws/2004/09/policy"
WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
STRANGE = "urn:example:strange"

LEAST_MESSAGES = 500
SHOWN = 20
UNBOUNDED_COPIES = 3
LONG = 10_000  # length tried where the contract sets no limit


# Reading a contract


def local(node: etree._Element) -> str:
    """The name of an XML node without its namespace."""
    return etree.QName(node).localname


def clark(node: etree._Element, value: str) -> str:
    """The `{namespace}name` that a prefixed name stands for at a node."""
    prefix, _, name = value.rpartition(":")
    namespace = XML if prefix == "xml" else node.nsmap.get(prefix or None)
    return f"{{{namespace}}}{name}" if namespace else name


def split(name: str) -> tuple[str, str]:
    """Namespace and local part of a `{namespace}name`."""
    parts = etree.QName(name)
    return parts.namespace or "", parts.localname


def parsed(message: bytes) -> etree._Element:
    """A message as a tree; leniently, for the parser would refuse a bad xml:id before any schema sees it."""
    return etree.fromstring(message, etree.XMLParser(recover=True, no_network=True, resolve_entities=False))


class Contract:
    """A service description with all the schemas that it imports."""

    def __init__(self, wsdl: Path) -> None:
        self.folder = wsdl.parent
        self.parser = etree.XMLParser(remove_comments=True, no_network=True)
        self.parser.resolvers.add(_ByQuery(self.folder))
        self.wsdl = etree.parse(str(wsdl), self.parser).getroot()
        self.driver = self.wsdl.find(f"{{{WSDL}}}types/{{{XS}}}schema")
        self.schemas: dict[Path, etree._Element] = {}
        self._load(self.driver, self.folder)
        self.validator = self._compile(wsdl)

    def locate(self, location: str, folder: Path) -> Path:
        """The file behind a schemaLocation, be it a relative path or a query."""
        return self.folder / query_name(location) if "?xsd=" in location else (folder / location).resolve()

    def declared(self, *kinds: str) -> Iterator[tuple[str, etree._Element]]:
        """The global declarations of some kinds with their names."""
        for schema in self.schemas.values():
            for node in schema:
                if local(node) in kinds:
                    yield f"{{{schema.get('targetNamespace')}}}{node.get('name')}", node

    def names(self, kind: str) -> set[str]:
        """Each name that any declaration of a kind bears."""
        return {node.get("name") for s in self.schemas.values() for node in s.iter(f"{{{XS}}}{kind}") if node.get("name")}

    def enumerations(self) -> set[str]:
        """Each value in any enumeration."""
        return {node.get("value") for s in self.schemas.values() for node in s.iter(f"{{{XS}}}enumeration")}

    def judge(self, message: bytes) -> tuple[bool, bytes]:
        """Whether a message is valid, and what it says once default values are filled in."""
        document = parsed(message)
        valid = self.validator.validate(document)
        return valid, etree.tostring(document, method="c14n") if valid else b""

    def complaint(self, message: bytes) -> str:
        """`valid`, or the first error in a message."""
        valid = self.validator.validate(parsed(message))
        return "valid" if valid else str(self.validator.error_log[0].message)

    def _load(self, schema: etree._Element, folder: Path) -> None:
        """Reads all that a schema imports."""
        for node in schema.iter(f"{{{XS}}}import"):
            path = self.locate(node.get("schemaLocation"), folder)
            if path not in self.schemas:
                self.schemas[path] = etree.parse(str(path), self.parser).getroot()
                self._load(self.schemas[path], path.parent)

    def _compile(self, wsdl: Path) -> etree.XMLSchema:
        """The validator for everything that the service description imports."""
        source = etree.tostring(self.driver)
        driver = etree.fromstring(source, self.parser, base_url=wsdl.resolve().as_uri())
        return etree.XMLSchema(driver, attribute_defaults=True)


def query_name(location: str) -> str:
    """The file name in `...?xsd=NAME`."""
    return location.partition("?xsd=")[2]


class _ByQuery(etree.Resolver if etree else object):
    """Finds the schemas that are imported as `?xsd=NAME` in one folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def resolve(self, system_url, public_id, context):
        """The named file, or nothing for locations of any other form."""
        name = query_name(system_url or "")
        return self.resolve_string((self.folder / name).read_bytes(), context, base_url=system_url) if name else None


# Values of simple types


@dataclasses.dataclass
class Simple:
    """A simple type: its built-in base and its facets."""

    base: str
    least: int | None = None
    most: int | None = None
    low: int | None = None
    high: int | None = None
    pattern: str | None = None
    choices: tuple[str, ...] = ()
    members: tuple[Simple, ...] = ()


BUILT_IN = {
    "string": ["", "x", " x ", "a\tb\nc", "é€😀", "y" * LONG],
    "NCName": ["a", "a:b", "1a", ""],
    "ID": ["a", "a:b", "1a", ""],
    "boolean": ["true", "false", "1", "0", " true ", "TRUE", "yes", "2", ""],
    "int": ["7", "-2147483648", "2147483647", "-2147483649", "2147483648", "+1", "007", " 8 ", "1.0", "1e3", "x", ""],
    "integer": ["1", "+1", "-0", "007", " 8 ", "1.0", "1e3", "0x1", "x", ""],
    "date": ["2024-02-29", "2023-02-29", "2024-02-29Z", "2024-02-29+14:00", "2024-02-29+15:00", "2024-2-9", "-0044-03-15",
             "2024-13-01", "20240229", "2024-02-29T00:00:00", " 2024-01-31 ", "x", ""],
    "dateTime": ["2024-02-29T12:00:00", "2024-02-29T12:00:00.123Z", "2024-02-29T24:00:00", "2024-02-29T25:00:00",
                 "2024-02-29T12:00", "2024-02-29 12:00:00", "2024-02-29", "2024-02-29T12:00:00+02:00", "x", ""],
    "anyURI": ["cid:document", "", "a b", "urn:x", "../up?q#f", "%zz", "::", "http://[", "é", "cid:" + "z" * LONG],
    "base64Binary": ["AA==", "AA", "A", "A-_=", "A A = =", "AAA=", "AB==", "A===", "=", "*", ""],
    "language": ["nl", "nl-BE", "de-CH-1996", "", "abcdefgh", "abcdefghi", "nl_BE", "n1", "nl-", " fr ", "x" * 9],
}

CLASS_EDGES = ["/", "0", "9", ":", "@", "A", "Z", "[", "`", "a", "z", "{", "_", ".", "%", "-", "+", "^", "\\", " ", "é", "٣"]


def sample(kind: Simple, length: int) -> str:
    """A value of a type with a length that the caller asks for."""
    if kind.pattern:
        return Pattern(kind.pattern).sample(length)
    if kind.base == "base64Binary":
        return base64_of(length)
    return "x" * length


def base64_of(octets: int) -> str:
    """The base64 text of some zero octets."""
    whole, rest = divmod(octets, 3)
    return "AAAA" * whole + ("", "AA==", "AAA=")[rest]


def smallest(kind: Simple) -> str:
    """A value that is as short as the type allows."""
    if kind.members:
        return smallest(kind.members[0])
    if kind.choices:
        return kind.choices[0]
    if kind.low is not None:
        return str(kind.low)
    if kind.pattern or kind.least is not None or kind.most is not None:
        return sample(kind, kind.least or 0)
    return BUILT_IN[kind.base][0]


def largest(kind: Simple) -> str:
    """A value that is as long as the type allows, or an ordinary one where it sets no limit."""
    if kind.choices:
        return max(kind.choices, key=len)
    if kind.high is not None:
        return str(kind.high)
    return sample(kind, kind.most) if kind.most is not None else smallest(kind)


def values(kind: Simple, words: Iterable[str]) -> Iterator[str]:
    """Values within, at and beyond every border of a type; `words` are tried on enumerations."""
    yield from BUILT_IN[kind.base]
    for member in kind.members:
        yield from values(member, words)
    if kind.choices:
        yield from words
        for word in kind.choices:
            yield from (word.lower(), word + " ", " " + word, word[:-1], word + "X")
    for border in (kind.low, kind.high):
        if border is not None:
            yield from (str(border + step) for step in (-1, 0, 1))
    yield from lengths(kind)
    if kind.pattern:
        yield from Pattern(kind.pattern).variants()


def lengths(kind: Simple) -> Iterator[str]:
    """Values around the length borders, in plain letters, in wide characters and in spaces."""
    for border in (kind.least, kind.most):
        for length in () if border is None else (border - 1, border, border + 1):
            if length >= 0:
                yield from (sample(kind, length), "😀" * length, " " * length, "\n" * length)


class Pattern:
    """A pattern made of characters and character classes with repetitions."""

    TOKEN = re.compile(r"(\[(?:\\.|[^\]])+\]|\\.|.)(\{\d+(?:,\d*)?\}|[+*?])?")
    COUNTS = {"": (1, 1), "+": (1, None), "*": (0, None), "?": (0, 1)}

    def __init__(self, pattern: str) -> None:
        self.tokens = [(m[1], *self._counts(m[2] or "")) for m in self.TOKEN.finditer(pattern)]
        if any(atom in tuple("().|") for atom, _, _ in self.tokens):
            raise NotImplementedError(f"pattern {pattern}")

    def sample(self, length: int) -> str:
        """A matching text, grown to a length where the pattern lets it grow."""
        counts = [least for _, least, _ in self.tokens]
        growing = next((i for i, (_, _, most) in enumerate(self.tokens) if most is None), None)
        if growing is not None:
            counts[growing] += max(0, length - sum(counts))
        return self._text(counts)

    def variants(self) -> Iterator[str]:
        """Texts that differ from a matching one in one repetition or in one character."""
        counts = [least for _, least, _ in self.tokens]
        for i, (_, least, most) in enumerate(self.tokens):
            for count in {least - 1, least, least + 1, (most or least) - 1, most or least, (most or least) + 1}:
                yield self._text([*counts[:i], max(0, count), *counts[i + 1:]])
        text = self._text(counts)
        for i in range(len(text)):
            yield from (text[:i] + edge + text[i + 1:] for edge in CLASS_EDGES)
        yield from ("\n" + text, text + "\n", text + text)

    def _text(self, counts: list[int]) -> str:
        """The text with given repetitions."""
        return "".join(self._character(atom) * count for (atom, _, _), count in zip(self.tokens, counts))

    @staticmethod
    def _character(atom: str) -> str:
        """A character that an atom of the pattern matches."""
        return atom[1] if len(atom) > 1 else atom

    @classmethod
    def _counts(cls, suffix: str) -> tuple[int, int | None]:
        """Least and most repetitions behind a suffix such as `+` or `{2,4}`."""
        if suffix in cls.COUNTS:
            return cls.COUNTS[suffix]
        least, comma, most = suffix[1:-1].partition(",")
        return int(least), int(most) if most else None if comma else int(least)


# Walking the public schema


@dataclasses.dataclass(frozen=True)
class Slot:
    """A place in a content model: an element declaration or a wildcard, and how often it may stand there."""

    declaration: etree._Element
    least: int
    most: int | None


@dataclasses.dataclass(eq=False)
class Node:
    """An element of a message together with what it was made from."""

    name: str
    text: str = ""
    attributes: dict[str, str] = dataclasses.field(default_factory=dict)
    children: list[Node] = dataclasses.field(default_factory=list)
    slot: Slot | None = None
    type: etree._Element | str | None = None

    def but(self, **changes) -> Node:
        """A copy with some fields changed."""
        return dataclasses.replace(self, **changes)

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclasses.dataclass(frozen=True)
class Style:
    """How a message is to be filled: `small`, `full` (each part once) or `large`; and which branch choices take."""

    size: str
    pick: int = 0


class Walk:
    """Builds messages from the public schema and remembers which declarations it has met."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.met: set[etree._Element] = set()
        self.elements = dict(contract.declared("element"))
        self.types = dict(contract.declared("complexType", "simpleType"))
        self.attributes = dict(contract.declared("attribute"))

    def picks(self) -> range:
        """Enough picks for every branch of every choice to meet every branch of the others."""
        sizes = [len(significant(c)) for s in self.contract.schemas.values() for c in s.iter(f"{{{XS}}}choice")]
        return range(math.lcm(*sizes))

    def missed(self) -> list[str]:
        """The declarations of the public contract that no message was made from."""
        kinds = ("element", "attribute", "simpleType", "complexType", "any", "anyAttribute")
        nodes = [n for s in self.contract.schemas.values() if s.get("targetNamespace") != XML for n in s.iter()]
        return [f"{local(n)} {n.get('name', '')}" for n in nodes if local(n) in kinds and n not in self.met]

    # Types

    def type_of(self, declaration: etree._Element) -> etree._Element | str:
        """The type of an element or attribute: a schema node, or the name of a built-in type."""
        self.met.add(declaration)
        if declaration.get("type"):
            return self.named_type(clark(declaration, declaration.get("type")))
        inner = [n for n in declaration if local(n) in ("complexType", "simpleType")]
        return inner[0] if inner else "anyType"

    def named_type(self, name: str) -> etree._Element | str:
        """The type with a name: a schema node, or the local name of a built-in type."""
        namespace, short = split(name)
        return short if namespace == XS else self.types[name]

    def simple(self, kind: etree._Element | str) -> Simple | None:
        """The simple type or the simple content of a type, if it has one."""
        if isinstance(kind, str):
            return Simple(kind) if kind != "anyType" else None
        self.met.add(kind)
        if local(kind) == "simpleType":
            return self._simple_type(kind)
        extension = kind.find(f"{{{XS}}}simpleContent/{{{XS}}}extension")
        return None if extension is None else self.simple(self.named_type(clark(extension, extension.get("base"))))

    def _simple_type(self, node: etree._Element) -> Simple:
        """The facets of a simple type definition."""
        body = next(n for n in node if local(n) in ("restriction", "union"))
        if local(body) == "union":
            named = [self.named_type(clark(body, name)) for name in body.get("memberTypes", "").split()]
            members = [self.simple(m) for m in [*named, *body.iterchildren(f"{{{XS}}}simpleType")]]
            return Simple("string", members=tuple(members))
        base = self.simple(self.named_type(clark(body, body.get("base"))))
        return dataclasses.replace(base, **facets(body))

    def content(self, kind: etree._Element | str, pick: int) -> list[Slot]:
        """The places in the content of a type, with one branch taken of each choice."""
        if isinstance(kind, str) or local(kind) == "simpleType":
            return []
        self.met.add(kind)
        slots: list[Slot] = []
        for node in significant(kind):
            if local(node) == "complexContent":
                slots += self._extension(node, pick)
            elif local(node) not in ("simpleContent", "attribute", "anyAttribute"):
                slots += particles(node, pick)
        return slots

    def _extension(self, node: etree._Element, pick: int) -> list[Slot]:
        """The content of an extended type: its base's, then its own."""
        (extension,) = node.iterchildren(f"{{{XS}}}extension")
        inherited = self.content(self.named_type(clark(extension, extension.get("base"))), pick)
        return inherited + [slot for inner in significant(extension) for slot in particles(inner, pick)]

    def attribute_types(self, kind: etree._Element | str) -> dict[str, tuple[Simple, bool]]:
        """The attributes of a type: for each name the type of its value and whether it is required."""
        if isinstance(kind, str) or local(kind) == "simpleType":
            return {}
        self.met.update(kind.iter(f"{{{XS}}}anyAttribute"))
        found = {}
        for node in kind.iter(f"{{{XS}}}attribute"):
            self.met.add(node)
            reference = node.get("ref")
            declaration = self.attributes[clark(node, reference)] if reference else node
            name = clark(node, reference) if reference else node.get("name")
            found[name] = self.simple(self.type_of(declaration)), node.get("use") == "required"
        return found

    # Messages

    def element(self, declaration: etree._Element, style: Style, slot: Slot | None = None) -> Node:
        """A valid element for a declaration or a wildcard."""
        if local(declaration) == "any":
            self.met.add(declaration)
            return Node(f"{{{STRANGE}}}Thing", slot=slot, type="anyType")
        namespace = declaration.getroottree().getroot().get("targetNamespace")
        name = f"{{{namespace}}}{declaration.get('name')}"
        return self.typed(Node(name, slot=slot), self.type_of(declaration), style)

    def typed(self, node: Node, kind: etree._Element | str, style: Style) -> Node:
        """A node filled as a type wants it."""
        value = largest if style.size == "large" else smallest
        simple = self.simple(kind)
        attributes = self.attribute_types(kind).items()
        return node.but(
            type=kind,
            text=value(simple) if simple else "",
            attributes={n: value(s) for n, (s, required) in attributes if required or style.size != "small"},
            children=[c for slot in self.content(kind, style.pick) for c in self._copies(slot, style)],
        )

    def _copies(self, slot: Slot, style: Style) -> list[Node]:
        """As many elements for a place as the style wants."""
        most = UNBOUNDED_COPIES if slot.most is None else slot.most
        count = {"small": slot.least, "full": max(1, slot.least), "large": most}[style.size]
        return [self.element(slot.declaration, style, slot)] * count


def significant(node: etree._Element) -> list[etree._Element]:
    """The children of a schema node without its annotations."""
    return [child for child in node if local(child) != "annotation"]


def particles(node: etree._Element, pick: int) -> list[Slot]:
    """The places that a part of a content model stands for."""
    kind = local(node)
    if kind in ("element", "any"):
        if node.get("ref"):
            raise NotImplementedError("element reference")
        most = node.get("maxOccurs", "1")
        return [Slot(node, int(node.get("minOccurs", "1")), None if most == "unbounded" else int(most))]
    if kind not in ("sequence", "choice") or node.get("minOccurs") or node.get("maxOccurs"):
        raise NotImplementedError(f"{kind} with {dict(node.attrib)}")
    inner = significant(node)
    chosen = [inner[pick % len(inner)]] if kind == "choice" else inner
    return [slot for part in chosen for slot in particles(part, pick)]


def facets(restriction: etree._Element) -> dict:
    """The facets of a restriction as fields of `Simple`."""
    fields = {"minLength": "least", "maxLength": "most", "minInclusive": "low", "maxInclusive": "high"}
    found: dict = {}
    for node in significant(restriction):
        kind, value = local(node), node.get("value")
        if kind == "enumeration":
            found["choices"] = (*found.get("choices", ()), value)
        elif kind == "pattern" and "pattern" not in found:
            found["pattern"] = value
        elif kind in fields:
            found[fields[kind]] = int(value)
        else:
            raise NotImplementedError(f"facet {kind}")
    return found


# Spoiling messages

Change = tuple[str, Node, list[Node]]  # what was done, to which node, and what stands in its place


class Spoiler:
    """Makes variants of a message, most of them wrong."""

    def __init__(self, walk: Walk, ours: Contract) -> None:
        public = walk.contract
        self.walk = walk
        self.namespaces = sorted({s.get("targetNamespace") for s in public.schemas.values()} - {XML})
        self.prefixes = {f"n{i}": uri for i, uri in enumerate(self.namespaces)} | {"xs": XS, "xsi": XSI}
        self.words = sorted(public.enumerations() | ours.enumerations())
        self.element_names = sorted(public.names("element") | ours.names("element"))
        self.attribute_names = sorted(public.names("attribute") | ours.names("attribute"))
        self.by_name = self._any_declaration()
        self.studied: set[etree._Element] = set()

    def messages(self, name: str, declaration: etree._Element) -> Iterator[tuple[str, bytes]]:
        """All messages, good and bad, with one element of the service as their root."""
        for size in ("small", "large"):
            for pick in self.walk.picks():
                root = self.walk.element(declaration, Style(size, pick))
                yield f"{split(name)[1]}: {size} {pick}", self.render(root)
        for pick in self.walk.picks():
            root = distinct(self.walk.element(declaration, Style("full", pick)))
            yield f"{split(name)[1]}: full {pick}", self.render(root)
            for what, node, instead in self.changes(root):
                label = f"{split(name)[1]} {pick}: {split(node.name)[1]}: {what}"
                yield label, self.render(root, {id(node): instead})

    def changes(self, root: Node) -> Iterator[Change]:
        """Each change to each node of a message."""
        for node in root.walk():
            yield from self.children(node)
            yield from self.values(node)
            yield from self.attributes(node)
            yield from self.namespace(node)
            yield from self.nature(node)
            if self._first_meeting(node):
                yield from self.types(node)
                yield from self.strays(node)
            if node.type == "anyType":
                yield from self.anything(node)

    def children(self, node: Node) -> Iterator[Change]:
        """Children left out, repeated, swapped."""
        for i, child in enumerate(node.children):
            name = split(child.name)[1]
            yield f"without {name}", node, [node.but(children=node.children[:i] + node.children[i + 1:])]
            for count in self._counts(child.slot):
                repeated = node.children[:i] + [child] * count + node.children[i + 1:]
                yield f"{name} {count} times", node, [node.but(children=repeated)]
            for j in range(i):
                yield f"{name} swapped", node, [node.but(children=swapped(node.children, j, i))]
        if node.children:
            yield "no children", node, [node.but(children=[])]

    @staticmethod
    def _counts(slot: Slot) -> list[int]:
        """How often to repeat a child: around its maximum."""
        return [2, UNBOUNDED_COPIES] if slot.most is None else sorted({2, max(2, slot.most), slot.most + 1})

    def values(self, node: Node) -> Iterator[Change]:
        """The text of a node varied."""
        simple = self.walk.simple(node.type)
        for value in values(simple, self.words) if simple else ("x", " ", "\n"):
            yield f"value {value[:40]!r}", node, [node.but(text=value)]

    def attributes(self, node: Node) -> Iterator[Change]:
        """The attributes of a node left out, varied, misnamed."""
        for name, (simple, _) in self.walk.attribute_types(node.type).items():
            others = {n: v for n, v in node.attributes.items() if n != name}
            yield f"without @{name}", node, [node.but(attributes=others)]
            for value in values(simple, self.words):
                yield f"@{name} {value[:40]!r}", node, [node.but(attributes=others | {name: value})]
            for namespace in (STRANGE, *self.namespaces):
                renamed = {f"{{{namespace}}}{split(name)[1]}": node.attributes.get(name, "")}
                yield f"@{name} in {namespace}", node, [node.but(attributes=others | renamed)]
        for name in ("unknown", f"{{{STRANGE}}}unknown", f"{{{XML}}}unknown"):
            yield f"with @{name}", node, [node.but(attributes=node.attributes | {name: "x"})]

    def namespace(self, node: Node) -> Iterator[Change]:
        """A node moved to other namespaces, or renamed."""
        _, name = split(node.name)
        for namespace in (STRANGE, *self.namespaces):
            yield f"in {namespace}", node, [node.but(name=f"{{{namespace}}}{name}")]
        yield "in no namespace", node, [node.but(name=name)]
        for other in (name + "X", name.lower()):
            yield f"named {other}", node, [node.but(name=node.name.replace(f"}}{name}", f"}}{other}"))]

    def nature(self, node: Node) -> Iterator[Change]:
        """A node declared nil, with or without content; and an unknown child at each place."""
        for value in ("true", "false"):
            nil = node.attributes | {f"{{{XSI}}}nil": value}
            yield f"nil {value}", node, [node.but(attributes=nil)]
            yield f"empty, nil {value}", node, [node.but(attributes=nil, text="", children=[])]
        for name in ("Unknown", f"{{{STRANGE}}}Unknown", node.name.replace(split(node.name)[1], "Unknown")):
            yield from self._at_each_place(node, Node(name))

    def types(self, node: Node) -> Iterator[Change]:
        """A node that claims another type, and is filled as that type wants it."""
        built_in = [f"{{{XS}}}{name}" for name in (*BUILT_IN, "token", "anyType")]
        for name in (*self.walk.types, *built_in, f"{{{self.namespaces[0]}}}Unknown"):
            claim = {f"{{{XSI}}}type": self._prefixed(name)}
            kind = self.walk.types.get(name, split(name)[1] if split(name)[1] in BUILT_IN else "anyType")
            filled = self.walk.typed(node, kind, Style("full"))
            yield f"as {name}", node, [filled.but(attributes=filled.attributes | claim)]
            yield f"only called {name}", node, [node.but(attributes=node.attributes | claim)]

    def strays(self, node: Node) -> Iterator[Change]:
        """Every element and attribute name of either contract where it may not belong."""
        for name in self.element_names:
            stray = self.by_name.get(name) or Node(node.name.replace(split(node.name)[1], name))
            yield from self._at_each_place(node, stray)
        for name in self.attribute_names:
            for qualified in (name, f"{{{XML}}}{name}"):
                for value in ("x", "true", *self.words[:3]):
                    yield f"stray @{qualified}", node, [node.but(attributes=node.attributes | {qualified: value})]

    def anything(self, node: Node) -> Iterator[Change]:
        """What a lax wildcard has to judge: known elements and attributes, good and bad."""
        for name, declaration in self.walk.elements.items():
            known = self.walk.element(declaration, Style("full"))
            spoilt = known.but(attributes=known.attributes | {"unknown": "x"})
            for what, inner in (("good", known), ("bad", spoilt), ("empty", Node(name))):
                yield f"{what} {name} inside", node, [node.but(children=[inner])]
                yield f"{what} {name} instead", node, [inner]
        for name, declaration in self.walk.attributes.items():
            for value in values(self.walk.simple(self.walk.type_of(declaration)), self.words):
                yield f"@{name} {value!r}", node, [node.but(attributes=node.attributes | {name: value})]

    def _at_each_place(self, node: Node, stray: Node) -> Iterator[Change]:
        """A child put before, between and after the others."""
        for i in range(len(node.children) + 1):
            children = [*node.children[:i], stray, *node.children[i:]]
            yield f"{split(stray.name)[1]} at {i}", node, [node.but(children=children)]

    def _first_meeting(self, node: Node) -> bool:
        """Whether a declaration is met for the first time; the long lists are tried only then."""
        declaration = node.slot.declaration if node.slot else self.walk.elements[node.name]
        new = declaration not in self.studied
        self.studied.add(declaration)
        return new

    def _any_declaration(self) -> dict[str, Node]:
        """A filled element for each name in the public contract."""
        nodes = [n for s in self.walk.contract.schemas.values() for n in s.iter(f"{{{XS}}}element")]
        return {n.get("name"): self.walk.element(n, Style("full")) for n in nodes}

    def _prefixed(self, name: str) -> str:
        """A name with the prefix that `render` declares."""
        namespace, short = split(name)
        return next(p for p, uri in self.prefixes.items() if uri == namespace) + ":" + short

    def render(self, root: Node, instead: dict[int, list[Node]] | None = None) -> bytes:
        """The XML of a message, with some nodes exchanged."""
        (top,) = (instead or {}).get(id(root), [root])
        document = etree.Element(top.name, nsmap=self.prefixes)
        self._fill(document, top, instead or {})
        return etree.tostring(document, encoding="utf-8")

    def _fill(self, target: etree._Element, node: Node, instead: dict[int, list[Node]]) -> None:
        """Writes a node's text, attributes and children."""
        target.text = node.text or None
        for name, value in node.attributes.items():
            target.set(name, value)
        for child in node.children:
            for chosen in instead.get(id(child), [child]):
                self._fill(etree.SubElement(target, chosen.name), chosen, instead)


def distinct(node: Node) -> Node:
    """A copy in which no node object stands twice, so that each can be changed alone."""
    return node.but(children=[distinct(child) for child in node.children])


def swapped(items: list, i: int, j: int) -> list:
    """A list with two of its items exchanged."""
    result = list(items)
    result[i], result[j] = result[j], result[i]
    return result


# Comparing the schemas


@dataclasses.dataclass
class Tally:
    """What came out of the comparison of messages."""

    seen: set[bytes] = dataclasses.field(default_factory=set)
    valid: int = 0
    differences: list[str] = dataclasses.field(default_factory=list)


def compare_messages(public: Contract, ours: Contract) -> tuple[Tally, list[str]]:
    """Judges every message by both contracts; also tells what the walk itself got wrong."""
    walk, tally, faults = Walk(public), Tally(), []
    spoiler = Spoiler(walk, ours)
    for name, declaration in walk.elements.items():
        for label, message in spoiler.messages(name, declaration):
            verdict = compare_message(public, ours, label, message, tally)
            if verdict is False and re.search(r": (small|full|large) \d+$", label):
                faults.append(f"{label}: should be valid, but: {public.complaint(message)}")
    faults += [f"no message was made from {declaration}" for declaration in walk.missed()]
    return tally, faults


def compare_message(public: Contract, ours: Contract, label: str, message: bytes, tally: Tally) -> bool | None:
    """Judges one message by both contracts; answers the public verdict, or nothing for a repeated message."""
    if message in tally.seen:
        return None
    tally.seen.add(message)
    theirs, own = public.judge(message), ours.judge(message)
    tally.valid += theirs[0]
    if theirs[0] != own[0]:
        tally.differences.append(f"{label}\n  public: {public.complaint(message)}\n  ours:   {ours.complaint(message)}")
    elif theirs != own:
        tally.differences.append(f"{label}\n  public: {theirs[1].decode()}\n  ours:   {own[1].decode()}")
    return theirs[0]


def compare_names(public: Contract, ours: Contract) -> list[str]:
    """Global names that only one of the contracts declares; groups carry no name into a message."""
    found = []
    for kinds in (("element",), ("complexType", "simpleType"), ("attribute",)):
        theirs, own = (dict(contract.declared(*kinds)).keys() for contract in (public, ours))
        found += [f"{kinds[0]} {name}: only in the public contract" for name in sorted(theirs - own)]
        found += [f"{kinds[0]} {name}: only in ours" for name in sorted(own - theirs)]
    return found


# Comparing the service descriptions


def part(node: etree._Element, name: str) -> list[etree._Element]:
    """The WSDL children of a node with a name."""
    return list(node.iterchildren(f"{{{WSDL}}}{name}"))


def described(wsdl: etree._Element) -> dict:
    """All of a service description that a caller can notice, without regard to order and prefixes."""
    return {
        "definitions": (wsdl.get("name"), wsdl.get("targetNamespace")),
        "imports": sorted(n.get("namespace") for n in wsdl.iter(f"{{{XS}}}import")),
        "messages": {m.get("name"): message(m) for m in part(wsdl, "message")},
        "portTypes": {p.get("name"): operations(p, operation) for p in part(wsdl, "portType")},
        "bindings": {b.get("name"): binding(b) for b in part(wsdl, "binding")},
        "policies": {p.get(f"{{{WSU}}}Id"): assertion(p) for p in wsdl.iterchildren(f"{{{WSP}}}Policy")},
        "services": {s.get("name"): ports(s) for s in part(wsdl, "service")},
    }


def message(node: etree._Element) -> dict:
    """The parts of a message with their elements."""
    return {p.get("name"): clark(p, p.get("element")) for p in part(node, "part")}


def operations(node: etree._Element, describe) -> dict:
    """The operations of a port type or of a binding."""
    return {o.get("name"): describe(o) for o in part(node, "operation")}


def operation(node: etree._Element) -> dict:
    """The messages that an operation exchanges."""
    found = {d: [(m.get("name"), clark(m, m.get("message"))) for m in part(node, d)] for d in ("input", "output")}
    return found | {"faults": {f.get("name"): clark(f, f.get("message")) for f in part(node, "fault")}}


def binding(node: etree._Element) -> dict:
    """The style, the transport and the operations of a binding."""
    return {
        "type": clark(node, node.get("type")),
        "soap": [dict(n.attrib) for n in node.iterchildren(f"{{{SOAP}}}binding")],
        "policies": policies(node),
        "operations": operations(node, bound_operation),
    }


def bound_operation(node: etree._Element) -> dict:
    """How an operation is put on the wire."""
    found: dict = {"soap": [dict(n.attrib) for n in node.iterchildren(f"{{{SOAP}}}operation")], "policies": policies(node)}
    for direction in ("input", "output", "fault"):
        found[direction] = {m.get("name"): extensions(m) for m in part(node, direction)}
    return found


def extensions(node: etree._Element) -> dict:
    """The SOAP bindings and the policies of a bound message."""
    return {"soap": [(local(n), dict(n.attrib)) for n in node.iterchildren(f"{{{SOAP}}}*")], "policies": policies(node)}


def policies(node: etree._Element) -> list[str]:
    """The policies that a node refers to."""
    return sorted(n.get("URI") for n in node.iterchildren(f"{{{WSP}}}PolicyReference"))


def assertion(node: etree._Element) -> tuple:
    """A policy assertion with all inside it; the order within a policy means nothing."""
    attributes = sorted((n, v) for n, v in node.attrib.items() if n != f"{{{WSU}}}Id")
    return node.tag, tuple(attributes), tuple(sorted(assertion(child) for child in node))


def ports(node: etree._Element) -> dict:
    """The ports of a service with their bindings and kinds of address."""
    return {p.get("name"): (clark(p, p.get("binding")), [n.tag for n in p]) for p in part(node, "port")}


def differing(theirs: object, own: object, path: str = "wsdl") -> Iterator[str]:
    """Where two descriptions differ."""
    if isinstance(theirs, dict) and isinstance(own, dict):
        for key in sorted(theirs.keys() | own.keys(), key=str):
            yield from differing(theirs.get(key), own.get(key), f"{path}/{key}")
    elif theirs != own:
        yield f"{path}\n  public: {theirs}\n  ours:   {own}"


def compare_wsdl(public: Contract, ours: Contract) -> list[str]:
    """Where the service descriptions differ; and whether ours leaves its address open."""
    found = list(differing(described(public.wsdl), described(ours.wsdl)))
    addresses = [n.get("location") for n in ours.wsdl.iter(f"{{{SOAP}}}address")]
    if addresses != [ADDRESS]:
        found.append(f"wsdl: the address should be {ADDRESS}, not {addresses}")
    return found


# The program


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Compare our EboxMessage contract with the public one.")
    parser.add_argument("--reference", type=Path, default=Path(os.environ.get("EBOX_REFERENCE") or REFERENCE))
    parser.add_argument("--ours", type=Path, default=OURS)
    return parser.parse_args()


def shortcomings(tally: Tally) -> list[str]:
    """Why the set of messages proves too little, if it does."""
    found = []
    if len(tally.seen) < LEAST_MESSAGES:
        found.append(f"only {len(tally.seen)} messages were made")
    if not 0 < tally.valid < len(tally.seen):
        found.append(f"{tally.valid} of {len(tally.seen)} messages are valid: both kinds are needed")
    return found


def main() -> int:
    """Compares, reports, and answers the exit status."""
    options = arguments()
    wsdl = options.reference / PUBLIC_WSDL
    if not wsdl.is_file():
        print("left out: the public EboxMessage contract is not at hand (set EBOX_REFERENCE)")
        return 0
    if etree is None:
        print("lxml is needed: pip install lxml", file=sys.stderr)
        return 1
    public, ours = Contract(wsdl), Contract(options.ours / OUR_WSDL)
    tally, faults = compare_messages(public, ours)
    problems = compare_wsdl(public, ours) + compare_names(public, ours) + faults + shortcomings(tally) + tally.differences
    if problems:
        print(*problems[:SHOWN], f"{len(problems)} differences", sep="\n")
        return 1
    print(f"{len(tally.seen)} messages, {tally.valid} valid: both contracts judge alike")
    return 0


if __name__ == "__main__":
    sys.exit(main())
