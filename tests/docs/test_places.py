"""What runs the program elsewhere calls it as it is: commands and options exist, no root, nothing of an input in a script."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from pipeline.cli.main import app

REPOSITORY = Path(__file__).parents[2]
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def known(command: str) -> bool:
    """Say whether `testimonia COMMAND --options` names a command and options that there are."""
    name, *rest = shlex.split(command)
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    return {word for word in rest if word.startswith("--")} <= options


def calls(text: str) -> list[str]:
    return [match.strip() for match in re.findall(r"testimonia\"? ((?:run|export|read|watch)\b[^|>\n]*)", text)]


@pytest.mark.parametrize(
    "name", [".pre-commit-hooks.yaml", "action.yml", "compose.yaml", "Dockerfile", "docs/places.md"]
)
def test_every_call_names_a_command_and_options_that_exist(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    found = [call.split("`")[0].split(" || ")[0].replace("…", "") for call in calls(text)]
    assert [call for call in found if call.split()[0] in COMMANDS and not known(call)] == []


@pytest.mark.parametrize("page", sorted(path.name for path in (REPOSITORY / "docs").glob("*.md")))
def test_every_command_of_a_page_is_one_and_has_the_options_that_it_names(page: str) -> None:
    text = (REPOSITORY / "docs" / page).read_text(encoding="utf-8")
    found = re.findall(r"^    testimonia (\S+ ?[^\n#]*)", text, re.MULTILINE)
    assert [command for command in found if not known(command)] == []


def test_every_command_named_within_a_sentence_is_one_and_has_the_options_that_it_names() -> None:
    pages = [
        *REPOSITORY.glob("*.md"),
        *(REPOSITORY / "docs").glob("*.md"),
        *(REPOSITORY / "docs/experiments").glob("*.md"),
    ]
    found = {
        command
        for page in pages
        for command in re.findall(
            r"`(?:\.venv/bin/)?testimonia ([a-z][\w-]*(?: [^`|]*)?)`", page.read_text(encoding="utf-8")
        )
    }
    assert len(found) > 10
    assert [command for command in sorted(found) if command.split()[0] not in COMMANDS or not known(command)] == []


def test_a_hook_says_what_pre_commit_asks_for() -> None:
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["testimonia", "testimonia-offline"]
    assert all({"id", "name", "entry", "language"} <= set(hook) for hook in hooks)


def test_the_action_puts_no_input_into_a_script() -> None:
    action = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []
    for script in scripts:
        subprocess.run(["bash", "-n", "-c", script], check=True)


def test_the_container_runs_as_no_root() -> None:
    lines = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert lines.index("USER 10001") < lines.index('ENTRYPOINT ["testimonia"]')
    service = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))["services"]["testimonia"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


def test_the_image_is_made_of_what_is_there() -> None:
    image = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")
    taken = [line.split()[1] for line in image.splitlines() if line.startswith("COPY ") and "--from" not in line]
    kept_out = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").split()
    replayed = re.findall(r"\S+\.(?:txt|warc\.gz)\b", image.split("WORKDIR /build/")[1].split("\n\n")[0])
    place = image.split("WORKDIR /build/")[1].split()[0]
    needed = [*taken, *(f"{place}/{name}" for name in replayed), "pyproject.toml", "README.md", "LICENSE"]
    assert len(needed) > 6
    assert [name for name in needed if not (REPOSITORY / name).exists()] == []
    assert [name for name in needed if name.split("/")[0] in kept_out] == []
    scripts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert set(re.findall(r"/opt/testimonia/bin/(\w+) run", image)) | {"testimonia"} == set(scripts)


def test_compose_builds_this_folder_and_calls_a_command() -> None:
    service = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))["services"]["testimonia"]
    assert (REPOSITORY / service["build"] / "Dockerfile").exists()
    assert service["command"][0] in COMMANDS
    places = [volume.split(":")[1] for volume in service["volumes"]]
    assert any(service["command"][1].startswith(place) for place in places)
    assert "/case/data" in places  # where a run in /case writes by default
