package dev.mpmlint.config;

import dev.mpmlint.config.Problem.Kind;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.LogicalText;
import dev.mpmlint.syntax.Comment;
import dev.mpmlint.syntax.ConfigFile;
import dev.mpmlint.syntax.Line;
import dev.mpmlint.syntax.SectionClose;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Statement;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `<Macro>`, Use and UndefMacro (modules/core/mod_macro.c). Owned by one [Reading].
final class Macros {
  private final Reading reading;
  private final Map<String, Macro> known = new HashMap<>();
  private boolean anyDefined;

  Macros(Reading reading) {
    this.reading = reading;
  }

  /// Takes the lines up to the closing tag out of the input.
  void define(SectionOpen section, Input.Lines source, Occurrence o) {
    Condition inside =
        new Condition(
            o.place().condition(),
            section,
            Condition.Kind.MACRO,
            section.args(),
            false,
            Condition.Truth.TRUE,
            "it is read where the macro is used",
            null);
    Place place = reading.placeInMacro(inside, source);
    List<Line> body = body(source, place);
    if (!section.closed()) {
      fatal(section, "<Macro> directive missing closing '>'", Kind.MALFORMED_TAG, source);
      return;
    }
    List<Word> words = section.words();
    if (words.isEmpty() || words.getFirst().value().isEmpty()) {
      fatal(section, "<Macro macro definition: empty name", Kind.BAD_MACRO, source);
      return;
    }
    String name = words.getFirst().value().toLowerCase(Locale.ROOT);
    List<String> parameters = parameters(section, words.subList(1, words.size()));
    String where = "macro '" + name + "' (defined on line " + section.number() + " of \"" + section.in().file().name() + "\")";
    if (body == null) {
      fatal(section, where + "\n\tcontents error: expected token not found: </Macro>", Kind.UNCLOSED_SECTION, source);
      return;
    }
    String fault = fault(parameters, where);
    if (fault != null) {
      fatal(section, fault, Kind.BAD_MACRO, source);
      return;
    }
    anyDefined = true;
    known.put(name, new Macro(name, parameters, body, section));
  }

  /// What begins with a slash right behind the name is a flag, of which httpd knows none and warns (AH02804). Where nothing
  /// follows the last flag, it is a parameter too, without its slashes: so httpd 2.4.71 does.
  private static List<String> parameters(SectionOpen section, List<Word> words) {
    int flags = 0;
    while (flags < words.size() && words.get(flags).span().text().startsWith("/")) {
      flags++;
    }
    List<String> parameters = new ArrayList<>(words.subList(flags, words.size()).stream().map(Word::value).toList());
    if (flags > 0 && parameters.isEmpty() && section.in().text().startsWith(">", section.argsEnd())) {
      String rest = words.get(flags - 1).value().replaceFirst("^/+", "");
      if (!rest.isEmpty()) {
        parameters.add(rest);
      }
    }
    return List.copyOf(parameters);
  }

  /// What httpd says of the names of a macro's parameters; null when they will do.
  private static @Nullable String fault(List<String> parameters, String where) {
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i);
      if (name.isEmpty()) {
        return where + ": empty argument #" + (i + 1) + " name";
      }
      int again = parameters.subList(i + 1, parameters.size()).indexOf(name);
      if (again >= 0) {
        return "argument name conflict in " + where + ": argument '" + name + "': #" + (i + 1) + " and #" + (i + again + 2)
            + ", change argument names!";
      }
    }
    return null;
  }

  /// The lines of a body without comments, its own nested definitions included; null when the end is missing.
  private @Nullable List<Line> body(Input.Lines source, Place place) {
    List<Line> body = new ArrayList<>();
    int nested = 1;
    while (source.next < source.lines.size()) {
      Line line = source.lines.get(source.next++);
      if (line instanceof Comment) {
        continue;
      }
      if (line instanceof SectionClose c && c.key().equals("macro") && c.closed() && --nested == 0) {
        return body;
      }
      if (line instanceof SectionOpen s && s.key().equals("macro")) {
        nested++;
      }
      if (line instanceof Statement s) {
        reading.record(new Occurrence(s, place));
      }
      body.add(line);
    }
    return null;
  }

  /// One line of a macro that is being used, its arguments put in.
  Line expand(Line line, Input.Lines use) {
    Macro macro = use.macro;
    if (macro == null || macro.parameters().isEmpty()) {
      return line;
    }
    LogicalText replaced = macro.replaced(line, use.arguments);
    return replaced == null ? reading.tooLong(line, use.site) : ConfigFile.reparseWithComments(replaced);
  }

  void use(Statement statement, Occurrence o) {
    List<Word> words = statement.words();
    if (!anyDefined) {
      unknown(statement, o, "no macro defined before Use");
      return;
    }
    if (words.isEmpty() || words.getFirst().value().isEmpty()) {
      refuse(statement, o, "no macro name specified with Use", "Use names no macro");
      return;
    }
    String name = words.getFirst().value().toLowerCase(Locale.ROOT);
    Macro macro = known.get(name);
    if (macro == null) {
      unknown(statement, o, "macro '" + name + "' undefined");
      return;
    }
    List<String> arguments = words.stream().skip(1).map(Word::value).toList();
    if (arguments.size() != macro.parameters().size()) {
      String httpd =
          "macro '" + name + "' (defined on line " + macro.definedBy().number() + " of \""
              + macro.definedBy().in().file().name() + "\") used with " + arguments.size() + " arguments instead of "
              + macro.parameters().size();
      String what = "macro " + Display.of(name) + " takes " + macro.parameters().size() + " arguments, and Use gives it "
          + arguments.size();
      refuse(statement, o, httpd, what);
      return;
    }
    if (reading.isInUse(macro)) {
      String what = "macro " + Display.of(name) + " uses itself";
      refuse(statement, o, "recursive use of macro '" + name + "' is invalid", what);
      return;
    }
    reading.use(macro, arguments, o);
  }

  void undefine(Statement statement, Occurrence o) {
    List<Word> words = statement.words();
    if (words.size() != 1 || words.getFirst().value().isEmpty()) {
      refuse(statement, o, "UndefMacro takes one argument, Remove a macro definition.", "UndefMacro takes one name");
      return;
    }
    String name = words.getFirst().value().toLowerCase(Locale.ROOT);
    if (!anyDefined) {
      unknown(statement, o, "no macro defined before UndefMacro");
    } else if (known.remove(name) == null) {
      unknown(statement, o, "cannot remove undefined macro '" + name + "'");
    }
  }

  /// A macro that a fragment uses may be defined elsewhere.
  private void unknown(Statement statement, Occurrence o, String httpd) {
    if (reading.options.kind() == InputKind.WHOLE) {
      refuse(statement, o, httpd, statement.name() + ": " + Display.of(httpd) + "; define the macro above this line");
    }
  }

  private void refuse(Statement statement, Occurrence o, String httpd, String what) {
    reading.problems.fatal(Kind.BAD_MACRO, what, httpd, statement.span(), statement.number(), o.place().site());
  }

  private void fatal(SectionOpen section, String httpd, Kind kind, Input.Lines source) {
    String what =
        switch (kind) {
          case UNCLOSED_SECTION -> "<Macro> is never closed; add </Macro>";
          case MALFORMED_TAG -> "<Macro has no > at its end";
          default -> "this macro cannot be defined: " + Display.of(httpd);
        };
    reading.problems.fatal(kind, what, httpd, section.span(), section.number(), source.site);
  }
}
