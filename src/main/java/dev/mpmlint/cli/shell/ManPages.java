package dev.mpmlint.cli.shell;

import dev.mpmlint.cli.shell.Outline.Command;
import dev.mpmlint.cli.shell.Outline.Option;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Manual pages of section 1, in man(7)'s macros: one of the program, one of each command. Stateless.
public final class ManPages {
  private ManPages() {}

  /// Name of the file, such as `mpmlint-check.1`, and what it holds.
  public static Map<String, String> of(Outline outline) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(outline.name() + ".1", program(outline));
    for (Command command : outline.commands()) {
      pages.put(outline.name() + "-" + command.word() + ".1", command(outline, command));
    }
    return pages;
  }

  private static String program(Outline outline) {
    Command itself = outline.itself();
    StringBuilder page = head(outline, outline.name(), itself);
    page.append(".SH COMMANDS\n");
    for (Command command : outline.commands()) {
      page.append(".TP\n.BR ").append(outline.name()).append("\\-").append(text(command.word())).append(" (1)\n");
      page.append(line(command.summary())).append('\n');
    }
    options(page, itself);
    footer(page, itself);
    page.append(".SH ENVIRONMENT\n.TP\n.B MPMLINT_JAVA_OPTIONS\nOptions for the Java that runs it.\n");
    page.append(".TP\n.B MPMLINT_DEBUG\n1 shows where a fault of the program itself is.\n");
    page.append(".SH SEE ALSO\n");
    StringBuilder also = new StringBuilder();
    for (Command command : outline.commands()) {
      also.append(".BR ").append(outline.name()).append("\\-").append(text(command.word())).append(" (1),\n");
    }
    return page.append(also).append(".BR apachectl (8)\n").toString();
  }

  private static String command(Outline outline, Command command) {
    StringBuilder page = head(outline, outline.name() + "-" + command.word(), command);
    options(page, command);
    footer(page, command);
    return page.append(".SH SEE ALSO\n.BR ").append(outline.name()).append(" (1)\n").toString();
  }

  private static StringBuilder head(Outline outline, String name, Command command) {
    StringBuilder page = new StringBuilder();
    page.append(".TH ").append(text(name.toUpperCase(Locale.ROOT))).append(" 1 \"").append(outline.date()).append("\" \"");
    page.append(outline.name()).append(' ').append(outline.version()).append("\" \"User Commands\"\n");
    page.append(".SH NAME\n").append(text(name)).append(" \\- ").append(line(command.summary())).append('\n');
    String called = command.word().isEmpty() ? outline.name() : outline.name() + " " + command.word();
    page.append(".SH SYNOPSIS\n.B ").append(text(called)).append('\n').append(line(command.synopsis())).append('\n');
    page.append(".SH DESCRIPTION\n");
    command.description().lines().forEach(l -> page.append(l.isBlank() ? ".PP" : line(l)).append('\n'));
    return page;
  }

  private static void options(StringBuilder page, Command command) {
    page.append(".SH OPTIONS\n");
    for (Option option : command.options()) {
      page.append(".TP\n");
      StringBuilder names = new StringBuilder();
      for (String name : option.names()) {
        names.append(names.isEmpty() ? "" : ", ").append("\\fB").append(text(name)).append("\\fR");
        if (option.argument().taken()) {
          names.append(name.startsWith("--") ? "=" : " ").append("\\fI").append(text(option.argument().label())).append("\\fR");
        }
      }
      page.append(names).append('\n').append(line(option.help())).append('\n');
    }
  }

  /// Line by line, as the help has it.
  private static void footer(StringBuilder page, Command command) {
    if (!command.footer().isBlank()) {
      page.append(".SH NOTES\n.nf\n");
      command.footer().lines().forEach(l -> page.append(line(l)).append('\n'));
      page.append(".fi\n");
    }
  }

  /// A line of text: never a request of troff's, whatever it begins with.
  private static String line(String words) {
    String escaped = text(words);
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String text(String words) {
    return words.replace("\\", "\\e").replace("-", "\\-");
  }
}
