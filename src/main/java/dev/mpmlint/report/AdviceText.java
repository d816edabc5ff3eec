package dev.mpmlint.report;

import dev.mpmlint.advise.Advice;
import dev.mpmlint.advise.Known;
import dev.mpmlint.advise.Quantity;
import dev.mpmlint.source.Span;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `mpmlint advise` for people: the choice, what it follows from, and what to do.
public final class AdviceText {
  private final PrintStream out;
  private final Style style;
  private final PathNames names;

  public AdviceText(PrintStream out, Style style, PathNames names) {
    this.out = out;
    this.style = style;
    this.names = names;
  }

  /// @param notes what else there is to do, beside the advice's own recommendations
  /// @param diff the edits, one `char` per byte; empty where there are none
  public void print(Advice advice, List<String> notes, String diff) {
    choice(advice);
    inputs(advice);
    limits(advice);
    verdict(advice);
    general(advice, notes);
    changes(advice);
    diff(diff);
  }

  private void choice(Advice advice) {
    String name = advice.choice().name();
    var running = advice.running();
    String now =
        running == null ? " (no single MPM is loaded now)" : advice.changesMpm() ? " (now: " + running + ")" : " (as now)";
    out.println("Recommended MPM: " + style.paint(Tone.STRONG, name) + style.safe(now));
    for (Advice.Reason reason : advice.choice().reasons()) {
      out.println(style.safe("  - " + reason.sentence() + at(reason.at())));
    }
  }

  private String at(@org.jspecify.annotations.Nullable Span at) {
    return at == null ? "" : " (" + place(at) + ")";
  }

  private String place(Span at) {
    return names.of(at.file().name()) + ":" + at.line();
  }

  private void heading(String text) {
    out.println();
    out.println(style.paint(Tone.STRONG, text));
  }

  private void inputs(Advice advice) {
    if (!advice.evidence().isEmpty()) {
      heading("Seen");
      advice.evidence().forEach(sentence -> out.println(style.safe("  - " + names.in(sentence))));
    }
    if (advice.inputs().isEmpty()) {
      return;
    }
    out.println();
    TextTable table = new TextTable("input", ">value", "");
    advice.inputs().forEach((quantity, known) -> row(table, quantity, known));
    table.print(out, style);
  }

  private static void row(TextTable table, Quantity quantity, Known known) {
    table.row(quantity.label(), quantity.show(known.value()), known.source().words());
  }

  private void limits(Advice advice) {
    if (!advice.ceilings().isEmpty()) {
      out.println();
      TextTable table = new TextTable("at most", ">workers", "", "because");
      var binding = advice.binding();
      for (Advice.Ceiling ceiling : advice.ceilings()) {
        String mark = ceiling.sanity() ? "no limit" : binding.filter(b -> b == ceiling).isPresent() ? "binds" : "";
        table.row(ceiling.limit().label(), count(ceiling.workers()), mark, ceiling.formula());
      }
      table.print(out, style);
    }
    if (!advice.floors().isEmpty()) {
      out.println();
      TextTable table = new TextTable("at least", ">workers", "because");
      for (Advice.Floor floor : advice.floors()) {
        table.row(floor.demand().label(), count(floor.workers()), floor.formula());
      }
      table.print(out, style);
    }
  }

  private static String count(int workers) {
    return workers == Integer.MAX_VALUE ? "too many" : Integer.toString(workers);
  }

  private void verdict(Advice advice) {
    if (advice.ceilings().isEmpty()) {
      return;
    }
    out.println();
    String from = advice.now() == advice.workers() ? "as now" : "now " + advice.now();
    out.println("Workers: " + style.paint(Tone.STRONG, Integer.toString(advice.workers())) + style.safe(" at once (" + from + "); " + advice.verdict()));
    Advice.Confidence confidence = advice.confidence();
    Tone tone =
        switch (confidence.level()) {
          case LOW -> Tone.WARNING;
          case MEDIUM -> Tone.INFO;
          case HIGH -> Tone.GOOD;
        };
    out.println(
        "Confidence: " + style.paint(tone, confidence.level().name().toLowerCase(Locale.ROOT)) + style.safe("; " + confidence.why()));
    for (String way : confidence.raisedBy()) {
      out.println(style.safe("  raised by: " + way));
    }
  }

  private void general(Advice advice, List<String> notes) {
    List<String> all = new ArrayList<>(advice.general());
    all.addAll(notes);
    if (!all.isEmpty()) {
      heading("General recommendations");
      all.forEach(sentence -> out.println(style.safe("  - " + names.in(sentence))));
    }
  }

  private void changes(Advice advice) {
    heading("Values to change");
    if (advice.changes().isEmpty()) {
      out.println(advice.edits().isEmpty() ? "  none" : "  none, but lines that have no effect or an old name");
      return;
    }
    TextTable table = new TextTable("directive", ">now", ">write", "where", "why");
    for (Advice.Change change : advice.changes()) {
      Long from = change.from();
      Span at = change.at();
      table.row(
          change.directive().directive(), from == null ? "" : Long.toString(from), Long.toString(change.to()),
          at == null ? "not set" : place(at), change.why() + (change.fullRestart() ? "; needs a full restart" : ""));
    }
    table.print(out, style);
  }

  private void diff(String diff) {
    if (!diff.isEmpty()) {
      out.println();
    }
    for (String line : diff.lines().toList()) {
      String shown = style.safe(dev.mpmlint.source.Display.of(line));
      Tone tone =
          line.startsWith("+++") || line.startsWith("---") ? Tone.STRONG
              : line.startsWith("@@") ? Tone.FRAME : line.startsWith("+") ? Tone.GOOD : line.startsWith("-") ? Tone.ERROR : null;
      out.println(tone == null ? shown : style.paint(tone, shown));
    }
  }
}
