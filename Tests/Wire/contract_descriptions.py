"""Compares two service descriptions (WSDL) in all that a caller can notice."""

from __future__ import annotations

from collections.abc import Iterator

from contract_reader import WSDL, XS, Contract, clark, etree, local

ADDRESS = "@ADDRESS@"

SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
WSP = "http://schemas.xmlsoap.org/ws/2004/09/policy"
WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"


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
    return {
        p.get("name"): (clark(p, p.get("binding")), [n.tag for n in p if n.tag != f"{{{WSDL}}}documentation"])
        for p in part(node, "port")
    }


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
