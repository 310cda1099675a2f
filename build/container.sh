#!/usr/bin/env bash
# Makes the image of the pages and plays compose.yaml as it stands: the first start by its code, an account that outlives new containers,
# a database and a folder that only the volumes hold. Ends with the line « N passed, N failed ».
#
#   build/container.sh                    with the images that the registries give (docker or podman, with compose)
#   build/container.sh --own-images       without any, as root: the base is Debian 12 with the runtime of this machine, the database is
#                                         Debian's PostgreSQL under the variables of the official image. Needs podman, podman-compose,
#                                         docker-registry, debootstrap, netavark, iptables.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
place=$(mktemp -d)
# The name of the folder is that of the project, and of its network.
work=$place/essai
mkdir "$work"
engine=$(command -v podman || command -v docker)
compose() { (cd "$work" && if command -v podman-compose >/dev/null; then podman-compose "$@"; else "$engine" compose "$@"; fi); }
registry=localhost:5055
registry_process=
passed=0 failed=0
check() { if eval "$2"; then passed=$((passed + 1)); echo "passed: $1"; else failed=$((failed + 1)); echo "failed: $1"; fi; }
finish() {
    compose down -v >/dev/null 2>&1 || true
    [ -z "$registry_process" ] || kill "$registry_process" 2>/dev/null || true
    rm -rf "$place"
}
trap finish EXIT

publish=(dotnet publish "$root/src/HasToolkit.Web" -c Release -v q -t:PublishContainer -p:ContainerImageTag=1.0.0)
if [ "${1:-}" = --own-images ]; then
    printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: %s/registry}}\nhttp: {addr: "%s"}\n' "$work" "$registry" > "$work/registry.yml"
    docker-registry serve "$work/registry.yml" >/dev/null 2>&1 &
    registry_process=$!
    debootstrap --variant=minbase --include=ca-certificates,libicu72,libssl3,tzdata,zlib1g bookworm "$work/base" >/dev/null
    runtime=$(dirname "$(readlink -f "$(command -v dotnet)")")
    mkdir -p "$work/base/usr/share/dotnet/shared"
    cp -r "$runtime"/{dotnet,host} "$work/base/usr/share/dotnet/"
    cp -r "$runtime"/shared/Microsoft.{NETCore,AspNetCore}.App "$work/base/usr/share/dotnet/shared/"
    ln -s /usr/share/dotnet/dotnet "$work/base/usr/bin/dotnet"
    tar -C "$work/base" -c . | "$engine" import -q -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$registry/dotnet:1" >/dev/null
    "$engine" push -q --tls-verify=false "$registry/dotnet:1" >/dev/null
    "${publish[@]}" -p:ContainerBaseImage="$registry/dotnet:1" -p:ContainerRegistry="$registry"
    "$engine" pull -q --tls-verify=false "$registry/hastoolkit-web:1.0.0" >/dev/null
    "$engine" tag "$registry/hastoolkit-web:1.0.0" hastoolkit-web:1.0.0
    chroot "$work/base" sh -c 'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends postgresql' >/dev/null 2>&1
    cat > "$work/base/usr/local/bin/start" <<'START'
#!/bin/sh
# What the official image does with its variables.
set -e
PATH=/usr/lib/postgresql/15/bin:$PATH
data=/var/lib/postgresql/data
chown -R postgres:postgres "$data"
if [ ! -s "$data/PG_VERSION" ]; then
    runuser -u postgres -- initdb -D "$data" -U "$POSTGRES_USER" -A scram-sha-256 --pwfile="$POSTGRES_PASSWORD_FILE" $POSTGRES_INITDB_ARGS
    echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
    runuser -u postgres -- pg_ctl -D "$data" -w -o "-c listen_addresses=''" start
    PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE") runuser -u postgres -- createdb -h /var/run/postgresql -U "$POSTGRES_USER" "$POSTGRES_DB"
    runuser -u postgres -- pg_ctl -D "$data" -w stop
fi
exec runuser -u postgres -- postgres -D "$data" -c listen_addresses='*'
START
    chmod +x "$work/base/usr/local/bin/start"
    tar -C "$work/base" -c . | "$engine" import -q -c 'ENV PATH=/usr/lib/postgresql/15/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
        -c 'ENTRYPOINT ["/usr/local/bin/start"]' - docker.io/library/postgres:17 >/dev/null
else
    "${publish[@]}"
fi

# As the head of compose.yaml says.
cp compose.yaml "$work/"
mkdir -m 700 "$work/secrets"
openssl rand -hex 24 > "$work/secrets/mot-de-passe"
echo "base:5432:has:has:$(cat "$work/secrets/mot-de-passe")" > "$work/secrets/acces"
site=http://localhost:5080
ready() { for _ in $(seq 120); do curl -fs "$site/health/ready" >/dev/null && return; sleep 1; done; return 1; }
told() { compose logs web 2>&1 | grep -oE '[A-Za-z0-9_-]{43}' | tail -1; }
page() { curl -fsL -b "$work/jar" -c "$work/jar" "$site$1"; }
# A form is sent with the token of its page; whether it did what it should, the next check says.
submit() {
    local from=$1 to=$2 token; shift 2
    token=$(page "$from" | grep -oE 'name="jeton" value="[^"]+"' | head -1 | cut -d'"' -f4) || true
    curl -fs -o /dev/null -b "$work/jar" -c "$work/jar" --data-urlencode "jeton=$token" "$@" "$site$to" || true
}
rows() {
    "$engine" run --rm --network essai_default -e PGPASSWORD="$(cat "$work/secrets/mot-de-passe")" --entrypoint psql postgres:17 \
        -h base -U has -Atc 'select count(*) from account_events' has 2>/dev/null | tail -1
}
user_of_pages() {
    local process; process=$("$engine" inspect -f '{{.State.Pid}}' "$("$engine" ps -qf name=web)")
    ps -o uid= -p "$process" | tr -d ' '
}

begun=$SECONDS
compose up -d >/dev/null 2>&1 || true
check "the pages are ready" ready
echo "        $((SECONDS - begun)) s after « up »"
check "every address leads to the first start" 'page / | grep -q "Code de la console"'
check "its code stands in the log of the container" '[ -n "$(told)" ]'
check "the program is not root in its container" '[ "$(user_of_pages)" = 1654 ]'
check "the port is open to this machine alone" 'ss -ltn | grep -q "127.0.0.1:5080" && ! ss -ltn | grep -qE "(0\.0\.0\.0|\*|\[::\]):5080"'
first=/premier-demarrage
submit $first $first/code -d "code=$(told)"
submit $first $first/langue -d langue=fr
secret='quatre-tulipes sous la lune'
submit $first $first/administrateur -d "nom=Luc Bernard" -d identifiant=luc.bernard -d "mot-de-passe=$secret" -d "encore=$secret"
submit "$first?etape=4" $first/fin -d donnees=vide
check "the first administrator is made and enters" 'page /administration/comptes | grep -q "Luc Bernard"'
check "and stands in the database of the other container" '[ "$(rows || echo 0)" -gt 0 ]'
compose down >/dev/null 2>&1 || true
compose up -d >/dev/null 2>&1 || true
rm -f "$work/jar"
check "new containers on the same volumes are ready" ready
submit /connexion /connexion -d identifiant=luc.bernard -d "mot-de-passe=$secret"
check "and know the account" 'page /administration/comptes | grep -q "Luc Bernard"'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
