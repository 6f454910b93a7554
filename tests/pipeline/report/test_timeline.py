"""Pictures of time: every kind of event has a shape and words of its own, and words of a source stay words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lxml import etree

from pipeline.report.timeline import Event, survival, timeline

START = datetime(2024, 1, 1, tzinfo=UTC)
KINDS = ("cited", "archived", "read", "dead", "unread", "changed")


def life(*kinds: str, days: int = 30) -> list[Event]:
    return [Event(START + timedelta(days=days * n), kind, f"because {kind}") for n, kind in enumerate(kinds)]


def shapes(picture: str) -> list[str]:
    """The drawn signs, without where they stand."""
    tree = etree.fromstring(picture)
    found = []
    for group in tree.findall("g"):
        (shape,) = [child for child in group if child.tag != "title"]
        keep = {k: v for k, v in shape.attrib.items() if k not in ("d", "cx", "cy")}
        found.append(f"{shape.tag} {sorted(keep.items())} {(shape.get('d') or '').split(' ', 2)[-1]}")
    return found


def test_every_kind_has_a_shape_of_its_own_without_colour() -> None:
    picture = timeline(life(*KINDS))
    drawn = shapes(picture)
    assert len(set(drawn)) == len(KINDS)
    colours = set(etree.fromstring(picture).xpath("//@fill | //@stroke"))
    assert colours <= {"none", "currentColor", "Canvas"}
    titles = [str(t) for t in etree.fromstring(picture).xpath("//g/title/text()")]
    assert len(titles) == len(KINDS)


def test_the_picture_is_said_in_words() -> None:
    said = etree.fromstring(timeline(life("read", "read", "dead"))).get("aria-label")
    assert said == "read 2× (2024-01-01 to 2024-01-31); failed 2024-03-01"


def test_words_of_a_source_stay_words() -> None:
    hostile = [Event(START, "read", '"><script>alert(1)</script>'), Event(START, "dead", "<img onerror=x>")]
    tree = etree.fromstring(timeline(hostile))
    assert {element.tag for element in tree.iter()} <= {"svg", "title", "g", "path", "circle", "text"}


def test_many_visits_near_each_other_are_one_sign() -> None:
    daily = [Event(START + timedelta(hours=n), "read", "live") for n in range(500)]
    assert timeline(daily).count("<circle") < 150
    assert timeline([]) == ""


def test_a_survival_curve_falls_in_steps() -> None:
    picture = survival([(100, 0.75), (900, 0.5)], says="half live <longer>", year="{n} años")
    assert "half live &lt;longer&gt;" in picture
    assert "2.5 años" in picture
    assert etree.fromstring(picture).xpath("count(//path[contains(@d, 'V47.5')])") == 1
    assert survival([], says="") == ""
