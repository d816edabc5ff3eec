package dev.mpmlint.verify.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long programs of this machine have waited for a processor since a moment, as the kernel counts it
/// (Documentation/accounting/psi.rst): at least one of them did.
///
/// @param begin the kernel's count at that moment, in microseconds
public record Pressure(long begin) {
  private static final Path CPU = Path.of("/proc/pressure/cpu");
  private static final String TOTAL = "total=";

  /// From now on.
  public static Pressure now() {
    return new Pressure(read());
  }

  /// 0 where the kernel does not count.
  public double seconds() {
    return Math.max(0, read() - begin) / 1e6;
  }

  private static long read() {
    try {
      return total(Files.readString(CPU, StandardCharsets.US_ASCII));
    } catch (IOException _) {
      return 0;
    }
  }

  /// Of the line `some`; 0 when there is none.
  static long total(String text) {
    return text.lines()
        .filter(l -> l.startsWith("some ") && l.contains(TOTAL))
        .map(l -> l.substring(l.indexOf(TOTAL) + TOTAL.length()).strip())
        .filter(n -> n.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
