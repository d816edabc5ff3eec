package dev.mpmlint.cli;

import dev.mpmlint.httpd.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The forms in which `check` tells what it found.
enum OutputFormat {
  TEXT,
  JSON,
  GCC,
  SARIF,
  GITHUB,
  GITLAB,
  CHECKSTYLE,
  JUNIT,
  DIFF,
  /// What the build server understands that it runs on; else text.
  AUTO;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (OutputFormat each : values()) {
      words.add(each.word());
    }
    return words;
  }

  static Optional<OutputFormat> find(String word) {
    for (OutputFormat each : values()) {
      if (each.word().equalsIgnoreCase(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /// The format itself, `auto` decided.
  OutputFormat on(Surroundings surroundings) {
    if (this != AUTO) {
      return this;
    }
    if (surroundings.variable("GITHUB_ACTIONS").equals("true")) {
      return GITHUB;
    }
    return surroundings.variable("GITLAB_CI").isEmpty() ? TEXT : GITLAB;
  }

  /// A format and the file it goes to: `sarif=out.sarif`.
  record ToFile(OutputFormat format, String file) {
    static ToFile parse(String text) throws UserError {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new UserError("--output " + text + " names no format and file; write --output sarif=out.sarif");
      }
      String word = text.substring(0, equals);
      OutputFormat format =
          find(word)
              .orElseThrow(
                  () -> {
                    List<String> similar = Similar.to(word, words());
                    return new UserError(
                        "--output " + text + ": format " + word + " is unknown; "
                            + (similar.isEmpty()
                                ? "there is " + String.join(", ", words())
                                : "did you mean " + similar.getFirst() + "?"));
                  });
      return new ToFile(format, text.substring(equals + 1));
    }
  }
}
