#!/usr/bin/env bash
# Builds the last commit twice and compares the assemblies byte for byte: the libraries and « has » in two folders of different names, the
# pages in one folder emptied in between, since Razor writes the folder of a build into what it compiles.
# Compile deux fois le dernier commit et compare les assemblages octet par octet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 CI=true

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# build FOLDER PROJECT: a fresh copy of the last commit, and one project of it.
build() {
  rm -rf "$1"
  git -c advice.detachedHead=false clone -q --no-hardlinks "$PWD" "$1"
  (cd "$1" && git remote remove origin && dotnet build "src/$2" -c Release -v quiet -nologo >/dev/null)
}

# sums FOLDER PROJECT: the assemblies of ours that the build of a project left, with their SHA-256.
sums() {
  (cd "$1/artifacts/bin" && find "$2" -type f \
    \( -name 'HasToolkit.*' -o -name 'Accounts.*' -o -name 'Evaluation.Workflows.*' -o -name 'LitReview.*' -o -name 'Verbatims.Nlp.*' -o -name 'has.*' \) \
    \( -name '*.dll' -o -name '*.pdb' \) | LC_ALL=C sort | xargs sha256sum)
}

for place in one another-and-a-longer-one; do
  build "$work/$place/HasToolkit" HasToolkit.Cli
  build "$work/pages" HasToolkit.Web
  { sums "$work/$place/HasToolkit" HasToolkit.Cli; sums "$work/pages" HasToolkit.Web; } >"$work/$place.sums"
done

if ! diff "$work/one.sums" "$work/another-and-a-longer-one.sums"; then
  echo "Deux compilations diffèrent. (Two builds differ.)" >&2
  exit 1
fi
cat "$work/one.sums"
echo "$(wc -l <"$work/one.sums") fichiers identiques. (files alike)"
