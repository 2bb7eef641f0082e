"""Writes the documents that the tests send into the folder of its one argument. For Debian's Python, with reportlab,
and Debian's qpdf."""
import io
import pathlib
import subprocess
import sys
import zipfile
import zlib

from reportlab.pdfgen import canvas

folder = pathlib.Path(sys.argv[1])


def letter(pages=1, text="Geachte burger", first=0):
    """Pages of text from the given one on, of pictures before."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, invariant=1)
    for number in range(pages):
        if text and number >= first:
            sheet.drawString(100, 700, f"{text} {number}")
        else:
            sheet.rect(50, 50, 100, 100, fill=1)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def qpdf(data, *arguments):
    source, target = folder / "in", folder / "out"
    source.write_bytes(data)
    # 3: done, with warnings about what was repaired.
    result = subprocess.run(["qpdf", *arguments, source, target], capture_output=True)
    if result.returncode not in (0, 3):
        raise SystemExit(result.stderr.decode())
    data = target.read_bytes()
    source.unlink()
    target.unlink()
    return data


TEXT = b"BT /F 9 Tf 9 9 Td (a) Tj ET"


def by_hand(catalog="", page="", objects=(), content=TEXT, content_filter="", kids="[3 0 R]"):
    """A document of one page with exact offsets. Further objects are numbered from 6 on."""
    stream = f"<</Length {len(content)} {content_filter}>>stream\n".encode() + content + b"\nendstream"
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R {catalog}>>".encode(), f"<</Type/Pages/Kids {kids}/Count 1>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{page}>>".encode(),
        stream, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *objects]
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table)
    return bytes(out)


def annotation(action):
    return f"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A {action}>>]"


def stream(data, head=""):
    return f"<</Length {len(data)} {head}>>stream\n".encode() + data + b"\nendstream"


def attachment(name, data):
    return by_hand(
        f"/Names<</EmbeddedFiles<</Names[(a) <</Type/Filespec/F({name})/UF({name})/EF<</F 6 0 R>>>>]>>>>",
        objects=[stream(zlib.compress(data), "/Type/EmbeddedFile/Filter/FlateDecode")])


def zipped(entries, out=None):
    out = out or io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data, *stored in entries:
            archive.writestr(name, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out


class Piped(io.RawIOBase):
    """Can't go back: the writer tells each entry's length after it."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += data
        return len(data)


def noise(count):
    return zlib.compress(bytes(range(256)), 9) * (count // 200)


good = letter()
plain = by_hand()
JS = "<</S/JavaScript/JS(app.alert\\(1\\))>>"
LAUNCH = "<</S/Launch/F(cmd)>>"
documents = {
    "good": good,
    "by-hand": plain,
    "object-streams": qpdf(good, "--object-streams=generate"),
    "thousand-pages": letter(1000),
    "text-on-page-50": letter(50, first=49),
    "good-large": by_hand(objects=[stream(noise(6_000_000))]),
    "owner-password": qpdf(good, "--encrypt", "", "owner", "256", "--print=none", "--"),
    "owner-password-rc4": qpdf(good, "--allow-weak-crypto", "--encrypt", "", "owner", "40", "--"),
    "attached-text": attachment("brief.txt", b"niets"),
    "field-called-JS": by_hand(page="/PieceInfo<</JS 5 0 R>>"),
    # Wrong, one way each.
    "truncated": good[: len(good) // 2],
    "garbage": b"%PDF-1.7\n" + noise(20_000),
    "header-only": b"%PDF-1.7\n",
    "no-pages": by_hand(kids="[]"),
    "no-catalog": plain.replace(b"/Root 1 0 R", b"/Boot 1 0 R"),
    "nested": by_hand("/X " + "[" * 300_000 + "]" * 300_000),
    "user-password": qpdf(good, "--encrypt", "user", "owner", "256", "--"),
    "user-password-rc4": qpdf(good, "--allow-weak-crypto", "--encrypt", "user", "owner", "128", "--"),
    "certificate": plain.replace(b"trailer\n<<", b"trailer\n<</Encrypt<</Filter/Adobe.PubSec/V 4/R 4>>/ID[(a)(a)]"),
    "xref-lost": good.replace(b"startxref", b"startxxxx"),
    "xref-wrong": plain.replace(b"startxref\n", b"startxref\n1"),
    "length-wrong": plain.replace(b"/Length %d" % len(TEXT), b"/Length 999"),
    "picture": letter(1, ""),
    "text-on-page-51": letter(51, first=50),
    "blank": by_hand(content=b"BT /F 9 Tf 9 9 Td (   ) Tj ET"),
    "open-javascript": by_hand("/OpenAction " + JS),
    "names-javascript": by_hand("/Names<</JavaScript<</Names[(a) 6 0 R]>>>>", objects=[JS.encode()]),
    "catalog-aa": by_hand(f"/AA<</WC {JS}>>"),
    "page-aa": by_hand(page=f"/AA<</O {JS}>>"),
    "annotation-javascript": by_hand(page=annotation(JS)),
    "chained-javascript": by_hand(page=annotation(f"<</S/GoTo/D[3 0 R/Fit]/Next[{JS}]>>")),
    "spelt-javascript": by_hand("/OpenAction 6 0 R", objects=[b"<</S/Java#53cript>>"]),
    "packed-javascript": qpdf(
        by_hand("/OpenAction 6 0 R", objects=[b"<</S/JavaScript/JS 7 0 R>>", stream(b"app.alert(1)")]),
        "--object-streams=generate"),
    "launch": by_hand(page=annotation(LAUNCH)),
    "open-launch": by_hand("/OpenAction " + LAUNCH),
    # Called what it is not.
    "disguised": by_hand("/OpenAction " + JS.replace("<<", "<</Type/StructElem", 1)),
    "rich-media": by_hand(page="/Annots[<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>]"),
    "xfa": by_hand("/NeedsRendering true/AcroForm<</Fields[]/XFA 6 0 R>>", objects=[stream(b"<xdp/>")]),
    "attached-program-name": attachment("factuur.PDF.EXE", b"niets"),
    "attached-program-bytes": attachment("factuur.txt", b"MZ\x90\x00" + bytes(1000)),
    "attached-bomb": attachment("brief.txt", bytes(1 << 28)),
    # Bombs: what they unpack to is made once, and small.
    "bomb-time": by_hand(
        content=zlib.compress(zlib.compress(bytes(1 << 30), 9), 9), content_filter="/Filter[/FlateDecode/FlateDecode]"),
    "bomb-memory": by_hand(content=zlib.compress(b"q " * (100 << 20), 9), content_filter="/Filter/FlateDecode"),
}
word = [("[Content_Types].xml", "<Types/>"), ("_rels/.rels", "<R/>"), ("word/document.xml", "<w/>" * 99)]
sheet = [("[Content_Types].xml", "<Types/>"), ("_rels/.rels", "<R/>"), ("xl/workbook.xml", "<x/>" * 99)]
ODF = "application/vnd.oasis.opendocument."
big = [("media/big.bin", noise(300_000), "stored")]
many = [(f"word/media/picture-{number:06}-of-a-long-name.png", "x") for number in range(2000)]
documents |= {
    "docx": zipped(word).getvalue(),
    "docx-types-last": zipped(word[2:] + word[1:2] + big + word[:1]).getvalue(),
    "docx-piped": bytes((lambda out: (zipped(word + big, out), out.bytes)[1])(Piped())),
    "docx-many": zipped(word + many).getvalue(),
    "xlsx": zipped(sheet).getvalue(),
    "zip": zipped([("brief.txt", "Geachte")]).getvalue(),
    "zip-empty": zipped([]).getvalue(),
    "odt-late-type": zipped([("content.xml", "<o/>"), ("mimetype", ODF + "text", 1)]).getvalue(),
} | {
    kind: zipped([("mimetype", ODF + kind, 1), ("content.xml", "<o/>")]).getvalue()
    for kind in ("text", "spreadsheet", "presentation", "graphics")
}
for name, data in documents.items():
    (folder / name).write_bytes(data)
