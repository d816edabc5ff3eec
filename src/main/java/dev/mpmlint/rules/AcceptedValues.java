package dev.mpmlint.rules;

import dev.mpmlint.httpd.DirectiveCheck;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import java.util.ArrayList;
import java.util.List;

/// What an argument may be, as a person says it: from the words of `directive-checks.tsv`. Stateless.
final class AcceptedValues {
  private AcceptedValues() {}

  /// `a whole number from 1 to 65535`; empty where the table does not say it in so many words.
  static String of(String directive, int argument) {
    String kind = kind(directive, argument);
    int open = kind.indexOf('(');
    String name = open < 0 ? kind : kind.substring(0, open);
    String inside = open < 0 ? "" : kind.substring(open + 1, kind.length() - 1);
    return switch (name) {
      case "one", "exactly" -> oneOf(words(inside));
      case "int", "long", "whole" -> number(inside);
      case "timeout" -> time(inside);
      case "regex" -> "a regular expression of Perl's kind";
      case "condition" -> "a condition such as \"%{REQUEST_METHOD} == 'GET'\"";
      default -> "";
    };
  }

  /// The words of which it must be one; none where it may be anything else.
  static List<String> choice(String directive, int argument) {
    String kind = kind(directive, argument);
    boolean one = kind.startsWith("one(") || kind.startsWith("exactly(");
    return one ? words(kind.substring(kind.indexOf('(') + 1, kind.length() - 1)) : List.of();
  }

  /// Whether a number is in the range that the table has for the only argument; true where it has none.
  static boolean holds(String directive, long number) {
    String kind = kind(directive, 0);
    int open = kind.indexOf('(');
    int dots = kind.indexOf("..");
    if (open < 0 || dots < 0) {
      return true;
    }
    String least = kind.substring(open + 1, dots);
    String most = kind.substring(dots + 2, kind.length() - 1);
    return (least.isEmpty() || number >= Long.parseLong(least)) && (most.isEmpty() || number <= Long.parseLong(most));
  }

  private static String kind(String directive, int argument) {
    for (DirectiveSpec spec : Directives.find(directive)) {
      String row = DirectiveCheck.of(spec.name(), spec.source()).arguments();
      if (!row.isEmpty() && !row.startsWith("@")) {
        String[] kinds = row.split(" ", -1);
        return kinds[Math.min(argument, kinds.length - 1)];
      }
    }
    return "";
  }

  private static List<String> words(String inside) {
    return List.of(inside.split("\\|", -1));
  }

  private static String oneOf(List<String> words) {
    List<String> shown = new ArrayList<>(words);
    shown.removeIf(String::isEmpty);
    if (shown.size() < 2) {
      return String.join("", shown);
    }
    return String.join(", ", shown.subList(0, shown.size() - 1)) + " or " + shown.getLast();
  }

  private static String number(String range) {
    int dots = range.indexOf("..");
    String least = dots < 0 ? "" : range.substring(0, dots);
    String most = dots < 0 ? "" : range.substring(dots + 2);
    if (least.isEmpty() || most.isEmpty()) {
      return "a whole number" + (least.isEmpty() ? "" : " of at least " + least) + (most.isEmpty() ? "" : " of at most " + most);
    }
    return "a whole number from " + least + " to " + most;
  }

  private static String time(String inside) {
    int comma = inside.indexOf(',');
    String unit = comma < 0 ? inside : inside.substring(0, comma);
    String range = comma < 0 ? ".." : inside.substring(comma + 1);
    int dots = range.indexOf("..");
    String least = range.substring(0, dots);
    String most = range.substring(dots + 2);
    return "a time such as 5s, 500ms, 2min or 1h, without a unit in " + unitName(unit)
        + (least.isEmpty() ? "" : ", of at least " + least + " ms") + (most.isEmpty() ? "" : ", of at most " + most + " ms");
  }

  private static String unitName(String unit) {
    return switch (unit) {
      case "ms" -> "milliseconds";
      case "mi", "min" -> "minutes";
      case "h" -> "hours";
      default -> "seconds";
    };
  }
}
