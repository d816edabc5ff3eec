package dev.mpmlint.policy;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.httpd.Similar;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleOption;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.rules.Selector;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.ConfigFile;
import dev.mpmlint.syntax.Directive;
import dev.mpmlint.syntax.Node;
import dev.mpmlint.syntax.Section;
import dev.mpmlint.syntax.SectionClose;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Statement;
import dev.mpmlint.syntax.Word;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads a settings file, which is written in httpd's own syntax:
///
///     Profile strict
///     Rule MPM028 off
///     <Rule MPM031>
///         Severity warning
///         LongestKeepAliveTimeout 30
///     </Rule>
///     <Path "legacy/*.conf">
///         Rule MPM off
///     </Path>
///
/// Reading goes on behind every fault, so that one run tells them all.
public final class SettingsFile {
  private static final List<String> DIRECTIVES =
      List.of(
          "Profile", "Select", "Ignore", "Rule", "<Rule>", "<Path>", "FailOn", "MaxWarnings", "Format", "Baseline",
          "Suppressions", "RequireReason", "Layout", "HttpdVersion", "Mpm", "Root", "Kind", "Define", "Env",
          "CheckFiles");
  private static final List<String> FAIL_ON = List.of("error", "missing", "warning", "info", "never");
  private static final List<String> LEVELS = List.of("off", "info", "warning", "missing", "error", "on");
  private static final int MOST_FAULTS = 100;

  private final FileSettings settings;
  private final Path folder;
  private final List<String> formats;

  private SettingsFile(FileSettings settings, Path folder, List<String> formats) {
    this.settings = settings;
    this.folder = folder;
    this.formats = formats;
  }

  /// @param file where it stands, absolute: relative paths in it begin in its folder
  /// @param formats the words that `Format` may have
  public static FileSettings read(Path file, SourceFile text, List<String> formats) {
    Path folder = file.getParent();
    SettingsFile reader = new SettingsFile(new FileSettings(file), folder == null ? file : folder, formats);
    for (Node node : ConfigFile.parse(text).nodes()) {
      reader.top(node);
    }
    return reader.settings;
  }

  private void top(Node node) {
    switch (node) {
      case Directive d -> directive(d);
      case Section s when s.open().key().equals("rule") -> ruleSection(s, _ -> true);
      case Section s when s.open().key().equals("path") -> pathSection(s);
      case Section s -> unknown(s.open(), "<" + s.open().name() + ">", DIRECTIVES);
      case SectionOpen open -> {
        String name = Display.of(open.name());
        fault(open.span(), "<" + name + "> is never closed; write </" + name + ">");
      }
      case SectionClose close -> fault(close.span(), "no section is open here; take the line out");
      default -> {
        // Comments and blank lines.
      }
    }
  }

  private void directive(Directive d) {
    List<String> words = words(d);
    boolean repeatable = d.key().equals("define") || d.key().equals("env");
    settings.places.put(repeatable && !words.isEmpty() ? place(d.key(), words.getFirst()) : d.key(), d.span());
    switch (d.key()) {
      case "profile" ->
          one(d, words, names(Profile.values()))
              .ifPresent(w -> settings.profile = Profile.valueOf(w.toUpperCase(Locale.ROOT)));
      case "select" -> settings.select.addAll(selectors(d));
      case "ignore" -> settings.ignore.addAll(selectors(d));
      case "rule" -> rule(d, _ -> true);
      case "failon" -> one(d, words, FAIL_ON).ifPresent(w -> settings.failOn = w);
      case "maxwarnings" -> number(d, words, 0, Integer.MAX_VALUE).ifPresent(n -> settings.maxWarnings = n);
      case "format" -> one(d, words, formats).ifPresent(w -> settings.format = w);
      case "baseline" -> path(d, words).ifPresent(p -> settings.baseline = p);
      case "suppressions" -> onOff(d, words).ifPresent(b -> settings.comments = b);
      case "requirereason" -> onOff(d, words).ifPresent(b -> settings.reasons = b);
      case "layout" -> one(d, words, Layouts.names()).flatMap(Layouts::find).ifPresent(l -> settings.layout = l);
      case "httpdversion" -> version(d, words);
      case "mpm" ->
          one(d, words, Mpm.all().stream().map(Mpm::shortName).toList())
              .flatMap(Mpm::find)
              .ifPresent(m -> settings.mpm = m);
      case "root" -> path(d, words).ifPresent(p -> settings.root = p);
      case "kind" ->
          one(d, words, List.of("whole", "fragment"))
              .ifPresent(w -> settings.kind = InputKind.valueOf(w.toUpperCase(Locale.ROOT)));
      case "define" -> text(d, words).ifPresent(settings.defines::add);
      case "env" -> environment(d, words);
      case "checkfiles" -> onOff(d, words).ifPresent(b -> settings.checkFiles = b);
      default -> unknown(d, d.name(), DIRECTIVES);
    }
  }

  private static String place(String setting, String about) {
    return (setting + " " + about).toLowerCase(Locale.ROOT);
  }

  private void environment(Directive d, List<String> words) {
    if (words.size() != 2) {
      fault(d.span(), "Env takes a name and a value; write Env APACHE_LOG_DIR /var/log/apache2");
      return;
    }
    settings.environment.put(words.get(0), words.get(1));
  }

  private void version(Directive d, List<String> words) {
    Optional<HttpdVersion> version = words.size() == 1 ? HttpdVersion.parse(words.getFirst()) : Optional.empty();
    if (version.isEmpty() || version.get().major() != 2) {
      fault(d.span(), "HttpdVersion takes a version of httpd 2.0, 2.2 or 2.4; write HttpdVersion 2.4.62");
      return;
    }
    settings.version = version.get();
  }

  /// `Rule CODE LEVEL`.
  private void rule(Directive d, Predicate<String> file) {
    List<Word> words = d.words();
    if (words.size() != 2) {
      fault(d.span(), "Rule takes a code or name and one of " + String.join(", ", LEVELS) + "; write Rule MPM028 off");
      return;
    }
    Optional<Selector> rules = selector(words.get(0));
    Optional<Level> level = level(words.get(1));
    if (rules.isPresent() && level.isPresent()) {
      settings.levels.add(new Policy.RuleLevel(rules.get(), level.get(), file, d.span()));
    }
  }

  private Optional<Level> level(Word word) {
    return choice(word, LEVELS).map(w -> Level.valueOf(w.toUpperCase(Locale.ROOT)));
  }

  /// `<Rule CODE>`, with `Severity` and the rule's own options.
  private void ruleSection(Section section, Predicate<String> file) {
    List<Word> words = section.open().words();
    if (words.size() != 1) {
      fault(section.open().span(), "<Rule> takes one code or name; write <Rule MPM031>");
      return;
    }
    Optional<Rule> rule = RuleSet.all().find(Display.of(words.getFirst().value()));
    if (rule.isEmpty()) {
      fault(words.getFirst().span(), Selector.unknown(Display.of(words.getFirst().value())));
      return;
    }
    List<RuleOption> options = rule.get().info().options();
    for (Node node : section.children()) {
      if (node instanceof Directive d && d.key().equals("severity")) {
        List<Word> level = d.words();
        if (level.size() == 1) {
          Selector self = Selector.parse(rule.get().info().code()).orElseThrow();
          level(level.getFirst()).ifPresent(l -> settings.levels.add(new Policy.RuleLevel(self, l, file, d.span())));
        } else {
          fault(d.span(), "Severity takes one of " + String.join(", ", LEVELS));
        }
      } else if (node instanceof Directive d) {
        Optional<RuleOption> option = options.stream().filter(o -> o.name().equalsIgnoreCase(d.name())).findFirst();
        if (option.isPresent()) {
          number(d, words(d), option.get().least(), option.get().most())
              .ifPresent(n -> settings.options.put(option.get().name(), n));
          settings.places.put(option.get().name().toLowerCase(Locale.ROOT), d.span());
        } else {
          unknownOption(d, rule.get(), options);
        }
      } else if (node instanceof Statement s) {
        fault(s.span(), "no section may stand in <Rule>; close it with </Rule> first");
      } else if (node instanceof Section s) {
        fault(s.open().span(), "no section may stand in <Rule>; close it with </Rule> first");
      }
    }
  }

  private void unknownOption(Directive d, Rule rule, List<RuleOption> options) {
    List<String> names = new ArrayList<>(options.stream().map(RuleOption::name).toList());
    names.add("Severity");
    List<String> similar = Similar.to(Display.of(d.name()), names);
    fault(
        d.nameSpan(),
        rule.info().code() + " has no option " + Display.of(d.name()) + "; "
            + (similar.isEmpty() ? "there is " + String.join(", ", names) : "did you mean " + similar.getFirst() + "?"));
  }

  /// `<Path GLOB>`, with `Rule` lines and sections that hold for the files below the folder of the settings only.
  private void pathSection(Section section) {
    List<Word> words = section.open().words();
    if (words.size() != 1) {
      fault(section.open().span(), "<Path> takes one pattern; write <Path \"legacy/*.conf\">");
      return;
    }
    Predicate<String> file;
    try {
      file = matching(Display.of(words.getFirst().value()));
    } catch (PatternSyntaxException e) {
      fault(words.getFirst().span(), "this is no pattern: " + e.getDescription());
      return;
    }
    for (Node node : section.children()) {
      if (node instanceof Directive d && d.key().equals("rule")) {
        rule(d, file);
      } else if (node instanceof Directive d && d.key().equals("ignore")) {
        selectors(d).forEach(s -> settings.levels.add(new Policy.RuleLevel(s, Level.OFF, file, d.span())));
      } else if (node instanceof Section s) {
        fault(s.open().span(), "no section may stand in <Path>; write Rule CODE LEVEL");
      } else if (node instanceof Statement s) {
        unknown(s, s.name(), List.of("Rule", "Ignore"));
      }
    }
  }

  /// As in .gitignore: a pattern without a slash is about names in any folder.
  private Predicate<String> matching(String glob) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    boolean anywhere = glob.indexOf('/') < 0;
    return name -> {
      if (name.startsWith("<")) {
        return false;
      }
      try {
        Path path = Path.of(name);
        Path below = path.isAbsolute() && path.startsWith(folder) && !path.equals(folder) ? folder.relativize(path) : path;
        return matcher.matches(below) || anywhere && path.getFileName() != null && matcher.matches(path.getFileName());
      } catch (InvalidPathException e) {
        return false;
      }
    };
  }

  private List<Selector> selectors(Directive d) {
    List<Selector> selectors = new ArrayList<>();
    for (Word word : d.words()) {
      selector(word).ifPresent(selectors::add);
    }
    if (d.words().isEmpty()) {
      fault(d.span(), d.name() + " takes codes or names of rules; write " + d.name() + " MPM028 SYN");
    }
    return selectors;
  }

  private Optional<Selector> selector(Word word) {
    String text = Display.of(word.value());
    Optional<Selector> found = Selector.parse(text);
    if (found.isEmpty()) {
      fault(word.span(), Selector.unknown(text));
    }
    return found;
  }

  private Optional<String> text(Directive d, List<String> words) {
    if (words.size() != 1 || words.getFirst().isEmpty()) {
      fault(d.span(), d.name() + " takes one argument");
      return Optional.empty();
    }
    return Optional.of(words.getFirst());
  }

  private Optional<Path> path(Directive d, List<String> words) {
    try {
      return text(d, words).map(folder::resolve).map(Path::normalize);
    } catch (InvalidPathException e) {
      fault(d.span(), "this is no path: " + words.getFirst());
      return Optional.empty();
    }
  }

  private Optional<Integer> number(Directive d, List<String> words, int least, int most) {
    try {
      int number = words.size() == 1 ? Integer.parseInt(words.getFirst()) : -1;
      if (words.size() == 1 && number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    fault(d.span(), d.name() + " takes a number from " + least + " to " + most);
    return Optional.empty();
  }

  private Optional<Boolean> onOff(Directive d, List<String> words) {
    return one(d, words, List.of("on", "off")).map("on"::equals);
  }

  private Optional<String> one(Directive d, List<String> words, List<String> all) {
    if (words.size() != 1) {
      fault(d.span(), d.name() + " takes one of " + String.join(", ", all));
      return Optional.empty();
    }
    return choice(d.words().getFirst(), all);
  }

  private Optional<String> choice(Word word, List<String> all) {
    String text = Display.of(word.value()).toLowerCase(Locale.ROOT);
    if (all.contains(text)) {
      return Optional.of(text);
    }
    List<String> similar = Similar.to(text, all);
    fault(
        word.span(),
        Display.of(word.value()) + " is unknown; "
            + (similar.isEmpty() ? "there is " + String.join(", ", all) : "did you mean " + similar.getFirst() + "?"));
    return Optional.empty();
  }

  private void unknown(Statement s, String name, List<String> all) {
    List<String> similar = Similar.to(Display.of(name), all);
    fault(
        s.nameSpan(),
        "there is no setting " + Display.of(name) + "; "
            + (similar.isEmpty() ? "there is " + String.join(", ", all) : "did you mean " + String.join(" or ", similar) + "?"));
  }

  private void fault(Span at, String message) {
    if (settings.faults.size() < MOST_FAULTS) {
      settings.faults.add(new FileSettings.Fault(at, message));
    }
  }

  private static List<String> words(Directive d) {
    return d.words().stream().map(w -> Display.of(w.value())).toList();
  }

  private static List<String> names(@Nullable Enum<?>[] values) {
    return Arrays.stream(values).map(v -> String.valueOf(v).toLowerCase(Locale.ROOT)).toList();
  }
}
