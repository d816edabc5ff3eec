package dev.mpmlint.judge;

/// What PCRE2 refuses of a pattern, in a few words.
final class PcreFault extends Exception {
  private static final long serialVersionUID = 1L;

  PcreFault(String what) {
    super(what, null, false, false);
  }
}
