#!/usr/bin/env bash
# Builds the toolkit and runs all its tests. The last line is « N passed, N failed » (and « , N skipped » when some were).
# Installe ce qu’il faut (si permis), compile, lance tous les tests ; la dernière ligne donne le compte.
#
# Needs: the .NET SDK that global.json names. On Debian and Ubuntu, as root or with a sudo that asks no password, it
# installs what is missing; HAS_TEST_INSTALL=0 forbids that. What stays missing makes the tests concerned skip, and
# say why.
#
# What tests are given:
#   HAS_TEST_POSTGRES   connection string of a PostgreSQL that may be written to; by default, a cluster of our own that
#                       lives as long as this run
#   HAS_TEST_CHROMIUM   path of a Chromium
#   HAS_TEST_CHAOS      1 plays the short experiments of chaos too, alone, once all other tests are done, unless these took more than an
#                       hour; some ten minutes
# Arguments are handed to « dotnet test ».
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
exec </dev/null

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DEBIAN_FRONTEND=noninteractive
# Tests run in French culture, which needs the data of ICU.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
[ -n "${HOME:-}" ] || export HOME=/tmp

# The longest wait for one test more to end; none takes as long.
patience=12m
scratch=$(mktemp -d /tmp/has-tests.XXXXXX) || exit 1
chmod 755 "$scratch"
postgres_bin=""
as_postgres=()

# Both languages, on the error stream: the output keeps the results.
say() { printf '%s\n%s\n' "[fr] $1" "[en] $2" >&2; }

stop_postgres() {
  [ -n "$postgres_bin" ] || return 0
  (cd / && "${as_postgres[@]}" "$postgres_bin/pg_ctl" stop -D "$scratch/postgres/data" -m fast -w -t 30) >/dev/null 2>&1
  postgres_bin=""
}

clean_up() {
  stop_postgres
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# ---- What the tests need -------------------------------------------------------------------------------------------

find_chromium() {
  local candidate path
  for candidate in "${HAS_TEST_CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; do
    path=$(command -v "${candidate:-/nonexistent}" 2>/dev/null) || continue
    # On Ubuntu the package may be a notice that asks for a snap: only a browser that answers counts.
    timeout 30 "$path" --version >/dev/null 2>&1 && printf '%s\n' "$path" && return 0
  done
  return 1
}

find_postgres() {
  local bin
  for bin in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(pg_config --bindir 2>/dev/null)" \
    "$(dirname "$(command -v initdb 2>/dev/null)" 2>/dev/null)"; do
    [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ] && printf '%s\n' "$bin" && return 0
  done
  return 1
}

has_font() { command -v fc-list >/dev/null && [ -n "$(fc-list ':lang=fr' 2>/dev/null | head -n 1)" ]; }
has_icu() { { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -q libicuuc; }

missing_packages() {
  has_icu || echo libicu
  [ -e /usr/share/zoneinfo/Europe/Paris ] || echo tzdata
  find_chromium >/dev/null || echo chromium
  has_font || echo fonts-dejavu
  [ -n "${HAS_TEST_POSTGRES:-}" ] || find_postgres >/dev/null || echo postgresql
}

install_missing() {
  local wanted apt=() package failed=()
  wanted=$(missing_packages)
  [ -n "$wanted" ] && [ "${HAS_TEST_INSTALL:-1}" != 0 ] && command -v apt-get >/dev/null || return 0
  if [ "$(id -u)" = 0 ]; then apt=(apt-get)
  elif sudo -n true 2>/dev/null; then apt=(sudo -n DEBIAN_FRONTEND=noninteractive apt-get)
  else return 0
  fi

  # The name of the ICU package bears its version. A Chromium that draws no window of its own, where there is one, saves a quarter of
  # the time of the tests of pages.
  "${apt[@]}" update -qq >"$scratch/apt.log" 2>&1
  wanted=${wanted/libicu/$(apt-cache search --names-only '^libicu[0-9]+$' | cut -d' ' -f1 | sort -rV | head -n 1)}
  [ -z "$(apt-cache search --names-only '^chromium-headless-shell$')" ] || wanted=${wanted/chromium/chromium-headless-shell}
  say "Installation de : $(echo $wanted)" "Installing: $(echo $wanted)"
  for package in $wanted; do
    "${apt[@]}" install -y -qq --no-install-recommends "$package" >>"$scratch/apt.log" 2>&1 || failed+=("$package")
  done
  [[ $wanted != *headless* ]] || find_chromium >/dev/null || "${apt[@]}" install -y -qq --no-install-recommends chromium >>"$scratch/apt.log" 2>&1
  [ ${#failed[@]} = 0 ] || tail -n 5 "$scratch/apt.log" >&2
}

# ---- A PostgreSQL of our own ---------------------------------------------------------------------------------------

# Starts a throwaway cluster: other clusters of the machine are neither used nor touched.
start_postgres() {
  local bin home="$scratch/postgres" port try
  bin=$(find_postgres) || return 1
  mkdir "$home" || return 1
  if [ "$(id -u)" = 0 ]; then # initdb refuses root
    local user=postgres
    id "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$home" || return 1
    as_postgres=(runuser -u "$user" --)
  fi

  cd / || return 1
  "${as_postgres[@]}" "$bin/initdb" -D "$home/data" --username=has --auth=trust --encoding=UTF8 --locale=C \
    >"$scratch/postgres.log" 2>&1 || return 1
  for try in 1 2 3 4 5; do
    port=$((20000 + (RANDOM + $$ + try) % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
    "${as_postgres[@]}" "$bin/pg_ctl" start -D "$home/data" -l "$home/server.log" -w -t 60 \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$home" >>"$scratch/postgres.log" 2>&1 \
      || continue
    postgres_bin=$bin
    export HAS_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=has;Database=postgres"
    return 0
  done
  return 1
}

# ---- The run -------------------------------------------------------------------------------------------------------

# The last line, and the exit status: 0 only when tests ran and none failed.
finish() {
  local passed=$1 failed=$2 skipped=$3 line
  line="$passed passed, $failed failed"
  [ "$skipped" -gt 0 ] && line="$line, $skipped skipped"
  stop_postgres
  printf '%s\n' "$line"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ] && exit 0
  exit 1
}

if ! command -v dotnet >/dev/null; then
  say "Le SDK .NET manque. Installez la version que nomme global.json : https://dotnet.microsoft.com/download" \
    "The .NET SDK is missing. Install the version that global.json names: https://dotnet.microsoft.com/download"
  finish 0 1 0
fi

install_missing

# With CI=true, the restore refuses packages that the lock files do not name.
if ! dotnet build HasToolkit.sln -c Release --nologo -v quiet; then
  say "La compilation a échoué ; elle compte comme un échec." "The build failed; it counts as one failure."
  finish 0 1 0
fi

if HAS_TEST_CHROMIUM=$(find_chromium); then
  export HAS_TEST_CHROMIUM
else
  unset HAS_TEST_CHROMIUM
  say "Chromium manque : les tests des pages dans un navigateur ne seront pas lancés. Installez le paquet chromium." \
    "Chromium is missing: the tests of pages in a browser will be skipped. Install the package chromium."
fi
has_font || say "Aucune police n’est installée : installez le paquet fonts-dejavu." \
  "No font is installed: install the package fonts-dejavu."
if [ -z "${HAS_TEST_POSTGRES:-}" ] && ! (find_postgres >/dev/null); then
  say "PostgreSQL manque : ses tests ne seront pas lancés. Installez le paquet postgresql." \
    "PostgreSQL is missing: its tests will be skipped. Install the package postgresql."
elif [ -z "${HAS_TEST_POSTGRES:-}" ]; then
  root=$PWD
  start_postgres || {
    tail -n 5 "$scratch/postgres.log" "$scratch/postgres/server.log" >&2
    say "PostgreSQL n’a pas démarré : ses tests ne seront pas lancés." "PostgreSQL did not start: its tests will be skipped."
  }
  cd "$root" || exit 1
fi

# Their delays say nothing beside other tests: experiments of chaos wait until those are done.
chaos=${HAS_TEST_CHAOS:-}
unset HAS_TEST_CHAOS
# A test that waits for ever is named and ends its run, instead of keeping it.
dotnet test --solution HasToolkit.sln -c Release --no-build --results-directory "$scratch/results" \
  --hangdump --hangdump-timeout "$patience" --hangdump-type None "$@" | tee "$scratch/run.log"
status=${PIPESTATUS[0]}

# The summary that dotnet test writes last: « total: 5 », « failed: 0 », « succeeded: 5 », « skipped: 0 ».
# Some build servers make dotnet write colours into a pipe: they are taken out first.
plain() { sed -E $'s/\x1b\\[[0-9;]*[A-Za-z]//g; s/\r$//' "$1"; }
count() {
  plain "$scratch/run.log" | sed -nE "s/^ +$1: ([0-9]+)\$/\1/p" | tail -n 1 |
    grep . || echo 0
}
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
  say "Le lancement des tests a échoué (code $status) ; il compte comme un échec." \
    "The test run itself failed (status $status); it counts as one failure."
  failed=1
fi

# On a machine that is so slow their delays would say nothing, and the run would be longer than a build server waits.
if [ -n "$chaos" ] && [ "$SECONDS" -gt $((60 * 60)) ]; then
  say "Les tests ont pris $((SECONDS / 60)) minutes : les expériences de chaos ne sont pas jouées ; elles restent comptées comme sautées." \
    "The tests took $((SECONDS / 60)) minutes: the experiments of chaos are not played; they stay counted as skipped."
  chaos=""
fi

if [ -n "$chaos" ]; then
  HAS_TEST_CHAOS=$chaos timeout 30m artifacts/bin/HasToolkit.Hosts.Tests/release/HasToolkit.Hosts.Tests -class "*.ChaosOn*" -noColor | tee "$scratch/chaos.log"
  [ "${PIPESTATUS[0]}" = 0 ] || status=1
  # « Total: 9, Errors: 0, Failed: 0, Skipped: 1, … »; the first run told of them as skipped.
  tally() { plain "$scratch/chaos.log" | sed -nE "s/.* $1: ([0-9]+),.*/\1/p" | tail -n 1 | grep . || echo 0; }
  played=$(tally Total) broken=$(($(tally Failed) + $(tally Errors))) absent=$(tally Skipped)
  if [ "$played" = 0 ]; then
    failed=$((failed + 1))
  else
    passed=$((passed + played - broken - absent)) failed=$((failed + broken)) skipped=$((skipped - played + absent))
  fi
fi

# What failed, once more: in a log of thousands of lines it is the last page that is read.
if [ "$status" != 0 ]; then
  printf '\nFailed:\n'
  plain "$scratch/run.log" | awk '/^failed /{left = 8} left > 0 {print "  " substr($0, 1, 300); left--}'
  [ -z "$chaos" ] || plain "$scratch/chaos.log" | grep -F '[FAIL]'
  for hung in "$scratch"/results/*_hang.log; do
    [ -e "$hung" ] && printf '\nStill running after %s without a result:\n' "$patience" && sed 's/^/  /' "$hung"
  done
fi
finish "$passed" "$failed" "$skipped"
