package dev.mpmlint.judge;

import dev.mpmlint.syntax.Word;
import org.jspecify.annotations.Nullable;

/// What is wrong with a directive's arguments.
///
/// @param kind one of those that a check of arguments can find
/// @param httpd httpd's words
/// @param word the argument in question; null when it is all of them, or a missing one
record Complaint(Refusal.Kind kind, String httpd, @Nullable Word word) {
  static Complaint of(String httpd) {
    return new Complaint(Refusal.Kind.VALUE, httpd, null);
  }

  static Complaint of(String httpd, @Nullable Word word) {
    return new Complaint(Refusal.Kind.VALUE, httpd, word);
  }

  static Complaint context(String httpd) {
    return new Complaint(Refusal.Kind.CONTEXT, httpd, null);
  }

  static Complaint missing(String httpd) {
    return new Complaint(Refusal.Kind.ARGUMENTS, httpd, null);
  }

  static Complaint file(String httpd, Word word) {
    return new Complaint(Refusal.Kind.FILE, httpd, word);
  }
}
