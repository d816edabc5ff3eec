#!/bin/sh
# Runs mpmlint for pre-commit, in whose copy of the repository this file stands; builds it there on first use. Two runs
# at once build it once.
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
program=$top/target/mpmlint/bin/mpmlint
if [ ! -e "$top/target/mpmlint/built" ]; then
  command -v mvn >/dev/null || { echo 'mpmlint: Maven builds it on first use; install maven and a JDK 25' >&2; exit 2; }
  mkdir -p "$top/target"
  exec 9>"$top/target/.pre-commit.lock"
  flock 9
  if [ ! -e "$top/target/mpmlint/built" ]; then
    echo 'mpmlint: building it, once' >&2
    # shellcheck disable=SC2086 # several options, split on purpose
    if ! log=$(cd "$top" && mvn -q -B -DskipTests ${MPMLINT_MAVEN_OPTIONS-} package 2>&1); then
      printf '%s\nmpmlint: it cannot be built, see above\n' "$log" >&2
      exit 2
    fi
    : >"$top/target/mpmlint/built"
  fi
  exec 9>&-
fi
exec "$program" "$@"
