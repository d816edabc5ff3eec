package dev.mpmlint.edit;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Site;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.Comment;
import dev.mpmlint.syntax.ConfigFile;
import dev.mpmlint.syntax.Line;
import dev.mpmlint.syntax.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Loads modules and takes them out, in the manner of the tree at hand: Debian's links in `mods-enabled`, else
/// LoadModule lines that are commented out, uncommented, or put beside the others. Owned by one thread.
final class ModuleLines {
  private static final Pattern COMMENTED = Pattern.compile("#[# \\t]*(LoadModule[ \\t]+(\\S+)[ \\t]+\\S+.*)");
  private static final Pattern DEPENDS = Pattern.compile("(?m)^# *Depends:(.*)$");
  private static final int LARGEST = 1 << 16;

  private final Configuration configuration;
  private final Draft draft;

  ModuleLines(Configuration configuration, Draft draft) {
    this.configuration = configuration;
    this.draft = draft;
  }

  /// Takes a module out: every line that loads it.
  ///
  /// @throws CannotEditException when it is compiled in
  void disable(String identifier) throws CannotEditException {
    Optional<LoadedModule> module = configuration.module(identifier);
    if (module.isPresent() && module.get().by() == null) {
      throw new CannotEditException(
          identifier + " is compiled into httpd and no line loads it; another httpd is needed to be without it");
    }
    for (Occurrence line : lines(identifier)) {
      takeOut(line);
    }
  }

  /// The lines that load a module and count.
  List<Occurrence> lines(String identifier) {
    List<Occurrence> lines = new ArrayList<>();
    for (Occurrence line : configuration.active("LoadModule")) {
      if (isOf(line, identifier)) {
        lines.add(line);
      }
    }
    return lines;
  }

  /// Takes one line out: with its link, where the link's file loads nothing else.
  void takeOut(Occurrence line) throws CannotEditException {
    Path file = Path.of(line.place().site().file().name());
    Optional<Path> target = isEnabling(file) ? draft.linkAt(file) : Optional.empty();
    if (target.isEmpty() || loads(line.place().site()) > 1) {
      draft.commentOut(line);
      return;
    }
    draft.unlink(file, target.get());
    Path settings = file.resolveSibling(stem(file) + ".conf");
    draft.linkAt(settings).ifPresent(to -> draft.unlink(settings, to));
  }

  private int loads(Site site) {
    int count = 0;
    for (Occurrence line : configuration.active("LoadModule")) {
      count += line.place().site() == site ? 1 : 0;
    }
    return count;
  }

  /// The ways in which a module can be loaded here, the one that changes least first; each a draft of its own.
  ///
  /// @param near the line beside which a new one would stand; null where there is none
  static List<Way> ways(Configuration configuration, String identifier, @Nullable Occurrence near) {
    List<Way> ways = new ArrayList<>();
    available(configuration, identifier)
        .ifPresent(stem -> ways.add(draft -> new ModuleLines(configuration, draft).enable(stem, new HashSet<>())));
    for (TextEdit edit : commented(configuration, identifier, near)) {
      ways.add(draft -> draft.edit(edit));
    }
    String line = line(configuration, identifier, near);
    Occurrence last = configuration.last("LoadModule").orElse(null);
    Occurrence beside = near != null ? near : last;
    if (line != null && beside != null) {
      ways.add(draft -> draft.insertBelow(beside, line));
      firstAsking(configuration, identifier).ifPresent(asking -> ways.add(draft -> draft.insertAbove(asking, line)));
    }
    return ways;
  }

  /// One way to load a module.
  interface Way {
    void take(Draft draft) throws CannotEditException;
  }

  // ---- Debian ----

  private static boolean isEnabling(Path file) {
    Path folder = file.getParent();
    return folder != null && folder.getFileName() != null && folder.getFileName().toString().endsWith("-enabled");
  }

  /// `mods-enabled`, where the tree has one.
  static Optional<Path> enabled(Configuration configuration) {
    for (Site site : configuration.files()) {
      Path folder = Path.of(site.file().name()).getParent();
      if (folder != null && folder.endsWith("mods-enabled")) {
        return Optional.of(folder);
      }
    }
    Path beside = Path.of(configuration.main().name()).resolveSibling("mods-enabled");
    return Files.isDirectory(beside) ? Optional.of(beside) : Optional.empty();
  }

  /// The name, as `a2enmod` takes it, of what loads a module in `mods-available`.
  static Optional<String> available(Configuration configuration, String identifier) {
    Optional<Path> enabled = enabled(configuration);
    if (enabled.isEmpty()) {
      return Optional.empty();
    }
    Pattern line = Pattern.compile("(?m)^[ \\t]*LoadModule[ \\t]+" + Pattern.quote(identifier) + "[ \\t]");
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(enabled.get().resolveSibling("mods-available"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".load")).sorted().toList()) {
        if (line.matcher(read(file)).find()) {
          found.add(stem(file));
        }
      }
    } catch (IOException _) {
      return Optional.empty();
    }
    // Of several versions the newest: the last by name.
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  /// Makes the links of a module, and those of the modules that it depends on.
  private void enable(String stem, Set<String> done) throws CannotEditException {
    Path folder = enabled(configuration).orElseThrow();
    Path load = folder.resolve(stem + ".load");
    if (!done.add(stem) || draft.exists(load)) {
      return;
    }
    Path available = folder.resolveSibling("mods-available");
    if (!Files.isRegularFile(available.resolve(stem + ".load"))) {
      throw new CannotEditException(available.resolve(stem + ".load") + " does not exist; install its package first");
    }
    Matcher depends = DEPENDS.matcher(read(available.resolve(stem + ".load")));
    while (depends.find()) {
      for (String other : depends.group(1).trim().split("[\\s,]+")) {
        if (!other.isEmpty() && !other.startsWith("mpm_")) {
          enable(other, done);
        }
      }
    }
    for (String name : List.of(stem + ".load", stem + ".conf")) {
      Path link = folder.resolve(name);
      if (Files.exists(available.resolve(name)) && !draft.exists(link)) {
        draft.link(link, Path.of("../mods-available", name));
      }
    }
  }

  /// Enables a piece of configuration in `conf-available` with the modules that it needs.
  ///
  /// @return false where the tree has none of that name
  boolean enableConf(String name, List<String> modules) throws CannotEditException {
    Optional<Path> mods = enabled(configuration);
    if (mods.isEmpty()) {
      return false;
    }
    Path conf = mods.get().resolveSibling("conf-available").resolve(name + ".conf");
    Path folder = mods.get().resolveSibling("conf-enabled");
    if (!Files.isRegularFile(conf) || !Files.isDirectory(folder)) {
      return false;
    }
    for (String module : modules) {
      enable(module, new HashSet<>());
    }
    Path link = folder.resolve(name + ".conf");
    if (!draft.exists(link)) {
      draft.link(link, Path.of("../conf-available", name + ".conf"));
    }
    return true;
  }

  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LARGEST), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  // ---- lines ----

  /// Lines `#LoadModule IDENTIFIER …`, those in the file of `near` first; each as the edit that brings it back.
  private static List<TextEdit> commented(
      Configuration configuration, String identifier, @Nullable Occurrence near) {
    List<TextEdit> first = new ArrayList<>();
    List<TextEdit> others = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Site site : configuration.files()) {
      SourceFile file = site.file();
      if (!seen.add(file.name()) || file.name().startsWith("<")) {
        continue;
      }
      for (Line line : ConfigFile.parse(file).lines()) {
        if (line instanceof Comment comment) {
          Matcher matcher = COMMENTED.matcher(comment.text());
          Span at = comment.span();
          if (matcher.matches() && matcher.group(2).equals(identifier) && at.text().equals(comment.text())) {
            boolean beside = near != null && near.place().site().file().name().equals(file.name());
            (beside ? first : others).add(new TextEdit(new Span(file, at.start(), at.start() + matcher.start(1)), ""));
          }
        }
      }
    }
    first.addAll(others);
    return first;
  }

  /// A line that loads a module from the folder that `near`, or the last line that loads one, names.
  private static @Nullable String line(Configuration configuration, String identifier, @Nullable Occurrence near) {
    Occurrence like = near != null ? near : configuration.last("LoadModule").orElse(null);
    ModuleSpec spec = Modules.find(identifier).orElse(null);
    if (like == null || spec == null || spec.files().isEmpty() || like.words().size() != 2) {
      return null;
    }
    String path = like.words().get(1).value();
    String folder = path.substring(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    String file = folder + Display.toBytes(spec.files().getFirst());
    return "LoadModule " + identifier + " " + (file.indexOf(' ') < 0 ? file : '"' + file + '"');
  }

  /// The first section that asks whether a module is loaded: above it the module has to be.
  static Optional<Occurrence> firstAsking(Configuration configuration, String identifier) {
    String source = Modules.sourceOf(identifier);
    for (Occurrence section : configuration.all("IfModule")) {
      List<Word> words = section.words();
      String test = words.isEmpty() ? "" : words.getFirst().value();
      if ((test.equals(identifier) || test.equals(source)) && section.active() && section.place().scope() == null) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  /// Whether a section that asks for a module was decided before the module was loaded.
  static boolean isAskedTooEarly(Configuration configuration, String identifier) {
    Occurrence asking = firstAsking(configuration, identifier).orElse(null);
    if (asking == null) {
      return false;
    }
    for (Occurrence each : configuration.occurrences()) {
      if (each == asking) {
        return true;
      }
      if (each.key().equals("loadmodule") && each.active() && isOf(each, identifier)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isOf(Occurrence line, String identifier) {
    List<Word> words = line.words();
    return !words.isEmpty() && words.getFirst().value().equals(identifier);
  }
}
