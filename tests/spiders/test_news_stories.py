"""The story behind a copy."""

from __future__ import annotations

import pytest

from spiders.news_stories import story_behind

COPIES = {
    "https://www.google.com/amp/s/www.news.example/2017/story.amp.html": "https://www.news.example/2017/story.amp.html",
    "https://www.google.co.uk/amp/news.example/story": "http://news.example/story",
    "https://www-news-example.cdn.ampproject.org/c/s/www.news.example/story?a=1": "https://www.news.example/story?a=1",
    "https://www.bing.com/amp/s/news.example/story": "https://news.example/story",
}


@pytest.mark.parametrize("url", COPIES)
def test_copies(url: str) -> None:
    assert story_behind(url) == COPIES[url]


@pytest.mark.parametrize(
    "url",
    ["https://news.example/amp/story", "https://www.google.com/amp/", "https://www.google.com/search?q=a", "https://www.google.com/amp/s/story",
     "https://cdn.ampproject.org/v0.js", "https://google.example.com/amp/s/a.example/"],
)  # fmt: skip
def test_no_copies(url: str) -> None:
    assert story_behind(url) is None
