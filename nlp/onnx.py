"""The one way to onnxruntime: it reports nothing to anybody."""

from __future__ import annotations

import os
from typing import Any


def runtime() -> Any:
    """Return onnxruntime, told before it starts to send nothing and to keep no mark of this machine.

    Its wheels (1.32) write a device's id under the home folder and report sessions to their maker unless this variable is
    set when the library is loaded. What a newsroom checks is nobody's business; a test holds that no trace is left.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # type: ignore[import-untyped,unused-ignore]  # a quarter of a second, which only who needs a model pays

    onnxruntime.disable_telemetry_events()
    return onnxruntime
