package dev.mpmlint.report;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import dev.mpmlint.rules.Related;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.source.Span;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Findings for people: the message, the lines it is about, how httpd came to read them, the way out.
public final class TextReport {
  private final PrintStream out;
  private final Style style;
  private final PathNames names;

  public TextReport(PrintStream out, Style style, PathNames names) {
    this.out = out;
    this.style = style;
    this.names = names;
  }

  /// Prints the findings in the order given, an empty line after each.
  public void print(List<Finding> findings) {
    for (Finding finding : findings) {
      print(finding);
    }
  }

  private void print(Finding finding) {
    Tone tone = Tone.of(finding.severity());
    String code = finding.rule().code();
    out.println(
        style.paint(tone, finding.severity().word() + "[" + code + "]")
            + " "
            + style.paint(Tone.STRONG, style.safe(names.in(finding.message()))));
    List<Excerpt> excerpts = excerpts(finding);
    int lastLine = excerpts.stream().mapToInt(Excerpt::lastLine).max().orElse(0);
    Gutter gutter = Gutter.upTo(lastLine, style);
    for (Excerpt excerpt : excerpts) {
      out.println(gutter.top(style.safe(names.of(excerpt.file().name()))));
      excerpt.draw(gutter, tone, style).forEach(out::println);
      if (excerpt == excerpts.getFirst() && finding.site() != null) {
        IncludeChain.of(finding.site()).text(names).ifPresent(chain -> out.println(gutter.note(style.safe(chain))));
      }
    }
    String label = "fix:  ";
    for (Fix fix : finding.fixes()) {
      out.println(gutter.note(label + style.safe(fix.description())));
      label = "or:   ";
    }
    out.println(gutter.last("more: mpmlint explain " + code));
    out.println();
  }

  /// What makes two files one to the reader: one that is included twice is read twice.
  private record Text(String name, int length) {
    static Text of(Span at) {
      return new Text(at.file().name(), at.file().length());
    }
  }

  /// The primary file first, each further file with what is related in it.
  private List<Excerpt> excerpts(Finding finding) {
    Map<Text, List<Excerpt.Mark>> marks = new LinkedHashMap<>();
    marks.computeIfAbsent(Text.of(finding.at()), _ -> new ArrayList<>())
        .add(new Excerpt.Mark(finding.at(), names.in(finding.label()), true));
    for (Related related : finding.related()) {
      marks.computeIfAbsent(Text.of(related.at()), _ -> new ArrayList<>())
          .add(new Excerpt.Mark(related.at(), names.in(related.message()), false));
    }
    List<Excerpt> excerpts = new ArrayList<>();
    marks.values().forEach(list -> excerpts.add(new Excerpt(list)));
    return excerpts;
  }

  /// `1 error, 1 warning in 14 files (42 ms)`.
  public void summary(List<Finding> findings, int files, Duration took) {
    Tally tally = Tally.of(findings);
    StringBuilder text = new StringBuilder();
    for (Severity severity : Severity.values()) {
      int count = tally.count(severity);
      if (count > 0) {
        String words =
            switch (severity) {
              case ERROR, WARNING -> count(count, severity.word());
              case MISSING, INFO -> count + " " + severity.word();
            };
        text.append(text.isEmpty() ? "" : ", ").append(style.paint(Tone.of(severity), words));
      }
    }
    if (text.isEmpty()) {
      text.append(style.paint(Tone.GOOD, "no findings"));
    }
    out.println(text + " in " + count(files, "file") + " (" + took.toMillis() + " ms)");
  }

  private static String count(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
