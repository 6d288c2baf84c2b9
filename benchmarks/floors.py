"""Score the extractor on an evaluation set and fail below the floors of floors.toml.

    python benchmarks/floors.py ../shared/eval

The set brings its own scorer, `evaluate.py`; a floor is a figure that scorer has printed for this project.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path


def main(folder: Path) -> int:
    """Run the scorer, print its table, compare; give 1 when a figure is below its floor."""
    floors = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["overall"]
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        command = [sys.executable, str(folder / "evaluate.py"), str(folder), "--jobs", "2", "--json", str(report)]
        subprocess.run(command, check=True, cwd=Path(__file__).parent.parent)
        overall = json.loads(report.read_text("utf-8"))["summary"]["overall"]
    failures = 0
    for field, figures in floors.items():
        for name, floor in figures.items():
            reached = overall[field][name]
            missed = reached > floor if name == "misses" else reached < floor
            failures += missed
            print(f"{field:>9} {name:<9} {reached:.4f}  floor {floor:.4f}{'  BELOW ITS FLOOR' if missed else ''}")
    errors = overall["errors"]
    print(f"pages on which the extractor raised: {errors}")
    return 1 if failures or errors else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
