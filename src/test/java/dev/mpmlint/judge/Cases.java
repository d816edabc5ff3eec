package dev.mpmlint.judge;

import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Makes configurations from a seed. The same seed gives the same ones.
final class Cases {
  private final Random random;
  private final List<Path> bases;
  private final List<DirectiveSpec> directives = new ArrayList<>();
  private final Queue<Supplier<Case>> contexts;
  private final Queue<Supplier<Case>> counts;
  private final Queue<Supplier<Case>> pairs;
  private final Queue<Supplier<Case>> ends;
  private final Queue<Supplier<Case>> conditions;

  /// @param bases files to be changed in places
  Cases(long seed, List<Path> bases) {
    this.random = new Random(seed);
    this.bases = List.copyOf(bases);
    List<DirectiveSpec> onRead = new ArrayList<>();
    for (DirectiveSpec spec : Directives.all()) {
      boolean guest = spec.status().equals("ThirdParty");
      boolean program = spec.execOnRead() && spec.isSection() && spec.source().equals("mod_lua.c");
      if (spec.inDebian() && !guest && !program) {
        (spec.execOnRead() ? onRead : directives).add(spec);
      }
    }
    List<DirectiveSpec> all = new ArrayList<>(directives);
    all.addAll(onRead);
    this.contexts = shuffled(allContexts(all));
    this.counts = shuffled(allCounts(all));
    this.pairs = shuffled(allPairs());
    this.ends = shuffled(allEnds(all));
    this.conditions = shuffled(allConditions());
  }

  /// As many as asked for, of all families in turn. Those families that can be counted through come in an order that the
  /// seed decides, none twice; once one is used up, others take its turn.
  List<Case> make(int count) {
    List<Case> cases = new ArrayList<>(count);
    for (int at = 0; cases.size() < count; at++) {
      Case next =
          switch (at % 16) {
            case 0, 1, 2, 3 -> next(contexts);
            case 4, 5 -> next(counts);
            case 6, 7, 8 -> valued();
            case 9 -> next(conditions);
            case 10 -> next(pairs);
            case 11 -> next(ends);
            case 12 -> mixture();
            case 13 -> quoted();
            default -> bases.isEmpty() ? mixture() : mutated();
          };
      // All modules for one of four, of each family.
      cases.add((at + at / 16) % 4 == 0 ? next : next.leanly());
    }
    return cases;
  }

  /// How many it takes until those families are used up.
  int whole() {
    return Stream.of(contexts.size() / 4, counts.size() / 2, conditions.size(), pairs.size(), ends.size()).mapToInt(n -> (n + 1) * 16).max().orElse(0);
  }

  private Case next(Queue<Supplier<Case>> family) {
    Supplier<Case> next = family.poll();
    return next != null ? next.get() : random.nextBoolean() ? valued() : mutated();
  }

  private Queue<Supplier<Case>> shuffled(List<Supplier<Case>> family) {
    Collections.shuffle(family, random);
    return new ArrayDeque<>(family);
  }

  /// Each directive in each kind of section.
  private List<Supplier<Case>> allContexts(List<DirectiveSpec> directives) {
    List<Supplier<Case>> all = new ArrayList<>();
    for (DirectiveSpec spec : directives) {
      for (String context : Words.CONTEXTS) {
        all.add(() -> new Case("context", mpmFor(spec), context.formatted(line(spec, likely(spec)))));
      }
    }
    return all;
  }

  /// Each directive with each number of arguments from 0 to 5.
  private List<Supplier<Case>> allCounts(List<DirectiveSpec> directives) {
    List<Supplier<Case>> all = new ArrayList<>();
    for (DirectiveSpec spec : directives) {
      for (int count = 0; count <= 5; count++) {
        int words = count;
        all.add(() -> counted(spec, words));
      }
    }
    return all;
  }

  /// Each pair of MPM numbers, the first at each of its bounds.
  private List<Supplier<Case>> allPairs() {
    List<Supplier<Case>> all = new ArrayList<>();
    for (String one : Words.MPM_NUMBERS) {
      for (String other : Words.MPM_NUMBERS) {
        for (String bound : Words.BOUNDARIES) {
          if (one.compareTo(other) <= 0) {
            all.add(() -> mpmPair(one, bound, other));
          }
        }
      }
    }
    return all;
  }

  /// Each section left open, closed by each other's end, and each end on its own.
  private List<Supplier<Case>> allEnds(List<DirectiveSpec> directives) {
    List<String> sections = new ArrayList<>(directives.stream().filter(DirectiveSpec::isSection).map(d -> d.name().substring(1)).toList());
    sections.add("NoSuch");
    List<Supplier<Case>> all = new ArrayList<>();
    for (String one : sections) {
      all.add(() -> new Case("ends", "event", "</" + one + ">\n"));
      all.add(() -> new Case("ends", "event", "<" + one + " " + any(Words.SMALL) + ">\n"));
      for (String other : sections) {
        all.add(() -> new Case("ends", "event", "<" + one + " " + any(Words.SMALL) + ">\n</" + other + ">\n"));
      }
    }
    return all;
  }

  /// Each condition around a line that is right, one that is wrong, and around each other condition.
  private List<Supplier<Case>> allConditions() {
    List<String> conditions = Stream.of(Words.TRUE, Words.FALSE, Words.ODD).flatMap(List::stream).toList();
    List<Supplier<Case>> all = new ArrayList<>();
    for (String outer : conditions) {
      for (String line : List.of("ServerAdmin a@b\n", "NoSuchDirective x\n", "<Directory />\n", "Include /no/such\n")) {
        all.add(() -> new Case("condition", "event", around(outer, line)));
      }
      for (String inner : conditions) {
        all.add(() -> new Case("condition", "event", around(outer, around(inner, any(Words.PIECES) + "\n") + "NoSuchDirective y\n")));
      }
    }
    return all;
  }

  private static String around(String condition, String lines) {
    return "<" + condition + ">\n" + lines + "</" + condition.split(" ", 2)[0] + ">\n";
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /// One of the modules that fits the MPM: directives of MPMs repeat.
  private DirectiveSpec directive() {
    return any(directives);
  }

  private String mpmFor(DirectiveSpec spec) {
    return switch (spec.source()) {
      case "prefork.c" -> "prefork";
      case "worker.c" -> "worker";
      default -> "event";
    };
  }

  private String line(DirectiveSpec spec, String arguments) {
    if (spec.isSection()) {
      String name = spec.name().substring(1);
      return "<" + name + (arguments.isEmpty() ? "" : " " + arguments) + ">\n</" + name + ">\n";
    }
    return spec.name() + (arguments.isEmpty() ? "" : " " + arguments) + "\n";
  }

  private String likely(DirectiveSpec spec) {
    if (spec.execOnRead()) {
      // None that names a folder of the machine: Include would read it.
      return any(Words.SMALL) + (random.nextBoolean() ? " " + any(Words.SMALL) : "");
    }
    return switch (spec.form()) {
      case FLAG -> any(List.of("on", "Off", "x"));
      case NO_ARGS -> "";
      case TAKE2, ITERATE2 -> any(Words.SMALL) + " " + any(Words.SMALL);
      case TAKE3 -> any(Words.SMALL) + " " + any(Words.SMALL) + " " + any(Words.SMALL);
      case TAKE23 -> any(Words.SMALL) + " " + any(Words.SMALL) + (random.nextBoolean() ? " " + any(Words.SMALL) : "");
      default -> any(Words.VALUES);
    };
  }

  private String home(DirectiveSpec spec) {
    return spec.atServer() ? "%s" : "<Directory /srv>\n%s</Directory>\n";
  }

  private Case counted(DirectiveSpec spec, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(any(Words.SMALL));
    }
    return new Case("count", mpmFor(spec), home(spec).formatted(line(spec, String.join(" ", words))));
  }

  /// Each directive with one to three words, an empty one in each place: some functions pass over it, others refuse it, and a
  /// list ends there.
  List<Case> withEmptyWords() {
    List<Case> all = new ArrayList<>();
    for (DirectiveSpec spec : directives) {
      for (int count = 1; count <= 3; count++) {
        for (int empty = 0; empty <= count; empty++) {
          List<String> words = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            // At last they are all empty.
            words.add(i == empty || empty == count ? "\"\"" : any(Words.SMALL));
          }
          all.add(new Case("empty word", mpmFor(spec), home(spec).formatted(line(spec, String.join(" ", words)))).leanly());
        }
      }
    }
    return all;
  }

  private Case valued() {
    DirectiveSpec spec = directive();
    String arguments =
        switch (spec.form()) {
          case TAKE2, ITERATE2 -> any(Words.VALUES) + " " + any(Words.VALUES);
          case TAKE3 -> any(Words.VALUES) + " " + any(Words.VALUES) + " " + any(Words.VALUES);
          case TAKE12, TAKE23, TAKE123, RAW_ARGS, TAKE_ARGV, ITERATE ->
              any(Words.VALUES) + (random.nextInt(3) > 0 ? " " + any(Words.VALUES) : "") + (random.nextInt(4) == 0 ? " " + any(Words.VALUES) : "");
          default -> any(Words.VALUES);
        };
    return new Case("value", mpmFor(spec), home(spec).formatted(line(spec, arguments)));
  }

  private Case mpmPair(String one, String bound, String other) {
    String lines = one + " " + bound + "\n" + other + " " + any(Words.BOUNDARIES) + "\n";
    return new Case("mpm", any(List.of("prefork", "worker", "event")), lines);
  }

  private Case mixture() {
    StringBuilder text = new StringBuilder();
    int lines = 2 + random.nextInt(9);
    for (int i = 0; i < lines; i++) {
      text.append(any(Words.PIECES)).append('\n');
    }
    return new Case("mixture", "event", text.toString());
  }

  /// A directive whose line is written in unusual ways.
  private Case quoted() {
    DirectiveSpec spec = directive();
    String line = line(spec, likely(spec));
    String name = spec.name();
    String changed =
        switch (random.nextInt(9)) {
          case 0 -> line.replace(" ", " \\\n ");
          case 1 -> line.replace(" ", "\t  ");
          case 2 -> line.toUpperCase(java.util.Locale.ROOT);
          case 3 -> line.replace("\n", "\r\n");
          case 4 -> line.replaceFirst("\n", " # comment\n");
          case 5 -> spec.isSection() ? line : line.replace(name, "\"" + name + "\"");
          case 6 -> "   " + line;
          case 7 -> line.replaceFirst("\n", " \"open\n");
          default -> line.replaceFirst("\n", "\\\\\\\\\n");
        };
    return new Case("quoting", mpmFor(spec), home(spec).formatted(changed));
  }

  /// A real file with some lines lost, doubled, moved or spoilt.
  private Case mutated() {
    List<String> lines = new ArrayList<>(List.of(read(any(bases)).split("\n", -1)));
    if (lines.size() > 400) {
      lines = new ArrayList<>(lines.subList(0, 400));
    }
    int changes = random.nextInt(4);
    for (int i = 0; i < changes && !lines.isEmpty(); i++) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(7)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, line);
        case 2 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
        case 3 -> lines.set(at, line + " x");
        case 4 -> lines.set(at, line.isEmpty() ? any(Words.PIECES) : line.substring(0, random.nextInt(line.length())));
        case 5 -> lines.add(at, any(Words.PIECES));
        default -> lines.set(at, swapped(line));
      }
    }
    return new Case("mutation", "event", String.join("\n", lines));
  }

  private String swapped(String line) {
    if (line.length() < 3) {
      return line + "x";
    }
    int at = random.nextInt(line.length() - 1);
    return line.substring(0, at) + line.charAt(at + 1) + line.charAt(at) + line.substring(at + 2);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The configuration files below some folders, sorted.
  static List<Path> below(List<Path> folders) {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(f -> f.toString().endsWith(".conf") && Files.isRegularFile(f)).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }
}
