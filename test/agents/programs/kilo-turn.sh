#!/bin/sh
# Two turns with Kilo, which asks the small model for the session's title beside the second one. `run` ends without
# waiting for the title, so that a server does the work and is asked until it is there. Arguments: the kilo binary and
# the prompt.
kilo=$1
prompt=$2

"$kilo" serve --port 0 > serve.log 2>&1 &
server=$!
trap 'kill $server' EXIT

until url=$(grep -o 'http://127[^ ]*' serve.log); do kill -0 $server || exit 1; sleep 0.2; done
"$kilo" run --attach "$url" "$prompt" || exit 1
"$kilo" run --attach "$url" --continue "$prompt" || exit 1
until "$kilo" session list | grep -q 'Hello from'; do sleep 0.2; done
