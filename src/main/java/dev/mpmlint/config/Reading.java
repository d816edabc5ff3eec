package dev.mpmlint.config;

import dev.mpmlint.config.Condition.Truth;
import dev.mpmlint.config.Problem.Kind;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.LogicalText;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.Splicer;
import dev.mpmlint.syntax.Blank;
import dev.mpmlint.syntax.Comment;
import dev.mpmlint.syntax.ConfigFile;
import dev.mpmlint.syntax.Directive;
import dev.mpmlint.syntax.Line;
import dev.mpmlint.syntax.SectionClose;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One reading of one configuration, line by line, as `ap_build_config_sub` (server/config.c) takes them. Two stacks:
/// [Input], where lines come from, and [Frame], what is open. No recursion, so no depth of nesting overflows anything.
/// Owned by one thread.
final class Reading {
  /// How many levels of sections are told apart; deeper ones are paired all the same.
  static final int DEEPEST_NESTING = 250;

  /// How deep files may include files (AP_MAX_INCLUDE_DEPTH).
  static final int DEEPEST_INCLUDE = 128;

  /// How often a file may be open at once, including itself under conditions, before that is called a circle; httpd
  /// goes on to [#DEEPEST_INCLUDE].
  private static final int MOST_TURNS = 8;

  private static final int MOST_FILES = 20_000;
  private static final int MOST_LINES = 20_000_000;
  private static final int MOST_STATEMENTS = 2_000_000;
  private static final int MOST_BYTES = 256 << 20;

  final ReadOptions options;
  final FileTree tree;
  final Variables variables;
  final ModuleTable modules;
  final Problems problems = new Problems();
  private final Conditions conditions;
  private final ReadTimeDirectives readTime;
  private final Macros macros;
  private final PerlText perl = new PerlText(this);
  private final Tags tags;
  private final List<Occurrence> occurrences = new ArrayList<>();
  private final List<Site> files = new ArrayList<>();

  private @Nullable Input input;
  private @Nullable Frame frame;
  private @Nullable Place place;
  private long lines;
  private long bytes;
  private boolean tooDeepTold;

  Reading(ReadOptions options) {
    this.options = options;
    this.tree = new FileTree(options);
    this.variables = new Variables(options);
    this.modules = new ModuleTable(options);
    this.conditions = new Conditions(options, tree, variables, modules);
    this.macros = new Macros(this);
    this.readTime = new ReadTimeDirectives(this, macros);
    this.tags = new Tags(problems);
  }

  Configuration run(ConfigFile main) {
    open(main, new Site(main.source(), null, 0), null);
    while (input != null) {
      switch (input) {
        case Input.Lines source when source.next < source.lines.size() -> {
          if (++lines > MOST_LINES) {
            stop(source.site, "more than " + MOST_LINES + " lines");
          } else if (occurrences.size() > MOST_STATEMENTS) {
            stop(source.site, "more than " + MOST_STATEMENTS + " directives");
          } else {
            line(source.lines.get(source.next++), source);
          }
        }
        case Input.Lines source -> end(source);
        case Input.Files pending when pending.targets.hasNext() -> include(pending.targets.next(), pending);
        case Input.Files pending -> input = pending.below;
      }
    }
    return new Configuration(options, main.source(), occurrences, modules.all(), files, problems.all());
  }

  // ---- files ----

  private void open(ConfigFile file, Site site, @Nullable Object key) {
    files.add(site);
    bytes += file.source().length();
    if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
      stop(site, files.size() > MOST_FILES ? "more than " + MOST_FILES + " files" : "more than " + (MOST_BYTES >> 20) + " MiB");
      return;
    }
    Irregularities.tell(file, site, options, problems);
    Input.Lines source = Input.Lines.ofFile(input, file.lines(), site, key);
    input = source;
    frame = Frame.ofFile(frame, source);
  }

  private void include(Includes.Target target, Input.Files pending) {
    Occurrence by = pending.by;
    Site site = by.place().site();
    String directive = by.statement().name();
    int number = by.statement().number();
    switch (target) {
      case Includes.Target.Failed(Kind kind, boolean fatal, String what, String httpd) -> {
        String message = directive + ": " + Display.of(what) + Includes.wayOut(kind);
        Span at = by.statement().argsSpan();
        if (fatal) {
          problems.fatal(kind, message, httpd, at, number, site);
        } else {
          problems.note(kind, message, null, at, site);
        }
      }
      case Includes.Target.Found(FileTree.Entry.File file) when timesOpen(file.key()) >= MOST_TURNS ->
          circle(by, file);
      case Includes.Target.Found(FileTree.Entry.File file) -> {
        try {
          SourceFile source = tree.read(file);
          open(ConfigFile.parse(source), new Site(source, by, site.depth() + 1), file.key());
        } catch (IOException e) {
          String reason = FileTree.reason(e);
          problems.fatal(
              Kind.INCLUDE_UNREADABLE,
              directive + ": " + Display.of(file.at().toString()) + " cannot be read: " + reason,
              "Could not open configuration file " + file.at() + ": " + reason,
              by.statement().argsSpan(),
              number,
              site);
        }
      }
    }
  }

  /// Reads files where an Include stands, before the next line.
  void include(List<Includes.Target> targets, Occurrence by) {
    input = new Input.Files(input, targets.iterator(), by);
  }

  /// Reads a macro's lines where it is used, before the next line.
  void use(Macro macro, List<String> arguments, Occurrence by) {
    Site site = new Site(macro.definedBy().in().file(), by, by.place().site().depth());
    input = Input.Lines.ofMacro(input, macro, site, arguments);
  }

  /// Whether a macro is being used at this line.
  boolean isInUse(Macro macro) {
    for (Input i = input; i != null; i = i.below) {
      if (i instanceof Input.Lines l && l.macro == macro) {
        return true;
      }
    }
    return false;
  }

  private int timesOpen(Object key) {
    int times = 0;
    for (Input i = input; i != null; i = i.below) {
      times += i instanceof Input.Lines l && key.equals(l.key) ? 1 : 0;
    }
    return times;
  }

  /// A file includes itself again and again. Every file since its first opening is left: from each of its turns the
  /// circle would else be walked once more.
  private void circle(Occurrence by, FileTree.Entry.File file) {
    List<String> names = new ArrayList<>(List.of(Display.of(file.at().toString())));
    Input first = null;
    for (Input i = input; i != null; i = i.below) {
      if (i instanceof Input.Lines l && l.macro == null) {
        if (first == null && names.size() < 6) {
          names.addFirst(Display.of(l.site.file().name()));
        }
        if (file.key().equals(l.key)) {
          first = i;
        }
      }
    }
    String what =
        "files include each other in a circle: " + String.join(" → ", names) + "; httpd gives up after "
            + DEEPEST_INCLUDE + " levels";
    tooDeep(by, what);
    while (first != null && input != null && input != first.below) {
      Input top = input;
      input = top.below;
      if (top instanceof Input.Lines l && l.macro == null && frame != null) {
        frame = tags.drop(frame, l);
      }
    }
  }

  /// An Include at which httpd would have given up.
  void tooDeep(Occurrence by, String what) {
    String httpd = "Exceeded maximum include depth of " + DEEPEST_INCLUDE + ", There appears to be a recursion.";
    Statement s = by.statement();
    problems.fatal(Kind.INCLUDE_CYCLE, what, httpd, s.span(), s.number(), by.place().site());
  }

  private void end(Input.Lines source) {
    input = source.below;
    if (source.macro == null && frame != null) {
      frame = tags.endOfFile(frame, source);
    }
  }

  private void stop(Site site, String what) {
    SourceFile file = site.file();
    problems.note(
        Kind.TOO_LARGE,
        "the configuration has " + what + "; mpmlint stops reading here",
        null,
        new Span(file, 0, 0),
        site);
    input = null;
  }

  // ---- lines ----

  private void line(Line read, Input.Lines source) {
    Frame top = java.util.Objects.requireNonNull(frame);
    Line line = source.macro == null ? read : macros.expand(read, source);
    switch (line) {
      case Comment _, Blank _ -> {}
      case Statement s when top.kind == Frame.Kind.FALSE -> {
        occurrences.add(new Occurrence(s, placeIn(top, source)));
        if (s instanceof SectionOpen open) {
          top.skipped.push(Tags.skippedName(open));
        }
      }
      case SectionClose c when top.kind == Frame.Kind.FALSE -> frame = tags.closeSkipped(top, c, source.site);
      case SectionClose c when tags.closesCondition(top, c) -> frame = top.below;
      case Directive _, SectionOpen _, SectionClose _ -> live(replaceVariables(line, source), source, top);
    }
  }

  /// A line that counts, as it is after its variables were replaced.
  private void live(Line line, Input.Lines source, Frame top) {
    switch (line) {
      case Directive d -> {
        Occurrence o = new Occurrence(d, placeIn(top, source));
        occurrences.add(o);
        readTime.execute(d, o);
        perl.skipsAfter(d, source);
      }
      case SectionOpen s -> open(s, source, top);
      case SectionClose c -> frame = tags.close(top, c, source.site);
      case Comment _, Blank _ -> {}
    }
  }

  private void open(SectionOpen section, Input.Lines source, Frame top) {
    Occurrence o = new Occurrence(section, placeIn(top, source));
    occurrences.add(o);
    Irregularities.tellTag(section, source.site, problems);
    if (perl.skips(section, source)) {
      return;
    }
    if (section.key().equals("macro") && conditions.knows("macro_module")) {
      macros.define(section, source, o);
      return;
    }
    boolean tooDeep = top.nesting() >= DEEPEST_NESTING;
    if (tooDeep && !tooDeepTold) {
      tooDeepTold = true;
      problems.note(
          Kind.TOO_DEEP,
          "sections are nested more than " + DEEPEST_NESTING + " deep, which nobody can mean; close those that are"
              + " done, since mpmlint tells deeper levels apart no longer",
          null,
          section.span(),
          source.site);
    }
    Condition.Kind kind = conditions.kind(section);
    if (kind == null) {
      Scope inside = tooDeep ? top.innermost() : new Scope(top.innermost(), o);
      top.sections.push(new Frame.Section(section, inside));
      return;
    }
    try {
      Condition condition = conditions.decide(kind, section, top.condition);
      frame =
          condition.truth() == Truth.FALSE
              ? top.whenFalse(section, condition)
              : top.whenTrue(section, tooDeep ? top.condition : condition);
    } catch (IfVersion.Refused refused) {
      String httpd = String.valueOf(refused.getMessage());
      Kind fault = httpd.endsWith("requires additional arguments") ? Kind.MISSING_ARGUMENT
          : httpd.endsWith("missing closing '>'") ? Kind.MALFORMED_TAG : Kind.BAD_CONDITION;
      String message = "<" + Display.of(section.name()) + "> cannot be decided: " + httpd;
      problems.fatal(fault, withoutStop(message), httpd, section.span(), section.number(), source.site);
      frame = top.whenTrue(section, top.condition);
    }
  }

  private static String withoutStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private Line replaceVariables(Line line, Input.Lines source) {
    LogicalText in = line.in();
    if (in.text().indexOf("${", line.start(), line.end()) < 0) {
      return line;
    }
    LogicalText replaced =
        variables.replace(
            in,
            line.start(),
            line.end(),
            (name, span) -> {
              if (options.kind() == InputKind.WHOLE) {
                problems.note(
                    Kind.UNDEFINED_VARIABLE,
                    "${" + Display.of(name) + "} is defined neither by Define nor in the environment, so httpd leaves it"
                        + " as it stands; define it, or pass --env " + Display.of(name) + "=VALUE",
                    "Config variable ${" + name + "} is not defined",
                    span,
                    source.site);
              }
            });
    return replaced == null ? tooLong(line, source.site) : ConfigFile.reparse(replaced);
  }

  /// Tells of a line that grew too long when values were put in; returns what is read instead.
  Line tooLong(Line line, Site site) {
    problems.fatal(
        Kind.LINE_TOO_LONG,
        "with the values of its variables this line is longer than " + Splicer.LONGEST_LINE + " bytes",
        "Line too long",
        line.span(),
        line.number(),
        site);
    return new Blank(line.in(), line.start(), line.lineEnd());
  }

  private Place placeIn(Frame top, Input.Lines source) {
    Scope scope = top.innermost();
    Place last = place;
    if (last != null && last.site() == source.site && last.scope() == scope && last.condition() == top.condition
        && last.standing() == top.standing) {
      return last;
    }
    Place made = new Place(source.site, scope, top.condition, top.standing);
    place = made;
    return made;
  }

  /// The place of a macro's body: read when it is used.
  Place placeInMacro(Condition macro, Input.Lines source) {
    Frame top = java.util.Objects.requireNonNull(frame);
    return new Place(source.site, top.innermost(), macro, new Standing.InMacro(macro));
  }

  void record(Occurrence occurrence) {
    occurrences.add(occurrence);
  }

  @Nullable Condition condition() {
    return frame == null ? null : frame.condition;
  }
}
