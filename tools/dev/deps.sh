#!/bin/sh
# Install the libraries named by pkg-config ($@) that this machine lacks:
# with apt as root or by sudo; elsewhere print the one command that does it.
set -eu
missing=
for tool in gcc make pkg-config sqlite3; do
	command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
if command -v pkg-config >/dev/null 2>&1; then
	for package in "$@"; do
		pkg-config --exists "$package" || missing="$missing $package"
	done
fi
[ -n "$missing" ] || exit 0

apt='build-essential pkg-config sqlite3 libuv1-dev librdkafka-dev libsqlite3-dev libzstd-dev liblz4-dev libsnappy-dev zlib1g-dev libssl-dev libcmocka-dev'
dnf='gcc make pkgconf-pkg-config sqlite libuv-devel librdkafka-devel sqlite-devel libzstd-devel lz4-devel snappy-devel zlib-devel openssl-devel libcmocka-devel'
brew='pkg-config sqlite libuv librdkafka zstd lz4 snappy zlib openssl@3 cmocka'

sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
if command -v apt-get >/dev/null 2>&1 && { [ -z "$sudo" ] || sudo -n true 2>/dev/null; }; then
	echo "  APT  missing:$missing" >&2
	# shellcheck disable=SC2086
	$sudo apt-get update -qq >&2
	# shellcheck disable=SC2086
	DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $apt >&2
	exit 0
fi
{
	echo "missing:$missing.  Install with one of:"
	echo "  sudo apt-get install $apt"
	echo "  sudo dnf install $dnf"
	echo "  brew install $brew"
} >&2
exit 2
