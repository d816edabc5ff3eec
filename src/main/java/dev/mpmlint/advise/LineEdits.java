package dev.mpmlint.advise;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Numbers written into the lines that set them; those that no line sets, below the last line that sets another. Used
/// once, by one thread.
final class LineEdits {
  private final Configuration configuration;
  private final Mpm mpm;
  private final boolean runs;
  private final Written written;
  private final List<TextEdit> edits = new ArrayList<>();
  private final List<String> byHand = new ArrayList<>();
  private final List<String> added = new ArrayList<>();

  private LineEdits(Configuration configuration, Mpm mpm, boolean runs, Written written) {
    this.configuration = configuration;
    this.mpm = mpm;
    this.runs = runs;
    this.written = written;
  }

  /// @param edits non-overlapping
  /// @param byHand sentences on what could not be edited
  record Result(List<TextEdit> edits, List<String> byHand) {}

  /// @param runs whether the MPM is the one that runs; for another, what is added stands in an `<IfModule>`
  /// @param values what to set
  static Result of(Configuration configuration, Mpm mpm, boolean runs, Written written, Map<MpmDirective, Long> values) {
    LineEdits lines = new LineEdits(configuration, mpm, runs, written);
    values.forEach(lines::set);
    written.lines().forEach((d, at) -> {
      if (!values.containsKey(d)) {
        lines.rename(d, at);
      }
    });
    written.vain().forEach(lines::commentOut);
    lines.insert();
    return new Result(List.copyOf(lines.edits), List.copyOf(lines.byHand));
  }

  /// Whether the line stands in its file exactly as it is read: without variables, outside of macros.
  private static boolean isVerbatim(Occurrence at) {
    return at.span().text().equals(at.statement().text());
  }

  private String preferred(MpmDirective d) {
    return d.names(configuration.options().version()).getFirst();
  }

  private void set(MpmDirective d, long value) {
    Occurrence at = written.lines().get(d);
    if (at == null) {
      added.add(preferred(d) + " " + value);
    } else if (isVerbatim(at)) {
      rename(d, at);
      add(new TextEdit(at.words().getFirst().span(), Long.toString(value)));
    } else {
      byHand.add(
          "set " + preferred(d) + " " + value + " by hand: its value comes through a variable or a macro at " + at.span());
    }
  }

  /// A file that is included twice has each of its lines twice.
  private void add(TextEdit edit) {
    for (TextEdit other : edits) {
      if (other.at().file().name().equals(edit.at().file().name())
          && other.at().start() == edit.at().start()
          && other.at().end() == edit.at().end()) {
        return;
      }
    }
    edits.add(edit);
  }

  private void rename(MpmDirective d, Occurrence at) {
    if (isVerbatim(at) && !at.statement().name().equalsIgnoreCase(preferred(d))) {
      add(new TextEdit(at.statement().nameSpan(), preferred(d)));
    }
  }

  private void commentOut(Occurrence at) {
    boolean isTheWinner = written.lines().values().stream().anyMatch(w -> w.span().equals(at.span()) || sameLine(w, at));
    if (isVerbatim(at) && !isTheWinner) {
      add(new TextEdit(new Span(at.span().file(), at.span().start(), at.span().start()), "#"));
    }
  }

  private static boolean sameLine(Occurrence a, Occurrence b) {
    return a.span().file().name().equals(b.span().file().name()) && a.span().start() == b.span().start();
  }

  private void insert() {
    if (added.isEmpty()) {
      return;
    }
    Occurrence beside = beside();
    if (beside != null) {
      below(beside, added);
    } else if (runs && loadedBy().isPresent()) {
      below(loadedBy().get(), added);
    } else {
      atTheEnd();
    }
  }

  /// The last line that sets a number and can be edited.
  private @Nullable Occurrence beside() {
    Occurrence last = null;
    for (Occurrence o : configuration.occurrences()) {
      if (written.lines().containsValue(o) && isVerbatim(o)) {
        last = o;
      }
    }
    return last;
  }

  private Optional<Occurrence> loadedBy() {
    return configuration.module(mpm.identifier()).map(LoadedModule::by).filter(LineEdits::isVerbatim);
  }

  private void below(Occurrence line, List<String> lines) {
    SourceFile file = line.span().file();
    int last = line.span().endLine();
    int end = file.lineEnd(last);
    int start = file.lineStart(line.span().line());
    String indent = file.text().substring(start, line.span().start());
    String feed = file.text().startsWith("\r\n", end) ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder();
    for (String each : lines) {
      text.append(feed).append(indent.isBlank() ? indent : "").append(each);
    }
    edits.add(new TextEdit(new Span(file, end, end), text.toString()));
  }

  private void atTheEnd() {
    SourceFile file = configuration.main();
    int end = file.length();
    String feed = file.text().contains("\r\n") ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder();
    if (end > 0 && file.text().charAt(end - 1) != '\n') {
      text.append(feed);
    }
    String indent = runs ? "" : "    ";
    if (!runs) {
      text.append("<IfModule ").append(mpm.identifier()).append('>').append(feed);
    }
    for (String each : added) {
      text.append(indent).append(each).append(feed);
    }
    if (!runs) {
      text.append("</IfModule>").append(feed);
    }
    edits.add(new TextEdit(new Span(file, end, end), text.toString()));
  }
}
