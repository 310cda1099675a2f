#!/usr/bin/env bash
# Builds the last commit twice, in two folders of different names, and compares the assemblies byte for byte.
# Compile deux fois le dernier commit, dans deux dossiers, et compare les assemblages octet par octet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 CI=true

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for place in one another-and-a-longer-one; do
  git clone -q --no-hardlinks "$PWD" "$work/$place/HasToolkit"
  (cd "$work/$place/HasToolkit" && git remote remove origin && git checkout -q --detach "$(git rev-parse HEAD)" \
    && dotnet build src/HasToolkit.Web -c Release -v quiet && dotnet build src/HasToolkit.Cli -c Release -v quiet)
  (cd "$work/$place/HasToolkit/artifacts/bin" && find HasToolkit.Web HasToolkit.Cli -type f \
    \( -name 'HasToolkit.*.dll' -o -name 'Accounts.*' -o -name 'Evaluation.Workflows.*' -o -name 'LitReview.*' -o -name 'Verbatims.Nlp.*' -o -name 'has.dll' \) \
    \( -name '*.dll' -o -name '*.pdb' \) | LC_ALL=C sort | xargs sha256sum) >"$work/$place.sums"
done

if ! diff "$work/one.sums" "$work/another-and-a-longer-one.sums"; then
  echo "Deux compilations diffèrent. (Two builds differ.)" >&2
  exit 1
fi
cat "$work/one.sums"
echo "$(wc -l <"$work/one.sums") fichiers identiques. (files alike)"
