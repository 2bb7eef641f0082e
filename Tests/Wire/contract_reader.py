"""A SOAP contract: a service description (WSDL) with its XML schemas, and how it judges messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

try:
    from lxml import etree
except ImportError:  # only needed once there is something to compare
    etree = None

XS = "http://www.w3.org/2001/XMLSchema"
XML = "http://www.w3.org/XML/1998/namespace"
WSDL = "http://schemas.xmlsoap.org/wsdl/"


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

    def __init__(self, path: Path, served: dict[str, Path] | None = None) -> None:
        """`served` has the schemas that are imported as `?xsd=NAME`."""
        self.path = path
        self.served = served or {}
        self.parser = etree.XMLParser(remove_comments=True, no_network=True)
        self.parser.resolvers.add(_ByQuery(self.served))
        self.wsdl = etree.parse(str(path), self.parser).getroot()
        self.driver = self.wsdl.find(f"{{{WSDL}}}types/{{{XS}}}schema")
        self.schemas: dict[Path, etree._Element] = {}
        self._load(self.driver, path.parent)
        self.validator = self._compile()

    def locate(self, location: str, folder: Path) -> Path:
        """The file behind a schemaLocation, be it a relative path or a query."""
        return self.served[query_name(location)] if "?xsd=" in location else (folder / location).resolve()

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

    def _compile(self) -> etree.XMLSchema:
        """The validator for everything that the service description imports."""
        source = etree.tostring(self.driver)
        driver = etree.fromstring(source, self.parser, base_url=self.path.resolve().as_uri())
        return etree.XMLSchema(driver, attribute_defaults=True)


def query_name(location: str) -> str:
    """The file name in `...?xsd=NAME`."""
    return location.partition("?xsd=")[2]


class _ByQuery(etree.Resolver if etree else object):
    """Finds the schemas that are imported as `?xsd=NAME`."""

    def __init__(self, served: dict[str, Path]) -> None:
        super().__init__()
        self.served = served

    def resolve(self, system_url, public_id, context):
        """The named file, or nothing for locations of any other form."""
        name = query_name(system_url or "")
        return self.resolve_string(self.served[name].read_bytes(), context, base_url=system_url) if name else None
