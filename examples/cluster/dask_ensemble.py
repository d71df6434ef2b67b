"""Runs one ensemble over the workers of a Dask cluster and merges what they found.

usage: dask_ensemble.py PLAN --draws N --seed S --ranges R --save FILE [--scheduler ADDRESS] [--bin COMMAND]

Without a scheduler's address, two local worker processes are started. COMMAND is `drawdown`,
built for the machines that the workers run on.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile

from distributed import Client, LocalCluster


def run_range(drawdown, plan, seed, first, end):
    """Runs the draws from `first` up to `end` where this worker is; gives back their summary."""
    with tempfile.TemporaryDirectory() as folder:
        plan_file = pathlib.Path(folder, "plan.toml")
        plan_file.write_text(plan, encoding="utf-8")
        summary = pathlib.Path(folder, "summary")
        command = [drawdown, "bands", str(plan_file), "--seed", str(seed)]
        command += ["--range", f"{first}..{end}", "--save", str(summary)]
        # Dask runs as many of these side by side as the machine has cores for.
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "RAYON_NUM_THREADS": "1"})
        return summary.read_bytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plan", type=pathlib.Path)
    parser.add_argument("--draws", type=int, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--ranges", type=int, default=10)
    parser.add_argument("--save", type=pathlib.Path, required=True)
    parser.add_argument("--scheduler")
    parser.add_argument("--bin", default="target/release/drawdown")
    args = parser.parse_args()

    drawdown = str(pathlib.Path(args.bin).resolve())
    plan = args.plan.read_text(encoding="utf-8")
    edges = [args.draws * i // args.ranges for i in range(args.ranges + 1)]

    cluster = args.scheduler or LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with Client(cluster) as client, tempfile.TemporaryDirectory() as folder:
        print(f"{len(client.scheduler_info()['workers'])} workers, {args.ranges} ranges")
        futures = [
            client.submit(run_range, drawdown, plan, args.seed, first, end)
            for first, end in zip(edges, edges[1:])
            if first < end
        ]
        files = []
        for i, future in enumerate(futures):
            file = pathlib.Path(folder, f"{i}.summary")
            file.write_bytes(future.result())
            files.append(str(file))
        subprocess.run([drawdown, "merge", *files, "--save", str(args.save)], check=True)


if __name__ == "__main__":
    main()
