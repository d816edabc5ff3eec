package dev.mpmlint.judge;

import dev.mpmlint.syntax.Word;
import org.jspecify.annotations.Nullable;

/// The formats of access and error logs (modules/loggers/mod_log_config.c, server/log.c). Stateless.
final class LogFormats {
  private static final String ACCESS = "%ahlurstbBfTDIOSinoeCPpqHmUvVXAkRLcxd^{";
  private static final String ERROR = "aAckeEfFiIlLmMnpPtTvVrRsu";

  private LogFormats() {}

  /// Null when it can be parsed.
  static @Nullable Complaint access(String format, Word word, String letters) {
    int next = 0;
    while (next < format.length()) {
      int i = next;
      if (format.charAt(i) == '\\' && i + 1 < format.length()) {
        next += 2;
        continue;
      }
      if (format.charAt(i) != '%') {
        next++;
        continue;
      }
      i++;
      while (i < format.length() && "!<>,0123456789".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      if (i < format.length() && format.charAt(i) == '{') {
        i = format.indexOf('}', i);
        if (i < 0) {
          return Complaint.of("Ran off end of LogFormat parsing args to some directive", word);
        }
        i++;
        while (i < format.length() && "!<>,0123456789".indexOf(format.charAt(i)) >= 0) {
          i++;
        }
      }
      if (i >= format.length()) {
        return Complaint.of("Ran off end of LogFormat parsing args to some directive", word);
      }
      if (format.startsWith("^ti", i) || format.startsWith("^to", i) || format.startsWith("^FU", i) || format.startsWith("^FB", i)) {
        i += 2;
      } else if (letters.indexOf(format.charAt(i)) < 0) {
        return Complaint.of("Unrecognized LogFormat directive %" + format.charAt(i), word);
      }
      next = i + 1;
    }
    return null;
  }

  static @Nullable Complaint access(String format, Word word) {
    return access(format, word, ACCESS);
  }

  /// Null when it can be parsed.
  static @Nullable Complaint error(String format, Word word) {
    int next = 0;
    while (next < format.length()) {
      int i = next;
      if (format.charAt(i) == '\\' && i + 1 < format.length()) {
        next += 2;
        continue;
      }
      if (format.charAt(i) != '%') {
        next++;
        continue;
      }
      i++;
      while (i < format.length() && "-+".indexOf(format.charAt(i)) >= 0 || i < format.length() && Character.isDigit(format.charAt(i))) {
        i++;
      }
      if (i < format.length() && format.charAt(i) == '{') {
        i = format.indexOf('}', i);
        if (i < 0) {
          return Complaint.of("Ran off end of error log format parsing args to some directive", word);
        }
        i++;
      }
      if (i >= format.length()) {
        return Complaint.of("Ran off end of error log format parsing args to some directive", word);
      }
      if (ERROR.indexOf(format.charAt(i)) < 0 && "% ".indexOf(format.charAt(i)) < 0) {
        return Complaint.of("Unrecognized error log format directive %" + format.charAt(i), word);
      }
      next = i + 1;
    }
    return null;
  }

  static boolean hasMessage(String format) {
    return format.matches("(?s).*%[-+0-9]*(\\{[^}]*\\})?M.*");
  }
}
