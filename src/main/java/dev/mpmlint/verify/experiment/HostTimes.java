package dev.mpmlint.verify.experiment;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The times that hold for the virtual host which experiments talk to: the first one of the first port.
///
/// @param keepAlive whether connections are kept for further requests
/// @param keepAliveTimeout in seconds
/// @param header seconds for a request's head, without data; empty when nothing limits it
record HostTimes(boolean keepAlive, double keepAliveTimeout, OptionalDouble header) {
  private static final double DEFAULT_TIMEOUT = 5;
  private static final double DEFAULT_HEADER = 20;

  /// @param scratch the scratch copy, as read
  static HostTimes of(Configuration scratch) {
    String port =
        scratch.active("listen").stream().findFirst().map(o -> word(o, 0)).map(a -> a.substring(a.lastIndexOf(':') + 1)).orElse("");
    Occurrence host =
        scratch.active("virtualhost").stream()
            .filter(o -> o.words().stream().anyMatch(w -> w.value().endsWith(":" + port) || !w.value().contains(":")))
            .findFirst()
            .orElse(null);
    boolean on = value(scratch, host, "keepalive").map(v -> !v.equalsIgnoreCase("off") && !v.equals("0")).orElse(true);
    boolean once = value(scratch, host, "maxkeepaliverequests").map(v -> v.equals("1")).orElse(false);
    double timeout = value(scratch, host, "keepalivetimeout").map(HostTimes::seconds).orElse(DEFAULT_TIMEOUT);
    boolean limits = scratch.module("reqtimeout_module").isPresent();
    return new HostTimes(on && !once, timeout, limits ? header(scratch, host) : OptionalDouble.empty());
  }

  private static Optional<String> value(Configuration scratch, @Nullable Occurrence host, String key) {
    Optional<String> main = Optional.empty();
    Optional<String> own = Optional.empty();
    for (Occurrence o : scratch.active(key)) {
      String text = o.statement().args();
      if (o.place().scope() == null) {
        main = Optional.of(text);
      } else if (host != null && o.place().scope().open() == host) {
        own = Optional.of(text);
      }
    }
    return own.isPresent() ? own : main;
  }

  private static String word(Occurrence o, int index) {
    return index < o.words().size() ? o.words().get(index).value() : "";
  }

  /// `5`, `5s`, `500ms`, `1min`.
  static double seconds(String text) {
    String t = text.strip().toLowerCase(Locale.ROOT);
    String digits = t.replaceAll("[^0-9].*", "");
    double number = digits.isEmpty() ? DEFAULT_TIMEOUT : Double.parseDouble(digits);
    String unit = t.substring(digits.length()).strip();
    return switch (unit) {
      case "ms" -> number / 1000;
      case "mi", "min" -> number * 60;
      case "h" -> number * 3600;
      default -> number;
    };
  }

  private static OptionalDouble header(Configuration scratch, @Nullable Occurrence host) {
    String text = value(scratch, host, "requestreadtimeout").orElse("");
    for (String word : text.split("\\s+", -1)) {
      if (word.toLowerCase(Locale.ROOT).startsWith("header=")) {
        String number = word.substring("header=".length()).replaceAll("[^0-9].*", "");
        double seconds = number.isEmpty() ? DEFAULT_HEADER : Double.parseDouble(number);
        return seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds);
      }
    }
    return OptionalDouble.of(DEFAULT_HEADER);
  }
}
