"""The wikitext of a Wikipedia page: its prose as blocks, its <ref> tags as notes, its cite templates as fields.

Only what is on the page is read: a template is never expanded. Templates that wrap words ({{lang|es|…}}) leave their words,
cite templates become notes, all others go.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import mwparserfromhell
from mwparserfromhell.nodes import Comment, ExternalLink, Heading, HTMLEntity, Node, Tag, Template, Text, Wikilink
from mwparserfromhell.wikicode import Wikicode

from pipeline.readers.blocks import Block, Draft, Link, Mark, stripped
from pipeline.readers.dates import dates_in
from pipeline.stage import BadInput

MAX_CHARS = 4_000_000  # the longest page that MediaWiki saves by default has 2 MiB
# The names of fields in the cite templates of the English and the Spanish Wikipedia.
_NAMES = {
    "title": ("title", "título", "titulo", "script-title"),
    "publisher": ("work", "website", "newspaper", "journal", "magazine", "publisher", "agency", "obra", "sitioweb", "periódico", "publicación", "revista", "editorial"),
    "date": ("date", "year", "fecha", "año"),
    "accessed": ("access-date", "accessdate", "fechaacceso", "fecha-acceso"),
    "url": ("url", "chapter-url", "contribution-url", "archive-url", "archiveurl", "urlarchivo"),
}  # fmt: skip
_IDENTIFIERS = (
    ("doi", "https://doi.org/{}"),
    ("pmid", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    ("arxiv", "https://arxiv.org/abs/{}"),
)
_KINDS = {"news": "news", "noticia": "news", "magazine": "news", "report": "report", "tech report": "report", "informe": "report", "court": "court", "act": "law", "ley": "law"}  # fmt: skip
_CITES = re.compile(r"(?:cite|cita|citation|citar|vcite|obra citada)\b[\s_]?(?P<kind>.*)", re.IGNORECASE | re.DOTALL)
_SHORT_NOTE = re.compile(r"(?:sfn|sfnp|harvnb|harv|r|rp|efn|refn)", re.IGNORECASE)
# Templates that show one of their own words: which of them, counted from 1.
_WORDS = {"lang": 2, "transl": 2, "nowrap": 1, "small": 1, "quote": 1, "blockquote": 1, "cita": 1, "convert": 1, "abbr": 1, "sic": 1, "as of": 1, "em": 1, "nobr": 1, "ill": 1, "interlanguage link": 1}  # fmt: skip
_NOT_PROSE = re.compile(r"\s*(?:file|image|archivo|imagen|category|categoría|categoria)\s*:", re.IGNORECASE)
_SKIPPED_TAGS = (
    "gallery",
    "math",
    "syntaxhighlight",
    "source",
    "pre",
    "table",
    "imagemap",
    "timeline",
    "score",
    "style",
    "script",
)
_PAIRS = (
    (r"\{\{", r"\}\}"),
    (r"\[\[", r"\]\]"),
    (r"\{\|", r"\|\}"),
    (r"(?<!\[)\[(?=https?:|//)", r"\]"),
    (r"<!--", r"-->"),
    (r"<(?=[a-z!/])", r">"),
    (r"<(?!br|hr|li|p\b)[a-z]+(?:\s[^<>/]{0,300})?>", r"</[a-z]+\s*>"),
    (r"'{5}(?!')", r"'{2,3}(?!')|\n"),
)
_DEEPEST = 200  # of one kind; 200 of each at once still parse within a second
_ITEM = {"li": "item", "dd": "item", "dt": "item"}
_APPARATUS = re.compile(
    r"(?:references?|notes|notes and references|sources|external links|further reading|bibliography|see also"
    r"|referencias|notas|enlaces externos|bibliografía|véase también)",
    re.IGNORECASE,
)


def read_wikitext(text: str, *, name: str) -> Draft:
    """Return the draft of a page's wikitext.

    A `<ref name=…>` that is used many times is one note with many marks; a ref with several cite templates is several
    notes with one marker. Raises BadInput("read/too_large") for a text that no wiki would save.
    """
    if len(text) > MAX_CHARS:
        raise BadInput(
            "read/too_large", f"{name}: {len(text)} characters of wikitext\n\nhint: split it; no wiki saves such a page"
        )
    _refuse_unbalanced(text, name)
    page = _Page()
    page.walk(mwparserfromhell.parse(text).nodes)
    page.flush()
    return Draft(format="wikitext", blocks=(*page.blocks, *page.notes()), title=page.title)


def _refuse_unbalanced(text: str, name: str) -> None:
    """Raise BadInput for a text that opens far more than it closes: the parser goes back over each such place, in quadratic
    time (2,000 open tags cost it 2 s), and no page that people read looks so."""
    for opened, closed in _PAIRS:
        depth = deepest = 0
        for token in re.finditer(f"(?P<open>{opened})|{closed}", text, re.IGNORECASE):
            depth = depth + 1 if token["open"] else max(0, depth - 1)
            deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            raise BadInput(
                "read/damaged",
                f"{name}: wikitext with {deepest} places open inside each other\n\nhint: was the page copied whole? save its source again",
            )


@dataclass(slots=True)
class _Ref:
    """A reference by its number in order of first use; `code` is its content, wherever on the page that stands."""

    number: int
    code: Wikicode | None = None


@dataclass(slots=True)
class _Page:
    blocks: list[Block] = field(default_factory=list)
    refs: dict[str, _Ref] = field(default_factory=dict)
    title: str | None = None
    _kind: str = "paragraph"
    _text: list[str] = field(default_factory=list)
    _length: int = 0
    _links: list[Link] = field(default_factory=list)
    _marks: list[tuple[int, str]] = field(default_factory=list)
    _over: bool = False  # below a heading such as References: its links are no prose

    def walk(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            match node:
                case Text():
                    self._prose(str(node.value))
                case HTMLEntity():
                    self._add(html.unescape(str(node)))
                case Heading():
                    self._heading(str(node.title.strip_code()).strip())
                case Wikilink():
                    if not _NOT_PROSE.match(str(node.title)):
                        self.walk((node.text or node.title).nodes)
                case ExternalLink():
                    self._link(node)
                case Template():
                    self._template(node)
                case Tag():
                    self._tag(node)
                case Comment():
                    pass

    def _prose(self, text: str) -> None:
        """Add running text; an empty line ends a paragraph, a single line end is a blank."""
        for number, part in enumerate(re.split(r"\n[ \t]*\n+", text)):
            if number:
                self.flush()
            if part.startswith("\n") and self._kind == "item":
                self.flush()  # a list item ends with its line
            lines = part.split("\n")
            for at, line in enumerate(lines):
                if at and self._kind == "item":
                    self.flush()
                self._add((" " if at and self._length else "") + line)

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def flush(self) -> None:
        """End the block at hand, where it says something."""
        text = "".join(self._text)
        marks = tuple(Mark(at=at, key=key) for at, key in self._marks)
        if text.strip() and not self._over:
            self.blocks.append(stripped(Block(kind=self._kind, text=text, links=tuple(self._links), marks=marks)))
        self._text, self._length, self._links, self._marks, self._kind = [], 0, [], [], "paragraph"

    def _heading(self, title: str) -> None:
        self.flush()
        self._over = bool(_APPARATUS.fullmatch(title))
        if not self._over and title:
            self.blocks.append(Block(kind="heading", text=title))

    def _link(self, node: ExternalLink) -> None:
        start, url = self._length, str(node.url).strip()
        if node.title is not None:
            self.walk(node.title.nodes)
        else:
            self._add(url)
        if self._length > start:
            self._links.append(Link(start=start, end=self._length, url=url))

    def _template(self, node: Template) -> None:
        name = _named(node)
        if _SHORT_NOTE.fullmatch(name):
            self._short_note(node, name.lower())
        elif name.lower() in ("reflist", "listaref", "notelist") and node.has("refs"):
            self._defined(node.get("refs").value)
        elif (place := _WORDS.get(name.lower())) and node.has(str(place)) and not _is_cite(node):
            self.walk(node.get(str(place)).value.nodes)
            if name.lower() == "convert" and node.has("2"):
                self._add(f" {node.get('2').value.strip_code()}")

    def _short_note(self, node: Template, name: str) -> None:
        values = [str(p.value.strip_code()).strip() for p in node.params if not p.showkey]
        if name == "r":  # {{r|one|two}} calls named references
            for value in values:
                self._mark(value, None)
        elif name in ("efn", "refn"):
            self._mark(_plain(node, "name"), node.get("1").value if node.has("1") else None)
        elif name != "rp" and values:
            self._mark(None, mwparserfromhell.parse(" ".join(values)))

    def _tag(self, node: Tag) -> None:
        tag = str(node.tag).strip().lower()
        if tag == "ref":
            named = (
                str(node.get("name").value).strip(" \"'")
                if node.has("name") and node.get("name").value is not None
                else None
            )
            self._mark(named, None if node.self_closing or not str(node.contents).strip() else node.contents)
        elif tag == "references":
            if node.contents is not None and not node.self_closing:
                self._defined(node.contents)
        elif tag in _ITEM:
            self.flush()
            self._kind = _ITEM[tag]
        elif tag == "br":
            self._add(" ")
        elif tag in ("p", "div", "blockquote", "ul", "ol", "center"):
            self.flush()
            self.walk(node.contents.nodes if node.contents is not None else ())
            self.flush()
        elif tag not in _SKIPPED_TAGS and node.contents is not None:
            self.walk(node.contents.nodes)

    def _defined(self, code: Wikicode) -> None:
        """Take the contents of references that are defined in a list and called elsewhere."""
        for tag in code.ifilter_tags(matches=lambda n: str(n.tag).strip().lower() == "ref", recursive=False):
            if tag.has("name"):
                self._ref(str(tag.get("name").value).strip(" \"'"), tag.contents)

    def _mark(self, named: str | None, code: Wikicode | None) -> None:
        ref = self._ref(named, code)
        self._marks.append((self._length, f"ref{ref.number}"))

    def _ref(self, named: str | None, code: Wikicode | None) -> _Ref:
        key = f"name:{named}" if named else f"own:{len(self.refs)}"
        ref = self.refs.setdefault(key, _Ref(len(self.refs) + 1))
        ref.code = ref.code or code
        return ref

    def notes(self) -> list[Block]:
        """Return the notes in order of first use; those of one reference share its key, so that its marks call them all."""
        return [block for ref in self.refs.values() for block in _notes_of(ref)]


def _notes_of(ref: _Ref) -> list[Block]:
    """Return a reference as notes: one for each cite template in it, else one of its words and links."""
    marker = str(ref.number)
    if ref.code is None:
        return [Block(kind="footnote", text="(named, and not defined on this page)", key=f"ref{marker}", marker=marker)]
    cites = [t for t in ref.code.filter_templates(recursive=False) if _is_cite(t)]
    if cites:
        notes = []
        for cite in cites:
            fields = cite_fields(cite)
            text = dict(fields).get("label") or dict(fields).get("url") or str(cite.name).strip()
            notes.append(Block(kind="footnote", text=text, key=f"ref{marker}", marker=marker, fields=fields))
        return notes
    inner = _Page()
    inner.walk(ref.code.nodes)
    text, links = "".join(inner._text), tuple(inner._links)
    said = text if text.strip() else "(empty)"
    return [Block(kind="footnote", text=said, links=links if text.strip() else (), key=f"ref{marker}", marker=marker)]


def cite_fields(cite: Template) -> tuple[tuple[str, str], ...]:
    """Return what a cite template says of its source, as the fields of a note; of an archived copy only if it is all there is."""
    found = {key: next((v for name in names if (v := _plain(cite, name))), "") for key, names in _NAMES.items()}
    for key in ("date", "accessed"):
        iso = [d for _, _, d in dates_in(found[key], years=True)]
        found[key] = iso[0] if iso else (found[key] if re.fullmatch(r"\d{4}(-\d\d){0,2}", found[key]) else "")
    found["url"] = found["url"] or next(
        (form.format(v) for name, form in _IDENTIFIERS if (v := _plain(cite, name))), ""
    )
    kind = _CITES.fullmatch(_named(cite))
    found["kind"] = _KINDS.get(kind["kind"].strip().lower(), "") if kind else ""
    found["authors"] = ", ".join(_authors(cite))
    found["label"] = ". ".join(found[k] for k in ("authors", "title", "publisher", "date") if found[k])
    return tuple((key, value) for key, value in found.items() if value)


def _authors(cite: Template) -> Iterable[str]:
    for last, first in (
        ("last", "first"),
        ("apellido", "nombre"),
        ("apellidos", "nombre"),
        ("author", ""),
        ("autor", ""),
    ):
        for number in ("", "1", "2", "3"):
            family, given = _plain(cite, last + number), _plain(cite, first + number) if first else ""
            if family:
                yield f"{given} {family}".strip()


def _plain(template: Template, name: str) -> str:
    """Return a parameter's words on one line, without markup."""
    if not template.has(name):
        return ""
    return " ".join(html.unescape(str(template.get(name).value.strip_code())).split())[:2000]


def _named(template: Template) -> str:
    return " ".join(str(template.name).replace("_", " ").split())


def _is_cite(template: Template) -> bool:
    """Say whether a template cites: {{cita|words}} alone quotes."""
    named = _named(template).lower()
    return bool(_CITES.fullmatch(named)) and (named != "cita" or any(template.has(n) for n in ("url", "título")))
