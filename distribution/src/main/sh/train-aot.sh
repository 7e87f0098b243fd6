#!/bin/sh
# Records an ahead-of-time cache: train-aot.sh HOME WORK
#
# HOME is an unpacked distribution, WORK a directory for the run's own files and logs. One process is
# one training run, so it is the demonstration, which creates a vault, backs up, loses a store and
# restores: its classes are linked and its hot methods profiled in the cache. If that fails, --version
# still brings the classes of starting up. Without a cache all works, but starts more slowly; so this
# says what is missing and ends with 0.

home=$1
work=$2
cache=$home/runtime/lib/keepsake.aot

rm -rf "$cache" "$work"
mkdir -p "$work/tmp"

train() {
  rm -f "$cache"
  TMPDIR=$work/tmp KEEPSAKE_JAVA_OPTS="-XX:AOTCacheOutput=$work/keepsake.aot" \
    "$home/bin/keepsake" "$@" > "$work/train-$1.log" 2>&1 < /dev/null \
    && [ -s "$work/keepsake.aot" ] \
    && mv "$work/keepsake.aot" "$cache"
}

if ! train demo; then
  echo "The demonstration could not be used to train the AOT cache: see $work/train-demo.log" >&2
  rm -f "$work/keepsake.aot"
  if ! train --version; then
    echo "There is no AOT cache in this distribution: see $work/train---version.log" >&2
  fi
fi
rm -rf "$work/tmp"
exit 0
