"""Findings as JUnit XML, which every CI shows: a suite a document, a case a claim and a link."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from pipeline.exports.findings import Finding, findings
from pipeline.report.gather import Dossier

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
FAILURES = ("contradicted", "disputed", "not_supported", "outdated", "dead_link", "failing_link", "changed_source")
SKIPPED = ("unread", "unread_link")  # was not checked: neither passed nor failed


def junit(dossiers: Sequence[Dossier]) -> str:
    """Return the findings as JUnit XML: what needs mending failed, what could not be read was skipped, the rest passed."""
    root = etree.Element("testsuites", name="testimonia")
    for dossier in dossiers:
        found = [finding for finding in findings(dossier) if finding.rule != "uncited"]
        suite = etree.SubElement(
            root, "testsuite", name=_clean(dossier.document["path"]), tests=str(len(found)), errors="0",
            failures=str(sum(f.rule in FAILURES for f in found)), skipped=str(sum(f.rule in SKIPPED for f in found)),
        )  # fmt: skip
        for finding in found:
            _case(suite, finding, str(dossier.document["path"]))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()


def _case(suite: etree._Element, finding: Finding, path: str) -> None:
    kind = "link" if finding.rule.endswith(("_link", "_source")) else "claim"
    case = etree.SubElement(
        suite,
        "testcase",
        classname=_clean(f"{path}.{kind}"),
        name=_clean(f"{finding.ref}: {finding.text[:200]}"),
        time="0",
    )
    if finding.rule in FAILURES or finding.rule in SKIPPED:
        told = etree.SubElement(
            case, "failure" if finding.rule in FAILURES else "skipped", message=_clean(finding.message)
        )
        if finding.rule in FAILURES:
            told.set("type", finding.rule)
            told.text = _clean("\n".join(filter(None, (finding.text, finding.url))))
    else:
        etree.SubElement(case, "system-out").text = _clean(finding.message)


def _clean(text: object) -> str:
    """Return a text without what XML cannot hold: a document's own bytes must not break the file."""
    return _FORBIDDEN.sub("\ufffd", str(text))
