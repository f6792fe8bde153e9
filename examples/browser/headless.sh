#!/bin/sh
# Prints the page as headless Chromium has it once the program has run.
set -eu
for browser in chromium-headless-shell chromium google-chrome; do
	command -v "$browser" >/dev/null && break
	browser=
done
if [ -z "$browser" ]; then
	echo "headless.sh: Chromium is not installed" >&2
	exit 1
fi

scratch=$(mktemp -d)
# Any free port; the server prints which.
python3 -u -m http.server --bind 127.0.0.1 0 >"$scratch/server" 2>"$scratch/log" &
server=$!
trap 'kill $server; rm -r "$scratch"' EXIT
port=
while [ -z "$port" ]; do
	sleep 0.1
	kill -0 $server || { cat "$scratch/log" >&2; exit 1; }
	port=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$scratch/server")
done

# As root, Chromium cannot make its sandbox.
[ "$(id -u)" != 0 ] || set -- --no-sandbox
"$browser" --headless --disable-gpu --user-data-dir="$scratch/profile" "$@" \
	--virtual-time-budget=10000 --dump-dom "http://127.0.0.1:$port/" 2>>"$scratch/log" ||
	{ cat "$scratch/log" >&2; exit 1; }
