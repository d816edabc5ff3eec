package dev.mpmlint.config;

import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Word;
import dev.mpmlint.syntax.Words;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The test of `<IfVersion>` (modules/metadata/mod_version.c). Stateless.
final class IfVersion {
  /// A test that httpd refuses, in httpd's words.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  private static final String INVALID =
      "Version appears to be invalid. It must have the format major[.minor[.patch]] where major, minor and patch are"
          + " numbers.";

  private IfVersion() {}

  /// Whether a server of the given version reads the section. The arguments are taken with the tag's `>`, as the
  /// module's handler gets them.
  static boolean test(SectionOpen section, HttpdVersion server) throws Refused {
    List<Word> words = Words.split(section.in(), section.argsStart(), section.end());
    if (words.stream().anyMatch(w -> w.value().isEmpty()) || words.size() > 3) {
      throw new Refused("<IfVersion takes one, two or three arguments, a comparison operator, a version (and a delimiter)");
    }
    if (words.isEmpty()) {
      throw new Refused(INVALID);
    }
    boolean loneBracket = words.size() > 1 && words.getLast().value().equals(">");
    int meant = loneBracket ? words.size() - 1 : words.size();
    String operator = meant == 1 ? "=" : words.getFirst().value();
    String version = words.get(meant == 1 ? 0 : 1).value();
    if (!loneBracket || meant > 2) {
      if (!version.endsWith(">")) {
        throw new Refused("<IfVersion> directive missing closing '>'");
      }
      version = version.substring(0, version.length() - 1);
    }
    boolean negated = operator.startsWith("!");
    String bare = negated && operator.length() > 1 ? operator.substring(1) : operator;
    boolean holds =
        switch (bare) {
          case "=", "==" -> version.startsWith("/") ? regex(delimited(version), server) : compare(version, server) == 0;
          case "~" -> regex(version, server);
          case "<" -> compare(version, server) < 0;
          case "<=" -> compare(version, server) <= 0;
          case ">" -> compare(version, server) > 0;
          case ">=" -> compare(version, server) >= 0;
          default -> throw new Refused("unrecognized operator '" + operator + "'");
        };
    return holds != negated;
  }

  private static int compare(String version, HttpdVersion server) throws Refused {
    String[] parts = version.split("\\.", -1);
    if (parts.length > 3) {
      throw new Refused(INVALID);
    }
    int[] numbers = new int[3];
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].length() > 8 || !parts[i].chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new Refused(INVALID);
      }
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return server.compareTo(new HttpdVersion(numbers[0], numbers[1], numbers[2]));
  }

  private static String delimited(String version) throws Refused {
    if (version.length() < 2 || !version.endsWith("/")) {
      throw new Refused("Missing delimiting / of regular expression.");
    }
    return version.substring(1, version.length() - 1);
  }

  private static boolean regex(String pattern, HttpdVersion server) throws Refused {
    try {
      return Pattern.compile(pattern).matcher(server.toString()).find();
    } catch (PatternSyntaxException _) {
      throw new Refused("Unable to compile regular expression");
    }
  }
}
