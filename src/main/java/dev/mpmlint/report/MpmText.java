package dev.mpmlint.report;

import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.MpmReport;
import dev.mpmlint.mpm.Refusal;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.Display;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// `mpmlint mpm` for people: which MPM, decided by which line, and what becomes of each number.
public final class MpmText {
  private final PrintStream out;
  private final Style style;
  private final PathNames names;

  public MpmText(PrintStream out, Style style, PathNames names) {
    this.out = out;
    this.style = style;
    this.names = names;
  }

  public void print(Subject subject) {
    ReadOptions options = subject.configuration().options();
    switch (subject.mpm()) {
      case MpmOutcome.One(MpmPlan plan) -> print(plan, options);
      case MpmOutcome.Open(List<MpmPlan> plans) -> open(plans, options);
      case MpmOutcome.None() -> {
        println(style.paint(Tone.ERROR, "no MPM"), "no MPM is loaded; httpd refuses to start (AH00534)");
        out.println(style.safe(options.layout().title() + ": " + options.layout().mpmChosenIn()));
        compiledIn(options);
      }
      case MpmOutcome.Several(List<LoadedModule> modules) -> {
        println(style.paint(Tone.ERROR, "more than one MPM"), "httpd refuses to start (AH00534)");
        for (LoadedModule module : modules) {
          Occurrence by = module.by();
          String where = by == null ? "compiled in" : "loaded by " + place(by);
          out.println(style.safe("  " + Display.of(module.identifier()) + ", " + where));
        }
        compiledIn(options);
      }
    }
  }

  private void println(String strong, String text) {
    out.println(strong + ": " + style.safe(text));
  }

  private void open(List<MpmPlan> plans, ReadOptions options) {
    if (plans.isEmpty()) {
      out.println("a fragment that speaks of no MPM; --mpm NAME says which it is meant for");
    }
    for (MpmPlan plan : plans) {
      print(plan, options);
    }
  }

  private void print(MpmPlan plan, ReadOptions options) {
    MpmReport report = MpmReport.of(plan, options.version());
    out.println(
        style.paint(Tone.STRONG, plan.mpm().shortName()) + style.safe(", " + decision(plan.decidedBy())));
    out.println();
    out.println("Server MPM:     " + report.shown());
    out.println("  threaded:     " + report.threaded());
    out.println("    forked:     " + report.forked());
    compiledIn(options);
    out.println();
    table(plan).print(out, style);
    List<String> notes = new ArrayList<>();
    for (Refusal refusal : plan.refusals()) {
      notes.add("httpd does not start: " + Display.of(refusal.text()));
    }
    for (Correction correction : plan.corrections()) {
      notes.add(correction.silent() ? "silently: " + correction.text() : correction.line());
    }
    paragraph(notes);
    paragraph(report.arithmetic());
    out.println();
  }

  private void paragraph(List<String> lines) {
    if (!lines.isEmpty()) {
      out.println();
      lines.forEach(line -> out.println(style.safe(line)));
    }
  }

  private void compiledIn(ReadOptions options) {
    out.println("Compiled in modules:");
    options.compiledIn().forEach(source -> out.println("  " + style.safe(source)));
  }

  private String decision(Decision decision) {
    return switch (decision) {
      case Decision.Loaded(Occurrence by) -> "decided by " + place(by);
      case Decision.CompiledIn(String source) -> "compiled in, says " + source;
      case Decision.Assumed(String clue) -> "assumed because of " + names.in(Display.of(clue));
    };
  }

  /// `conf.modules.d/00-mpm.conf:11, included from conf/httpd.conf:56`.
  private String place(Occurrence at) {
    String place = names.of(at.span().file().name()) + ":" + at.span().line();
    return place + IncludeChain.of(at.place().site()).text(names).map(chain -> ", " + chain).orElse("");
  }

  private TextTable table(MpmPlan plan) {
    TextTable table = new TextTable("directive", ">requested", ">effective", "from", "why changed");
    PlanRow.of(plan, names).forEach(r -> table.row(r.directive(), r.requested(), r.effective(), r.from(), r.why()));
    return table;
  }
}
