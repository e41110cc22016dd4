"""How fast a Jekyll tree moves in, and in how much memory: cold, then unchanged.

usage: python -m tests.bench.bench_import PATH
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024


def measure(command, environment):
    """`(seconds, peak megabytes of any child so far)` of a management command; its output is shown when it fails."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    # 1: something of the tree was left out, which the report says.
    if done.returncode > 1:
        sys.exit(done.stdout + done.stderr)
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not Path(sys.argv[1]).is_dir():
        sys.exit(f"{sys.argv[1]} is not a folder: CORPUS=PATH names that of a Jekyll site")
    tree = Path(sys.argv[1]).resolve()
    files = [path for path in tree.rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in files) / MEGABYTE
    with tempfile.TemporaryDirectory(prefix="eig-bench-") as folder:
        environment = {**os.environ, "MEDIA_ROOT": f"{folder}/media"}
        environment.setdefault("BENCH_DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        environment["DATABASE_URL"] = environment["BENCH_DATABASE_URL"]
        measure(["migrate", "-v0"], environment)
        print(f"{tree}: {len(files)} files, {megabytes:.1f} MB")
        for name in ("cold", "unchanged"):
            seconds, peak = measure(["import_jekyll", str(tree)], environment)
            rates = f"{len(files) / seconds:.0f} files/s, {megabytes / seconds:.1f} MB/s"
            print(f"{name:<10} {seconds:6.1f} s  {rates}, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
