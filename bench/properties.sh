#!/usr/bin/env bash
# Draws properties for longer than the tests do: bench/properties.sh [SECONDS] [CLASS…]
#
# Tests that draw their cases at random (CsCheck) draw a few thousand at each run, so that a fault met once in a million cases stops
# somebody else's work one day. Here each draws for SECONDS (60). CLASS: some of them alone. What fails names its seed: CsCheck_Seed=… and
# the same class play it again.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

seconds=${1:-60}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "Usage: bench/properties.sh [SECONDS] [CLASS…]" >&2; exit 2; }
shift
export DOTNET_CLI_UI_LANGUAGE=en
status=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  classes=()
  while IFS= read -r file; do
    class=$(basename "$file" .cs)
    [ $# = 0 ] || [[ " $* " == *" $class "* ]] && classes+=(-class "*.$class")
  done < <(grep -rlE '\.Sample(Async)?\(' "$project" --include='*.cs')
  [ ${#classes[@]} -gt 0 ] || continue
  dotnet build "$project" -c Release --nologo -v quiet || exit 1
  CsCheck_Time=$seconds "artifacts/bin/$name/release/$name" "${classes[@]}" -parallel none -noColor || status=1
done
exit $status
