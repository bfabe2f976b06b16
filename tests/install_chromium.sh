#!/usr/bin/env bash
# Install Chromium for the browser tests on Debian or Ubuntu, without asking anything.
set -euo pipefail

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then
        exit 0
    fi
done
if ! command -v apt-get >/dev/null; then
    echo "No apt-get here: install Chromium or Chrome by hand, or set TRANSIT_CHROMIUM." >&2
    exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        echo "Installing Chromium needs root: run  sudo apt-get install chromium" >&2
        exit 1
    fi
    as_root=(sudo -n)
fi

export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -q -y --no-install-recommends chromium ||
    "${as_root[@]}" apt-get install -q -y --no-install-recommends chromium-browser
