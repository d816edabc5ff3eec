package dev.mpmlint.rules;

import static dev.mpmlint.rules.Severity.ERROR;
import static dev.mpmlint.rules.Severity.MISSING;
import static dev.mpmlint.rules.Severity.WARNING;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Problem;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The rules that pass on what the reader met while reading as httpd does: it knows the fault, the place and httpd's
/// words, so nothing is left to find, and one row each is all there is to say.
enum ReadingFault implements Rule.OfProblem {
  STRAY_SECTION_CLOSE(
      "SYN001", ERROR, Problem.Kind.STRAY_CLOSE, "A section is closed that is not open"),
  MISMATCHED_SECTION_CLOSE(
      "SYN002", ERROR, Problem.Kind.MISMATCHED_CLOSE, "A section is closed while another one inside it is still open"),
  UNCLOSED_SECTION(
      "SYN003", ERROR, Problem.Kind.UNCLOSED_SECTION, "A section is still open where its file ends"),
  TEXT_AFTER_SECTION_TAG(
      "SYN006", WARNING, Problem.Kind.TEXT_AFTER_TAG, "Text behind a section tag is dropped or breaks the section"),
  LINE_TOO_LONG(
      "SYN007", ERROR, Problem.Kind.LINE_TOO_LONG, "A line, its continuations joined, is longer than httpd reads"),
  NUL_BYTE(
      "SYN008", WARNING, Problem.Kind.NUL_BYTE, "A NUL byte makes httpd lose the rest of its line"),
  BYTE_ORDER_MARK(
      "SYN009", ERROR, Problem.Kind.BYTE_ORDER_MARK, "A byte order mark becomes a part of the first word"),
  CONTINUATION_AT_END_OF_FILE(
      "SYN011", WARNING, Problem.Kind.CONTINUATION_AT_END, "The last line asks to be continued and nothing follows"),
  COMMENT_CONTINUES_OVER_NEXT_LINE(
      "SYN012", WARNING, Problem.Kind.CONTINUED_COMMENT, "A backslash at the end of a comment swallows the next line"),
  NESTING_TOO_DEEP(
      "SYN013", ERROR, Problem.Kind.TOO_DEEP, "Sections or macros are nested deeper than can be meant"),
  FILE_TOO_LARGE(
      "SYN014", ERROR, Problem.Kind.TOO_LARGE, "What is to be read is larger than any configuration"),
  UNDEFINED_VARIABLE(
      "SYN015", WARNING, Problem.Kind.UNDEFINED_VARIABLE, "A variable is not defined and stays in the text as it is"),
  BAD_DEFINE(
      "SYN016", ERROR, Problem.Kind.BAD_DEFINE, "A Define or UnDefine that httpd refuses"),
  BAD_CONDITION(
      "SYN017", ERROR, Problem.Kind.BAD_CONDITION, "The condition of a section cannot be understood"),
  BAD_MACRO(
      "SYN018", ERROR, Problem.Kind.BAD_MACRO, "A macro is defined or used in a way that fails or is not meant"),
  BAD_LOAD_MODULE(
      "SYN019", ERROR, Problem.Kind.BAD_LOAD_MODULE, "A LoadModule or LoadFile line that httpd refuses"),
  WRONG_ARGUMENTS_WHILE_READING(
      "SYN020", ERROR, Problem.Kind.BAD_ARGUMENTS, "A directive that acts while reading has the wrong arguments"),
  MODULE_LOADED_TWICE(
      "SYN021",
      WARNING,
      Problem.Kind.MODULE_ALREADY_LOADED,
      "A module is loaded again, and the second line is skipped"),
  SERVER_ROOT_NOT_FOUND(
      "SYN022",
      MISSING,
      Problem.Kind.MISSING_SERVER_ROOT,
      "ServerRoot or DefaultRuntimeDir is no folder on this machine"),
  MODULE_FILE_NOT_FOUND(
      "SYN023",
      MISSING,
      Problem.Kind.MISSING_MODULE_FILE,
      "A file that LoadModule or LoadFile names is not on this machine"),
  INCLUDE_NOT_FOUND(
      "INC001", ERROR, Problem.Kind.INCLUDE_NOT_FOUND, "An included file does not exist"),
  INCLUDE_WITHOUT_MATCH(
      "INC002", ERROR, Problem.Kind.INCLUDE_NO_MATCH, "The wildcard of an Include matches no file"),
  INCLUDE_CYCLE(
      "INC003", ERROR, Problem.Kind.INCLUDE_CYCLE, "A file includes itself, directly or through others"),
  INCLUDE_UNREADABLE(
      "INC004", ERROR, Problem.Kind.INCLUDE_UNREADABLE, "An included file is there and cannot be read"),
  INCLUDE_OUTSIDE_ROOT(
      "INC005", ERROR, Problem.Kind.INCLUDE_OUTSIDE_ROOT, "An included file lies outside the tree that was given"),
  BROKEN_SYMBOLIC_LINK(
      "INC006", WARNING, Problem.Kind.INCLUDE_BROKEN_LINK, "A file to include is a symbolic link that leads nowhere");

  private static final String SINCE = "0.1";
  private static final String BOM = "\u00ef\u00bb\u00bf";

  // A record of strings and an enum; nothing in it changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final RuleInfo info;
  private final Problem.Kind kind;

  ReadingFault(String code, Severity severity, Problem.Kind kind, String summary) {
    String kebab = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    this.info = new RuleInfo(code, kebab, severity, summary, SINCE);
    this.kind = kind;
  }

  @Override
  public RuleInfo info() {
    return info;
  }

  @Override
  public Set<Problem.Kind> kinds() {
    return Set.of(kind);
  }

  @Override
  public void check(Problem problem, Subject subject, Consumer<Finding> out) {
    if (this == MODULE_LOADED_TWICE && MpmLoadedTwice.isMpm(problem, subject.configuration())) {
      return;
    }
    Finding finding = finding(info, problem, subject).as(severity(problem, subject));
    SourceFile file = problem.at().file();
    Span first = new Span(file, 0, Math.min(BOM.length(), file.length()));
    if (this == BYTE_ORDER_MARK && first.text().equals(BOM)) {
      Fix fix =
          new Fix("remove the three bytes before the first word", Fix.Safety.SAFE, List.of(new TextEdit(first, "")));
      finding = finding.fixedBy(fix);
    }
    out.accept(finding);
  }

  /// What the reader says, as a finding.
  static Finding finding(RuleInfo rule, Problem problem, Subject subject) {
    Finding finding =
        new Finding(
            rule,
            rule.severity(),
            problem.message(),
            problem.at(),
            "",
            problem.site(),
            List.of(),
            List.of(),
            List.of());
    if (problem.related() != null) {
      finding = finding.seeing(problem.related(), "the other half of it is here");
    }
    String httpd = problem.httpd();
    boolean whole = subject.configuration().options().kind() == InputKind.WHOLE;
    return problem.fatal() && whole && httpd != null
        ? finding.claiming(new Claim.RefusesToStart(null, Display.of(httpd)))
        : finding;
  }

  /// What httpd lets pass is a warning, where it does; and what a fragment includes may be there where it is used.
  private Severity severity(Problem problem, Subject subject) {
    boolean whole = subject.configuration().options().kind() == InputKind.WHOLE;
    if (!whole && (this == INCLUDE_NOT_FOUND || this == INCLUDE_WITHOUT_MATCH)) {
      return Severity.INFO;
    }
    if (this == UNCLOSED_SECTION && !problem.fatal()) {
      return WARNING;
    }
    return problem.fatal() && info.severity() != MISSING ? ERROR : info.severity();
  }
}
