package dev.mpmlint.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One option of a command.
///
/// @param names with their dashes, the one to show first
/// @param value what the value is called in help; null for a flag
/// @param help what it does; short enough for one or two lines of help
record Option(List<String> names, @Nullable String value, String help) {
  static Option flag(String help, String... names) {
    return new Option(List.of(names), null, help);
  }

  static Option of(String name, String value, String help) {
    return new Option(List.of(name), value, help);
  }

  String name() {
    return names.getFirst();
  }

  /// `--format FORMAT`, `-D NAME`, `-q, --quiet`.
  String title() {
    String all = String.join(", ", names);
    return value == null ? all : all + " " + value;
  }
}
