#!/usr/bin/env bash
# Builds the container image without a registry of images, and starts all of compose.yaml with it:
#   .ci/image.sh FOLDER [PYTHONS]
# FOLDER keeps what is made: a Debian of packages as base, and podman's images. PYTHONS is a folder with a Python for
# each environment (such as pyenv's `versions`), where none can be fetched. As root; needs mmdebstrap, podman,
# podman-compose, nftables and patchelf. PostgreSQL and Valkey are Debian's, under the names that compose asks for.
# BUILT=1 starts the image that FOLDER has. Ends with status 0 if a park was made in it and answered in Chinese with its own numbers.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1" && folder=$(cd "$1" && pwd) pythons=${2:-}
began=$SECONDS
step() { echo "[$((SECONDS - began)) s] $*"; }

# Containers want the one hierarchy of control groups, which older machines have beside others; none is limited here.
if [ -z "${PARKLINE_IMAGE_OWN:-}" ]; then
  PARKLINE_IMAGE_OWN=1 exec unshare --mount --propagation private bash -euc '
    [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ] || { umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup; }
    exec "$@"' own "$0" "$folder" "$pythons"
fi
export CONTAINERS_CONF=$folder/containers.conf CONTAINERS_STORAGE_CONF=$folder/storage.conf BUILDAH_LAYERS=true
cat >"$CONTAINERS_CONF" <<END
[containers]
cgroups = "disabled"
default_ulimits = ["nofile=$(ulimit -Hn):$(ulimit -Hn)", "nproc=$(ulimit -Hu):$(ulimit -Hu)"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
END
cat >"$CONTAINERS_STORAGE_CONF" <<END
[storage]
driver = "overlay"
graphroot = "$folder/store"
runroot = "$folder/run"
END

base() {  # A Debian, what its Pythons link to, and the authorities that this machine believes.
  local made=$folder/base.tar stage=$folder/base
  [ -f "$made" ] || mmdebstrap --quiet --variant=minbase \
    --include=ca-certificates,libffi8,libsqlite3-0,libncursesw6,libreadline8t64,libcrypt1 trixie "$made"
  mkdir -p "$stage/authorities" && cp -f /usr/local/share/ca-certificates/*.crt "$stage/authorities/" 2>/dev/null || true
  podman image exists parkline-debian || podman import --quiet "$made" parkline-debian >/dev/null
  cat >"$stage/Containerfile" <<'END'
FROM localhost/parkline-debian
COPY authorities /usr/local/share/ca-certificates
RUN update-ca-certificates
END
  podman build --quiet --tag parkline-base "$stage" >/dev/null
}

stores() {  # Debian's PostgreSQL and Valkey, asked for as compose.yaml asks for the images of theirs.
  local stage=$folder/stores
  mkdir -p "$stage"
  cat >"$stage/postgres.sh" <<'END'
#!/bin/bash
set -eu
bin=$(echo /usr/lib/postgresql/*/bin) data=/var/lib/postgresql/data
chown postgres /var/lib/postgresql
as() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
if [ ! -d "$data" ]; then
  cat "$POSTGRES_PASSWORD_FILE" >/dev/shm/pass && chown postgres /dev/shm/pass
  as "$bin/initdb" -D "$data" -U "$POSTGRES_USER" --pwfile /dev/shm/pass -A scram-sha-256 -E UTF8 --locale C.UTF-8 >/dev/null
  echo "host all all all scram-sha-256" >>"$data/pg_hba.conf"
  sed -i 's/^local.*scram-sha-256/local all all trust/' "$data/pg_hba.conf"
  as "$bin/postgres" --single -D "$data" postgres <<<"create database $POSTGRES_DB" >/dev/null
fi
exec setpriv --reuid postgres --regid postgres --clear-groups "$bin/postgres" -D "$data" -c "listen_addresses=*"
END
  cat >"$stage/Containerfile" <<'END'
FROM localhost/parkline-base AS postgres
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null \
    && rm -rf /var/lib/postgresql/* && install -d -o postgres /run/postgresql && ln -s /usr/lib/postgresql/*/bin/pg_isready /usr/local/bin/
COPY --chmod=0755 postgres.sh /postgres.sh
ENTRYPOINT ["/postgres.sh"]
FROM localhost/parkline-base AS valkey
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends valkey-server >/dev/null
ENTRYPOINT ["sh", "-c", "exec \"$@\" --protected-mode no", "valkey"]
END
  podman build --quiet --network host --target postgres --tag parkline-postgres "$stage" >/dev/null
  podman build --quiet --network host --target valkey --tag parkline-valkey "$stage" >/dev/null
}

image() {  # By deploy/container/Containerfile, of what is committed.
  rm -rf "$folder/context" && mkdir "$folder/context"
  git -C "$here" archive HEAD | tar -x -C "$folder/context"
  local part version
  for part in . bot; do
    [ -n "$pythons" ] || break
    version=$(cat "$here/$part/.python-version")
    local from to
    from=$(ls -d "$pythons/$version".* | tail -1)
    to=$folder/context/dist/wheelhouse/python/cpython-${from##*/}-linux-$(uname -m)-gnu
    mkdir -p "$to/lib" && cp -a "$from/bin" "$from/include" "$to/"
    cp -a "$from"/lib/libpython* "$to/lib/"
    tar -C "$from/lib" --exclude=site-packages --exclude=test --exclude=__pycache__ -c "python$version" | tar -C "$to/lib" -x
    mkdir -p "$to/lib/python$version/site-packages"
    patchelf --set-rpath "\$ORIGIN/../lib" "$to/bin/python$version"
  done
  (cd "$folder/context" && podman build --network host --build-arg BASE=localhost/parkline-base \
    -f deploy/container/Containerfile -t parkline .) >"$folder/build.log" 2>&1 || { tail -30 "$folder/build.log"; return 1; }
}


compose() { podman-compose -p parkline -f "$folder/context/deploy/container/compose.yaml" -f "$folder/stores/compose.yaml" "$@"; }

start() {  # compose.yaml as it stands, with settings as the guide has them written, on a free port.
  local at=$folder/context/deploy/container secret
  port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
  secret=$(head -c 36 /dev/urandom | base64 | tr -d '/+=')
  sed -e "s/change-me-to-48-random-letters/$secret-$secret/" -e "s/change-me/$secret/" "$at/parkline.env.example" >"$at/parkline.env"
  install -m 0600 /dev/null "$at/database.password" && printf %s "$secret" >"$at/database.password"
  sed -i "s/127.0.0.1:8080:8080/127.0.0.1:$port:8080/" "$at/compose.yaml"
  cat >"$folder/stores/compose.yaml" <<'END'
services:
  postgres: {image: "localhost/parkline-postgres"}
  valkey: {image: "localhost/parkline-valkey", user: "0:0"}
END
  # Podman has systemd's timers ask for health, and none runs here.
  (for _ in $(seq 900); do podman healthcheck run parkline_postgres_1 && break; sleep 1; done) >/dev/null 2>&1 &
  sed -n "/^cat > park.yaml <<'END'$/,/^END$/p" "$here/docs/guides/your-own-park.md" | sed '1d;$d' >"$folder/park.yaml"
  chmod 0644 "$folder/park.yaml"
  compose run --rm migrate
  compose run --rm -v "$folder/park.yaml:/park.yaml:ro" migrate park init --file /park.yaml
  compose up -d >"$folder/up.log" 2>&1 || { tail -20 "$folder/up.log"; return 1; }
  local n
  for n in $(seq 600); do
    ! curl -sf --noproxy '*' -o "$folder/readyz" "http://127.0.0.1:$port/readyz" || break
    sleep 1
  done
  cat "$folder/readyz"; echo
}

asked() {  # What a tenant is told in the guide's own park.
  local n
  for n in $(seq 600); do
    podman exec parkline_gateway_1 python -c 'import urllib.request as u; u.urlopen("http://127.0.0.1:5055/", timeout=3)' 2>/dev/null && break
    sleep 1
  done
  podman exec -i parkline_gateway_1 parkline chat --jsonl <<<'{"user": "ann", "text": "B座3楼着火了"}' | tee "$folder/answer"
  grep -q 0571-5555-0119 "$folder/answer"
}

trap 'compose down --volumes >/dev/null 2>&1 || true' EXIT
if [ -z "${BUILT:-}" ]; then
  step "a Debian of packages as base" && base
  step "Debian's PostgreSQL and Valkey" && stores
  step "the image" && image
fi
step "$(podman image list --format '{{.Repository}} {{.Size}}' | grep /parkline' ')"
step "compose, and the guide's own park" && start
step "a fire in it" && asked
step "it answered with its own number"
