"""Pages written for this, of the kinds that stand in a source's place, and live ones that talk of them.

They are our own words for what servers, walls, hosts and registrars answer. Some are missed, and stay in as misses; what
must never happen is that a page which may be a source, or hides one, is called dead. All of them: `python -m benchmarks outcomes`.
"""

from __future__ import annotations

from benchmarks.outcomes import judged


def test_pages_in_a_sources_place() -> None:
    found = list(judged(step=9))
    missed = [name for _, name, right, _ in found if not right]
    assert [name for _, name, _, dead in found if dead] == []
    assert len(missed) <= 0.07 * len(found), "\n".join(missed)
