"""Prints the canonical form (C14N 1.0) of the document on standard input, checked against the schema in argument 1."""
import sys

from lxml import etree

document = etree.fromstring(sys.stdin.buffer.read())
etree.XMLSchema(etree.parse(sys.argv[1])).assertValid(document)
sys.stdout.buffer.write(etree.tostring(document, method="c14n"))
