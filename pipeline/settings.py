"""testimonia.toml, read once into frozen dataclasses that are handed down as arguments."""

from __future__ import annotations

import difflib
import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from spiders.config import Fetch

LANGUAGES = ("en", "es")  # of the report; each has its catalogue in pipeline/report/languages/


class ConfigError(Exception):
    """A setting that cannot be used; nothing has run. The message says where, what, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Where old copies are looked for and how ours are kept."""

    timegates: tuple[str, ...] = ("https://web.archive.org/web/",)
    timemaps: tuple[str, ...] = ()
    cdx: tuple[str, ...] = ("https://web.archive.org/cdx/search/cdx",)
    save: str = "https://web.archive.org/save/"
    save_delay_s: float = 5.0
    roll_over_mb: float = 1000.0
    authorities: tuple[str, ...] = ()
    authority_roots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """How much of a source is read."""

    max_chars: int = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """When the program leaves the answer to a person, and whether its judge reads along."""

    abstain_below: float = 0.82
    model: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Judges that are not ours, asked besides; none by default. Prices are for a million tokens."""

    folder: str = ""
    server: str = ""
    model: str = ""
    key_file: str = ""
    timeout_s: float = 60.0
    passages: int = 5
    price_in: float = 0.0
    price_out: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the report is headed, in which language it speaks, whether the page stands alone, and how much one page holds."""

    title: str = ""
    language: str = "en"
    single_file: bool = False
    page_claims: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """How often sources are visited by `testimonia watch`, and who is told."""

    min_days: float = 1.0
    max_days: float = 30.0
    growth: float = 0.5
    notify: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings; a stage gets only what it names."""

    fetch: Fetch = field(default_factory=Fetch)
    archive: Archive = field(default_factory=Archive)
    text: Text = field(default_factory=Text)
    check: Check = field(default_factory=Check)
    judge: Judge = field(default_factory=Judge)
    report: Report = field(default_factory=Report)
    watch: Watch = field(default_factory=Watch)


def load(overrides: tuple[str, ...] = (), path: Path | None = None) -> Settings:
    """Return the settings of a file with `section.key=value` overrides on top.

    The file is `path`, else what TESTIMONIA_CONFIG names, else ./testimonia.toml where there is one, else none.
    Raises ConfigError for a file that cannot be read, an unknown key (the nearest one is named), a wrong type.
    """
    named = path or (Path(os.environ["TESTIMONIA_CONFIG"]) if os.environ.get("TESTIMONIA_CONFIG") else None)
    file = named or Path("testimonia.toml")
    settings = Settings()
    if named or file.exists():
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as unreadable:
            raise ConfigError(
                f"{file}: cannot be read as TOML ({unreadable})\n\nhint: compare it with the testimonia.toml of the program"
            ) from unreadable
        for section, values in tables.items():
            if not isinstance(values, dict):
                raise ConfigError(
                    f"{file}: `{section}` stands outside of a section\n\nhint: put it under one of {_names(Settings)}"
                )
            for key, value in values.items():
                settings = _set(settings, section, key, value, where=str(file))
    for override in overrides:
        name, equals, value = override.partition("=")
        section, dot, key = name.strip().partition(".")
        if not (equals and dot):
            raise ConfigError(
                f"--set {override}: not of the form section.key=value\n\nhint: for instance --set fetch.timeout_s=10"
            )
        settings = _set(settings, section, key, value.strip(), where="--set")
    return settings


def _names(cls: type[Any]) -> str:
    return ", ".join(f"`{f.name}`" for f in fields(cls))


def _nearest(name: str, cls: type[Any]) -> str:
    near = difflib.get_close_matches(name, [f.name for f in fields(cls)], n=1, cutoff=0.4)
    return f"did you mean `{near[0]}`?" if near else f"there are {_names(cls)}"


def _set(settings: Settings, section: str, key: str, value: object, where: str) -> Settings:
    if section not in {f.name for f in fields(Settings)}:
        raise ConfigError(f"{where}: unknown section `{section}`\n\nhint: {_nearest(section, Settings)}")
    part = getattr(settings, section)
    if key not in {f.name for f in fields(part)}:
        raise ConfigError(f"{where} [{section}]: unknown setting `{key}`\n\nhint: {_nearest(key, type(part))}")
    typed = _typed(value, getattr(part, key), f"{where} [{section}] {key}")
    if (section, key) == ("report", "language") and typed not in LANGUAGES:
        raise ConfigError(f"{where} [{section}] {key}: no language `{typed}`\n\nhint: there are {', '.join(LANGUAGES)}")
    return replace(settings, **{section: replace(part, **{key: typed})})


def _typed(value: object, like: object, where: str) -> object:
    """Return the value as the type of the default it replaces; text from the command line is converted."""
    try:
        match like:
            case bool():
                words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
                return value if isinstance(value, bool) else words[str(value).lower()]
            case int() | float():
                if isinstance(value, bool):
                    raise ValueError(value)
                number = type(like)(str(value))
                if number < 0:
                    raise ValueError(number)
                return number
            case tuple():
                parts = value if isinstance(value, list) else [p.strip() for p in str(value).split(",") if p.strip()]
                return tuple(str(p) for p in parts)
            case _:
                if not isinstance(value, str):
                    raise ValueError(value)
                return value
    except (ValueError, KeyError, TypeError) as wrong:
        kind = {
            "bool": "true or false",
            "int": "a whole number from 0",
            "float": "a number from 0",
            "tuple": "a list of texts",
        }
        raise ConfigError(
            f"{where}: cannot be {value!r}\n\nhint: it takes {kind.get(type(like).__name__, 'a text')}"
        ) from wrong
