"""The `testimonia` command: importing a module of commands adds them to the program."""

from pipeline.cli import commands_guide, commands_review, commands_runs, commands_steps, commands_time
from pipeline.cli.app import app

__all__ = ["app", "commands_guide", "commands_review", "commands_runs", "commands_steps", "commands_time"]
