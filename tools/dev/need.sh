#!/bin/sh
# Install the apt packages of "command=package" pairs whose command is missing;
# exit 1 with a sentence where that can't be done.
set -eu
missing=
for pair in "$@"; do
	command -v "${pair%%=*}" >/dev/null 2>&1 || missing="$missing ${pair#*=}"
done
[ -n "$missing" ] || exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo="sudo -n"
command -v apt-get >/dev/null 2>&1 || {
	echo "missing:$missing (no apt-get here to install them)" >&2
	exit 1
}
echo "  APT  $missing" >&2
# shellcheck disable=SC2086
{
	$sudo apt-get update -qq
	DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq \
		--no-install-recommends $missing
} >&2
