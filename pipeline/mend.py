"""Mending a document: its links that died or changed, replaced in a copy of it; the original link is kept beside the new one."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from pipeline.mend_docx import mend_docx
from pipeline.replacement import Replacement
from pipeline.stage import BadInput

_TAG = re.compile(r"<!--.*?-->|<(script|style|template)\b.*?</\1\s*>|<[^<>]{0,20000}>", re.IGNORECASE | re.DOTALL)
_HREF = re.compile(r"""(\bhref\s*=\s*)("[^"]*"|'[^']*')""", re.IGNORECASE)


def mended(body: bytes, replacements: Sequence[Replacement], *, format: str, language: str) -> tuple[bytes, int]:
    """Return a copy of a document with its links replaced, and how many places that were.

    Raises BadInput for a format that cannot be edited without loss: there are md, txt, html and docx.
    """
    unique = list({one.url: one for one in replacements}.values())
    if format == "docx":
        return mend_docx(body, unique, language=language)
    editors: dict[str, Callable[[str, Replacement, str], tuple[str, int]]] = {
        "md": _markdown,
        "txt": _text,
        "html": _html,
    }
    if format not in editors:
        raise BadInput(
            "mend/format", f"{format}: a copy of this format cannot be mended\n\nhint: the table of replacements stands without --out; "
            "md, txt, html and docx can be mended"
        )  # fmt: skip
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise BadInput(
            "mend/encoding", f"not UTF-8 at byte {wrong.start}\n\nhint: save the document as UTF-8"
        ) from wrong
    count = 0
    for one in unique:
        text, places = editors[format](text, one, language)
        count += places
    return text.encode("utf-8"), count


def _text(text: str, one: Replacement, language: str) -> tuple[str, int]:
    return re.subn(one.pattern, lambda m: f"{one.replacement} ({one.note(language)} {m[0]})", text)


def _markdown(text: str, one: Replacement, language: str) -> tuple[str, int]:
    """Replace `[words](URL)`, `<URL>`, `[label]: URL` and a bare URL; the original is put in code, where it is no link."""
    link = one.pattern
    note = one.note(language)
    places = 0

    def put(match: re.Match[str]) -> str:
        nonlocal places
        places += 1
        said = match["url"]
        if match["code"]:
            places -= 1
            return match[0]
        if match["inline"]:
            return f"{match['inline']}{one.replacement}{match['rest']} ({note} `{said}`)"
        if match["define"]:
            title = match["title"] or f' "{note} {said}"'
            return f"{match['define']}{one.replacement}{match['close'] or ''}{title}"
        bare = f"<{one.replacement}>" if match["angle"] else one.replacement
        return f"{bare} ({note} `{said}`)"

    either = re.compile(
        rf"(?P<code>`[^`\n]*`)|(?P<inline>\]\(\s*<?)?(?P<define>(?:(?<=\n)|\A)[ ]{{0,3}}\[(?!\^)[^\]\n]+\]:[ \t]*<?)?(?P<angle><)?(?P<url>{link})"
        r"(?(inline)(?P<rest>>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)))(?(define)(?P<close>>)?(?P<title>[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?)(?(angle)>)"
    )
    return either.sub(put, text), places


def _html(text: str, one: Replacement, language: str) -> tuple[str, int]:
    """Replace the address in links, and where it stands in the text; scripts, styles and comments are left as they are."""
    link = re.compile(one.pattern)
    note = f"({html.escape(one.note(language))} {html.escape(one.url)})"
    target = html.escape(one.replacement)
    out: list[str] = []
    places, at, inside = 0, 0, ""
    for tag in _TAG.finditer(text):
        words, replaced = _shown(text[at : tag.start()], link, target, note, linked=bool(inside) or _in_link(out))
        out.append(words)
        places += replaced
        mark = tag[0]
        if mark[:2].lower() == "<a" and not mark[2:3].isalpha():
            inside = ""
            for href in _HREF.finditer(mark):
                if html.unescape(href[2][1:-1]).strip() in one.written:
                    mark = f'{mark[: href.start()]}{href[1]}"{target}"{mark[href.end() :]}'
                    inside = "here"
                    places += 1
                    break
        out.append(mark)
        if mark[:3].lower() == "</a" and inside:
            out.append(f" {note}")
            inside = ""
        at = tag.end()
    words, replaced = _shown(text[at:], link, target, note, linked=False)
    out.append(words)
    return "".join(out), places + replaced


def _in_link(out: Sequence[str]) -> bool:
    """Say whether a text stands inside a link that is none of ours: its address there is left alone."""
    for piece in reversed(out):
        low = piece[:3].lower()
        if low == "</a":
            return False
        if low[:2] == "<a" and not low[2:3].isalpha():
            return True
    return False


def _shown(words: str, link: re.Pattern[str], target: str, note: str, *, linked: bool) -> tuple[str, int]:
    found, count = link.subn(
        lambda _: target if linked else f'<a href="{target}">{target}</a> {note}', html.unescape(words)
    )
    if not count:
        return words, 0
    if linked:
        return found, 0
    parts = link.split(html.unescape(words))
    return f'<a href="{target}">{target}</a> {note}'.join(html.escape(part, quote=False) for part in parts), count
