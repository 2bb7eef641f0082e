"""Compares what zeep makes of two service descriptions, and of the same messages by either."""

from __future__ import annotations

from collections.abc import Iterable

from contract_descriptions import differing
from contract_reader import Contract, etree, query_name

try:
    import zeep
    from zeep.helpers import serialize_object
except ImportError:  # only needed once there is something to compare
    zeep = None

ADDRESS = "http://sender.example/service"


class _Served(zeep.Transport if zeep else object):
    """Gives a description and its schemas as the service does: as `?wsdl` and `?xsd=NAME`."""

    def __init__(self, contract: Contract) -> None:
        super().__init__()
        self.contract = contract

    def load(self, url: str) -> bytes:
        """What stands at an address."""
        path = self.contract.path if url == f"{ADDRESS}?wsdl" else self.contract.served[query_name(url)]
        return path.read_bytes()


def client(contract: Contract) -> zeep.Client:
    """A client by a description; it reads answers laxly, for strictly it reads no choice that begins with a sequence."""
    settings = zeep.Settings(strict=False)
    if contract.served:
        return zeep.Client(f"{ADDRESS}?wsdl", transport=_Served(contract), settings=settings)
    return zeep.Client(str(contract.path), settings=settings)


def compare_zeep(public: Contract, ours: Contract, messages: Iterable[tuple[str, bytes]]) -> list[str]:
    """Where the clients offer something else, or read a message otherwise."""
    theirs, own = client(public), client(ours)
    found = list(differing(offered(theirs), offered(own), "zeep"))
    for label, message in messages:
        found += differing(*(read(c, message) for c in (theirs, own)), f"zeep reads {label}")
    return found


def offered(one: zeep.Client) -> dict:
    """The services of a client with their ports and operations."""
    return {s.name: {p.name: port(p) for p in s.ports.values()} for s in one.wsdl.services.values()}


def port(node) -> dict:
    """The binding of a port with its operations; where it is stands open."""
    operations = {o.name: operation(o) for o in node.binding._operations.values()}
    return {"binding": str(node.binding.name), "address": "address" in node.binding_options, "operations": operations}


def operation(node) -> dict:
    """How an operation is called, and the parts of its messages."""
    return {
        "soapAction": node.soapaction,
        "style": node.style,
        "input": parts(node.abstract.input_message),
        "output": parts(node.abstract.output_message),
        "faults": {name: parts(message) for name, message in node.abstract.fault_messages.items()},
    }


def parts(message) -> dict:
    """The parts of a message with their elements."""
    return {name: part.element.qname.text for name, part in message.parts.items()}


def read(one: zeep.Client, message: bytes) -> object:
    """What a client reads from a message; a failure, which is like no other, if it can't."""
    root = etree.fromstring(message)
    try:
        return plain(serialize_object(one.get_element(root.tag).parse(root, one.wsdl.types), dict))
    except (zeep.exceptions.Error, TypeError, ValueError) as failure:
        return failure


def plain(value: object) -> object:
    """A value in which XML is text, so that two may be compared."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return etree.tostring(value, method="c14n") if isinstance(value, etree._Element) else value
