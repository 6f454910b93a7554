"""The library that runs the models reports to nobody, and leaves no mark of the machine in its user's home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_a_model_that_is_loaded_leaves_no_trace_in_the_home_folder(tmp_path: Path) -> None:
    load = "from nlp import judge; judge.load(judge.MODEL); from nlp.entities import model; model._loaded()"
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", load], env=environment, check=True, timeout=120)
    assert list(tmp_path.iterdir()) == []
