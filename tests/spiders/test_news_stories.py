"""The story behind a copy."""

from __future__ import annotations

import pytest

from spiders.news_stories import notes, story_behind, syndicated_from

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


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Correction: the report named 22 people, not 24.", "correction_note"),
        ("Correction (4 May 2017): the sum was 4.1 million.", "correction_note"),
        ("An earlier version of this article misstated the year of the contract.", "correction_note"),
        ("Fe de erratas: el contrato es de 2014.", "correction_note"),
        ("Una versión anterior de esta nota decía que eran 24 personas.", "correction_note"),
        ("Rectificatif : le contrat date de 2014.", "correction_note"),
        ("In einer früheren Version hieß es, der Vertrag sei von 2013.", "correction_note"),
        ("UPDATE, 19 June: the ministry has answered our questions.", "update_note"),
        ("Actualización: la secretaría respondió el lunes.", "update_note"),
    ],
)
def test_what_a_story_says_it_changed(line: str, name: str) -> None:
    assert notes(f"The board met on Monday.\n{line}\nIt meets again in May.") == {name: line}


@pytest.mark.parametrize(
    "line",
    [
        "The correction of the river took nine years and cost two lives.",
        "Two versions of this article of the law are in force.",
        "Update your address book before you move house, says the post office.",
        "He asked for a correction - and got none of it.".replace(" - ", " "),
    ],
)
def test_a_story_that_only_has_such_words(line: str) -> None:
    assert notes(line) == {}


def test_notes_are_found_in_linear_time() -> None:
    import time

    began = time.process_time()
    for text in ("correction " * 20_000, "a" * 200_000, "correction (" * 20_000, "update " * 30_000):
        notes(text)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("url", "canonical", "host"),
    [
        ("https://news.portal.example/a", "https://www.courier.test/2017/a", "courier.test"),
        ("https://m.courier.test/a", "https://www.courier.test/a", None),
        ("https://courier.test/a", "", None),
    ],
)
def test_syndicated_copies(url: str, canonical: str, host: str | None) -> None:
    assert syndicated_from(url, canonical) == host
