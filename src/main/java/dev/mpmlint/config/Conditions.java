package dev.mpmlint.config;

import dev.mpmlint.config.Condition.Kind;
import dev.mpmlint.config.Condition.Truth;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Word;
import dev.mpmlint.syntax.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides the sections that httpd decides while reading (`start_cond_section`, server/core.c).
final class Conditions {
  private final ReadOptions options;
  private final FileTree tree;
  private final Variables variables;
  private final ModuleTable modules;
  // Answers about modules and flags hold until a module is loaded or a flag changes; large files ask them often.
  private final Map<String, Answer> moduleAnswers = new HashMap<>();
  private final Map<String, Answer> flagAnswers = new HashMap<>();
  private int modulesThen;
  private int variablesThen;

  Conditions(ReadOptions options, FileTree tree, Variables variables, ModuleTable modules) {
    this.options = options;
    this.tree = tree;
    this.variables = variables;
    this.modules = modules;
  }

  /// Which conditional section a tag opens; null when it is another section, or when the module that knows it is not
  /// loaded.
  @Nullable Kind kind(SectionOpen section) {
    return switch (section.key()) {
      case "ifmodule" -> Kind.IF_MODULE;
      case "ifdefine" -> Kind.IF_DEFINE;
      case "iffile" -> Kind.IF_FILE;
      case "ifdirective" -> Kind.IF_DIRECTIVE;
      case "ifsection" -> Kind.IF_SECTION;
      case "ifversion" -> knows("version_module") ? Kind.IF_VERSION : null;
      default -> null;
    };
  }

  /// Whether a module is loaded, or may be without our seeing it.
  boolean knows(String identifier) {
    return modules.find(identifier) != null || options.kind() != InputKind.WHOLE;
  }

  /// @throws IfVersion.Refused in httpd's words, when it cannot be decided
  Condition decide(Kind kind, SectionOpen section, @Nullable Condition outer) throws IfVersion.Refused {
    if (kind == Kind.IF_VERSION) {
      boolean holds = IfVersion.test(section, options.version());
      String reason = "httpd " + options.version() + " is assumed; --httpd-version says otherwise";
      return new Condition(outer, section, kind, section.args(), false, truth(holds), reason, null);
    }
    if (!section.closed()) {
      throw new IfVersion.Refused("<" + kind.directive() + "> directive missing closing '>'");
    }
    boolean negated =
        section.argsStart() < section.argsEnd() && section.in().text().charAt(section.argsStart()) == '!';
    int start = section.argsStart() + (negated ? 1 : 0);
    List<Word> words = Words.split(section.in(), start, section.argsEnd());
    if (words.isEmpty() || words.getFirst().value().isEmpty()) {
      throw new IfVersion.Refused("<" + kind.directive() + "> directive requires additional arguments");
    }
    String test = words.getFirst().value();
    Answer answer =
        switch (kind) {
          case IF_MODULE -> {
            if (modulesThen != modules.all().size()) {
              moduleAnswers.clear();
              modulesThen = modules.all().size();
            }
            yield moduleAnswers.computeIfAbsent(test, this::module);
          }
          case IF_DEFINE -> {
            if (variablesThen != variables.changes()) {
              flagAnswers.clear();
              variablesThen = variables.changes();
            }
            yield flagAnswers.computeIfAbsent(test, this::flag);
          }
          case IF_FILE -> file(test);
          case IF_DIRECTIVE -> directive(test, test);
          case IF_SECTION -> directive("<" + test, test);
          case IF_VERSION, MACRO -> throw new IllegalStateException(kind.toString());
        };
    Truth truth = answer.truth == Truth.ASSUMED ? Truth.ASSUMED : truth((answer.truth == Truth.TRUE) != negated);
    return new Condition(outer, section, kind, test, negated, truth, answer.reason, answer.at);
  }

  private record Answer(Truth truth, String reason, @Nullable Span at) {}

  private static Truth truth(boolean holds) {
    return holds ? Truth.TRUE : Truth.FALSE;
  }

  private Answer module(String name) {
    LoadedModule found = modules.find(name);
    String shown = Display.of(name);
    if (found != null) {
      return found.by() == null
          ? new Answer(Truth.TRUE, found.compiledIn() ? shown + " is compiled in" : shown + " is assumed", null)
          : new Answer(Truth.TRUE, shown + " is loaded at " + found.by().span(), found.by().span());
    }
    if (options.kind() != InputKind.WHOLE && !otherMpm(name)) {
      return new Answer(Truth.ASSUMED, "whether " + shown + " is loaded is decided elsewhere", null);
    }
    return new Answer(Truth.FALSE, "no module called " + shown + " has been loaded before this line", null);
  }

  /// Whether a name means an MPM while another one is assumed: there is only one.
  private boolean otherMpm(String name) {
    ModuleSpec asked = Modules.find(name).orElse(null);
    if (asked == null || !asked.isMpm()) {
      return false;
    }
    return modules.all().stream().map(m -> Modules.find(m.identifier())).anyMatch(m -> m.isPresent() && m.get().isMpm());
  }

  private Answer flag(String name) {
    String shown = Display.of(name);
    if (variables.isDefined(name)) {
      Span at = variables.definedAt(name);
      return new Answer(Truth.TRUE, at == null ? shown + " is given with -D" : shown + " is defined at " + at, at);
    }
    if (options.kind() != InputKind.WHOLE) {
      return new Answer(Truth.ASSUMED, "whether " + shown + " is defined is decided elsewhere", null);
    }
    return new Answer(Truth.FALSE, "nothing defines " + shown + " before this line; -D " + shown + " would", null);
  }

  private Answer file(String path) {
    String absolute = tree.absolute(path);
    boolean there = switch (tree.look(absolute)) {
      case FileTree.Entry.File _, FileTree.Entry.Directory _, FileTree.Entry.Special _ -> true;
      case FileTree.Entry.Missing _, FileTree.Entry.Unreadable _, FileTree.Entry.Outside _ -> false;
    };
    if (!there && options.kind() != InputKind.WHOLE) {
      return new Answer(Truth.ASSUMED, Display.of(absolute) + " may exist on the server", null);
    }
    return new Answer(truth(there), Display.of(absolute) + (there ? " exists" : " does not exist"), null);
  }

  private Answer directive(String name, String written) {
    String shown = Display.of(written);
    for (DirectiveSpec spec : Directives.find(name)) {
      if (!name.endsWith(">") && modules.find(spec.source()) != null) {
        return new Answer(Truth.TRUE, shown + " is known to " + spec.source(), null);
      }
    }
    if (options.kind() != InputKind.WHOLE) {
      return new Answer(Truth.ASSUMED, "whether " + shown + " is known is decided elsewhere", null);
    }
    return new Answer(Truth.FALSE, "no module that knows " + shown + " has been loaded before this line", null);
  }
}
