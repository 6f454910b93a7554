"""Settings: the file is read once, unknown keys are refused with the nearest one, types are held."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline.settings import ConfigError, Settings, load

REPOSITORY = Path(__file__).parents[2]


def test_the_file_in_the_repository_states_every_default() -> None:
    import tomllib

    stated = tomllib.loads((REPOSITORY / "testimonia.toml").read_text(encoding="utf-8"))
    defaults = {
        section: {k: list(v) if isinstance(v, tuple) else v for k, v in keys.items()}
        for section, keys in asdict(Settings()).items()
    }
    assert stated == defaults


def test_an_override_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_text("[fetch]\ntimeout_s = 5.0\nmax_hops = 3\n", encoding="utf-8")
    settings = load(("fetch.timeout_s=10", "fetch.obey_robots=no", "archive.timegates=http://a/,http://b/"), file)
    assert (settings.fetch.timeout_s, settings.fetch.max_hops, settings.fetch.obey_robots) == (10.0, 3, False)
    assert settings.archive.timegates == ("http://a/", "http://b/")


WRONG = {
    "unknown key": ("fetch.timeout=3", "did you mean `timeout_s`?"),
    "unknown section": ("fetsch.timeout_s=3", "did you mean `fetch`?"),
    "not a number": ("fetch.timeout_s=soon", "it takes a number from 0"),
    "negative": ("fetch.max_hops=-1", "it takes a whole number from 0"),
    "not a truth": ("fetch.obey_robots=perhaps", "it takes true or false"),
    "no equals sign": ("fetch.timeout_s", "section.key=value"),
}


@pytest.mark.parametrize(("override", "cure"), WRONG.values(), ids=WRONG)
def test_a_wrong_override_says_what_to_do(override: str, cure: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="hint: ") as refused:
        load((override,), REPOSITORY / "testimonia.toml")
    assert cure in str(refused.value)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_text("[fetch\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"t\.toml: cannot be read as TOML"):
        load((), file)
