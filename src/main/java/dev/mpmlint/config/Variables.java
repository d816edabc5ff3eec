package dev.mpmlint.config;

import dev.mpmlint.source.LogicalText;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.Splicer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What Define, `-D` and the environment say at the line that is being read (`set_define`, `ap_resolve_env`,
/// server/core.c). Flags are compared exactly, names of values in any case. Not safe for use by several threads.
final class Variables {
  private final Map<String, String> environment;
  // A flag's name to where it was set; null for -D.
  private final Map<String, @Nullable Span> flags = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private int changes;

  Variables(ReadOptions options) {
    this.environment = options.environment();
    options.defines().forEach(d -> flags.put(d, null));
  }

  /// Counts definitions and their removals.
  int changes() {
    return changes;
  }

  void define(String name, @Nullable String value, Span at) {
    changes++;
    flags.put(name, at);
    if (value == null) {
      values.remove(key(name));
    } else {
      values.put(key(name), value);
    }
  }

  void undefine(String name) {
    changes++;
    flags.remove(name);
    values.remove(key(name));
  }

  boolean isDefined(String flag) {
    return flags.containsKey(flag);
  }

  /// Where a flag was set; null when it came from `-D` or is not set.
  @Nullable Span definedAt(String flag) {
    return flags.get(flag);
  }

  private @Nullable String value(String name) {
    String defined = values.get(key(name));
    return defined != null ? defined : environment.get(name);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// Puts values in the place of `${NAME}` between two indices of a text; what is inserted is not looked at again.
  ///
  /// @param unknown told the name and place of each variable that has no value; it stays as it is
  /// @return null when the line would become longer than any that is read
  @Nullable LogicalText replace(LogicalText in, int start, int end, BiConsumer<String, Span> unknown) {
    LogicalText.Builder out = new LogicalText.Builder(in.file());
    String text = in.text();
    int done = start;
    for (int at = text.indexOf("${", start); at >= 0 && at < end; at = text.indexOf("${", at)) {
      int close = text.indexOf('}', at);
      if (close < 0 || close >= end) {
        break;
      }
      String name = text.substring(at + 2, close);
      String value = value(name);
      if (value == null) {
        if (name.indexOf(':') < 0) {
          unknown.accept(name, in.span(at, close + 1));
        }
        at = close;
        continue;
      }
      out.copy(in, done, at);
      out.replace(in.span(at, close + 1), value);
      if (out.length() > Splicer.LONGEST_LINE) {
        return null;
      }
      at = close + 1;
      done = at;
    }
    return out.copy(in, done, end).build();
  }
}
