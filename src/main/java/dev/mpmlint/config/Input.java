package dev.mpmlint.config;

import dev.mpmlint.syntax.Line;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the next line comes from: a stack linked downwards, each element read to its end before the one below goes on.
abstract sealed class Input {
  final @Nullable Input below;

  private Input(@Nullable Input below) {
    this.below = below;
  }

  /// The lines of a file, or of a macro where it is used.
  static final class Lines extends Input {
    final List<Line> lines;
    final Site site;
    /// The macro that is being used, null for a file.
    final @Nullable Macro macro;
    /// A macro's arguments.
    final List<String> arguments;
    /// What tells the file from others whatever its name is; null for a macro and for the main file.
    final @Nullable Object key;
    int next;

    private Lines(
        @Nullable Input below,
        List<Line> lines,
        Site site,
        @Nullable Macro macro,
        List<String> arguments,
        @Nullable Object key) {
      super(below);
      this.lines = lines;
      this.site = site;
      this.macro = macro;
      this.arguments = arguments;
      this.key = key;
    }

    static Lines ofFile(@Nullable Input below, List<Line> lines, Site site, @Nullable Object key) {
      return new Lines(below, lines, site, null, List.of(), key);
    }

    static Lines ofMacro(@Nullable Input below, Macro macro, Site site, List<String> arguments) {
      return new Lines(below, macro.body(), site, macro, arguments, null);
    }
  }

  /// Files still to be included for one Include.
  static final class Files extends Input {
    final Iterator<Includes.Target> targets;
    final Occurrence by;

    Files(@Nullable Input below, Iterator<Includes.Target> targets, Occurrence by) {
      super(below);
      this.targets = targets;
      this.by = by;
    }
  }
}
