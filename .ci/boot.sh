#!/usr/bin/env bash
# Boots a Debian with deploy/systemd in it, as docs/guides/deploying.md puts it there, and says how each unit fared:
#   .ci/boot.sh FOLDER PARKLINE [TRAINED]
# FOLDER holds the Debian, which is made if it is not there; PARKLINE is a folder that becomes /opt/parkline, such as
# the image's; TRAINED a trained bot, where that has none. As root; needs mmdebstrap and systemd-container.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
folder=$1 parkline=$2 trained=${3:-}
[ -d "$folder/usr" ] || mmdebstrap --variant=minbase \
  --include=systemd,systemd-sysv,dbus,ca-certificates,postgresql,valkey-server,tzdata,curl trixie "$folder"

install -d -m 0750 "$folder/etc/parkline"
install -m 0644 "$here"/deploy/systemd/* "$folder/etc/systemd/system/"
sed -e "s/change-me/boots/; s/'riverside'/'daybreak'/" "$here/deploy/parkline.env.example" >"$folder/etc/parkline/parkline.env"
head -c 36 /dev/urandom | base64 >"$folder/etc/parkline/secret.key"
chroot "$folder" sh -euc '
  id parkline >/dev/null 2>&1 || useradd --system --home-dir /var/lib/parkline --create-home --shell /usr/sbin/nologin parkline
  chgrp -R parkline /etc/parkline; chmod 0640 /etc/parkline/*'
cat >"$folder/etc/systemd/system/try.service" <<'UNIT'
[Unit]
After=postgresql.service valkey-server.service
Wants=postgresql.service valkey-server.service
[Service]
Type=oneshot
TimeoutStartSec=infinity
ExecStart=/bin/bash /root/try.sh
StandardOutput=file:/root/told
StandardError=inherit
[Install]
WantedBy=multi-user.target
UNIT
cat >"$folder/root/try.sh" <<'TRY'
trap 'systemctl --no-block poweroff' EXIT
until runuser -u postgres -- pg_isready -q; do sleep 1; done
runuser -u postgres -- psql -qc "create role parkline login password 'boots'" -c "create database parkline owner parkline"
runuser -u parkline -- /opt/parkline/.venv/bin/parkline migrate && echo "migrated"
runuser -u parkline -- /opt/parkline/.venv/bin/parkline seed && echo "a park is there"
systemctl start parkline-gateway.socket parkline-gateway-actions.socket parkline.target
for name in gateway:8080 worker:8082; do
  for n in $(seq 300); do curl -sf -o /root/answer "http://127.0.0.1:${name#*:}/readyz" && break; sleep 1; done
  echo "${name%:*} after $n s: $(cat /root/answer)"
done
for n in $(seq 300); do curl -sf -o /root/answer http://127.0.0.1:5055/ && break; sleep 1; done
echo "bot after $n s: $(cat /root/answer)"
for unit in backup doctor drill; do
  systemctl start parkline-$unit.service
  echo "$unit: $(systemctl show -p Result --value parkline-$unit.service)"
done
systemctl start parkline-backup.timer parkline-drill.timer parkline-doctor.timer parkline-reconcile.timer
systemctl list-units --all --no-legend --plain 'parkline*'
systemd-analyze security --no-pager parkline-{gateway,backup,doctor,drill,reconcile}.service parkline-bot@5055.service parkline-worker@8082.service | grep Overall
echo "--- what was said"
journalctl --no-pager -o cat -u 'parkline*' | grep -iE 'error|denied|traceback|not permitted' | tail -20 || true
TRY
rm -f "$folder/root/told"
chroot "$folder" systemctl --quiet enable try.service
mounts=(--bind-ro="$parkline:/opt/parkline")
[ -z "$trained" ] || mounts+=(--bind-ro="$trained:/opt/parkline/bot/trained")
# systemd wants the one hierarchy of control groups, which older machines have beside others.
unshare --mount --propagation private bash -euc '
  [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ] || { umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup; }
  exec systemd-nspawn --quiet --register=no --keep-unit --boot --console=pipe --private-network "$@"
' boot -D "$folder" "${mounts[@]}" </dev/null >"$folder/root/console" 2>&1 || true
cat "$folder/root/told"
