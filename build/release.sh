#!/usr/bin/env bash
# Writes a release into artifacts/release: packages of the libraries and of « has », the web host for Linux and Windows, bills of materials
# (CycloneDX), and the SHA-256 of every file. Needs the SDK that global.json names; asks the package feed, and nothing else.
# Écrit une livraison dans artifacts/release : paquets, hôte web pour Linux et Windows, nomenclatures CycloneDX, empreintes.
#
#   build/release.sh [VERSION]      1.0.0 without it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 CI=true

version=${1:-1.0.0}
out=$PWD/artifacts/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$out"
mkdir -p "$out"

for project in Evaluation.Workflows LitReview Verbatims.Nlp HasToolkit.Cli; do
  dotnet pack "src/$project" -c Release -o "$out" -p:Version="$version" -v quiet
done

# One folder for each system; the .NET runtime of the machine runs it. Lock files name no system: the last commit is published from a copy
# without them, with the versions that Directory.Packages.props pins.
git -c advice.detachedHead=false clone -q --no-hardlinks "$PWD" "$work/source"
find "$work/source" -name packages.lock.json -delete
for system in linux-x64 win-x64; do
  (cd "$work/source" && dotnet publish src/HasToolkit.Web -c Release -r "$system" --self-contained false -o "$work/$system" -v quiet \
    -p:Version="$version" -p:ArtifactsPath="$work/build-$system" -p:RestorePackagesWithLockFile=false -p:RestoreLockedMode=false)
  (cd "$work/$system" && find . -type f | LC_ALL=C sort | TZ=UTC zip -q -X "$out/HasToolkit.Web-$version-$system.zip" -@)
done

dotnet tool restore >/dev/null
for project in HasToolkit.Web HasToolkit.Cli; do
  dotnet restore "src/$project" -v quiet
  dotnet dotnet-CycloneDX "src/$project/$project.csproj" --output "$out" --filename "$project-$version.cdx.json" --output-format Json \
    --set-name "$project" --set-version "$version" --exclude-dev --disable-package-restore --no-serial-number >/dev/null
  # A bill that names nothing is worse than none.
  grep -q '"purl": "pkg:nuget/Lucene.Net@' "$out/$project-$version.cdx.json" ||
    { echo "La nomenclature de $project est incomplète. (The bill of $project is not complete.)" >&2; exit 1; }
done

(cd "$out" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum >SHA256SUMS)
ls -l "$out"
