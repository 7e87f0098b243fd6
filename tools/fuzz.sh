#!/bin/sh
# Runs a coverage-guided fuzzer, Jazzer, on what reads bytes that somebody else may have written: on each decoder for
# a minute, or on those that are named. See "Hostile input" in CONTRIBUTING.md.
#
#     tools/fuzz.sh [-s SECONDS] [DECODER...]
#
# Status 1 if an input was found that a decoder neither reads nor refuses as it promises to.
set -eu
cd "$(dirname "$0")/.."

usage() {
    echo "usage: tools/fuzz.sh [-s SECONDS] [DECODER...]" >&2
    exit 2
}

seconds=60
while getopts s: option; do
    case $option in
        s) seconds=$OPTARG ;;
        *) usage ;;
    esac
done
shift $((OPTIND - 1))

modules=$(find . -path '*/src/test/resources/hostile' -not -path '*/target/*' | sed 's|^\./||; s|/src/test/resources/hostile$||' | sort)
for decoder; do
    if ! find . -path "*/src/test/resources/hostile/$decoder" -not -path '*/target/*' | grep -q .; then
        echo "There is no decoder $decoder; the directories in */src/test/resources/hostile tell which there are." >&2
        exit 2
    fi
done

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
if ! "$java" --version 2>/dev/null | head -n 1 | grep -Eq ' (2[5-9]|[3-9][0-9])'; then
    echo "A JDK 25 is needed to run the fuzzer: set JAVA_HOME to it." >&2
    exit 2
fi

mvn ${MAVEN_ARGS:-} -q -Pfuzz -Dchecks.skip -pl "$(echo "$modules" | paste -sd, -)" -am \
    test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz.classpath

status=0
for module in $modules; do
    table=$(cd "$module/src/test/java" && grep -rl 'extends HostileInputContract' . | sed 's|^\./||; s|\.java$||; s|/|.|g')
    for corpus in "$module"/src/test/resources/hostile/*; do
        decoder=$(basename "$corpus")
        if [ $# -gt 0 ] && ! echo " $* " | grep -q " $decoder "; then
            continue
        fi
        echo "== $module: $decoder"
        found=$module/target/fuzz/$decoder
        mkdir -p "$found/corpus"
        if ! "$java" -Xmx1g -Xss1m --enable-native-access=ALL-UNNAMED \
            -Dkeepsake.hostile.table="$table" -Dkeepsake.hostile.decoder="$decoder" \
            -cp "$module/target/test-classes:$module/target/classes:$(cat "$module/target/fuzz.classpath")" \
            com.code_intelligence.jazzer.Jazzer --target_class=io.keepsake.testkit.hostile.FuzzTarget \
            --instrumentation_includes='io.keepsake.**:org.snakeyaml.**:tools.jackson.**' \
            --reproducer_path="$found" -artifact_prefix="$found/" \
            -max_total_time="$seconds" -max_len=16384 -timeout=20 -rss_limit_mb=3072 \
            "$found/corpus" "$corpus" >"$found/log" 2>&1; then
            status=1
            echo "   FOUND: see $found/log, and the input beside it"
        fi
        grep -aE '^(Done|== Java)|stat::|DONE' "$found/log" | tail -n 2 | sed 's/^/   /'
    done
done
exit $status
