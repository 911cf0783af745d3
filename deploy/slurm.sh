#!/bin/bash
#SBATCH --job-name=diorama
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
# RECIPE=street.yaml OUT=/shared/street sbatch deploy/slurm.sh
# Each task makes its share in $OUT/shard-…; one that is killed or requeued goes on where it was.
set -eu
exec ${DIORAMA:-diorama} generate "$RECIPE" --shard auto --out "$OUT" --resume ${OPTIONS:-}
