package dev.mpmlint.verify.scenario;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.lint.StartRefusal;
import dev.mpmlint.lint.Whereabouts;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.SectionOpen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines that make httpd stop reading as it does in the user's configuration, with the same words. They come last in the
/// scratch copy: httpd looks at the other lines only when all is read.
///
/// @param lines empty when there is no such fault, or it is not shown
/// @param why why it is not shown; empty otherwise
record FaultyLines(List<Entry> lines, String why) {
  private static final FaultyLines NONE = new FaultyLines(List.of(), "");

  /// Sections that are decided while reading, with an opening tag that is false everywhere.
  private static final Map<String, String> FALSE =
      Map.of(
          "ifmodule", "<IfModule mpmlint-nobody>", "ifdefine", "<IfDefine mpmlint-nobody>", "ifversion", "<IfVersion < 2.0>",
          "iffile", "<IfFile \"/mpmlint-nobody\">", "ifdirective", "<IfDirective MpmlintNobody>", "ifsection",
          "<IfSection MpmlintNobody>");

  /// What is read is whole all the same.
  static final Set<Problem.Kind> OF_FILES = Set.of(Problem.Kind.MISSING_MODULE_FILE, Problem.Kind.MISSING_SERVER_ROOT);

  /// What stands in a module's file.
  private static final String OF_A_MODULE = "Can't locate API module structure";

  private static final Set<Problem.Kind> INCLUDES =
      Set.of(Problem.Kind.INCLUDE_NOT_FOUND, Problem.Kind.INCLUDE_NO_MATCH, Problem.Kind.INCLUDE_UNREADABLE);

  private static final Set<Problem.Kind> OF_TWO_TAGS =
      Set.of(Problem.Kind.MISMATCHED_CLOSE, Problem.Kind.MALFORMED_TAG);

  private static final Pattern FILE = Pattern.compile("Could not open (?:configuration file|config directory|directory) (.+): [^:]+");
  private static final Pattern FOLDER = Pattern.compile("Include/IncludeOptional: Could not open directory (.+): [^:]+");
  private static final Pattern WILDCARD =
      Pattern.compile("Include/IncludeOptional: No matches for the wildcard '(.+)' in '(.+)', failing");

  FaultyLines {
    lines = List.copyOf(lines);
  }

  /// The first such lines.
  static FaultyLines of(Configuration configuration) {
    return StartRefusal.ofReading(configuration).map(p -> of(configuration, p)).orElse(NONE);
  }

  static FaultyLines of(Configuration configuration, Problem problem) {
    if (OF_FILES.contains(problem.kind()) || String.valueOf(problem.httpd()).startsWith(OF_A_MODULE)) {
      return new FaultyLines(List.of(), "the servers here load what is on this machine, wherever it stands");
    }
    List<Entry> lines = new Faulty(configuration, problem).lines();
    return lines.isEmpty()
        ? new FaultyLines(lines, "the scratch copy does not read the files that the fault needs")
        : new FaultyLines(lines, "");
  }

  private record Faulty(Configuration configuration, Problem problem) {
    List<Entry> lines() {
      Occurrence by = problem.site().includedBy();
      if (by == null || !by.key().equals("use")) {
        return here();
      }
      Occurrence outer = by.place().site().includedBy();
      boolean nested = outer != null && outer.key().equals("use");
      return nested ? List.of() : Whereabouts.definition(configuration, by).map(d -> inMacro(d, by)).orElse(List.of());
    }

    /// The macro with nothing before the fault, which is to have the same number in it: blank lines count.
    private List<Entry> inMacro(Occurrence definition, Occurrence use) {
      List<Entry> lines = new ArrayList<>(List.of(Entry.line(text(definition), Whereabouts.of(configuration, definition))));
      for (int i = 1; i < Whereabouts.inside(definition, problem.number()); i++) {
        lines.add(Entry.line("", ""));
      }
      List<Entry> fault = INCLUDES.contains(problem.kind()) ? here() : raw(problem.at().file(), problem.at().line(), problem.number());
      if (fault.isEmpty()) {
        return fault;
      }
      lines.addAll(fault);
      lines.add(Entry.line("</Macro>", ""));
      lines.add(Entry.line(text(use), Whereabouts.of(configuration, use)));
      return lines;
    }

    private List<Entry> here() {
      return switch (problem.kind()) {
        case INCLUDE_CYCLE -> List.of(line("Include \"" + Copying.FOLDER + "/" + CopyText.FILE + '"'));
        case INCLUDE_NOT_FOUND, INCLUDE_NO_MATCH, INCLUDE_UNREADABLE ->
            include().map(path -> List.of(line("Include \"" + path + '"'))).orElse(List.of());
        case UNCLOSED_SECTION -> unclosed();
        case BAD_MACRO -> {
          List<Entry> lines = new ArrayList<>(macros());
          lines.addAll(own());
          yield lines;
        }
        default -> {
          Span other = problem.related();
          if (other == null || !OF_TWO_TAGS.contains(problem.kind())) {
            yield own();
          }
          boolean conditional = FALSE.containsKey(tag(other));
          if (conditional && problem.number() < problem.at().line()) {
            yield switchedOff(other);
          }
          List<Entry> lines = new ArrayList<>(conditional ? List.of() : raw(other.file(), other.line(), other.endLine()));
          lines.addAll(own());
          yield lines;
        }
      };
    }

    /// The path that is not there, as httpd complains of it.
    private Optional<String> include() {
      String httpd = String.valueOf(problem.httpd());
      Matcher wildcard = WILDCARD.matcher(httpd);
      if (wildcard.matches()) {
        return Optional.of(wildcard.group(2) + "/" + wildcard.group(1));
      }
      Matcher folder = FOLDER.matcher(httpd);
      if (folder.matches()) {
        return Optional.of(folder.group(1) + "/*");
      }
      Matcher file = FILE.matcher(httpd);
      return file.matches() ? Optional.of(file.group(1)) : Optional.empty();
    }

    private List<Entry> unclosed() {
      String tag = tag(problem.at());
      String switchedOff = FALSE.get(tag);
      if (switchedOff == null) {
        return own();
      }
      Matcher expected = Pattern.compile("Expected </(.*)> before end of configuration").matcher(String.valueOf(problem.httpd()));
      List<Entry> lines = new ArrayList<>(List.of(line(switchedOff)));
      if (expected.matches() && !expected.group(1).equalsIgnoreCase(tag)) {
        lines.add(line("<" + expected.group(1) + " x>"));
      }
      return lines;
    }

    /// A false section, through which httpd only looks for its end.
    private List<Entry> switchedOff(Span open) {
      List<Entry> lines = new ArrayList<>(List.of(line(String.valueOf(FALSE.get(tag(open))))));
      lines.addAll(raw(open.file(), open.endLine() + 1, problem.at().endLine()));
      return lines;
    }

    /// The definitions of macros without their contents: nothing of them is to run.
    private List<Entry> macros() {
      List<Entry> lines = new ArrayList<>();
      for (Occurrence o : configuration.active("macro")) {
        if (!o.span().equals(problem.at()) && o.statement() instanceof SectionOpen open && open.closed()) {
          lines.add(new Entry("macro", text(o), "</Macro>", List.of(), Whereabouts.of(configuration, o)));
        }
      }
      return lines;
    }

    /// The line itself: as it was written, or with its variables replaced where it has any.
    private List<Entry> own() {
      Span at = problem.at();
      if (at.text().contains("${")) {
        for (Occurrence o : configuration.occurrences()) {
          if (o.active() && o.span().equals(at)) {
            return List.of(line(text(o)));
          }
        }
      }
      return raw(at.file(), at.line(), Math.max(at.endLine(), problem.number()));
    }

    private static String text(Occurrence o) {
      String words = (o.statement().name() + ' ' + o.statement().args()).strip();
      return o.statement() instanceof SectionOpen open ? "<" + words + (open.closed() ? ">" : "") : words;
    }

    private Entry line(String text) {
      return Entry.line(text, Whereabouts.of(configuration, problem.site(), problem.number()));
    }

    private List<Entry> raw(SourceFile file, int from, int to) {
      List<Entry> lines = new ArrayList<>();
      for (int number = from; number <= Math.min(to, file.lineCount()); number++) {
        String text = file.text().substring(file.lineStart(number), file.lineEnd(number));
        lines.add(Entry.line(text, Whereabouts.of(configuration, problem.site(), number)));
      }
      return lines;
    }

    /// The name of the section that a tag opens, in lower case.
    private static String tag(Span at) {
      Matcher name = Pattern.compile("<([^\\s>]*)").matcher(at.text());
      return name.lookingAt() ? name.group(1).toLowerCase(Locale.ROOT) : "";
    }
  }
}
