#!/bin/sh
# Starts mpmlint with the Java image beside it. Works from any folder, through links, and after the folder was moved.
# No process is started on the way but for links: each would cost as much as the check of a small file.
self=$0
case $self in
  */*) ;;
  *) [ -f "./$self" ] && self=./$self || self=$(command -v -- "$self") ;;
esac
while [ -h "$self" ]; do
  link=$(readlink -- "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
home=${self%/*}/..
lib=$home/lib
# What is set for other Java programs of this machine must not change this one; MPMLINT_JAVA_OPTIONS is the way to.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
# The conversation alone knows terminals: behind the other jars, since the cache is for the path that begins so.
terminal=
case ${1-} in
  repl) terminal="@TERMINAL@" ;;
esac
# What the bundled server, and the conversation about it, need of the JDK besides its public packages.
case ${1-} in
  serve | verify | compare | repl) inside='--enable-native-access=ALL-UNNAMED --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED
    --add-exports=java.base/sun.nio.ch=ALL-UNNAMED' ;;
  *) inside= ;;
esac
# shellcheck disable=SC2086 # several options, split on purpose
exec "$home/runtime/bin/java" -XX:AOTCache="$lib/mpmlint.aot" @JAVA_OPTIONS@ $inside ${MPMLINT_JAVA_OPTIONS-} \
  -cp "@CLASS_PATH@$terminal" @MAIN@ "$@"
