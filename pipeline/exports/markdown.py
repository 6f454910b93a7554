"""The summary as Markdown, to be pasted into an issue or a pull request; nothing in it that a source wrote is markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.report.attention import Group, groups, misstated, standings
from pipeline.report.gather import Claimed, Dossier, Link
from pipeline.report.page import document_name, web_link
from pipeline.report.words import OUTCOMES, STATED, VERDICTS, word
from pipeline.stage import Row

_MOST_LINES = 15  # of one group: the report has them all
_LONGEST = 60_000  # characters; GitHub takes 65,536
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:$=^])")
_CUT = "\n\n… cut here; the report has the rest.\n"


def markdown(dossiers: Sequence[Dossier]) -> str:
    """Return what needs a person's eye, worst first, as GitHub-flavoured Markdown of at most 60,000 characters."""
    parts = [part for dossier in dossiers for part in _document(dossier)]
    parts.append("Every verdict is a suggestion until a person has looked. Unread is not dead, and not unsupported.\n")
    text = "\n".join(parts)
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)].rsplit("\n", 1)[0] + _CUT


def _document(dossier: Dossier) -> list[str]:
    counts = standings([dossier])
    health = {name: sum(link.row["health"] == name for link in dossier.links) for name in ("live", "dead", "unread")}
    lines = [
        f"## Sources of {plain(document_name(dossier))}",
        "",
        "| " + " | ".join([*(VERDICTS[slug].label for slug, _ in counts), "Links live", "failing", "unread"]) + " |",
        "|" + " ---: |" * (len(counts) + 3),
        "| " + " | ".join([*(str(n) for _, n in counts), *(str(n) for n in health.values())]) + " |",
        "",
    ]
    for group in groups(dossier):
        lines += _group(dossier, group)
    return lines


def _group(dossier: Dossier, group: Group) -> list[str]:
    lines = [f"### {group.name} ({len(group.claims) + len(group.links)})", "", group.say, ""]
    told = [*(_claim(claim) for claim in group.claims), *(_link(dossier, group, link) for link in group.links)]
    lines += told[:_MOST_LINES]
    if len(told) > _MOST_LINES:
        lines.append(f"- … and {len(told) - _MOST_LINES} more")
    return [*lines, ""]


def _claim(claim: Claimed) -> str:
    decided = [case for case in claim.cases if claim.verdict and case.row["verdict"] == claim.verdict["verdict"]]
    every = (part for case in (decided or claim.cases)[:3] for part in str(case.row["reason"])[:300].split("; "))
    reasons = "; ".join(plain(part) for part in dict.fromkeys(every))
    return f"- **{claim.row['ref']}** {plain(str(claim.row['text'])[:300])}" + (f"  \n  {reasons}" if reasons else "")


def _link(dossier: Dossier, group: Group, link: Link) -> str:
    """Say of a link what its group is about: how it differs from its citation, how it changed, or what it answers."""
    url = web_link(link.row["url"])
    outcome = word(OUTCOMES, link.row["outcome"] or "no_link").label
    named = (
        f"<{url}>" if url and not re.search(r"[<>\s]", url) else plain(str(link.row["label"] or link.row["url"] or ""))
    )
    said = f"- **{link.row['ref']}** {named}: "
    if group.name == "Misstated sources":
        return said + "; ".join(_stated(fact) for fact in misstated(dossier, link))
    if link.change and group.name in ("Changed sources", "Reworded sources"):
        return f"{said}{link.change['change']} change since {link.change['since_at']:%Y-%m-%d}, {plain(str(link.change['reason'])[:300])}"
    said += outcome
    if link.death:
        said += f", {'confirmed dead' if link.death['confirmed'] else 'failing'} since {link.death['failing_since']:%Y-%m-%d}"
    copy = web_link(link.row["rescue_memento_url"]) if link.row["rescued"] else None
    return said + (f"; archived copy <{copy}>" if copy and not re.search(r"[<>\s]", copy) else "")


def _stated(fact: Row) -> str:
    stated, found = (plain(str(fact[side] or "nothing")[:200]) for side in ("stated", "found"))
    if fact["field"] == "newer_than_document":
        return f"the document is of {stated}, its source of {found}"
    if fact["field"] == "changed_after_document":
        return f"the document is of {stated}, its source was changed on {found}"
    return f"{STATED.get(fact['field'], fact['field'])}: the citation says {stated}, the source says {found}"


def plain(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line: no markup, no link, and no one is called by an @."""
    flat = " ".join(re.sub(r"[\u202a-\u202e\u2066-\u2069\x00-\x1f]", " ", text).split())
    return _MARKUP.sub(r"\\\1", flat).replace("@", "&#64;").replace("www\\.", "www&#46;")
