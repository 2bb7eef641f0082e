"""Values of the simple types of a schema: within, at and beyond their borders."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

LONG = 10_000  # length tried where the contract sets no limit


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
    if kind.pattern or kind.least is not None or kind.most is not None:
        return sample(kind, kind.least or 0)
    if kind.low is not None:
        return str(kind.low)
    return BUILT_IN[kind.base][0]


def largest(kind: Simple) -> str:
    """A value that is as long as the type allows, or an ordinary one where it sets no limit."""
    if kind.choices:
        return max(kind.choices, key=len)
    if kind.high is not None:
        return str(kind.high)
    if kind.pattern or kind.most is not None:
        return sample(kind, LONG if kind.most is None else kind.most)
    return smallest(kind)


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
    CLASSES = {r"\d": "0"}

    def __init__(self, pattern: str) -> None:
        self.tokens = [(m[1], *self._counts(m[2] or "")) for m in self.TOKEN.finditer(pattern)]
        if any(atom in tuple("().|") for atom, _, _ in self.tokens):
            raise NotImplementedError(f"pattern {pattern}")

    def sample(self, length: int) -> str:
        """A matching text, grown to a length as far as the pattern lets it grow."""
        counts = [least for _, least, _ in self.tokens]
        for i, (_, least, most) in enumerate(self.tokens):
            room = max(0, length - sum(counts))
            counts[i] += room if most is None else min(room, most - least)
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

    @classmethod
    def _character(cls, atom: str) -> str:
        """A character that an atom of the pattern matches."""
        return cls.CLASSES.get(atom) or (atom[1] if len(atom) > 1 else atom)

    @classmethod
    def _counts(cls, suffix: str) -> tuple[int, int | None]:
        """Least and most repetitions behind a suffix such as `+` or `{2,4}`."""
        if suffix in cls.COUNTS:
            return cls.COUNTS[suffix]
        least, comma, most = suffix[1:-1].partition(",")
        return int(least), int(most) if most else None if comma else int(least)
