package dev.mpmlint.config;

import dev.mpmlint.config.Problem.Kind;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.Splicer;
import dev.mpmlint.syntax.ConfigFile;
import dev.mpmlint.syntax.SectionOpen;

/// What is odd about bytes and tags, told where the file is read. Stateless.
final class Irregularities {
  private Irregularities() {}

  static void tell(ConfigFile file, Site site, ReadOptions options, Problems problems) {
    if (file.cut()) {
      String what = "the file has more than " + file.lines().size() + " lines; the rest is not looked at";
      problems.note(Kind.TOO_LARGE, what, null, new Span(file.source(), 0, 0), site);
    }
    for (Splicer.Irregularity i : file.irregularities()) {
      Span at = i.at();
      switch (i.kind()) {
        case NUL_BYTE ->
            problems.note(
                Kind.NUL_BYTE, "a NUL byte hides the rest of this line from httpd; remove it", null, at, site);
        case BYTE_ORDER_MARK -> {
          if (options.layout().os() != Layout.Os.WINDOWS) {
            problems.fatal(
                Kind.BYTE_ORDER_MARK,
                "a byte order mark stands before the first line, and httpd takes it for a part of the first word; save"
                    + " the file as UTF-8 without BOM",
                "Invalid command '\\xef\\xbb\\xbf…'",
                at,
                1,
                site);
          }
        }
        case LINE_TOO_LONG ->
            problems.fatal(
                Kind.LINE_TOO_LONG,
                "the line is longer than the " + Splicer.LONGEST_LINE + " bytes that httpd reads; split it",
                "Line too long",
                new Span(at.file(), at.start(), Math.min(at.end(), at.start() + 80)),
                at.line(),
                site);
        case CONTINUATION_AT_END ->
            problems.note(
                Kind.CONTINUATION_AT_END,
                "the backslash continues the last line, but nothing follows; remove it",
                null,
                at,
                site);
        case CONTINUED_COMMENT ->
            problems.note(
                Kind.CONTINUED_COMMENT,
                "the backslash at the end of this comment makes httpd take the next line for a part of the comment;"
                    + " remove it",
                null,
                at,
                site);
      }
    }
  }

  /// Text behind the `>` of an opening tag, which httpd drops.
  static void tellTag(SectionOpen section, Site site, Problems problems) {
    if (!section.closed()) {
      return;
    }
    String text = section.in().text();
    int bracket = text.indexOf('>', section.argsEnd());
    int rest = bracket + 1;
    while (rest < section.end() && Character.isWhitespace(text.charAt(rest))) {
      rest++;
    }
    if (bracket < 0 || rest >= section.end()) {
      return;
    }
    problems.note(
        Kind.TEXT_AFTER_TAG,
        "httpd drops what follows the > of <" + Display.of(section.name()) + ">; give it a line of its own",
        null,
        section.in().span(rest, section.end()),
        site);
  }
}
