#!/usr/bin/env bash
# Runs Parley on a Kubernetes of its own, made with kind and removed afterwards: see --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

help() {
  cat <<'HELP'
k8s/smoke.sh [--keep]   build the image, run the overlay `local` on a new kind cluster, and check that
                        every pod gets ready, the page is served, and a restart of all gateways, one by
                        one, leaves no moment without a ready gateway

  --keep                leave the cluster, and print how to reach it

Needs docker, kind and kubectl. Touches no cluster but its own, parley-smoke.
HELP
}

keep=false
for argument in "$@"; do
  case $argument in
    -h | --help) help && exit ;;
    --keep) keep=true ;;
    *) printf 'smoke: does not know %s\n' "$argument" >&2 && exit 2 ;;
  esac
done

say() { printf 'smoke: %s\n' "$*"; }
fail() { printf 'smoke: %s\n' "$*" >&2 && exit 1; }
for tool in docker kind kubectl curl; do
  command -v "$tool" >/dev/null || fail "$tool is needed and was not found."
done

cluster=parley-smoke
context=kind-$cluster
on() { kubectl --context "$context" --namespace parley "$@"; }

forward=
finish() {
  local status=$?
  [ -z "$forward" ] || kill "$forward" 2>/dev/null || true
  if [ $status -ne 0 ]; then
    on get pods -o wide || true
    on logs --selector app.kubernetes.io/part-of=parley --all-containers --tail 20 --prefix || true
  fi
  $keep || kind delete cluster --name "$cluster" >/dev/null 2>&1 || true
}

say "building the image"
docker build -q -t parley:local . >/dev/null

! kind get clusters 2>/dev/null | grep -qx "$cluster" || fail "the cluster $cluster is there already: kind delete cluster --name $cluster"
trap finish EXIT
say "making the cluster"
kind create cluster --name "$cluster" --wait 120s >/dev/null
kind load docker-image parley:local --name "$cluster" >/dev/null

say "applying k8s/overlays/local"
k8s/local-secrets
# The server itself checks every field as well.
kubectl --context "$context" apply --validate=strict -k k8s/overlays/local
for name in redis presence-service room-service ice-config-service gateway; do
  on rollout status "deployment/$name" --timeout 240s
done

say "asking for the page"
on port-forward service/gateway 18080:80 >/dev/null &
forward=$!
curl --silent --show-error --fail --retry 20 --retry-connrefused --retry-delay 1 http://localhost:18080/ | grep -qi '<title>' ||
  fail "the gateway serves no page."
kill "$forward" && forward=

say "restarting the gateways, one by one"
on rollout restart deployment/gateway
deadline=$((SECONDS + 600))
while ! on rollout status deployment/gateway --timeout 1s >/dev/null 2>&1; do
  ready=$(on get deployment gateway -o jsonpath='{.status.readyReplicas}')
  [ "${ready:-0}" -ge 3 ] || fail "only ${ready:-0} of 3 gateways were ready."
  [ $SECONDS -lt $deadline ] || fail "the restart did not end."
done

restarts=$(on get pods -o jsonpath='{.items[*].status.containerStatuses[*].restartCount}')
case $restarts in *[!0\ ]*) fail "containers were restarted: $restarts" ;; esac

say "passed"
if $keep; then
  say "reach it by: kubectl --context $context --namespace parley port-forward service/gateway 8080:80"
  secret=$(sed -n 's/^PARLEY_ROOM_SECRET=//p' k8s/overlays/local/secrets/gateway.env)
  say "and then: http://localhost:8080/#k=$secret"
fi
