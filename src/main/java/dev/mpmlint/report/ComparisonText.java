package dev.mpmlint.report;

import dev.mpmlint.compare.Change;
import dev.mpmlint.compare.Comparison;
import dev.mpmlint.compare.Reason;
import dev.mpmlint.source.Span;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// `mpmlint diff` for people.
public final class ComparisonText {
  private final PrintStream out;
  private final Style style;
  private final PathNames names;

  public ComparisonText(PrintStream out, Style style, PathNames names) {
    this.out = out;
    this.style = style;
    this.names = names;
  }

  public void print(Comparison comparison) {
    Tone tone =
        switch (comparison.need()) {
          case NOTHING, RELOAD -> Tone.GOOD;
          case RESTART, STOP_AND_START -> Tone.WARNING;
          case FORBIDDEN -> Tone.ERROR;
        };
    out.println(style.paint(tone, style.safe(comparison.need().sentence())));
    for (Reason reason : comparison.reasons()) {
      out.println(style.safe("  " + names.in(reason.text()) + place(reason.at())));
    }
    Change.@Nullable Kind kind = null;
    String scope = "";
    for (Change change : comparison.changes()) {
      if (change.kind() != kind) {
        out.println();
        out.println(style.paint(Tone.STRONG, change.kind().title()));
        kind = change.kind();
        scope = "";
      }
      if (!change.scope().equals(scope)) {
        out.println(style.safe("  " + change.scope()));
        scope = change.scope();
      }
      out.println(style.safe((scope.isEmpty() ? "  " : "    ") + line(change) + place(change.at())));
    }
  }

  private String place(@Nullable Span at) {
    return at == null ? "" : "  (" + names.of(at.file().name()) + ":" + at.line() + ")";
  }

  private static String line(Change change) {
    String before = change.before();
    String after = change.after();
    boolean named = change.kind() == Change.Kind.MODULE || change.kind() == Change.Kind.LISTENER
        || change.kind() == Change.Kind.VIRTUAL_HOST;
    if (named) {
      return (before == null ? "+ " : "- ") + change.what();
    }
    if (before != null && after != null) {
      return "~ " + change.what() + " " + before + " → " + after;
    }
    if (before == null && after == null) {
      return "~ " + change.what() + " lines stand in another order";
    }
    return (before == null ? "+ " + change.what() + " " + after : "- " + change.what() + " " + before).stripTrailing();
  }
}
