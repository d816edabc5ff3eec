package dev.mpmlint.server.settings;

import java.util.List;
import java.util.Locale;

/// A directive or a section that counts: conditional sections are decided, macros expanded, variables replaced, files
/// included.
public sealed interface Item permits Setting, Section {
  /// As written: `DocumentRoot`, `VirtualHost`.
  String name();

  /// The arguments with their quotes taken away; of a section, without the final `>`.
  List<String> arguments();

  /// Everything after the name as written, quotes included, white space at the ends taken away; of a section, without
  /// the final `>`. For directives that httpd hands the raw text (RAW_ARGS).
  String tail();

  Origin at();

  /// The name in lower case, to compare with.
  default String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// An argument, or the empty string where there are fewer.
  default String argument(int index) {
    return index < arguments().size() ? arguments().get(index) : "";
  }
}
