package dev.mpmlint.config;

import dev.mpmlint.source.LogicalText;
import dev.mpmlint.source.Splicer;
import dev.mpmlint.syntax.Line;
import dev.mpmlint.syntax.SectionOpen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A macro of mod_macro: lines to be read again at each Use, with parameters replaced.
///
/// @param name in lower case, as mod_macro shows it
/// @param parameters the names that are looked for in the body, as written
/// @param body its lines without comments
record Macro(String name, List<String> parameters, List<Line> body, SectionOpen definedBy) {
  Macro {
    parameters = List.copyOf(parameters);
    body = List.copyOf(body);
  }

  /// One line of the body with arguments put in: at each place the leftmost parameter, among several there the longest
  /// name; what is put in is not looked at again (`substitute_macro_args`, modules/core/mod_macro.c). Null when the line
  /// would become longer than any that is read.
  @Nullable LogicalText replaced(Line line, List<String> arguments) {
    LogicalText in = line.in();
    LogicalText.Builder out = new LogicalText.Builder(in.file());
    int at = line.start();
    while (at < line.end()) {
      int found = -1;
      int which = -1;
      for (int i = 0; i < parameters.size(); i++) {
        int here = in.text().indexOf(parameters.get(i), at);
        if (here < 0 || here + parameters.get(i).length() > line.end()) {
          continue;
        }
        boolean longer = which >= 0 && parameters.get(i).length() > parameters.get(which).length();
        if (found < 0 || here < found || here == found && longer) {
          found = here;
          which = i;
        }
      }
      if (found < 0) {
        break;
      }
      String parameter = parameters.get(which);
      out.copy(in, at, found);
      out.replace(in.span(found, found + parameter.length()), value(parameter, arguments.get(which)));
      at = found + parameter.length();
      if (out.length() > Splicer.LONGEST_LINE) {
        return null;
      }
    }
    return out.copy(in, at, line.end()).build();
  }

  /// A parameter that begins with `@` puts its value in double quotes, with quotes and backslashes escaped.
  private static String value(String parameter, String argument) {
    if (!parameter.startsWith("@")) {
      return argument;
    }
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
