package dev.mpmlint.config;

/// Whether httpd acts on a statement.
public sealed interface Standing {
  /// It counts.
  record Active() implements Standing {}

  /// It stands in a conditional section that is false; `by` is the outermost such section.
  record SwitchedOff(Condition by) implements Standing {}

  /// It stands in a macro's body: it counts where the macro is used.
  record InMacro(Condition by) implements Standing {}

  Standing ACTIVE = new Active();
}
