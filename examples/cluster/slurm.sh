#!/usr/bin/env bash
# One ensemble as a Slurm job array, a range of draws a job, on a file system that all nodes share:
#
#   mkdir -p summaries
#   array=$(sbatch --parsable --array=0-49 examples/cluster/slurm.sh examples/plans/iraq-2024.toml 1000000 2024 50)
#   sbatch --dependency=afterok:"$array" --wrap 'target/release/drawdown merge summaries/*.summary --what chances'
#
# The last number is that of all ranges: jobs that failed can be queued again by their own numbers
# alone, as in --array=7,31, and go on from their files.
#SBATCH --job-name=drawdown
#SBATCH --cpus-per-task=4
#SBATCH --time=01:00:00
#SBATCH --requeue
set -euo pipefail
plan=$1 draws=$2 seed=$3 jobs=$4
job=${SLURM_ARRAY_TASK_ID:?run as a job array, from 0}
first=$((draws * job / jobs)) end=$((draws * (job + 1) / jobs))

export RAYON_NUM_THREADS=${SLURM_CPUS_PER_TASK:-1}
"${BIN:-target/release/drawdown}" bands "$plan" --seed "$seed" \
    --range "$first..$end" --save "summaries/$(printf %06d "$job").summary" > /dev/null
