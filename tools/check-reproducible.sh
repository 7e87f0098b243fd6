#!/usr/bin/env bash
# Builds the last commit twice, in two directories, and compares the outcomes: check-reproducible.sh [MAVEN-OPTION...]
# Ends with 0 if all is alike. It takes as long as two builds without tests.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/keepsake-builds-XXXXXX")
trap 'rm -rf "$work"' EXIT

for build in first the-second; do
  mkdir "$work/$build"
  git -C "$root" archive HEAD | tar -x -C "$work/$build"
  (cd "$work/$build" && mvn -q -B -ntp -Dmaven.test.skip=true "$@" package < /dev/null)
done
python3 "$root/tools/compare-builds.py" "$work/first" "$work/the-second"
