package dev.mpmlint.server.site;

import dev.mpmlint.glob.Wildcards;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How mod_autoindex lists a folder. Immutable.
///
/// @param foldersFirst IndexOptions FoldersFirst; null when nothing is said
/// @param ignoreCase IndexOptions IgnoreCase
/// @param charset IndexOptions Charset=
/// @param type IndexOptions Type=
/// @param ignored IndexIgnore's patterns
record IndexStyle(
    @Nullable Boolean foldersFirst,
    @Nullable Boolean ignoreCase,
    @Nullable String charset,
    @Nullable String type,
    List<String> ignored) {
  static final IndexStyle NONE = new IndexStyle(null, null, null, null, List.of());

  IndexStyle with(IndexStyle over) {
    if (over == NONE) {
      return this;
    }
    return new IndexStyle(
        Merge.or(over.foldersFirst, foldersFirst),
        Merge.or(over.ignoreCase, ignoreCase),
        Merge.or(over.charset, charset),
        Merge.or(over.type, type),
        Merge.lists(ignored, over.ignored));
  }

  /// With one word of IndexOptions.
  IndexStyle option(String word) {
    String w = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
    Boolean on = !word.startsWith("-");
    int equals = w.indexOf('=');
    return switch ((equals < 0 ? w : w.substring(0, equals)).toLowerCase(Locale.ROOT)) {
      case "foldersfirst" -> new IndexStyle(on, ignoreCase, charset, type, ignored);
      case "ignorecase" -> new IndexStyle(foldersFirst, on, charset, type, ignored);
      case "charset" -> new IndexStyle(foldersFirst, ignoreCase, w.substring(equals + 1), type, ignored);
      case "type" -> new IndexStyle(foldersFirst, ignoreCase, charset, w.substring(equals + 1), ignored);
      default -> this;
    };
  }

  IndexStyle ignoring(String pattern) {
    return new IndexStyle(foldersFirst, ignoreCase, charset, type, DirConf.plus(ignored, pattern));
  }

  /// IndexIgnore: names compared with wildcards; `.` is never listed.
  boolean ignores(String name) {
    for (String pattern : ignored) {
      if (Wildcards.stars(pattern, name)) {
        return true;
      }
    }
    return false;
  }
}
