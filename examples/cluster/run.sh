#!/usr/bin/env bash
# Runs one ensemble over two Dask workers, and as a job array without a queue, and compares both with
# a single run. Needs Python 3 with venv, and the command built: cargo build --release.
set -euo pipefail
cd "$(dirname "$0")/../.."
plan=$PWD/examples/plans/iraq-2024.toml draws=20000 seed=2024
bin=$(realpath "${BIN:-target/release/drawdown}")

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "distributed>=2024.1"

"$bin" bands "$plan" --draws $draws --seed $seed --save "$folder/single.summary" > /dev/null

"$folder/venv/bin/python" examples/cluster/dask_ensemble.py "$plan" --draws $draws --seed $seed \
    --ranges 7 --save "$folder/dask.summary" --bin "$bin"
cmp "$folder/single.summary" "$folder/dask.summary"
echo "two Dask workers and a single run: the same $(wc -c < "$folder/single.summary") bytes"

script=$PWD/examples/cluster/slurm.sh
(
    cd "$folder"
    mkdir summaries
    for job in 0 2 1; do
        SLURM_ARRAY_TASK_ID=$job BIN=$bin bash "$script" "$plan" $draws $seed 3
    done
    "$bin" merge summaries/*.summary --save array.summary
)
cmp "$folder/single.summary" "$folder/array.summary"
echo "a job array and a single run: the same bytes"
"$bin" merge "$folder"/summaries/*.summary --what chances --format csv > "$folder/merged.csv"
"$bin" chances "$plan" --draws $draws --seed $seed --format csv > "$folder/single.csv"
cmp "$folder/merged.csv" "$folder/single.csv"
echo "and they print the same"
