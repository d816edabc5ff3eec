package dev.mpmlint.config;

import dev.mpmlint.config.Problem.Kind;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.SectionClose;
import dev.mpmlint.syntax.SectionOpen;
import org.jspecify.annotations.Nullable;

/// Pairs opening and closing tags as httpd's reader does, each frame its own, and finds the most likely way to go on
/// behind a tag that does not pair, so that one mistake gives one problem.
final class Tags {
  private final Problems problems;

  Tags(Problems problems) {
    this.problems = problems;
  }

  /// Whether a line ends a true conditional section: the whole line must be its closing tag (`ap_build_cont_config`).
  boolean closesCondition(Frame top, SectionClose close) {
    return top.kind == Frame.Kind.TRUE
        && top.sections.isEmpty()
        && top.open != null
        && close.closed()
        && close.end() - close.start() == close.word().length()
        && close.key().equals(top.open.key());
  }

  /// A closing tag where lines count; returns the frame to go on in.
  @Nullable Frame close(Frame top, SectionClose close, Site site) {
    Frame.Section innermost = top.sections.peek();
    if (innermost == null) {
      if (top.kind == Frame.Kind.TRUE && top.open != null && close.key().equals(top.open.key())) {
        String what = "the closing tag " + shown(close) + " must be alone on its line; httpd takes this one for a stray tag";
        fatal(Kind.MALFORMED_TAG, what, stray(close), close, site, top.open.span());
        return top.below;
      }
      String what = shown(close) + " closes nothing: no <" + Display.of(close.name()) + "> is open here"
          + missing(top);
      fatal(Kind.STRAY_CLOSE, what, stray(close), close, site, top.open == null ? null : top.open.span());
      return recover(top, close);
    }
    SectionOpen open = innermost.open();
    if (!close.closed()) {
      String what = shown(close) + " has no > right behind its name; write </" + Display.of(open.name()) + ">";
      fatal(Kind.MALFORMED_TAG, what, close.word() + "> directive missing closing '>'", close, site, open.span());
      return close.key().isEmpty() ? top : recover(top, close);
    }
    if (!close.key().equals(open.key())) {
      String what = "</" + Display.of(open.name()) + "> is expected before " + shown(close) + ": <"
          + Display.of(open.name()) + "> of line " + open.number() + " is still open";
      String httpd = "Expected </" + open.name() + "> but saw " + close.word();
      fatal(Kind.MISMATCHED_CLOSE, what, httpd, close, site, open.span());
      return recover(top, close);
    }
    top.sections.pop();
    return top;
  }

  /// A closing tag in a false conditional section; returns the frame to go on in.
  @Nullable Frame closeSkipped(Frame top, SectionClose close, Site site) {
    String name = close.word().length() > 3 ? close.word().substring(2, close.word().length() - 1) : "";
    String expected = String.valueOf(top.skipped.peek());
    if (name.equalsIgnoreCase(expected)) {
      top.skipped.pop();
      return top.skipped.isEmpty() ? top.below : top;
    }
    SectionOpen outermost = java.util.Objects.requireNonNull(top.open);
    String what = "</" + Display.of(expected) + "> is expected before " + shown(close) + ", within <"
        + Display.of(outermost.name()) + "> of line " + outermost.number() + " which is switched off";
    String httpd = "Expected </" + expected + "> but saw </" + name + ">";
    problems.add(
        new Problem(
            Kind.MISMATCHED_CLOSE, true, what, httpd, close.span(), outermost.number(), site, outermost.span()));
    int looked = 0;
    for (String skipped : top.skipped) {
      if (++looked > Reading.DEEPEST_NESTING) {
        break;
      }
      if (skipped.equalsIgnoreCase(close.name())) {
        while (!String.valueOf(top.skipped.pop()).equalsIgnoreCase(close.name())) {
          // What was opened in between is given up.
        }
        return top.skipped.isEmpty() ? top.below : top;
      }
    }
    return opener(top.below, close) == null ? top : recover(top, close);
  }

  /// The name that a tag in a false section waits for: httpd leaves a `>` at its end when arguments follow.
  static String skippedName(SectionOpen open) {
    String word = open.in().text().substring(open.start(), open.nameEnd());
    return open.argsStart() > open.nameEnd() && word.endsWith(">") ? open.name() + ">" : open.name();
  }

  /// The end of a file: what is open in it stays open. Returns the frame below the file's.
  @Nullable Frame endOfFile(Frame top, Input.Lines file) {
    Frame frame = top;
    while (frame.file != file) {
      SectionOpen open = java.util.Objects.requireNonNull(frame.open);
      if (frame.kind == Frame.Kind.FALSE) {
        String httpd = "Expected </" + frame.skipped.peek() + "> before end of configuration";
        String what = "<" + Display.of(open.name()) + "> is never closed, and it is switched off, so all lines below it"
            + " are skipped; add </" + Display.of(open.name()) + ">";
        problems.fatal(Kind.UNCLOSED_SECTION, what, httpd, open.span(), open.number(), file.site);
      } else {
        unclosedButAccepted(frame, open, file.site);
      }
      frame = java.util.Objects.requireNonNull(frame.below);
    }
    for (Frame.Section section : frame.sections.reversed()) {
      SectionOpen open = section.open();
      String what = "<" + Display.of(open.name()) + "> is never closed; add </" + Display.of(open.name()) + ">";
      String httpd = open.in().file().name() + ":" + open.number() + ": <" + open.name() + "> was not closed.";
      problems.fatal(Kind.UNCLOSED_SECTION, what, httpd, open.span(), open.number(), file.site);
    }
    return frame.below;
  }

  /// Forgets a file's frames without a word.
  @Nullable Frame drop(Frame top, Input.Lines file) {
    Frame frame = top;
    while (frame.file != file) {
      frame = java.util.Objects.requireNonNull(frame.below);
    }
    return frame.below;
  }

  private void unclosedButAccepted(Frame frame, SectionOpen open, Site site) {
    String what = "<" + Display.of(open.name()) + "> is never closed; httpd accepts that only because the section is true"
        + " here, so add </" + Display.of(open.name()) + ">";
    problems.note(Kind.UNCLOSED_SECTION, what, null, open.span(), site);
    for (Frame.Section section : frame.sections.reversed()) {
      String inner = "<" + Display.of(section.open().name()) + "> is never closed; add </"
          + Display.of(section.open().name()) + ">";
      problems.note(Kind.UNCLOSED_SECTION, inner, null, section.open().span(), site);
    }
  }

  // ---- going on ----

  /// Closes what a tag most likely means: the nearest section of its name in this file, and all that is open inside it.
  private static @Nullable Frame recover(Frame top, SectionClose close) {
    Frame owner = opener(top, close);
    if (owner == null) {
      return top;
    }
    if (owner.hasSection(close.key())) {
      while (!owner.sections.pop().open().key().equals(close.key())) {
        // What was opened in between is given up.
      }
      return owner;
    }
    return owner.below;
  }

  /// The innermost frame of this file that holds a section of the tag's name, or is one.
  private static @Nullable Frame opener(@Nullable Frame top, SectionClose close) {
    int looked = 0;
    for (Frame f = top; f != null && ++looked <= Reading.DEEPEST_NESTING; f = f.below) {
      if (f.hasSection(close.key()) || f.open != null && f.open.key().equals(close.key())) {
        return f;
      }
      if (f.kind == Frame.Kind.FILE) {
        return null;
      }
    }
    return null;
  }

  private static String missing(Frame top) {
    if (top.open == null) {
      return "; remove it, or open the section above";
    }
    return "; <" + Display.of(top.open.name()) + "> of line " + top.open.number() + " must be closed first";
  }

  private static String stray(SectionClose close) {
    return close.word() + " without matching <" + close.word().substring(2) + " section";
  }

  private static String shown(SectionClose close) {
    return Display.of(close.word());
  }

  private void fatal(Kind kind, String what, String httpd, SectionClose close, Site site, @Nullable Span related) {
    problems.add(new Problem(kind, true, what, httpd, close.span(), close.number(), site, related));
  }
}
