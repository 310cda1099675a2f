#!/usr/bin/env bash
# Makes the pictures of the guides (docs/images) from the product itself, with its fictional data.
# Refait les images des guides à partir du produit et de ses données fictives.
#
#   build/pictures.sh            every picture
#   build/pictures.sh recherche  those whose name begins so
#
# Needs what ./test.sh needs: the SDK, and a Chromium (HAS_TEST_CHROMIUM, else /usr/bin/chromium).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tests=artifacts/bin/HasToolkit.Hosts.Tests/debug
dotnet build tests/HasToolkit.Hosts.Tests -c Debug -v q -p:RunAnalyzers=false
data=$(mktemp -d /tmp/has-pictures.XXXXXX)
port=${PORT:-5987}
clean_up() {
  [ -n "${web:-}" ] && kill "$web" 2>/dev/null && wait "$web" 2>/dev/null
  rm -rf "$data"
}
trap clean_up EXIT

artifacts/bin/HasToolkit.Cli/debug/has demo --complet --donnees "$data"
artifacts/bin/HasToolkit.Web/debug/HasToolkit.Web --Has:DataFolder="$data" --urls "http://127.0.0.1:$port" &
web=$!
node=$(ls "$tests"/.playwright/node/*/node | head -1)
HAS_TEST_CHROMIUM=${HAS_TEST_CHROMIUM:-/usr/bin/chromium} "$node" build/pictures.js "$tests/.playwright/package" "http://127.0.0.1:$port" docs/images "${1:-}"
