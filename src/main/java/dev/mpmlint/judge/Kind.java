package dev.mpmlint.judge;

import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.mpm.CNumbers;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What one argument may be, as `directive-checks.tsv` writes it. Immutable.
sealed interface Kind {
  boolean accepts(String value, Call call);

  /// Whatever it is.
  record Any() implements Kind {
    @Override
    public boolean accepts(String value, Call call) {
      return true;
    }
  }

  /// One of some words.
  ///
  /// @param exactly whether the case counts
  record Choice(Set<String> words, boolean exactly) implements Kind {
    @Override
    public boolean accepts(String value, Call call) {
      return words.contains(exactly ? value : value.toLowerCase(Locale.ROOT));
    }
  }

  /// A number, read as C does.
  ///
  /// @param bits 32 for `atoi`, 64 for `strtol`
  /// @param whole whether nothing but the number may stand there
  record Amount(long least, long most, int bits, boolean whole) implements Kind {
    @Override
    public boolean accepts(String value, Call call) {
      if (whole && !isWhole(value)) {
        return false;
      }
      long number = bits == 32 ? CNumbers.atoi(value) : CNumbers.strtol(value);
      return number >= least && number <= most;
    }

    private static boolean isWhole(String value) {
      int from = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
      String digits = value.strip();
      boolean some = digits.length() > from;
      for (int i = from; i < digits.length(); i++) {
        some &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
      }
      return some && digits.length() == value.length() && digits.length() - from < 19;
    }
  }

  /// A span of time with its unit (`ap_timeout_parameter_parse`, server/util.c).
  ///
  /// @param unit the unit where none is written
  /// @param least in milliseconds
  /// @param most in milliseconds
  record Timeout(String unit, long least, long most) implements Kind {
    @Override
    public boolean accepts(String value, Call call) {
      int end = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
      while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
        end++;
      }
      long number = CNumbers.strtol(value.substring(0, end));
      String written = end == value.length() ? unit : value.substring(end);
      long factor =
          switch (written.isEmpty() ? 0 : written.charAt(0)) {
            case 's' -> 1000;
            case 'h' -> 3_600_000;
            case 'm' -> written.startsWith("mi") ? 60_000 : written.startsWith("ms") ? 1 : 0;
            default -> 0;
          };
      if (factor == 0 || number < 0 || number > Long.MAX_VALUE / 1000 / factor) {
        return false;
      }
      return number * factor >= least && number * factor <= most;
    }
  }

  /// What a regular expression of ours matches as a whole.
  record Form(Pattern pattern) implements Kind {
    @Override
    public boolean accepts(String value, Call call) {
      return pattern.matcher(value).matches();
    }
  }

  /// A regular expression that PCRE compiles.
  record Regex() implements Kind {
    @Override
    public boolean accepts(String value, Call call) {
      return PcreSyntax.accepts(value);
    }
  }

  /// An expression of httpd's own language.
  ///
  /// @param text whether it makes a text, and no condition
  record Expression(boolean text) implements Kind {
    @Override
    public boolean accepts(String value, Call call) {
      return ExpressionSyntax.accepts(value, text, call.server());
    }
  }

  /// A file or folder on the server's machine, looked for when files are checked at all.
  record OnDisk(boolean directory, boolean notEmpty) implements Kind {
    @Override
    public boolean accepts(String value, Call call) {
      if (!call.server().looksForFiles()) {
        return true;
      }
      ServerFiles files = call.server().files();
      if (directory) {
        return files.look(value) == ServerFiles.Kind.DIRECTORY;
      }
      return notEmpty ? files.holdsSomething(value) : files.look(value) == ServerFiles.Kind.FILE;
    }
  }
}
