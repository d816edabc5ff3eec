package dev.mpmlint.repl;

import dev.mpmlint.edit.ModuleEdits;
import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.mpm.Explanations;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.rules.Rule;
import dev.mpmlint.rules.RuleSet;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What can stand where the cursor is. Looks at files for their names only.
final class Completions {
  private static final int MOST_FILES = 500;
  private static final Set<String> PER_DIRECTORY =
      Set.of("directory", "directorymatch", "location", "locationmatch", "files", "filesmatch", "if", "proxy", "limit");

  /// @param value what is put in
  /// @param about a few words, may be empty
  /// @param whole whether a blank may follow: a folder's name goes on
  record Item(String value, String about, boolean whole) {
    Item(String value, String about) {
      this(value, about, true);
    }
  }

  private final View view;
  private final Path here;

  Completions(View view, Path here) {
    this.view = view;
    this.here = here;
  }

  /// What the word that the text ends with can become; compared without case, all of them begin so.
  List<Item> of(String text) {
    int lineStart = text.lastIndexOf('\n') + 1;
    String line = text.substring(lineStart).stripLeading();
    String[] words = line.split("\\s+", -1);
    String typed = words[words.length - 1];
    List<Item> items = new ArrayList<>();
    if (words.length == 1) {
      first(typed, Continuation.openSection(text.substring(0, lineStart)), lineStart == 0, items);
    } else if (lineStart == 0 && Verb.find(words[0]).isPresent()) {
      argument(Verb.find(words[0]).get(), words, typed, items);
    } else {
      value(words[0], typed, items);
    }
    String begin = typed.toLowerCase(Locale.ROOT);
    items.removeIf(item -> !item.value.toLowerCase(Locale.ROOT).startsWith(begin));
    return items;
  }

  private void first(String typed, String section, boolean verbs, List<Item> items) {
    if (typed.startsWith("</") && !section.isEmpty()) {
      items.add(new Item("</" + section + ">", ""));
      return;
    }
    if (verbs && !typed.isEmpty() && !typed.startsWith("<") || typed.isEmpty() && verbs) {
      Verb.all().forEach(verb -> items.add(new Item(verb.word(), verb.summary())));
    }
    if (!typed.isEmpty()) {
      directives(section, items);
    }
  }

  /// Those that may stand in the innermost open section.
  private static void directives(String section, List<Item> items) {
    boolean inDirectory = PER_DIRECTORY.contains(section.toLowerCase(Locale.ROOT));
    Set<String> seen = new java.util.TreeSet<>();
    for (DirectiveSpec spec : Directives.all()) {
      boolean here = inDirectory ? spec.inDirectory() : spec.atServer();
      boolean inHost = !section.equalsIgnoreCase("virtualhost") || spec.inVhost() != DirectiveSpec.InVhost.REFUSED;
      if (here && inHost && seen.add(spec.name())) {
        items.add(new Item(spec.name(), Hints.form(spec.name())));
      }
    }
  }

  private void argument(Verb verb, String[] words, String typed, List<Item> items) {
    switch (verb.argument()) {
      case NONE, OPTIONS -> {}
      case DIRECTIVE -> directives("", items);
      case SETTING -> {
        if (words.length == 2) {
          directives("", items);
        } else {
          value(words[1], typed, items);
        }
      }
      case EXPLAINED -> {
        for (Rule rule : RuleSet.all().rules()) {
          items.add(new Item(rule.info().code(), rule.info().name()));
        }
        Explanations.names().forEach(name -> items.add(new Item(name, "")));
        Directives.names().forEach(name -> items.add(new Item(name, "")));
      }
      case MODULE -> ModuleEdits.known().forEach(name -> items.add(new Item(name, "")));
      case LOADED ->
          ModuleEdits.loaded(view.subject().configuration()).forEach(name -> items.add(new Item(name, "")));
      case MPM -> {
        for (Mpm mpm : List.of(Mpm.PREFORK, Mpm.WORKER, Mpm.EVENT)) {
          items.add(new Item(mpm.shortName(), ""));
        }
        items.add(new Item("itk", "prefork with mpm-itk"));
      }
      case FILE -> files(typed, items);
    }
  }

  private void value(String directive, String typed, List<Item> items) {
    List<DirectiveSpec> specs = Directives.find(directive);
    if (specs.isEmpty()) {
      return;
    }
    DirectiveSpec spec = specs.getFirst();
    if (spec.form() == ArgForm.FLAG) {
      items.add(new Item("On", ""));
      items.add(new Item("Off", ""));
      return;
    }
    String now = view.numbers().getOrDefault(spec.name(), "");
    if (!now.isEmpty()) {
      items.add(new Item(now, "now"));
    }
    if (!spec.byDefault().isEmpty() && !spec.byDefault().contains(" ") && !spec.byDefault().equals(now)) {
      items.add(new Item(spec.byDefault(), "default"));
    }
    if (typed.contains("/")) {
      files(typed, items);
    }
  }

  private void files(String typed, List<Item> items) {
    int slash = typed.lastIndexOf('/');
    String folder = typed.substring(0, slash + 1);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(here.resolve(folder))) {
      for (Path entry : entries) {
        boolean isFolder = Files.isDirectory(entry);
        if (items.size() < MOST_FILES) {
          items.add(new Item(folder + entry.getFileName() + (isFolder ? "/" : ""), "", !isFolder));
        }
      }
    } catch (IOException | InvalidPathException _) {
      // No folder, no names.
    }
  }
}
