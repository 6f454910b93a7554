"""Sources as witnesses: copies, one publisher, one that rests on the other, and what is independent."""

from __future__ import annotations

from nlp.independence import Origin, relations, site, witnesses

STORY = " ".join(
    f"On day {day} the crew of the ferry counted {day * 7} gulls near buoy {day + 3} and wrote it down in the log of the {name} watch."
    for day, name in enumerate(("morning", "evening", "night", "second", "first", "last", "harbour", "pilot"), start=1)
)
OTHER = " ".join(
    f"Report {n}: the council spent {n * 11} crowns on lamp {n}, which the {name} office had asked for in a note of its own."
    for n, name in enumerate(("north", "south", "west", "east", "road", "park", "school", "water"), start=1)
)


def kinds(*origins: Origin) -> set[tuple[str, str, str]]:
    return {(r.one, r.other, r.kind) for r in relations(origins)}


def test_a_shortened_copy_is_one_witness_and_another_report_is_a_second() -> None:
    a = Origin(key="a", text=STORY, url="https://ferry.example/log")
    b = Origin(key="b", text="From our desk. " + STORY[: len(STORY) * 3 // 4], url="https://gazette.example/gulls")
    c = Origin(key="c", text=OTHER, url="https://council.example/lamps")
    found = relations([a, b, c])
    assert [(r.one, r.other, r.kind) for r in found] == [("a", "b", "near_copy")]
    assert found[0].share is not None and found[0].share > 0.9
    assert witnesses(["a", "b", "c"], found) == {"a": 1, "b": 1, "c": 2}


def test_one_publisher_is_told_by_its_site_or_by_its_name() -> None:
    a = Origin(key="a", text=STORY, url="https://news.gazette.co.uk/1")
    b = Origin(key="b", text=OTHER, url="https://www.gazette.co.uk/2")
    assert kinds(a, b) == {("a", "b", "same_publisher")}
    c = Origin(key="c", text=STORY, url="https://one.example/1", publisher="Harbour Gazette")
    d = Origin(key="d", text=OTHER, url="https://two.example/2", publisher="The Harbour Gazette")
    assert kinds(c, d) == {("c", "d", "same_publisher")}


def test_who_names_the_other_as_where_it_has_it_from_cites_it() -> None:
    lab = Origin(key="lab", text=STORY, url="https://lab.example/gulls/2019", publisher="Gull Laboratory")
    paper = Origin(
        key="paper", text="According to the Gull Laboratory, birds are many. " + OTHER, url="https://paper.example/a"
    )
    linking = Origin(
        key="linking", text="See lab.example/gulls/2019 for more. " + OTHER[::-1], url="https://blog.example/b"
    )
    assert kinds(lab, paper) == {("paper", "lab", "cites")}
    assert kinds(lab, linking) == {("linking", "lab", "cites")}
    unrelated = Origin(key="u", text="The Gull Laboratory has a new door. " + OTHER, url="https://door.example/a")
    assert kinds(lab, unrelated) == set()


def test_the_site_of_an_address() -> None:
    assert site("https://user@a.b.gazette.co.uk:8080/x") == "gazette.co.uk"
    assert site("http://www.gob.mx/a") == "gob.mx"
    assert site("http://10.0.0.7/x") == "10.0.0.7"
