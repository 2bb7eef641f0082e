"""Writes a tar archive to standard output: archive.py FORM NAME=TEXT... ; FORM is ustar, pax or gnu.

NAME:link=TARGET is a symbolic link, NAME/ a folder.
"""

import io
import sys
import tarfile

forms = {"ustar": tarfile.USTAR_FORMAT, "pax": tarfile.PAX_FORMAT, "gnu": tarfile.GNU_FORMAT}
out = tarfile.open(fileobj=sys.stdout.buffer, mode="w|", format=forms[sys.argv[1]])
for entry in sys.argv[2:]:
    name, _, text = entry.partition("=")
    info = tarfile.TarInfo(name.removesuffix(":link"))
    if name.endswith(":link"):
        info.type, info.linkname = tarfile.SYMTYPE, text
        out.addfile(info)
    elif name.endswith("/"):
        info.type = tarfile.DIRTYPE
        out.addfile(info)
    else:
        content = text.encode()
        info.size = len(content)
        out.addfile(info, io.BytesIO(content))
out.close()
