"""A client of `npm run environment`: reset, step, observations. Python 3.9 or newer, nothing else.

    with Environment("street/quick") as world:
        seen = world.reset(7)
        seen = world.step({"yawDegrees": 10, "forwardMetres": 1})

An observation has `step`, `isOver`, `files` (bytes by layer: `image` is a PNG, others as the recipe's `layers` ask), `labels` (docs/labels.md) and `spec` (the whole state).
"""

import base64
import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Environment:
    """One world at a time, in a process of its own. Errors are sentences."""

    def __init__(self, recipe):
        self.process = subprocess.Popen(
            ["node", str(ROOT / "bootstrap.mjs"), "environment", recipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.adapter = self._answer()["ready"]

    def reset(self, seed):
        """Another world for another seed; the same one for the same."""
        return self._ask({"reset": seed})

    def step(self, action):
        """Moves the camera: forwardMetres, rightMetres, upMetres, yawDegrees, pitchDegrees, zoomDegrees; all may be left out."""
        return self._ask({"step": action})

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def _ask(self, request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        if "error" in answer:
            raise ValueError(answer["error"])
        seen = answer["observation"]
        seen["files"] = {name: base64.b64decode(text) for name, text in seen["files"].items()}
        return seen

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("The environment ended; its last words are on standard error.")
        return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
