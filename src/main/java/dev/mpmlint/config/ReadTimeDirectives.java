package dev.mpmlint.config;

import dev.mpmlint.config.FileTree.Entry;
import dev.mpmlint.config.Problem.Kind;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Directive;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The directives that act while the file is read (EXEC_ON_READ), in file order and wherever they stand. Owned by one
/// [Reading].
final class ReadTimeDirectives {
  private static final String NO_DIRECTORY = " is no directory, so httpd does not start; create it, or correct the path";

  private final Reading reading;
  private final Macros macros;

  ReadTimeDirectives(Reading reading, Macros macros) {
    this.reading = reading;
    this.macros = macros;
  }

  /// Does what the directive asks for, if it is one of these; anything else is left for later.
  void execute(Directive d, Occurrence o) {
    switch (d.key()) {
      case "include", "includeoptional" -> include(d, o);
      case "loadmodule" -> loadModule(d, o);
      case "define" -> define(d, o);
      case "undefine" -> undefine(d, o);
      case "serverroot" -> serverRoot(d, o);
      case "loadfile" -> loadFile(d, o);
      case "defaultruntimedir" -> defaultRuntimeDir(d, o);
      case "use" -> {
        if (knows("macro_module")) {
          macros.use(d, o);
        }
      }
      case "undefmacro" -> {
        if (knows("macro_module")) {
          macros.undefine(d, o);
        }
      }
      case "luaauthzprovider" -> {
        if (knows("lua_module") && arguments(d).size() != 3) {
          String help = "LuaAuthzProvider takes three arguments, Provide an authorization provider";
          wrongArguments(d, o, help, "LuaAuthzProvider takes a name, a script and a function");
        }
      }
      default -> {}
    }
  }

  private boolean knows(String module) {
    return reading.modules.find(module) != null || reading.options.kind() != InputKind.WHOLE;
  }

  // ---- files ----

  private void include(Directive d, Occurrence o) {
    boolean optional = d.key().equals("includeoptional");
    List<String> words = arguments(d);
    if (words.size() != 1) {
      String help =
          optional
              ? "IncludeOptional takes one argument, Name or pattern of the config file(s) to be included; ignored if the"
                  + " file does not exist or the pattern does not match any files"
              : "Include takes one argument, Name(s) of the config file(s) to be included; fails if the wildcard does not"
                  + " match at least one file";
      wrongArguments(d, o, help, d.name() + " takes exactly one path; put one with blanks in quotes");
      return;
    }
    if (reading.options.kind() == InputKind.HTACCESS) {
      wrongArguments(d, o, d.name() + " not allowed here", d.name() + " is not allowed in .htaccess");
      return;
    }
    if (o.place().site().depth() >= Reading.DEEPEST_INCLUDE) {
      reading.tooDeep(o, "files include each other more than " + Reading.DEEPEST_INCLUDE + " levels deep");
      return;
    }
    List<Includes.Target> targets = Includes.of(reading.tree, words.getFirst(), optional);
    boolean elsewhere = reading.options.kind() == InputKind.FRAGMENT && reading.options.root() == null;
    reading.include(elsewhere ? targets.stream().filter(t -> !missing(t)).toList() : targets, o);
  }

  /// What a fragment includes may be there on the server that the fragment is for.
  private static boolean missing(Includes.Target target) {
    return target instanceof Includes.Target.Failed f
        && (f.kind() == Kind.INCLUDE_NOT_FOUND || f.kind() == Kind.INCLUDE_NO_MATCH);
  }

  private void serverRoot(Directive d, Occurrence o) {
    List<String> words = arguments(d);
    if (words.size() != 1) {
      String help = "ServerRoot takes one argument, Common directory of server-related files (logs, confs, etc.)";
      wrongArguments(d, o, help, "ServerRoot takes exactly one path");
      return;
    }
    reading.tree.serverRoot(words.getFirst());
    if (reading.options.checkFiles() && !(reading.tree.look(reading.tree.serverRoot()) instanceof Entry.Directory)) {
      String what = "ServerRoot " + Display.of(words.getFirst()) + NO_DIRECTORY;
      fatal(Kind.MISSING_SERVER_ROOT, d, o, what, "ServerRoot must be a valid directory");
    }
  }

  private void defaultRuntimeDir(Directive d, Occurrence o) {
    List<String> words = arguments(d);
    if (words.size() != 1) {
      String help = "DefaultRuntimeDir takes one argument, Common directory for run-time files (shared memory, locks, etc.)";
      wrongArguments(d, o, help, "DefaultRuntimeDir takes exactly one path");
    } else if (reading.options.checkFiles()
        && !(reading.tree.look(reading.tree.absolute(words.getFirst())) instanceof Entry.Directory)) {
      String what = "DefaultRuntimeDir " + Display.of(words.getFirst()) + NO_DIRECTORY;
      String httpd = "DefaultRuntimeDir must be a valid directory, absolute or relative to ServerRoot";
      fatal(Kind.MISSING_SERVER_ROOT, d, o, what, httpd);
    }
  }

  private void loadFile(Directive d, Occurrence o) {
    List<String> words = arguments(d);
    if (words.isEmpty()) {
      String help = "LoadFile requires at least one argument, shared object file or library to load into the server at runtime";
      wrongArguments(d, o, help, "LoadFile names no file");
    } else if (reading.options.checkFiles()) {
      words.forEach(w -> mustExist(w, d, o));
    }
  }

  private void mustExist(String file, Directive d, Occurrence o) {
    if (reading.tree.look(reading.tree.absolute(file)) instanceof Entry.Missing) {
      String what =
          Display.of(file) + " is not there, so httpd does not start; install the package that has it, or correct the path";
      String httpd = "Cannot load " + file + " into server: " + file
          + ": cannot open shared object file: No such file or directory";
      fatal(Kind.MISSING_MODULE_FILE, d, o, what, httpd);
    }
  }

  // ---- modules ----

  private void loadModule(Directive d, Occurrence o) {
    List<String> words = arguments(d);
    if (words.size() != 2) {
      String help =
          "LoadModule takes two arguments, a module name and the name of a shared object file to load it from";
      wrongArguments(d, o, help, "LoadModule takes a module's name and its file");
      return;
    }
    String identifier = words.get(0);
    String file = words.get(1);
    LoadedModule known = reading.modules.find(identifier);
    if (known != null && known.identifier().equals(identifier)) {
      if (known.by() != null) {
        String what = Display.of(identifier) + " is already loaded at " + known.by().span() + "; httpd skips this line";
        String httpd = "module " + identifier + " is already loaded, skipping";
        reading.problems.add(
            new Problem(
                Kind.MODULE_ALREADY_LOADED, false, what, httpd, d.span(), d.number(), o.place().site(), known.by().span()));
        return;
      }
      if (known.compiledIn() && reading.options.kind() == InputKind.WHOLE) {
        String what = Display.of(identifier) + " is compiled into httpd here and cannot be loaded; remove the line";
        fatal(Kind.BAD_LOAD_MODULE, d, o, what, "module " + identifier + " is built-in and can't be loaded");
        return;
      }
    }
    if (reading.options.checkFiles()) {
      mustExist(file, d, o);
    }
    ModuleSpec held = heldInstead(identifier, file);
    if (held != null) {
      String what = Display.of(file) + " holds " + held.identifier() + " and no " + Display.of(identifier) + "; write "
          + held.identifier();
      fatal(Kind.BAD_LOAD_MODULE, d, o, what,
          "Can't locate API module structure `" + identifier + "' in file " + reading.tree.absolute(file));
    }
    // The rest is judged as if the right one had been named.
    reading.modules.load(held == null ? identifier : held.identifier(), file, o);
  }

  /// The module of httpd that a file holds, where it is another one than that which is named; null where it is not, and for
  /// modules of others, whose files have all sorts of names.
  private static @Nullable ModuleSpec heldInstead(String identifier, String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    Optional<ModuleSpec> named = Modules.find(identifier).filter(m -> m.identifier().equals(identifier));
    if (named.isPresent() && named.get().files().contains(name)) {
      return null;
    }
    return Modules.byFile(name)
        .filter(m -> !m.isThirdParty() && !m.status().equals("Removed") && !m.identifier().equals(identifier))
        .orElse(null);
  }

  // ---- variables ----

  private void define(Directive d, Occurrence o) {
    List<Word> raw = d.words();
    if (raw.isEmpty() || raw.size() > 2 || raw.getFirst().value().isEmpty()) {
      String help =
          "Define takes 1-2 arguments, Define a variable, optionally to a value.  Same as passing -D to the command line.";
      wrongArguments(d, o, help, "Define takes a name and perhaps a value; put a value with blanks in quotes");
      return;
    }
    String name = raw.getFirst().value();
    if (badName(name, d, o)) {
      return;
    }
    String value = raw.size() > 1 && !raw.get(1).value().isEmpty() ? raw.get(1).value() : null;
    reading.variables.define(name, value, d.span());
  }

  private void undefine(Directive d, Occurrence o) {
    List<String> words = arguments(d);
    if (words.size() != 1) {
      String help = "UnDefine takes one argument, Undefine the existence of a variable. Undo a Define.";
      wrongArguments(d, o, help, "UnDefine takes exactly one name");
    } else if (!badName(words.getFirst(), d, o)) {
      reading.variables.undefine(words.getFirst());
    }
  }

  private boolean badName(String name, Directive d, Occurrence o) {
    if (name.indexOf(':') < 0) {
      return false;
    }
    String what = "the name " + Display.of(name) + " holds a colon, which httpd does not allow in a variable's name";
    fatal(Kind.BAD_DEFINE, d, o, what, "Variable name must not contain ':'");
    return true;
  }

  /// The arguments, of which an empty one counts as missing, and ends the list.
  private static List<String> arguments(Directive d) {
    List<String> values = new ArrayList<>();
    for (Word w : d.words()) {
      if (w.value().isEmpty()) {
        return List.of();
      }
      values.add(w.value());
    }
    return values;
  }

  private void wrongArguments(Directive d, Occurrence o, String httpd, String what) {
    fatal(Kind.BAD_ARGUMENTS, d, o, what, httpd);
  }

  private void fatal(Kind kind, Directive d, Occurrence o, String what, String httpd) {
    reading.problems.fatal(kind, what, httpd, d.span(), d.number(), o.place().site());
  }
}
