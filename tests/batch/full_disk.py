"""A batch on a disk of its own that is too small, run inside `unshare --map-root-user --mount`.

    python -m tests.batch.full_disk FOLDER KIB SCHOOLS

Prints what came of it as JSON; asserts that nothing is left half-written.
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.batch.making import counted, project, run, wish

from vanban.batch.executors import Processes
from vanban.batch.run import Stop
from vanban.finding import VanbanError


def main():
    folder, size, schools = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    plan, roster = project(folder / "p", schools)
    disk = folder / "dia"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", disk], check=True)
    into = disk / "ra"
    stop, pool = Stop(), Processes(2)
    try:
        outcome = run(wish(plan, roster, into), pool, stop)
    except VanbanError as error:
        left = [path.name for path in into.rglob("*") if path.is_file()]
        print(json.dumps({"error": error.message, "left": left}))
        return
    finally:
        pool.close(now=False)
    rows = counted(into)
    subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
    again = run(wish(plan, roster, into))
    assert len(counted(into)) == schools
    print(
        json.dumps(
            {
                "full": stop.full, "done": outcome.counts["da-ghi"],
                "failed": [row.error for row in outcome.failures], "left": outcome.left,
                "rows": len(rows), "again": {k.value: v for k, v in again.counts.items()},
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
