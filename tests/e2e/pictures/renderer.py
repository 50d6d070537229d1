"""The renderer of Slack's blocks for pictures: installed outside the project, and bundled once for a run of tests."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FOLDER = "COMMSDESK_TEST_SLACK_RENDERER"
PACKAGES = "slack-blocks-to-jsx@1.1.1 react@18.3.1 react-dom@18.3.1 esbuild@0.28.2"
MISSING = f"no pictures of Slack's cards: npm install --prefix FOLDER {PACKAGES}, and name it in {FOLDER}"


@cache
def bundle() -> tuple[str, str]:
    """The renderer's script and its style sheet; the test is left out, and says how to have it, where there is none."""
    folder = Path(os.environ.get(FOLDER, "") or "/nowhere")
    if not (folder / "node_modules/slack-blocks-to-jsx").is_dir() or shutil.which("node") is None:
        pytest.skip(MISSING)
    script = subprocess.run(
        [folder / "node_modules/.bin/esbuild", HERE / "entry.mjs", "--bundle", "--format=iife", "--log-level=error",
         '--define:process.env.NODE_ENV="production"'],
        env={**os.environ, "NODE_PATH": str(folder / "node_modules")}, cwd=folder, check=True, capture_output=True,
        text=True, timeout=60,
    ).stdout  # fmt: skip
    return script, (folder / "node_modules/slack-blocks-to-jsx/dist/style.css").read_text(encoding="utf-8")
