package dev.mpmlint.repl;

import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import java.util.List;

/// What is still to be typed: the form of a command's or directive's arguments. Stateless.
final class Hints {
  private Hints() {}

  /// What may follow the text, to be shown behind the cursor; empty where there is nothing to say.
  static String of(String text, View view) {
    String said = text.stripLeading();
    if (said.isEmpty() || said.contains("\n")) {
      return "";
    }
    String[] words = said.split("\\s+", -1);
    if (words.length == 2 && words[1].isEmpty()) {
      Verb verb = Verb.find(words[0]).orElse(null);
      return verb != null ? verb.synopsis() : Directives.isKnown(words[0]) ? withDefault(words[0], view) : "";
    }
    boolean setting = words[0].equalsIgnoreCase("set") && words.length == 3 && words[2].isEmpty();
    return setting && Directives.isKnown(words[1]) ? withDefault(words[1], view) : "";
  }

  private static String withDefault(String name, View view) {
    DirectiveSpec spec = Directives.find(name).getFirst();
    String now = view.numbers().getOrDefault(spec.name(), "");
    String more = now.isEmpty() ? spec.byDefault().isEmpty() ? "" : "default " + spec.byDefault() : "now " + now;
    return form(name) + (more.isEmpty() ? "" : " (" + more + ")");
  }

  /// `VALUE`, `ON|OFF`, `VALUE...`.
  static String form(String name) {
    List<DirectiveSpec> specs = Directives.find(name);
    ArgForm form = specs.isEmpty() ? ArgForm.UNKNOWN : specs.getFirst().form();
    return switch (form) {
      case NO_ARGS -> "";
      case FLAG -> "On|Off";
      case TAKE1 -> "VALUE";
      case TAKE2 -> "VALUE VALUE";
      case TAKE3 -> "VALUE VALUE VALUE";
      case TAKE12 -> "VALUE [VALUE]";
      case TAKE23 -> "VALUE VALUE [VALUE]";
      case TAKE123 -> "VALUE [VALUE [VALUE]]";
      case TAKE13 -> "VALUE [VALUE VALUE]";
      case ITERATE -> "VALUE...";
      case ITERATE2 -> "VALUE VALUE...";
      case RAW_ARGS, TAKE_ARGV, UNKNOWN -> "...";
    };
  }

  static boolean needsArguments(String name) {
    List<DirectiveSpec> specs = Directives.find(name);
    return !specs.isEmpty() && !specs.getFirst().form().accepts(0);
  }
}
