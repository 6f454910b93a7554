"""Crawls in shares: whole domains, and copies in one."""

from __future__ import annotations

from pipeline.crawling import shards
from spiders.urls import host_shard

URLS = [f"http://www{n % 3}.site{n % 300}.example/{n}" for n in range(4_000)]


def test_a_registered_domain_is_whole_in_one_share() -> None:
    parts = shards([{"url": url, "via": "live"} for url in URLS], 2)
    assert len(parts) == 2
    first, second = ({host_shard(task["url"]) for task in part} for part in parts)
    assert not first & second
    assert sum(map(len, parts)) == len(URLS)
    assert min(map(len, parts)) > 1_000


def test_few_visits_are_not_worth_a_second_process_and_copies_are_asked_of_one_archive() -> None:
    assert len(shards([{"url": url, "via": "live"} for url in URLS[:500]], 8)) == 1
    assert len(shards([{"url": url, "via": "memento"} for url in URLS], 8)) == 1
