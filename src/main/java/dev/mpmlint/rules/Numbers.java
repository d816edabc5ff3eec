package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules about numbers ask of a plan. Immutable.
record Numbers(MpmPlan plan, Subject subject) {
  /// What a correction amounts to, whichever MPM and version makes it.
  enum Change {
    THREADS_ABOVE_LIMIT,
    WORKERS_BELOW_THREADS,
    WORKERS_NO_MULTIPLE,
    WORKERS_ABOVE_LIMIT,
    OUT_OF_RANGE,
    SILENT
  }

  Change kind(Correction c) {
    boolean lowered = c.to() < c.from();
    boolean threaded = has(MpmDirective.THREADS_PER_CHILD);
    if (c.silent()) {
      return Change.SILENT;
    }
    if (c.directive() == MpmDirective.THREADS_PER_CHILD) {
      return lowered && has(MpmDirective.THREAD_LIMIT) ? Change.THREADS_ABOVE_LIMIT : Change.OUT_OF_RANGE;
    }
    if (c.directive() != MpmDirective.MAX_REQUEST_WORKERS || !has(MpmDirective.SERVER_LIMIT)) {
      return Change.OUT_OF_RANGE;
    }
    if (!threaded) {
      return lowered ? Change.WORKERS_ABOVE_LIMIT : Change.OUT_OF_RANGE;
    }
    if (!lowered) {
      return Change.WORKERS_BELOW_THREADS;
    }
    boolean multiple = c.from() % runs(MpmDirective.THREADS_PER_CHILD) == 0;
    return multiple ? Change.WORKERS_ABOVE_LIMIT : Change.WORKERS_NO_MULTIPLE;
  }

  /// The first correction of a kind.
  @Nullable Correction change(Change wanted) {
    for (Correction c : plan.corrections()) {
      if (kind(c) == wanted) {
        return c;
      }
    }
    return null;
  }

  /// The last silent correction of a number, which leaves it as it runs.
  @Nullable Correction silent(MpmDirective d) {
    Correction last = null;
    for (Correction c : plan.corrections()) {
      last = c.silent() && c.directive() == d ? c : last;
    }
    return last;
  }

  boolean has(MpmDirective d) {
    return plan.setting(d).isPresent();
  }

  boolean isWritten(MpmDirective d) {
    return line(d) != null;
  }

  /// The line that sets it; null where it is the default.
  @Nullable Occurrence line(MpmDirective d) {
    Setting setting = plan.settings().get(d);
    return setting != null && setting.origin() instanceof Origin.Written(Occurrence at) ? at : null;
  }

  /// What httpd reads, or the default; 0 where this MPM does not have it.
  long asked(MpmDirective d) {
    Setting setting = plan.settings().get(d);
    return setting == null ? 0 : (long) setting.requested();
  }

  /// What the server uses.
  int runs(MpmDirective d) {
    return plan.effective(d);
  }

  /// Its name as the line has it, in httpd's spelling; without a line, the one that this httpd prefers.
  String name(MpmDirective d) {
    Occurrence line = line(d);
    return line == null
        ? d.names(subject.configuration().options().version()).getFirst()
        : MpmNames.spelled(line.statement().name());
  }

  /// `ThreadLimit 64 (default)`.
  String shown(MpmDirective d) {
    return name(d) + " " + asked(d) + (isWritten(d) ? "" : " (default)");
  }

  /// `64 (default)`.
  String value(MpmDirective d) {
    return asked(d) + (isWritten(d) ? "" : " (default)");
  }

  /// Whether these are numbers as written and within the range that httpd takes, so that no other rule speaks of them.
  boolean sound(MpmDirective... all) {
    for (MpmDirective d : all) {
      Setting setting = plan.settings().get(d);
      if (setting == null) {
        continue;
      }
      String written = setting.written();
      if (written != null && !WholeNumber.isWhole(written)) {
        return false;
      }
      for (Correction c : setting.corrections()) {
        if (kind(c) == Change.OUT_OF_RANGE) {
          return false;
        }
      }
    }
    return true;
  }

  /// A finding at the value of the first of these that a line sets, the lines of the others being related; null where
  /// all are defaults.
  @Nullable Finding at(RuleInfo rule, String message, MpmDirective... order) {
    Finding finding = null;
    for (MpmDirective d : order) {
      Occurrence line = line(d);
      if (line != null && finding == null) {
        finding = Finding.at(rule, line, Lines.spanOf(line, 0), message);
      } else if (line != null && finding != null) {
        finding = finding.seeing(line.span(), name(d) + " " + asked(d) + " is set here");
      }
    }
    return finding;
  }

  /// Writes another value into the line that sets a number, or where none does, the whole line above that of `beside`.
  List<TextEdit> set(MpmDirective d, long value, MpmDirective beside) {
    Occurrence own = line(d);
    Occurrence other = line(beside);
    if (own != null) {
      return value(own, Long.toString(value));
    }
    return other == null ? List.of() : above(other, name(d) + " " + value);
  }

  /// Another first argument for a line; empty where it cannot be edited.
  static List<TextEdit> value(Occurrence line, String value) {
    return Lines.isVerbatim(line) ? List.of(new TextEdit(Lines.spanOf(line, 0), value)) : List.of();
  }

  private static List<TextEdit> above(Occurrence line, String text) {
    if (!Lines.isVerbatim(line)) {
      return List.of();
    }
    SourceFile file = line.span().file();
    int number = line.span().line();
    int start = file.lineStart(number);
    boolean crlf = file.text().startsWith("\r\n", file.lineEnd(number));
    String indent = file.text().substring(start, line.span().start());
    return List.of(new TextEdit(new Span(file, start, start), indent + text + (crlf ? "\r\n" : "\n")));
  }

  /// ` (AH00513)`; empty for a correction without a number.
  static String ah(Correction c) {
    return c.number() == null ? "" : " (" + c.number() + ")";
  }

  /// `1 process`, `2 processes`.
  static String processes(long n) {
    return n + (n == 1 ? " process" : " processes");
  }
}
