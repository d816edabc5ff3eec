package dev.mpmlint.compare;

import dev.mpmlint.source.Span;
import org.jspecify.annotations.Nullable;

/// One difference in effect.
///
/// @param kind what it is a difference of
/// @param scope the sections that it stands in, outermost first, as one text; empty at server level
/// @param what its name: a directive, a module, an address
/// @param before null where there was none
/// @param after null where there is none any more
/// @param at the line that says so now; where it is gone, the one that did; null where none does
public record Change(
    Kind kind, String scope, String what, @Nullable String before, @Nullable String after, @Nullable Span at) {

  /// In the order in which they are told.
  public enum Kind {
    MPM("MPM"),
    NUMBER("numbers in effect"),
    MODULE("modules"),
    LISTENER("listeners"),
    VIRTUAL_HOST("virtual hosts"),
    DIRECTIVE("directives"),
    /// The same lines in another order.
    ORDER("order");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }
}
