package dev.mpmlint.cli;

import dev.mpmlint.report.Style;
import java.nio.charset.Charset;
import java.util.Locale;

/// When output is coloured, in the order of precedence: `--color always` or `never`; NO_COLOR (no-color.org), not empty:
/// never; CLICOLOR_FORCE (bixense.com/clicolors), neither empty nor 0: always; else on a terminal that is not dumb.
enum Colour {
  AUTO,
  ALWAYS,
  NEVER;

  Style style(Charset charset, Surroundings surroundings) {
    return new Style(isOn(surroundings), charset.name().startsWith("UTF-"));
  }

  private boolean isOn(Surroundings surroundings) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (!surroundings.variable("NO_COLOR").isEmpty()) {
          yield false;
        }
        String force = surroundings.variable("CLICOLOR_FORCE");
        boolean forced = !force.isEmpty() && !force.equals("0");
        yield forced || !surroundings.variable("TERM").equals("dumb") && surroundings.terminal().getAsBoolean();
      }
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
