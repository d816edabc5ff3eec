package dev.mpmlint.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one run of wrk measured.
///
/// @param p99Millis the latency that 99 of 100 requests stay below
/// @param failures socket errors, and answers that were neither 2xx nor 3xx
record Wrk(double requestsPerSecond, double p99Millis, long requests, long failures) {
  private static final Pattern RATE = Pattern.compile("(?m)^Requests/sec:\\s+([0-9.]+)");
  private static final Pattern P99 = Pattern.compile("(?m)^\\s+99%\\s+([0-9.]+)(us|ms|s|m)\\s*$");
  private static final Pattern REQUESTS = Pattern.compile("(?m)^\\s+(\\d+) requests in ");
  private static final Pattern NOT_GOOD = Pattern.compile("(?m)^\\s+Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern ERRORS =
      Pattern.compile("(?m)^\\s+Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  /// One thread of wrk; keep-alive, as wrk always does.
  static Wrk run(String url, int connections, int seconds) throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", url)
            .redirectErrorStream(true)
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (wrk.waitFor() != 0) {
      throw new IllegalStateException("wrk ended with " + wrk.exitValue() + ": " + said);
    }
    return parse(said);
  }

  /// @throws IllegalArgumentException when it is not what `wrk --latency` prints
  static Wrk parse(String said) {
    Matcher p99 = find(P99, said);
    double unit =
        switch (p99.group(2).toLowerCase(Locale.ROOT)) {
          case "us" -> 0.001;
          case "ms" -> 1;
          case "s" -> 1000;
          default -> 60_000;
        };
    long failures = 0;
    for (Pattern pattern : new Pattern[] {NOT_GOOD, ERRORS}) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.find()) {
        for (int i = 1; i <= matcher.groupCount(); i++) {
          failures += Long.parseLong(matcher.group(i));
        }
      }
    }
    return new Wrk(
        Double.parseDouble(find(RATE, said).group(1)),
        Double.parseDouble(p99.group(1)) * unit,
        Long.parseLong(find(REQUESTS, said).group(1)),
        failures);
  }

  private static Matcher find(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IllegalArgumentException("wrk did not print what it should: " + said);
    }
    return matcher;
  }
}
