from __future__ import annotations

import time

import pytest

from pipeline.citing.links import find_addresses, looks_like_address, visitable


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("at https://a.example.org/x.", ["https://a.example.org/x"]),
        ("(https://a.example.org/x)", ["https://a.example.org/x"]),
        ("https://a.example.org/x_(y) is", ["https://a.example.org/x_(y)"]),
        ("«https://a.example.org/x», then", ["https://a.example.org/x"]),
        ("www.example.org/a, r3d.mx/b", ["www.example.org/a", "r3d.mx/b"]),
        ("انظر www.example.org/a،", ["www.example.org/a"]),
        ("to https://a.example.org/keys/<id> it", ["https://a.example.org/keys/<id>"]),
        ("Data.gov, and/or, setup.py/x, a@b.org/c, v1.2/3", []),
        ("the server www.example.org answers", []),
        ("httpss://a.example.org/x", ["httpss://a.example.org/x"]),
        ("doi:10.1000/ab.12 and arXiv:1601.03642", ["doi:10.1000/ab.12", "arXiv:1601.03642"]),
    ],
)
def test_addresses_in_a_text(text: str, printed: list[str]) -> None:
    found = find_addresses(text)
    assert [address.printed for address in found] == printed
    assert all(text[address.start : address.end] == address.printed for address in found)


def test_what_would_be_visited() -> None:
    assert visitable("www.example.org") == "http://www.example.org"
    assert visitable("//example.org/a") == "https://example.org/a"
    assert visitable("httpss://example.org") == "https://example.org"
    assert find_addresses("arXiv:1601.03642")[0].url == "https://arxiv.org/abs/1601.03642"


def test_words_are_no_address() -> None:
    assert looks_like_address("https://a.example.org/x")
    assert not looks_like_address("see https://a.example.org/x")
    assert not looks_like_address("Data.gov")


@pytest.mark.parametrize(
    "hostile",
    [
        "a." * 20_000,
        "www." * 10_000,
        "http://" + "(" * 20_000,
        "https://a.b/" + "." * 20_000,
        "10.1234/" * 6_000,
        "a-" * 20_000 + "/",
    ],
)
def test_hostile_text_takes_no_longer_by_the_character(hostile: str) -> None:
    start = time.perf_counter()
    find_addresses(hostile)
    assert time.perf_counter() - start < 2.0
