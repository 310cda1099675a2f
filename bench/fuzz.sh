#!/usr/bin/env bash
# Fuzzes the parsers with AFL++ and SharpFuzz: bench/fuzz.sh [PARSER…] [--seconds N | --executions N]
#
# Without a name, each parser in turn; 60 seconds each unless said otherwise. A run goes on where the one before stopped: the
# folders of AFL++ stay under $HAS_FUZZ_OUT (by default artifacts/fuzz/out). Needs afl-fuzz: « apt-get install afl++ ».
# Faults lie in $HAS_FUZZ_OUT/PARSER/default/crashes; then: --replay that folder, --minimise one of each kind, keep it under
# tests/PROJECT/Crashes/PARSER/, mend the parser.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

limit=(-V 60)
parsers=()
while [ $# -gt 0 ]; do
  case "$1" in
    --seconds) limit=(-V "$2"); shift 2 ;;
    --executions) limit=(-E "$2"); shift 2 ;;
    -*) echo "Unknown option: $1. Usage: bench/fuzz.sh [PARSER…] [--seconds N | --executions N]" >&2; exit 2 ;;
    *) parsers+=("$1"); shift ;;
  esac
done
command -v afl-fuzz >/dev/null || { echo "afl-fuzz is missing: apt-get install afl++" >&2; exit 2; }

built=artifacts/bin/HasToolkit.Fuzzing/release
marked=artifacts/fuzz/marked
out=${HAS_FUZZ_OUT:-artifacts/fuzz/out}
if [ "${HAS_FUZZ_BUILD:-1}" = 1 ]; then
  dotnet build bench/HasToolkit.Fuzzing -c Release --nologo -v quiet
  rm -rf "$marked"
  mkdir -p artifacts/fuzz
  cp -r "$built" "$marked"
  dotnet "$built/HasToolkit.Fuzzing.dll" instrument "$marked"/{LitReview,Verbatims.Nlp,Evaluation.Workflows,ExcelDataReader}.dll
fi
[ ${#parsers[@]} -gt 0 ] || mapfile -t parsers < <(dotnet "$built/HasToolkit.Fuzzing.dll" list)

# Slowness is told by the contracts, in seconds of processor; the limit of afl-fuzz is for what never ends.
# The name of the program holds no mark of AFL, its fork server is that of SharpFuzz, and nobody watches a screen.
export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_AUTORESUME=1
[ ! -d /dev/shm ] || export TMPDIR=/dev/shm
# Short-lived arrays of a megabyte are young ones here: each would else bring a full collection.
export DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 DOTNET_GCHeapHardLimit=0x60000000 DOTNET_GCgen0size=0x4000000 DOTNET_GCLOHThreshold=0x400000

figure() { sed -nE "s/^$1 *: *//p" "$stats"; }
printf '| %-18s | %10s | %8s | %7s | %7s | %7s | %5s | %6s |\n' parser executions "per s" edges paths crashes hangs hours
for parser in "${parsers[@]}"; do
  dotnet "$built/HasToolkit.Fuzzing.dll" "$parser" --seeds "artifacts/fuzz/seeds/$parser"
  mkdir -p "$out"
  afl-fuzz -i "artifacts/fuzz/seeds/$parser" -o "$out/$parser" -t 60000 -m none -G 65536 "${limit[@]}" \
    -- dotnet "$marked/HasToolkit.Fuzzing.dll" "$parser" >"$out/$parser.log" 2>&1 || { tail -n 20 "$out/$parser.log" >&2; exit 1; }
  stats=$out/$parser/default/fuzzer_stats
  printf '| %-18s | %10s | %8s | %7s | %7s | %7s | %5s | %6s |\n' "$parser" "$(figure execs_done)" "$(figure execs_per_sec)" \
    "$(figure edges_found)" "$(figure corpus_count)" "$(figure saved_crashes)" "$(figure saved_hangs)" \
    "$(awk -v s="$(figure run_time)" 'BEGIN {printf "%.2f", s / 3600}')"
done
