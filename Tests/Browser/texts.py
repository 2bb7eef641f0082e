"""The texts of the pages, from the tables that the product itself is built from."""

import glob
import os
import re

from stage import ROOT

FILES = {"nl": "Dutch", "fr": "French", "de": "German", "en": "English"}


def read():
    folder = os.path.join(ROOT, "Sources", "Pages", "Texts")
    tables = {}
    for language, name in FILES.items():
        tables[language] = {}
        for path in glob.glob(os.path.join(folder, f"*{name}.swift")):
            tables[language].update(table(path))
    return tables


def table(path):
    """`key = text`, a line each; a line that begins with more spaces goes on with the one before."""
    found, key = {}, None
    with open(path, encoding="utf-8") as file:
        for line in file:
            entry = re.match(r"  ([A-Za-z]+) = (.*)", line)
            if entry:
                key = entry[1]
                found[key] = entry[2]
            elif key and line.startswith("    "):
                found[key] += " " + line.strip()
            else:
                key = None
    return found
