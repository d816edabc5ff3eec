package dev.mpmlint.server.site;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a file's name says of its contents (`find_ct`, modules/http/mod_mime.c). Thread-safe.
final class MimeFinder {
  private final boolean loaded;
  private final TypesFile types;

  /// @param loaded whether mod_mime is
  MimeFinder(boolean loaded, TypesFile types) {
    this.loaded = loaded;
    this.types = types;
  }

  /// What is known of a file.
  record Found(@Nullable String type, @Nullable String encoding, @Nullable String language, @Nullable String handler) {
    static final Found NOTHING = new Found(null, null, null, null);
  }

  Found find(String fileName, DirConf conf) {
    Found found = loaded ? byExtensions(fileName, conf.mime) : Found.NOTHING;
    String type = conf.forceType != null && !conf.forceType.isEmpty() ? conf.forceType : found.type;
    if (type != null && conf.defaultCharset != null && !conf.defaultCharset.isEmpty() && takesCharset(type)) {
      type = type + "; charset=" + conf.defaultCharset;
    }
    String language = found.language != null ? found.language : loaded ? conf.mime.defaultLanguage() : null;
    return new Found(type, found.encoding, language, found.handler);
  }

  private static boolean takesCharset(String type) {
    return (type.startsWith("text/html") || type.startsWith("text/plain")) && !type.contains("charset=");
  }

  private Found byExtensions(String fileName, MimeMap map) {
    String type = null;
    String charset = null;
    String encoding = null;
    String language = null;
    String handler = null;
    int dot = fileName.indexOf('.', leadingDots(fileName));
    while (dot >= 0) {
      int next = fileName.indexOf('.', dot + 1);
      String extension = fileName.substring(dot + 1, next < 0 ? fileName.length() : next).toLowerCase(Locale.ROOT);
      dot = next;
      if (extension.isEmpty()) {
        continue;
      }
      MimeMap.Extension own = map.byExtension().getOrDefault(extension, MimeMap.Extension.NONE);
      String known = own.type() != null ? own.type() : types.type(extension);
      type = known.isEmpty() ? type : known;
      charset = Merge.or(own.charset(), charset);
      language = language == null ? own.language() : own.language() == null ? language : language + ", " + own.language();
      encoding = encoding == null ? own.encoding() : own.encoding() == null ? encoding : encoding + ", " + own.encoding();
      handler = Merge.or(own.handler(), handler);
    }
    return new Found(type != null && charset != null ? type + "; charset=" + charset : type, encoding, language, handler);
  }

  private static int leadingDots(String name) {
    int at = 0;
    while (at < name.length() && name.charAt(at) == '.') {
      at++;
    }
    return at;
  }
}
