package dev.mpmlint.report;

import dev.mpmlint.verify.model.EngineRun;
import dev.mpmlint.verify.model.FindingVerdict;
import dev.mpmlint.verify.model.Outcome;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.model.Replacement;
import dev.mpmlint.verify.model.Source;
import dev.mpmlint.verify.model.Verdict;
import dev.mpmlint.verify.model.VerifyReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A proof for people.
public final class VerifyText {
  private static final int WORDS = 44;

  private final PrintStream out;
  private final Style style;
  private final PathNames names;

  public VerifyText(PrintStream out, Style style, PathNames names) {
    this.out = out;
    this.style = style;
    this.names = names;
  }

  public void print(VerifyReport report) {
    out.println(style.safe(heading(report)));
    if (!report.scale().isNone()) {
      out.println(style.safe("scaled 1:" + report.scale().factor() + ": " + report.scale().reason()));
    }
    out.println();
    table(report);
    findings(report.findings());
    replaced(report.replaced());
    summary(report);
  }

  private String heading(VerifyReport report) {
    List<String> engines = report.engines().stream().map(e -> e.engine() + " (" + e.version() + ")").toList();
    String mpm = report.mpm().isEmpty() ? "no MPM that runs" : report.mpm() + " · " + report.summary();
    return mpm + " · " + String.join(" and ", engines);
  }

  private void table(VerifyReport report) {
    List<String> titles = new ArrayList<>(List.of("", "", "", ">expected"));
    report.engines().forEach(e -> titles.add(">" + e.engine()));
    titles.add("");
    TextTable table = new TextTable(titles.toArray(String[]::new));
    String before = "";
    for (Promise p : report.promises()) {
      List<String> cells = new ArrayList<>();
      List<Verdict> verdicts = new ArrayList<>();
      for (EngineRun run : report.engines()) {
        run.verdict(p.id()).ifPresent(verdicts::add);
      }
      cells.add(mark(worst(verdicts)));
      cells.add(p.experiment().word().equals(before) ? "" : p.experiment().word());
      before = p.experiment().word();
      cells.add(p.sentence());
      cells.add(shortened(p.expected().words()));
      for (EngineRun run : report.engines()) {
        cells.add(run.verdict(p.id()).map(v -> shortened(v.observed().words())).orElse(""));
      }
      cells.add(note(p, verdicts));
      table.row(cells.toArray(String[]::new));
    }
    table.print(out, style);
  }

  private static String shortened(String words) {
    return words.length() <= WORDS ? words : words.substring(0, WORDS - 1) + "…";
  }

  private static Outcome worst(List<Verdict> verdicts) {
    if (verdicts.stream().anyMatch(v -> v.outcome() == Outcome.REFUTED)) {
      return Outcome.REFUTED;
    }
    return verdicts.stream().anyMatch(v -> v.outcome() == Outcome.PROVED) ? Outcome.PROVED : Outcome.NOT_TRIED;
  }

  private String mark(Outcome outcome) {
    return switch (outcome) {
      case PROVED -> style.unicode() ? "✓" : "ok";
      case REFUTED -> style.unicode() ? "✗" : "NO";
      case NOT_TRIED -> style.unicode() ? "·" : "-";
    };
  }

  /// Why it was not tried, or where a refuted promise comes from.
  private String note(Promise promise, List<Verdict> verdicts) {
    Set<String> notes = new LinkedHashSet<>();
    for (Verdict v : verdicts) {
      if (!v.reason().isEmpty()) {
        notes.add(v.outcome() == Outcome.NOT_TRIED ? "not tried: " + v.reason() : v.reason());
      }
    }
    if (worst(verdicts) == Outcome.REFUTED) {
      promise.from().stream().filter(s -> !s.isDefault()).map(this::place).forEach(notes::add);
    }
    return String.join("; ", notes);
  }

  private String place(Source source) {
    return source.isDefault() ? source.text() : names.of(source.file()) + ":" + source.line();
  }

  private void findings(List<FindingVerdict> findings) {
    if (findings.isEmpty()) {
      return;
    }
    out.println();
    out.println(style.paint(Tone.STRONG, "what check finds"));
    TextTable table = new TextTable("", "", "", "");
    for (FindingVerdict f : findings) {
      String what = f.predicts().isEmpty() ? f.name() : f.predicts();
      String tried = f.outcome() == Outcome.NOT_TRIED ? "not tried: " + f.reason() : f.outcome().words();
      String proof = f.experiments().isEmpty() ? "" : " (" + f.experiments().getFirst().word() + ")";
      table.row(mark(f.outcome()), f.code() + " " + place(f.at()), what, tried + proof);
    }
    table.printRows(out, style);
  }

  private void replaced(List<Replacement> replaced) {
    List<Replacement> commands = replaced.stream().filter(Replacement::command).toList();
    if (commands.isEmpty()) {
      return;
    }
    out.println();
    out.println(style.paint(Tone.STRONG, "commands that were not run"));
    for (Replacement r : commands) {
      out.println(style.safe("  " + place(r.at()) + ": " + r.what()));
    }
  }

  private void summary(VerifyReport report) {
    out.println();
    String seconds = String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1000.0);
    long refuted = report.count(Outcome.REFUTED);
    String text =
        report.count(Outcome.PROVED) + " proved, " + refuted + " refuted, " + report.count(Outcome.NOT_TRIED)
            + " not tried in " + seconds;
    out.println(style.paint(refuted == 0 ? Tone.GOOD : Tone.ERROR, text));
  }
}
