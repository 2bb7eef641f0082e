"""Spoils valid messages, in every way that a schema could overlook."""

from __future__ import annotations

from collections.abc import Iterator

from contract_reader import XML, XS, Contract, etree, split
from contract_values import BUILT_IN, values
from contract_walk import STRANGE, UNBOUNDED_COPIES, XSI, Node, Slot, Style, Walk

Change = tuple[str, Node, list[Node]]  # what was done, to which node, and what stands in its place


class Spoiler:
    """Makes variants of a message, most of them wrong."""

    def __init__(self, walk: Walk, ours: Contract) -> None:
        public = walk.contract
        self.walk = walk
        self.namespaces = sorted({s.get("targetNamespace") for s in public.schemas.values()} - {XML})
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
            claim = {f"{{{XSI}}}type": self.walk.prefixed(name)}
            kind = self.walk.types.get(name, split(name)[1] if split(name)[1] in BUILT_IN else "anyType")
            filled = self.walk.typed(node, kind, Style("full"))
            filled = filled.but(attributes=filled.attributes | claim)
            yield f"as {name}", node, [filled]
            yield f"only called {name}", node, [node.but(attributes=node.attributes | claim)]
            if node.type == "anyType":  # some types can only be met here
                for what, _, instead in (*self.children(filled), *self.values(filled)):
                    yield f"as {name}: {what}", node, instead

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

    def render(self, root: Node, instead: dict[int, list[Node]] | None = None) -> bytes:
        """The XML of a message, with some nodes exchanged."""
        (top,) = (instead or {}).get(id(root), [root])
        document = etree.Element(top.name, nsmap=self.walk.prefixes)
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
