"""Each fact of a claim is a match, a mismatch or absent, and nothing else is said of it."""

from __future__ import annotations

import pytest

from nlp.evidence import passage
from nlp.facts.find import check_facts

CASES = {
    "over 100 is borne out by 103": ("Over 100 boats sank in the storm.", "In the storm 103 boats sank.", [("number", "match")]),
    "over 100 is not borne out by 97": ("Over 100 boats sank in the storm.", "In the storm 97 boats sank.", [("number", "mismatch")]),
    "over 100 is not under 100": ("Under 100 boats sank in the storm.", "Over 100 boats sank in the storm.", [("number", "mismatch")]),
    "over 100 is not 300": ("Over 100 boats sank in the storm.", "In the storm 300 boats sank.", [("number", "absent")]),
    "a span of years": ("He led the port 1997-2002.", "He led the port 1997-2004.", [("date", "match"), ("date", "mismatch")]),
    "40 % is not 43 %": ("Its share was 40 % of all harbours.", "Its share of all harbours was 43 %.", [("number", "mismatch")]),
    "about 40 % is 39.6 %": ("Its share was about 40 % of all ports.", "Its share of all ports was 39.6 %.", [("number", "match")]),
    "1.2 million is 1,234,567": ("The firm made 1.2 million lamps.", "The firm made 1,234,567 lamps.", [("number", "match")]),
    "a word and a figure": ("She owns three boats.", "She owns 3 boats.", [("number", "match")]),
    "another currency": ("It cost $40 to enter the harbour.", "It cost €40 to enter the harbour.", [("number", "mismatch")]),
    "a currency by its word": ("The dam cost 48 million pounds.", "The dam cost £48m.", [("number", "match")]),
    "a share in words": ("Nearly half of the pupils walk.", "Of the pupils, 48 percent walk.", [("number", "match")]),
    "another share": ("A third of the boats sank.", "In the storm 43 percent of the boats sank.", [("number", "absent")]),
    "another measure of the same": ("The road is 10 miles long.", "The road is 16 kilometres long.", [("number", "match")]),
    "a heavier measure": ("The bell weighs 3 tonnes.", "The bell weighs 2,000 kg.", [("number", "absent")]),
    "the figure with another measure": ("The tower is 150 feet tall.", "The tower is 150 metres tall.", [("number", "mismatch")]),
    "a year is borne out by its day": ("The pier opened in 2015.", "The pier opened on 3 June 2015.", [("date", "match")]),
    "a day is not borne out by its year": ("The pier opened on 3 June 2015.", "The pier opened in 2015.", [("date", "absent")]),
    "another year": ("The pier opened in 2015.", "The pier opened in 2014.", [("date", "mismatch")]),
    "the source says nothing of the date": ("The pier opened in 2015.", "The pier is open.", [("date", "absent")]),
    "an acronym is its name": ("The boat was lent by the WHO.", "The World Health Organization lent the boat.", [("name", "match")]),
    "another given name": ("The pier was built by Jane Smith.", "The pier was built by John Smith.", [("name", "mismatch")]),
    "a score": ("They won 3-1 in the harbour.", "In the harbour they won 3–1.", [("number", "match")]),
    "another score": ("They won 3-2 in the harbour.", "In the harbour they won 3–1.", [("number", "mismatch")]),
    "a span that is spelt out": ("It takes 12-15 days by boat.", "By boat it takes 12 to 15 days.", [("number", "match")]),
    "a year that dates nothing": ("He praised her 2015 pier.", "He praised her 2014 pier.", [("date", "absent")]),
    "a year in the name of a work": ("He sang on her 2015, in 2014.", "Her 2015 has nine songs; he sang on it in 2014.", [("date", "match"), ("date", "match")]),
    "an interval in two dates": ("The fair ran from May 3, 2014 to June 9, 2016.", "The fair was held from May 3, 2014, to June 9, 2016.", [("date", "match")]),
    "an interval with another end": ("The fair ran from May 3, 2014 to June 8, 2016.", "The fair was held from May 3, 2014, to June 9, 2016.", [("date", "mismatch")]),
    "an interval of years in one of months": ("He led the port from 1997 to 2002.", "He led the port from May 1997 to June 2002.", [("date", "match")]),
    "an interval of months in one of years": ("He led the old port of Norrby from May 1997 to June 2002.", "He led the old port of Norrby from 1997 to 2002.", [("name", "match"), ("date", "absent")]),
    "a month in a day of it": ("She was born in August.", "She (August 14, 1886 – March 11, 1950) was born in a mill.", [("date", "match")]),
    "another month": ("She was born in July.", "She (August 14, 1886 – March 11, 1950) was born in a mill.", [("date", "absent")]),
    "a name behind the article that opens the claim": ("The Viber flies a kite.", "The Norrby flies a kite.", [("name", "absent")]),
    "a short phrase in marks with a word cut out": ("It was “a from the mill”.", "It was “a present from the mill”.", [("quote", "mismatch")]),
    "a title with a word put in": ("He read “The Very Old Pier” aloud.", "He read “The Old Pier” aloud.", [("name", "match"), ("quote", "mismatch")]),
    "a title without what is behind it": ("He read “The Old Pier” aloud.", "He read “The Old Pier and Me” aloud.", [("name", "match")]),
    "the night of a day": ("On the night of March 5 the mill burned.", "The mill burned on the night of March 5.", [("date", "match")]),
    "the night of another day": ("On the night of January 5 the old mill burned down.", "The old mill burned down on the night of March 5.", [("date", "mismatch")]),
    "a person called like a month": ("Aunt May runs a mill.", "Aunt May has run a mill since 3 June 2014.", [("name", "match")]),
    "a month behind a word with a capital": ("In May the mill ran.", "The mill ran on 3 May 2014.", [("date", "match")]),
    "a month of the day of the post": ("In May of that year the pier opened.", "Posted: 9:36 PM, May 14, 2018. The pier opened.", [("date", "match")]),
    "another month than that of the post": ("In June of that year the pier opened.", "Posted: 9:36 PM, May 14, 2018. The pier opened.", [("date", "absent")]),
    "a title in marks is no quote": ("He read “The Old Pier” aloud.", "He read it aloud.", [("name", "absent")]),
    "a quote that swallows a not": (
        'He said "we did sell the old pier".', "He said: “We did not sell the old pier.”", [("quote", "mismatch")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("claim", "source", "expected"), CASES.values(), ids=CASES)
def test_a_fact_is_held_against_the_source(claim: str, source: str, expected: list[tuple[str, str]]) -> None:
    read = passage(source)
    facts = check_facts(claim, read, range(len(read.spans)), language="en", source_language="en")
    assert [(f.kind, f.status) for f in facts] == expected
    for fact in facts:
        assert claim[fact.claim_start : fact.claim_end] == fact.claim
        if fact.source_start is not None:
            assert fact.source == source[fact.source_start : fact.source_end]


def test_digits_dates_and_names_carry_from_spanish() -> None:
    claim = "On 12 March 2015 the pilot Carmen Ruiz was fired with 22 colleagues."
    read = passage("El 12 de marzo de 2015 la piloto Carmen Ruiz fue despedida con 22 colegas.", language="es")
    facts = check_facts(claim, read, [0], language="en", source_language="es")
    assert {(f.kind, f.status) for f in facts} == {("date", "match"), ("name", "match"), ("number", "match")}


def test_the_number_of_another_fact_of_the_claim_does_not_conflict() -> None:
    claim = "The fleet has 12 boats and lost 3 boats."
    read = passage("The fleet of 12 boats lost 3 boats in a storm.")
    facts = check_facts(claim, read, [0], language="en", source_language="en")
    assert [f.status for f in facts] == ["match", "match"]
