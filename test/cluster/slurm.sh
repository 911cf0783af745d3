#!/bin/bash
# npm run test:cluster: a Slurm of this one machine (Debian: apt-get install slurm-wlm; as root) makes a dataset in four shares. One is
# killed in mid-run and queued again, and wanted by a machine of another name meanwhile. Joined, they have to be the bytes of a single run.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
for program in slurmctld slurmd sbatch; do
  command -v $program > /dev/null || { echo "test:cluster needs $program: apt-get install slurm-wlm" >&2; exit 2; }
done
work=$(mktemp -d /tmp/diorama-slurm.XXXXXX)
host=$(hostname -s)
export SLURM_CONF=$work/slurm.conf DIORAMA="node $root/dist/cli/main.js" RECIPE=$work/tiny.yaml OUT=$work/shares OPTIONS="--sink dir --workers 1"
mkdir "$work/state" "$work/spool"
cat > "$SLURM_CONF" <<CONF
ClusterName=diorama
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/none
CredType=cred/none
AuthInfo=cred_expire=5
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
KillWait=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
printf 'name: tiny\nscene: shelf\ncount: 24\nimage: { width: 64, height: 48, quality: draft }\n' > "$RECIPE"
stop() { for daemon in slurmd slurmctld; do kill "$(cat "$work/$daemon.pid" 2> /dev/null)" 2> /dev/null || true; done; }
trap stop EXIT

$DIORAMA generate "$RECIPE" --out "$work/single" $OPTIONS > "$work/single.log" 2>&1
slurmctld; slurmd -N "$host"
cd "$work"
job=$(sbatch --parsable --cpus-per-task=1 "$root/deploy/slurm.sh")
# The same share from a machine of another name, on the same disk.
elsewhere() { unshare --uts sh -c "hostname elsewhere; exec $DIORAMA generate '$RECIPE' --shard 2/4 --out '$OUT' --resume $OPTIONS"; }
kept() { find "$OUT/shard-2-of-4/.diorama-unfinished" -name '*.sample' 2> /dev/null | wc -l; }
until [ "$(kept)" -ge 2 ]; do
  [ -d "$OUT/shard-2-of-4/specs" ] && { echo "The second share was finished before it could be killed" >&2; exit 1; }
  sleep 0.05
done
scontrol suspend "${job}_2"
# Another machine wants the share that the first one is at, as when an engine has lost sight of it: it has to leave it alone.
code=0
elsewhere > "$work/elsewhere.log" 2>&1 || code=$?
grep -q "on $(hostname).* is at work in" "$work/elsewhere.log" && [ $code = 2 ] || { cat "$work/elsewhere.log"; echo "Two machines were at work in one share (exit code $code)" >&2; exit 1; }
scontrol resume "${job}_2"
scontrol requeue "${job}_2"
echo "Killed and queued again with $(kept) of 6 images"
for _ in $(seq 600); do
  [ -z "$(squeue --noheader --jobs "$job" 2> /dev/null)" ] && break
  sleep 1
done
elsewhere | grep -q "nothing is left to do" || { echo "Another machine did not find the share finished" >&2; exit 1; }
$DIORAMA merge "$OUT"/shard-* --out "$work/joined"
diff --recursive "$work/single" "$work/joined"
echo "The joined shares are the bytes of the single run: $(find "$work/joined" -type f | wc -l) files"
rm -rf "$work"
