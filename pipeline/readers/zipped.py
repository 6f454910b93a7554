"""Zip files with XML in them, opened so that a hostile one can neither fill the memory nor reach out."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from pipeline.stage import BadInput

MAX_MEMBER = 128 * 1024 * 1024  # unpacked bytes of one member; a 1,000-page Word file has about 20 MB of XML
MAX_RATIO = 400  # XML seldom packs better than 1:50; a bomb packs 1:1000
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, KeyError, ValueError)


class Zipped:
    """The members of a zip file by name; nothing is unpacked before it is asked for."""

    def __init__(self, data: bytes, *, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as broken:
            raise self.damaged(str(broken)) from broken
        self.names = frozenset(self._zip.namelist())
        if any(entry.flag_bits & 1 for entry in self._zip.infolist()):
            raise BadInput("read/encrypted", f"{name}: locked with a password\n\nhint: save a copy without a password")

    def damaged(self, why: str) -> BadInput:
        """Return the issue of a file that breaks off or is malformed."""
        return BadInput(
            "read/damaged",
            f"{self.name}: cannot be unpacked ({why[:200]})\n\nhint: get a fresh copy; it may have been cut off",
        )

    def bytes_of(self, member: str) -> bytes:
        """Return a member unpacked; raises BadInput `read/damaged`, or `read/too_large` for a zip bomb."""
        try:
            entry = self._zip.getinfo(member)
            with self._zip.open(entry) as stream:
                data = stream.read(MAX_MEMBER + 1)
        except _BROKEN as broken:
            raise self.damaged(f"{member}: {broken}") from broken
        if len(data) > MAX_MEMBER or (len(data) > 2**24 and len(data) > MAX_RATIO * max(entry.compress_size, 1)):
            raise BadInput(
                "read/too_large",
                f"{self.name}: {member} unpacks to more than can be a document\n\nhint: this may be a zip bomb; do not open it",
            )
        return data

    def tree_of(self, member: str) -> etree._Element | None:
        """Return a member as XML, None where there is no such member; raises BadInput as `bytes_of`."""
        if member not in self.names:
            return None
        try:
            return parsed(self.bytes_of(member))
        except (etree.XMLSyntaxError, ValueError) as broken:
            raise self.damaged(f"{member}: {broken}") from broken


def parsed(data: bytes) -> etree._Element:
    """Return XML parsed with no entities, no document type, no network; raises XMLSyntaxError, ValueError."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    if root is None:
        raise ValueError("no element")
    info = root.getroottree().docinfo
    if info.internalDTD is not None:
        raise ValueError("it declares a document type; neither Word nor OpenDocument nor EPUB packages do")
    return root
