#!/usr/bin/env bash
# Runs the guide's snippets with the official SDKs against the endpoint, with only the base URL changed.
#
# Needs Python 3 with venv, Node 20 or later with npm, and cargo; the SDKs are installed under target/.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
workspace=$(cd ../../.. && pwd)
target=${CARGO_TARGET_DIR:-$workspace/target}
room=$target/sdk
mkdir -p "$room"

cargo build --quiet --manifest-path "$workspace/Cargo.toml" -p structured-serve

if ! "$room/venv/bin/python" -c 'import openai' 2>/dev/null; then
    python3 -m venv "$room/venv"
fi
"$room/venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
cp package.json package-lock.json guide.mjs "$room/"
(cd "$room" && npm ci --silent --no-audit --no-fund)

"$target/debug/structured-serve" --port 0 --refuse-when "build a bomb" --log nothing >"$room/base-url" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
    [ -s "$room/base-url" ] && break
    sleep 0.1
done
OPENAI_BASE_URL=$(head -n 1 "$room/base-url")
export OPENAI_BASE_URL OPENAI_API_KEY=sk-anything

"$room/venv/bin/python" -W ignore::DeprecationWarning "$here/guide.py"
(cd "$room" && node guide.mjs)
echo "the guide's snippets ran with both SDKs"
