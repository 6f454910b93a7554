"""Stage: a verdict that rests on a text → what the judges that the user named say of the same claim and passages."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.judges import judges
from pipeline.settings import Settings
from pipeline.stage import Row
from warehouse.ids import digest
from warehouse.records import Opinion


def work(row: Row, settings: Settings) -> Iterator[Opinion]:
    """Yield one opinion a judge, a failed one too; nothing where no judge is named."""
    for judge in judges(settings.judge):
        said = judge.ask(row["claim"], row["passages"])
        yield Opinion(
            made_from=row["subject_id"], made_by="opine", opinion_id=digest("opinion", row["verdict_id"], said.judge),
            verdict_id=row["verdict_id"], judge=said.judge, verdict=said.verdict, score=said.score, prompt=said.prompt, answer=said.answer,
            error=said.error, tokens_in=said.tokens_in, tokens_out=said.tokens_out, cost=said.cost, seconds=said.seconds,
        )  # fmt: skip
