package dev.mpmlint.judge;

/// A configuration for both judges.
///
/// @param family which generator made it
/// @param mpm the MPM that is loaded before it
/// @param text what is included behind the lines that load the modules; one char per byte
/// @param lean whether just the modules are loaded whose directives it names, and not all of Debian's
record Case(String family, String mpm, String text, boolean lean) {
  Case(String family, String mpm, String text) {
    this(family, mpm, text, false);
  }

  Case leanly() {
    return new Case(family, mpm, text, true);
  }
}
