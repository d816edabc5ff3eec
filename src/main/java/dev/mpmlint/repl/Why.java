package dev.mpmlint.repl;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Standing;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.source.Display;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a directive's value comes from: the lines that set it, the one that wins, and what httpd makes of it.
final class Why {
  /// So many lines are named.
  private static final int MOST = 30;

  private Why() {}

  static List<String> of(String name, View view) throws FailedException {
    Configuration configuration = view.subject().configuration();
    MpmDirective number = MpmDirective.find(name).orElse(null);
    MpmPlan plan = view.plan();
    List<String> lines = new ArrayList<>();
    if (number != null && plan != null) {
      Setting setting = plan.setting(number).orElse(null);
      if (setting == null) {
        lines.add(number + " is no number of " + plan.mpm() + ", which does not know it");
      } else {
        number(setting, lines);
      }
      Occurrence winner =
          setting != null && setting.origin() instanceof Origin.Written(Occurrence at) ? at : null;
      for (String each : number.names(configuration.options().version())) {
        occurrences(each, configuration, lines, winner);
      }
      return lines;
    }
    List<DirectiveSpec> specs = Directives.find(name);
    if (specs.isEmpty() && configuration.all(name).isEmpty()) {
      List<String> similar = Directives.similar(name);
      throw new FailedException(
          Display.of(name) + " is no directive of httpd"
              + (similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?"));
    }
    occurrences(name, configuration, lines, null);
    if (lines.isEmpty()) {
      DirectiveSpec spec = specs.getFirst();
      lines.add("nothing sets " + spec.name() + (spec.byDefault().isEmpty() ? "" : "; default " + spec.byDefault()));
    }
    return lines;
  }

  private static void number(Setting setting, List<String> lines) {
    String effective = View.plain(setting.effective());
    switch (setting.origin()) {
      case Origin.Default() -> lines.add(setting.directive() + " is " + effective + ": nothing sets it, default "
          + View.plain(setting.requested()));
      case Origin.Written(Occurrence at) -> {
        lines.add(setting.directive() + " is " + effective + ": " + place(at) + " asks for " + setting.written());
      }
    }
    for (Correction correction : setting.corrections()) {
      lines.add("  " + (correction.silent() ? "silently: " + correction.text() : correction.line()));
    }
  }

  private static void occurrences(String name, Configuration configuration, List<String> lines, @Nullable Occurrence winner) {
    List<Occurrence> all = configuration.all(name);
    int named = 0;
    for (Occurrence each : all) {
      if (++named > MOST) {
        lines.add("  and " + (all.size() - MOST) + " lines more");
        return;
      }
      String why =
          switch (each.place().standing()) {
            case Standing.Active _ -> winner == null || each == winner ? "counts" : "in vain, " + winner.span() + " wins";
            case Standing.SwitchedOff(var by) -> "switched off: " + by.reason();
            case Standing.InMacro _ -> "in a macro";
          };
      String scope = each.place().scope() == null ? "" : " in <" + each.place().scope().open().statement().name() + ">";
      lines.add("  " + place(each) + " " + Display.of(each.statement().text()) + scope + ": " + why);
    }
  }

  private static String place(Occurrence at) {
    StringBuilder place = new StringBuilder(at.span().toString());
    for (Occurrence by = at.place().site().includedBy(); by != null; by = by.place().site().includedBy()) {
      place.append(", included from ").append(by.span());
    }
    return place.toString();
  }
}
