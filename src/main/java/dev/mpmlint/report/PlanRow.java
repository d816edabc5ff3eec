package dev.mpmlint.report;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.source.Display;
import java.util.ArrayList;
import java.util.List;

/// What becomes of one number of an MPM, in words.
///
/// @param requested the number that httpd reads, and the text where that looks different
/// @param from `conf/httpd.conf:30`, or `default`
/// @param why AH numbers, `silently`; empty where it is not changed
record PlanRow(String directive, String requested, String effective, String from, String why) {
  static List<PlanRow> of(MpmPlan plan, PathNames names) {
    List<PlanRow> rows = new ArrayList<>();
    for (Setting setting : plan.settings().values()) {
      String from =
          switch (setting.origin()) {
            case Origin.Default() -> "default";
            case Origin.Written(Occurrence at) -> names.of(at.span().file().name()) + ":" + at.span().line();
          };
      String effective = MpmNumbers.plain(setting.effective());
      rows.add(new PlanRow(setting.directive().directive(), requested(setting), effective, from, why(setting)));
    }
    return rows;
  }

  private static String requested(Setting setting) {
    String number = MpmNumbers.plain(setting.requested());
    String written = setting.written();
    if (written == null || written.equals(number)) {
      return number;
    }
    String shown = Display.of(written.length() > 20 ? written.substring(0, 20) : written);
    return shown + " = " + number;
  }

  private static String why(Setting setting) {
    List<String> why = new ArrayList<>();
    for (Correction correction : setting.corrections()) {
      var number = correction.number();
      String reason = number != null ? number.toString() : correction.silent() ? "silently" : "with a warning";
      if (!why.contains(reason)) {
        why.add(reason);
      }
    }
    return String.join(", ", why);
  }
}
