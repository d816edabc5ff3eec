package dev.mpmlint.cli;

import dev.mpmlint.httpd.HttpdVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// mpmlint's own version, written into `version.txt` by the build. Read when it is asked for.
final class Version {
  private static final List<String> LINES = read().lines().toList();
  static final String TEXT = LINES.getFirst();

  private Version() {}

  /// When its sources were, as the build has it: `2026-11-12T08:58:41Z`.
  static String built() {
    String words = LINES.get(1);
    String before = "built from the sources of ";
    int end = words.indexOf(" with ");
    return words.startsWith(before) && end > 0 ? words.substring(before.length(), end) : words;
  }

  /// What a report of a fault should name.
  static String facts() {
    return "mpmlint " + TEXT + "\n"
        + LINES.get(1) + "\n"
        + "knows httpd up to " + HttpdVersion.NEWEST + "\n"
        + "runs on Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
        + System.getProperty("os.arch") + "\n";
  }

  private static String read() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      if (in == null) {
        throw new IllegalStateException("version.txt is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
