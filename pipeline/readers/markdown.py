"""Markdown: rendered to HTML with its footnotes, then read as a page."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from pipeline.readers.blocks import NOTE_SECTION, Draft
from pipeline.readers.dates import dates_in
from pipeline.readers.html import read_html
from pipeline.readers.unwrap import address_at_end

_DEFINITION = re.compile(r"^\[\^([^\]\s]{1,60})\]:", re.MULTILINE)
# An entry of a list whose author began each on a line of its own, which CommonMark runs into one paragraph.
_LABELLED = re.compile(r"(?:\[[\w.+-]{1,16}\](?![:(\[])|[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2})\s*\S")
_DATED = re.compile(r"[A-ZÀ-Þ][^()]{1,120}\(?(?:1[5-9]|20)\d\d[a-z]?[).,]")
_KRAMDOWN = re.compile(r"\{:[^}\n]{0,200}\}", re.MULTILINE)


def read_markdown(text: str, *, name: str) -> Draft:
    """Return the blocks of a markdown text: CommonMark, tables, footnotes, YAML front matter, raw HTML.

    The marker of a note is the label that the author wrote, not its number in order. A note that no mark points
    to is kept.
    """
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(front_matter_plugin)
    parser.add_render_rule("footnote_caption", _caption)
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # an address is shown as its author wrote it
    text = _KRAMDOWN.sub("", text.replace("\r\n", "\n"))
    environment: MutableMapping[str, Any] = {}
    page = str(parser.render(_entries_apart(_with_lost_notes(text)), environment))
    front = _front_matter(text)
    language = front.get("lang") or front.get("language") or ""
    draft = read_html(f"<html><body>{page}</body></html>", name=name)
    date = next((iso for key in ("date", "published", "fecha") for _, _, iso in dates_in(front.get(key, ""))), None)
    heading = next((block.text.strip("*_ ") for block in draft.blocks[:6] if block.kind == "heading"), None)
    return replace(
        draft,
        format="md",
        title=front.get("title") or front.get("titulo") or heading,
        date=date,
        language=language[:2].lower() if re.fullmatch(r"[a-z]{2}(?:[-_]\w+)?", language) else None,
    )


def _caption(
    _: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    """Return what a mark shows: the author's own label."""
    del options, env
    meta = tokens[index].meta
    return f"[{meta.get('label') or meta.get('id', 0) + 1}]"


def _with_lost_notes(text: str) -> str:
    """Return the text with the notes that no mark points to made list paragraphs, since the renderer drops them."""
    for label in dict.fromkeys(_DEFINITION.findall(text)):
        if text.count(f"[^{label}]") == 1:
            text = text.replace(f"[^{label}]:", f"\\[^{label}\\]:", 1)
    return text


def _entries_apart(text: str) -> str:
    """Return the text with an empty line between two entries that begin on lines of their own: "[1] …" and "[2] …"."""
    lines: list[str] = []
    begun = section = fenced = False  # begun: the paragraph began with an entry
    for line in text.split("\n"):
        before = lines[-1].rstrip() if lines else ""
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if line.startswith("#"):
            section = NOTE_SECTION.fullmatch(line.strip("# ")) is not None
        ended = not before or before[-1] in ".)>/" or address_at_end(before) is not None
        dated = section and ended and _DATED.match(line) is not None
        entry = not fenced and (dated or _LABELLED.match(line) is not None)
        if before and entry and begun:
            lines.append("")
        begun = entry if not before or entry else begun
        lines.append(line)
    return "\n".join(lines)


def _front_matter(text: str) -> dict[str, str]:
    """Return the plain `key: value` lines of a YAML front matter, with keys in lower case."""
    match = re.match(r"---\n((?:.*\n){0,200}?)(?:---|\.\.\.)\s*\n", text)
    if match is None:
        return {}
    pairs = (line.partition(":") for line in match[1].splitlines() if re.match(r"[\w-]+:", line))
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs}
