"""Makes valid messages from a schema, declaration by declaration."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator

from contract_reader import XML, XS, Contract, clark, etree, local, split
from contract_values import Simple, largest, smallest

STRANGE = "urn:example:strange"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
UNBOUNDED_COPIES = 3


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
        namespaces = sorted({s.get("targetNamespace") for s in contract.schemas.values()} - {XML})
        self.prefixes = {f"n{i}": uri for i, uri in enumerate(namespaces)} | {"xs": XS, "xsi": XSI}
        self.concrete = {name: self._concrete(name) for name, node in self.types.items() if node.get("abstract") == "true"}

    def _concrete(self, name: str) -> list[str]:
        """The types that stand in for an abstract one, by their names."""
        extensions = {n: t.find(f"{{{XS}}}complexContent/{{{XS}}}extension") for n, t in self.types.items()}
        return sorted(n for n, e in extensions.items() if e is not None and clark(e, e.get("base")) == name)

    def prefixed(self, name: str) -> str:
        """A name with the prefix that messages declare."""
        namespace, short = split(name)
        return next(p for p, uri in self.prefixes.items() if uri == namespace) + ":" + short

    def picks(self) -> range:
        """Enough picks for every branch of every choice, and every type for an abstract one, to meet all others."""
        sizes = [len(significant(c)) for s in self.contract.schemas.values() for c in s.iter(f"{{{XS}}}choice")]
        sizes += [len(names) for names in self.concrete.values()]
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
        """A node filled as a type wants it; for an abstract one, as a type that it says."""
        if not isinstance(kind, str) and kind.get("abstract") == "true":
            self.met.add(kind)
            names = self.concrete[next(n for n, t in self.types.items() if t is kind)]
            name = names[style.pick % len(names)]
            made = self.typed(node, self.types[name], style)
            return made.but(attributes=made.attributes | {f"{{{XSI}}}type": self.prefixed(name)})
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
        return [Slot(node, *occurrences(node))]
    if kind not in ("sequence", "choice"):
        raise NotImplementedError(kind)
    inner = significant(node)
    chosen = [inner[pick % len(inner)]] if kind == "choice" else inner
    return repeated([slot for part in chosen for slot in particles(part, pick)], occurrences(node))


def occurrences(node: etree._Element) -> tuple[int, int | None]:
    """How often a part of a content model may stand there, at least and at most."""
    most = node.get("maxOccurs", "1")
    return int(node.get("minOccurs", "1")), None if most == "unbounded" else int(most)


def repeated(slots: list[Slot], times: tuple[int, int | None]) -> list[Slot]:
    """The places of a group that may itself repeat; such a group may only hold one element."""
    if times == (1, 1):
        return slots
    if [(slot.least, slot.most) for slot in slots] != [(1, 1)]:
        raise NotImplementedError(f"{len(slots)} places, {times} times")
    return [Slot(slots[0].declaration, *times)]


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
        elif kind == "length":
            found["least"] = found["most"] = int(value)
        elif kind in fields:
            found[fields[kind]] = int(value)
        else:
            raise NotImplementedError(f"facet {kind}")
    return found
