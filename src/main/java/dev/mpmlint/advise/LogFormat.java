package dev.mpmlint.advise;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A format of mod_log_config, as a reader of the lines that it makes. Immutable.
///
/// @param name as people say it: `combined`, or the format itself
/// @param parts what a line has, in order
public record LogFormat(String name, List<LogPart> parts) {
  private static final String COMMON = "%h %l %u %t \"%r\" %>s %b";
  private static final String REFERER = " \"%{Referer}i\" \"%{User-agent}i\"";

  private static final List<LogFormat> KNOWN =
      List.of(
          known("combined", COMMON + REFERER),
          known("common", COMMON),
          known("vhost_combined", "%v:%p " + COMMON + REFERER),
          known("combined with %D", COMMON + REFERER + " %D"),
          known("combined with %T/%D", COMMON + REFERER + " %T/%D"),
          known("common with %D", COMMON + " %D"),
          known("vhost_combined with %D", "%v:%p " + COMMON + REFERER + " %D"),
          known("combinedio", COMMON + REFERER + " %I %O"));

  public LogFormat {
    parts = List.copyOf(parts);
  }

  /// @param format as LogFormat has it, quotes and escapes of the configuration undone
  /// @throws UnusableInputException when its lines do not tell when a request came, or cannot be taken apart
  public static LogFormat of(String name, String format) throws UnusableInputException {
    return new LogFormat(name, LogFormatReader.read(format));
  }

  private static LogFormat known(String name, String format) {
    try {
      return of(name, format);
    } catch (UnusableInputException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Those that are usual, tried where no configuration tells.
  public static List<LogFormat> known() {
    return KNOWN;
  }

  /// Those that a configuration logs with, the ones that CustomLog and TransferLog use first; formats whose lines
  /// cannot be read are left out.
  public static List<LogFormat> of(Configuration configuration) {
    Map<String, String> nicknames = new LinkedHashMap<>();
    for (Occurrence line : configuration.active("LogFormat")) {
      List<Word> words = line.words();
      nicknames.put(words.size() > 1 ? words.get(1).value() : "", words.isEmpty() ? "" : words.getFirst().value());
    }
    Map<String, String> used = new LinkedHashMap<>();
    for (String directive : List.of("CustomLog", "GlobalLog")) {
      for (Occurrence line : configuration.active(directive)) {
        List<Word> words = line.words();
        String format = words.size() > 1 ? words.get(1).value() : "";
        used.put(format, nicknames.getOrDefault(format, format));
      }
    }
    nicknames.forEach(used::putIfAbsent);
    List<LogFormat> formats = new ArrayList<>();
    used.forEach((name, format) -> readable(name.isEmpty() ? format : name, format).ifPresent(formats::add));
    return List.copyOf(formats);
  }

  private static Optional<LogFormat> readable(String name, String format) {
    try {
      return Optional.of(of(name, format));
    } catch (UnusableInputException _) {
      return Optional.empty();
    }
  }

  /// Whether its lines tell how long a request took.
  public boolean hasDuration() {
    return parts.stream().anyMatch(part -> part instanceof LogPart.Counted n && n.field() == LogPart.Field.DURATION);
  }

  /// Takes a line apart.
  ///
  /// @param text holds it from `from` to `to`, its line feed left out
  /// @return whether it is of this format; when not, `into` holds anything
  boolean read(byte[] text, int from, int to, LoggedRequest into) {
    into.clear();
    int at = from;
    for (int i = 0; i < parts.size(); i++) {
      at = parts.get(i).read(text, at, to, into);
      if (at < 0) {
        return false;
      }
    }
    if (at != to) {
      return false;
    }
    long micros = into.time.micros();
    into.startMicros = into.time.atEnd() && into.durationMicros > 0 ? micros - into.durationMicros : micros;
    return micros >= 0;
  }

  @Override
  public String toString() {
    return name.toLowerCase(Locale.ROOT).equals(name) || name.contains("%") ? name : "LogFormat " + name;
  }
}
