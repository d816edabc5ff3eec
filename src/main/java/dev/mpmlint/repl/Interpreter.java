package dev.mpmlint.repl;

import dev.mpmlint.edit.AtomicFile;
import dev.mpmlint.edit.DirectiveEdits;
import dev.mpmlint.edit.ModuleEdits;
import dev.mpmlint.edit.MpmSwitch;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.Similar;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Carries out what is said. Texts have one `char` per byte, as files have them. Owned by one thread.
final class Interpreter {
  /// How deep `source` may go.
  private static final int DEEPEST_SOURCE = 16;

  private final Setup setup;
  private final Session session;
  private final Asking asking;
  private boolean ended;
  private boolean found;
  private int sources;

  Interpreter(Setup setup, Session session, Asking asking) {
    this.setup = setup;
    this.session = session;
    this.asking = asking;
  }

  Session session() {
    return session;
  }

  /// Whether the end was asked for.
  boolean ended() {
    return ended;
  }

  /// Whether the last `check` found what is an error or a warning.
  boolean found() {
    return found;
  }

  /// One line, continued ones joined or not; or a section with its lines.
  void run(String text) throws FailedException {
    String said = Continuation.joined(text).strip();
    if (said.isEmpty() || said.startsWith("#")) {
      return;
    }
    String word = said.split("\\s", 2)[0];
    String rest = said.substring(word.length()).strip();
    if (said.startsWith("<")) {
      section(said);
      return;
    }
    Verb verb = Verb.find(word).orElse(null);
    if (verb != null && !Directives.isKnown(word) || verb != null && rest.isEmpty()) {
      carryOut(verb, rest);
    } else if (Directives.isKnown(word)) {
      set(said);
    } else if (word.equals("rules")) {
      program("rules", rest, false);
    } else {
      throw unknown(word);
    }
    setup.out().flush();
  }

  private void carryOut(Verb verb, String rest) throws FailedException {
    if (verb.argument() == Verb.Argument.NONE && !rest.isEmpty() && verb != Verb.CHECK && verb != Verb.MPM) {
      throw new FailedException(verb.word() + " takes nothing more; it was followed by " + Display.of(rest));
    }
    switch (verb) {
      case CHECK -> found = program("check", rest, true) == 1;
      case MPM -> program("mpm", rest, true);
      case EFFECTIVE -> effective();
      case WHY -> Why.of(one(verb, rest), session.view()).forEach(setup::say);
      case EXPLAIN -> program("explain", one(verb, rest), false);
      case SET -> set(one(verb, rest));
      case UNSET -> {
        String name = one(verb, rest);
        change("unset " + name, (base, reading) -> DirectiveEdits.unset(name, base, reading));
      }
      case LOAD -> {
        String name = one(verb, rest);
        change("load " + name, (base, reading) -> ModuleEdits.load(name, base, reading));
      }
      case UNLOAD -> {
        String name = one(verb, rest);
        change("unload " + name, (base, reading) -> ModuleEdits.unload(name, base, reading));
      }
      case SWITCH -> switchTo(one(verb, rest));
      case UNDO -> undone("undone: ", true);
      case REDO -> undone("done again: ", false);
      case DIFF -> diff();
      case ADVISE, SIMULATE, VERIFY -> program(verb.word(), rest, true);
      case ASK -> new Guide(asking, session, setup).run();
      case WRITE -> write(rest);
      case SOURCE -> source(one(verb, rest));
      case HELP -> help();
      case QUIT -> ended = true;
    }
  }

  private static String one(Verb verb, String rest) throws FailedException {
    if (rest.isEmpty()) {
      throw new FailedException(verb.word() + " needs more: " + verb.word() + " " + verb.synopsis());
    }
    return rest;
  }

  private static FailedException unknown(String word) {
    List<String> known = new ArrayList<>(Directives.names());
    Verb.all().forEach(verb -> known.add(verb.word()));
    List<String> similar = Similar.to(word, known);
    return new FailedException(
        Display.of(word) + " is neither a command nor a directive; "
            + (similar.isEmpty() ? "help lists the commands" : "did you mean " + String.join(" or ", similar) + "?"));
  }

  // ---- changes ----

  private void change(String what, Session.Edit edit) throws FailedException {
    setup.say(session.change(what, edit).line());
  }

  /// `NAME VALUE`.
  private void set(String said) throws FailedException {
    String name = said.split("\\s", 2)[0];
    String arguments = said.substring(name.length()).strip();
    if (arguments.isEmpty() && Hints.needsArguments(name)) {
      throw new FailedException(name + " needs a value: " + name + " " + Hints.form(name));
    }
    change(said, (base, reading) -> DirectiveEdits.set(name, arguments, base, reading));
  }

  private void section(String said) throws FailedException {
    if (Continuation.isInSection(said)) {
      throw new FailedException("<" + Display.of(Continuation.openSection(said)) + "> is not closed");
    }
    String first = said.lines().findFirst().orElse(said);
    change(first + " …", (base, reading) -> DirectiveEdits.append(said, base, reading));
    setup.out().flush();
  }

  private void switchTo(String rest) throws FailedException {
    boolean withoutPhp = rest.contains("--without-php");
    String name = rest.replace("--without-php", "").strip();
    List<String> notes = new ArrayList<>();
    change(
        "switch " + name,
        (base, reading) -> {
          MpmSwitch.Switched switched =
              MpmSwitch.to(name, base, reading, new MpmSwitch.Wishes(withoutPhp, Map.of()));
          notes.addAll(switched.notes());
          return switched.changes();
        });
    notes.forEach(note -> setup.say("note: " + note));
  }

  private void undone(String words, boolean back) throws FailedException {
    View before = session.view();
    String what = back ? session.undo() : session.redo();
    setup.say(words + Display.of(what) + "; " + Difference.of(before, session.view()).line());
  }

  // ---- what there is to see ----

  private void diff() throws FailedException {
    String diff = session.changes().diff(setup.names()::of);
    if (diff.isEmpty()) {
      setup.say("nothing is changed");
      return;
    }
    PrintStream out = setup.out();
    byte[] bytes = diff.getBytes(StandardCharsets.ISO_8859_1);
    out.write(bytes, 0, bytes.length);
  }

  private void effective() {
    MpmPlan plan = session.view().plan();
    if (plan == null) {
      setup.say("no number is in effect: " + session.view().mpm());
      return;
    }
    setup.say(session.view().mpm() + ": " + session.view().numbers().get("requests at once") + " requests at once");
    for (Setting setting : plan.settings().values()) {
      String from =
          setting.origin() instanceof Origin.Written(var at)
              ? setup.names().of(at.span().file().name()) + ":" + at.span().line()
              : "default";
      boolean changed = setting.requested() != setting.effective();
      String asked = changed ? " (" + View.plain(setting.requested()) + " is asked for)" : "";
      setup.out().println(
          setup.style().safe(
              String.format("%-24s %8s  %s%s", setting.directive().directive(), View.plain(setting.effective()), from, asked)));
    }
  }

  private void help() {
    for (Verb verb : Verb.all()) {
      setup.out().println(setup.style().safe(String.format("%-34s %s", (verb.word() + " " + verb.synopsis()).strip(), verb.summary())));
    }
    setup.say("A directive alone sets it: ThreadsPerChild 50. A section is typed as in a file.");
  }

  /// A command of the program.
  ///
  /// @param onFile whether it is about the configuration
  private int program(String word, String rest, boolean onFile) throws FailedException {
    if (!setup.program().knows(word)) {
      throw new FailedException("this mpmlint has no " + word);
    }
    List<String> args = new ArrayList<>(List.of(word));
    if (onFile) {
      args.addAll(setup.options());
      args.add(setup.main().path().toString());
    }
    args.addAll(Arguments.split(Display.of(rest)));
    if (onFile && args.contains("--apply")) {
      throw new FailedException("--apply would write past this conversation; set what it says, then write");
    }
    setup.out().flush();
    int code = setup.program().run(args, session.changes().overlay(), setup.out(), setup.err());
    if (code > 1) {
      throw new FailedException("");
    }
    return code;
  }

  // ---- files ----

  private Path file(String name) throws FailedException {
    try {
      List<String> words = Arguments.split(Display.of(name));
      return setup.here().resolve(words.size() == 1 ? words.getFirst() : Display.of(name)).normalize();
    } catch (InvalidPathException e) {
      throw new FailedException("this is no path: " + Display.of(name) + " (" + e.getReason() + ")");
    }
  }

  private void write(String name) throws FailedException {
    if (!name.isEmpty()) {
      Path to = file(name);
      SourceFile main = session.view().subject().configuration().main();
      try {
        AtomicFile.write(to, main.bytes());
      } catch (IOException e) {
        throw new FailedException("cannot write " + to + ": " + dev.mpmlint.lint.Linter.reason(e));
      }
      setup.say("written to " + to);
      return;
    }
    if (session.changes().isEmpty()) {
      setup.say("nothing is changed");
      return;
    }
    List<Path> paths = session.changes().paths();
    session.write();
    paths.forEach(path -> setup.say("written " + path));
  }

  private void source(String name) throws FailedException {
    Path file = file(name);
    if (++sources > DEEPEST_SOURCE) {
      sources = 0;
      throw new FailedException("files source each other more than " + DEEPEST_SOURCE + " levels deep");
    }
    try (var in = Files.newInputStream(file)) {
      if (!new Script(in, setup.names().of(file.toString())).run(this, setup)) {
        throw new FailedException("");
      }
    } catch (IOException e) {
      throw new FailedException("cannot read " + file + ": " + dev.mpmlint.lint.Linter.reason(e));
    } finally {
      sources = Math.max(0, sources - 1);
    }
  }
}
