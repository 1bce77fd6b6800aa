#!/usr/bin/env bash
# Strict nbval, and byte-equal outputs, on every Python that is here, with other hash seeds, time zones and locales.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
status=0
for python in python3.11 python3.12 python3.13; do
  "$python" -c 'import ensurepip' 2>/dev/null || { echo "$python: not here, left out"; continue; }
  copy="$place/$python"
  git clone -q "$here" "$copy"
  for setting in "PYTHONHASHSEED=0" "PYTHONHASHSEED=1 TZ=Asia/Kabul LC_ALL=C"; do
    if env $setting make -s -C "$copy" PYTHON="$python" outputs test ARGS="-q notebooks" >"$copy.log" 2>&1 && git -C "$copy" diff --quiet; then
      echo "$python, $setting: $(tail -n 1 "$copy.log"), outputs byte-equal"
    else
      echo "$python, $setting: failed"; tail -n 15 "$copy.log"; git -C "$copy" diff --stat; status=1
    fi
  done
done
exit $status
