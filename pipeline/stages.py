"""All stages in order: the product on one screen.

    documents ─ read ─▶ citations, claims ─ fetch, recall ─▶ WARC ─ index ─▶ visits, hops
              ─ reconcile ─▶ agreements
              ─ extract ─▶ captures, sources ─ annotate ─▶ mentions
              ─ check ─▶ verdicts, facts ─ corroborate ─▶ witnesses
              ─ compare ─▶ changes ─ report ─▶ people

`fetch` and `recall` are crawls (pipeline/crawl.py): a process that leaves WARC files behind. The others are stages: what one
reads is the query of its name in `pipeline/reads/`, what it does is the function `work` of the module of its name. That module is
imported where the work is done: a run that owes nothing does not wait for spaCy.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.settings import Settings
from pipeline.stage import Row, Stage
from warehouse.records import Record

READS = Path(__file__).parent / "reads"


def _read(row: Row, settings: Settings) -> Iterator[Record]:
    from pipeline.read import work

    return work(row, settings)


def _extract(row: Row, settings: Settings) -> Iterator[Record]:
    from pipeline.extract import work

    return work(row, settings)


def _annotate(row: Row, settings: Settings) -> Iterator[Record]:
    from pipeline.annotate import work

    return work(row, settings)


def _check(row: Row, settings: Settings) -> Iterator[Record]:
    from pipeline.check import work

    return work(row, settings)


def _reconcile(row: Row, settings: Settings) -> Iterator[Record]:
    from pipeline.reconcile import work

    return work(row, settings)


def _corroborate(row: Row, settings: Settings) -> Iterator[Record]:
    from pipeline.corroborate import work

    return work(row, settings)


def _opine(row: Row, settings: Settings) -> Iterator[Record]:
    from pipeline.opine import work

    return work(row, settings)


def _compare(row: Row, settings: Settings) -> Iterator[Record]:
    from pipeline.compare import work

    return work(row, settings)


def _query(name: str) -> str:
    return (READS / f"{name}.sql").read_text(encoding="utf-8")


# A version goes up when the rows of a stage would come out otherwise: its subjects are then owed again.
READ = Stage(name="read", version=5, reads=_query("read"), work=_read)
EXTRACT = Stage(name="extract", version=7, reads=_query("extract"), work=_extract, settings=("text",))
ANNOTATE = Stage(name="annotate", version=6, reads=_query("annotate"), work=_annotate, settings=("text",))
CHECK = Stage(name="check", version=5, reads=_query("check"), work=_check, settings=("check",))
RECONCILE = Stage(name="reconcile", version=1, reads=_query("reconcile"), work=_reconcile, settings=("text",))
CORROBORATE = Stage(name="corroborate", version=1, reads=_query("corroborate"), work=_corroborate, settings=("text",))
OPINE = Stage(name="opine", version=1, reads=_query("opine"), work=_opine, settings=("judge",))
COMPARE = Stage(name="compare", version=8, reads=_query("compare"), work=_compare)

BEFORE_THE_WEB = (READ,)
AFTER_THE_WEB = (RECONCILE, EXTRACT, ANNOTATE, CHECK, CORROBORATE, OPINE, COMPARE)
BY_NAME = {stage.name: stage for stage in (*BEFORE_THE_WEB, *AFTER_THE_WEB)}


def after_the_web(settings: Settings) -> tuple[Stage, ...]:
    """Return the stages that a run works once sources are fetched: no opinions are owed where no judge is named."""
    named = settings.judge.folder or settings.judge.server
    return tuple(stage for stage in AFTER_THE_WEB if named or stage is not OPINE)
