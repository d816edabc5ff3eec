package dev.mpmlint.httpd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a saved output of `httpd -V`, of `httpd -l`, or of both one after the other says about a server. Lines
/// that are neither (warnings, `apachectl`'s own words) are passed over.
///
/// @param version the server's version, if the output has its banner
/// @param mpm the MPM's short name in lower case (`event`, `prefork`, `winnt`), if it is told or compiled in
/// @param root HTTPD_ROOT, if it is told
/// @param configFile SERVER_CONFIG_FILE, if it is told
/// @param compiledIn the source names of the compiled-in modules in their order; empty if `-l` is not in the output
public record SavedHttpdV(
    Optional<HttpdVersion> version,
    Optional<String> mpm,
    Optional<String> root,
    Optional<String> configFile,
    List<String> compiledIn) {

  /// More than any real output has; the rest is not looked at.
  private static final int LINES = 5000;

  public SavedHttpdV {
    compiledIn = List.copyOf(compiledIn);
  }

  /// What came of reading a saved output.
  public sealed interface Reading {
    /// It was understood.
    record Understood(SavedHttpdV output) implements Reading {}

    /// It says nothing usable; `reason` completes "cannot use FILE: ".
    record NotUsable(String reason) implements Reading {}
  }

  /// Reads the text of a saved output.
  public static Reading parse(String text) {
    Parser parser = new Parser();
    int count = 0;
    for (String line : text.lines().limit(LINES).toList()) {
      parser.line(line.strip(), line);
      count++;
    }
    if (count == 0) {
      return new Reading.NotUsable("it is empty; save the output of httpd -V or httpd -l in it");
    }
    SavedHttpdV output = parser.result();
    boolean nothing =
        output.version.isEmpty() && output.mpm.isEmpty() && output.root.isEmpty() && output.compiledIn.isEmpty();
    return nothing
        ? new Reading.NotUsable("it has no line of the output of httpd -V or httpd -l")
        : new Reading.Understood(output);
  }

  private static final class Parser {
    private @Nullable HttpdVersion version;
    private @Nullable String mpm;
    private @Nullable String root;
    private @Nullable String configFile;
    private final List<String> compiledIn = new ArrayList<>();
    private boolean inList;

    void line(String line, String raw) {
      if (inList) {
        boolean indented = raw.startsWith(" ") || raw.startsWith("\t");
        if (indented && line.endsWith(".c") && line.indexOf(' ') < 0) {
          compiledIn.add(line);
          return;
        }
        inList = line.isEmpty();
      }
      if (Ascii.lower(line).startsWith("compiled in modules:")
          || Ascii.lower(line).startsWith("compiled-in modules:")) {
        inList = true;
      } else if (line.startsWith("Server version:")) {
        version = banner(line);
      } else if (line.startsWith("Server MPM:")) {
        String name = line.substring("Server MPM:".length()).strip();
        mpm = name.isEmpty() ? mpm : shortName(name);
      } else if (line.startsWith("-D ")) {
        define(line.substring("-D ".length()).strip());
      }
    }

    private void define(String setting) {
      int equals = setting.indexOf('=');
      if (equals < 0) {
        return;
      }
      String name = setting.substring(0, equals);
      String value = unquoted(setting.substring(equals + 1));
      switch (name) {
        case "HTTPD_ROOT" -> root = value;
        case "SERVER_CONFIG_FILE" -> configFile = value;
        case "APACHE_MPM_DIR" -> mpm = mpm == null ? shortName(lastPart(value)) : mpm;
        default -> {}
      }
    }

    SavedHttpdV result() {
      for (String source : compiledIn) {
        Optional<ModuleSpec> module = Modules.find(source);
        if (mpm == null && module.isPresent() && module.get().isMpm()) {
          mpm = shortName(module.get().shortName());
        }
      }
      return new SavedHttpdV(
          Optional.ofNullable(version),
          Optional.ofNullable(mpm),
          Optional.ofNullable(root),
          Optional.ofNullable(configFile),
          compiledIn);
    }

    /// `Server version: Apache/2.2.15 (Unix)`.
    private static @Nullable HttpdVersion banner(String line) {
      int slash = line.indexOf('/');
      int end = slash + 1;
      while (end < line.length() && (Character.isDigit(line.charAt(end)) || line.charAt(end) == '.')) {
        end++;
      }
      return slash < 0 ? null : HttpdVersion.parse(line.substring(slash + 1, end)).orElse(null);
    }

    /// `WinNT`, `NetWare_Threaded` (2.2), `experimental/event` or `mpm_worker`, as one short name.
    private static String shortName(String name) {
      String lower = Ascii.lower(name);
      String bare = lower.startsWith("mpm_") ? lower.substring("mpm_".length()) : lower;
      return bare.equals("netware_threaded") ? "netware" : bare;
    }

    private static String lastPart(String path) {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String unquoted(String value) {
      boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
      return quoted ? value.substring(1, value.length() - 1) : value;
    }
  }
}
