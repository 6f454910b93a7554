"""All stages in order: the product on one screen.

    documents ─ read ─▶ citations, claims ─ fetch, recall ─▶ WARC ─ index ─▶ visits, hops
              ─ extract ─▶ captures, sources ─ annotate ─▶ mentions
              ─ check ─▶ verdicts, facts ─ compare ─▶ changes ─ report ─▶ people

`fetch` and `recall` are crawls (pipeline/crawl.py): a process that leaves WARC files behind. The others are
stages: a query and a pure function.
"""

from __future__ import annotations

from pipeline.annotate import ANNOTATE
from pipeline.check import CHECK
from pipeline.compare import COMPARE
from pipeline.extract import EXTRACT
from pipeline.read import READ
from pipeline.stage import Stage

BEFORE_THE_WEB: tuple[Stage, ...] = (READ,)
AFTER_THE_WEB: tuple[Stage, ...] = (EXTRACT, ANNOTATE, CHECK, COMPARE)
BY_NAME: dict[str, Stage] = {stage.name: stage for stage in (*BEFORE_THE_WEB, *AFTER_THE_WEB)}
