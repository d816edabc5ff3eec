package dev.mpmlint.judge;

import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.DirectiveCheck;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// From the words of `directive-checks.tsv` to checks:
///
/// - `int(a..b)` a number as `atoi` reads it, `long(a..b)` as `strtol` does, `whole(a..b)` one with nothing around it; an
///   end may be left out
/// - `one(a|b|c)` one of some words in any case, `exactly(a|b|c)` in this case
/// - `timeout(s)` a span of time, seconds where it has no unit; `timeout(s,1000..3600000)` within these milliseconds
/// - `form(re)` what a regular expression matches; a blank in it is written `\s`
/// - `regex`, `condition`, `text` expressions that PCRE and httpd's own language take
/// - `file`, `content` (a file that is not empty), `folder` on the server's machine
/// - `any` whatever it is
///
/// one for each argument, the last one standing for all that follow. `@name` is a check of its own, for all arguments.
final class Checks {
  private static final Map<String, Check> KNOWN = new ConcurrentHashMap<>();

  private Checks() {}

  static Check of(DirectiveCheck row) {
    if (row.arguments().isEmpty()) {
      return Check.NONE;
    }
    String key = row.arguments() + "\t" + row.refusal();
    Check known = KNOWN.get(key);
    if (known == null) {
      known = parse(row.arguments(), row.refusal());
      KNOWN.put(key, known);
    }
    return known;
  }

  private static Check parse(String arguments, String refusal) {
    if (arguments.startsWith("@")) {
      return OwnChecks.find(arguments.substring(1), refusal);
    }
    List<Kind> kinds = new ArrayList<>();
    for (String word : arguments.split(" ")) {
      kinds.add(kind(word));
    }
    return new EachArgument(List.copyOf(kinds), refusal);
  }

  static Kind kind(String word) {
    int open = word.indexOf('(');
    String name = open < 0 ? word : word.substring(0, open);
    String inside = open < 0 ? "" : word.substring(open + 1, word.length() - 1);
    return switch (name) {
      case "any" -> new Kind.Any();
      case "one" -> new Kind.Choice(Set.of(inside.toLowerCase(Locale.ROOT).split("\\|")), false);
      case "exactly" -> new Kind.Choice(Set.of(inside.split("\\|")), true);
      case "int" -> new Kind.Amount(end(inside, true), end(inside, false), 32, false);
      case "long" -> new Kind.Amount(end(inside, true), end(inside, false), 64, false);
      case "whole" -> new Kind.Amount(end(inside, true), end(inside, false), 64, true);
      case "timeout" -> timeout(inside);
      case "form" -> new Kind.Form(Pattern.compile(inside, Pattern.DOTALL));
      case "regex" -> new Kind.Regex();
      case "condition" -> new Kind.Expression(false);
      case "text" -> new Kind.Expression(true);
      case "file" -> new Kind.OnDisk(false, false);
      case "content" -> new Kind.OnDisk(false, true);
      case "folder" -> new Kind.OnDisk(true, false);
      default -> throw new IllegalStateException("no kind of argument: " + word);
    };
  }

  private static Kind timeout(String inside) {
    int comma = inside.indexOf(',');
    String unit = comma < 0 ? inside : inside.substring(0, comma);
    String range = comma < 0 ? ".." : inside.substring(comma + 1);
    return new Kind.Timeout(unit, end(range, true), end(range, false));
  }

  /// One end of `a..b`.
  private static long end(String range, boolean least) {
    int dots = range.indexOf("..");
    String text = range.isEmpty() ? "" : least ? range.substring(0, dots) : range.substring(dots + 2);
    return !text.isEmpty() ? Long.parseLong(text) : least ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /// Checks each argument by itself.
  private record EachArgument(List<Kind> kinds, String refusal) implements Check {
    @Override
    public @Nullable Complaint check(Call call) {
      // Only this form hands an empty word on as a missing one.
      boolean mayBeAbsent = call.spec().form() == ArgForm.TAKE12;
      for (int i = 0; i < call.count(); i++) {
        Kind kind = kinds.get(Math.min(i, kinds.size() - 1));
        Word word = call.words().get(i);
        boolean absent = word.value().isEmpty() && i > 0 && mayBeAbsent;
        if (!absent && !kind.accepts(word.value(), call)) {
          String value = Display.of(word.value());
          String text = refusal.isEmpty() ? "Invalid value for directive " + call.spec().name() : refusal.replace("{}", value);
          return kind instanceof Kind.OnDisk ? Complaint.file(text, word) : Complaint.of(text, word);
        }
      }
      return null;
    }
  }
}
