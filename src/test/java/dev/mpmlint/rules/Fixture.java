package dev.mpmlint.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A small configuration whose comments say what is wrong with it:
///
/// ```
/// # fixture: whole layout=debian version=2.4.71
/// # expect: MPM017
/// MaxRequestWorkers 150 # enough
/// ```
///
/// `# expect:` names the codes for the next line, `# expect-file:` those of findings that no line of the file can
/// announce. Every other line must be clean, but for hints (INFO) of rules that the fixture is not made for. A line
/// `#* 300 TEXT` stands for 300 lines TEXT. A fixture is a file, or a folder whose `httpd.conf` is
/// read; a file `x.link` in it holds the target of a symbolic link x. Text has one char per byte.
///
/// @param name for people
/// @param files content by path relative to the folder that is read
/// @param main the key of the file that is read
record Fixture(String name, Settings settings, Map<String, String> files, String main) {
  static final String MAIN = "httpd.conf";
  private static final String BOM = "\u00ef\u00bb\u00bf";
  private static final String LINK = ".link";
  private static final String SETTINGS = "# fixture:";

  Fixture {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /// What stands in its main file.
  String mainText() {
    return files.getOrDefault(main, "");
  }

  /// What a fixture is read with: what its first line says.
  static Fixture of(String name, Map<String, String> files, String main) {
    String text = files.getOrDefault(main, "");
    int start = text.startsWith(BOM) ? 3 : 0;
    int end = text.indexOf('\n', start);
    String first = end < 0 ? text.substring(start) : text.substring(start, end);
    String words = first.startsWith(SETTINGS) ? first.substring(SETTINGS.length()) : "";
    return new Fixture(name, Settings.parse(words), files, main);
  }

  /// All fixtures below a folder such as `MPM017-trailing-comment/positive`, sorted by name.
  static List<Fixture> below(Path folder) {
    List<Fixture> fixtures = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder).sorted()) {
      for (Path entry : entries.toList()) {
        int names = entry.getNameCount();
        String name = entry.subpath(names - 3, names).toString();
        fixtures.add(of(name, Files.isDirectory(entry) ? read(entry) : Map.of(MAIN, read1(entry)), MAIN));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fixtures;
  }

  /// The same with each file's text changed.
  Fixture as(Variant variant) {
    Map<String, String> changed = new LinkedHashMap<>();
    files.forEach((path, text) -> changed.put(path, isLink(path) ? text : variant.of(text)));
    return new Fixture(name + " " + variant, settings, changed, main);
  }

  /// Writes the files below a folder and answers the one that is to be read.
  Path write(Path folder) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      if (isLink(file.getKey())) {
        String name = path.getFileName().toString();
        Path link = path.resolveSibling(name.substring(0, name.length() - LINK.length()));
        Files.createSymbolicLink(link, Path.of(file.getValue().strip()));
      } else {
        Files.write(path, file.getValue().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return folder.resolve(main);
  }

  static boolean isLink(String path) {
    return path.endsWith(LINK);
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (Stream<Path> paths = Files.walk(folder).filter(Files::isRegularFile)) {
      for (Path path : paths.toList()) {
        files.put(folder.relativize(path).toString(), read1(path));
      }
    }
    return files;
  }

  private static String read1(Path file) throws IOException {
    return expand(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
  }

  static String expand(String text) {
    if (!text.contains("#* ")) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (String line : lines(text)) {
      if (line.startsWith("#* ")) {
        String[] parts = line.split(" ", 3);
        out.append(parts[2].repeat(Integer.parseInt(parts[1])));
      } else {
        out.append(line);
      }
    }
    return out.toString();
  }

  /// The lines of a text with their line feeds.
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int lf = text.indexOf('\n', from);
      int end = lf < 0 ? text.length() : lf + 1;
      lines.add(text.substring(from, end));
      from = end;
    }
    return lines;
  }

  /// Ways of writing the same configuration.
  enum Variant {
    AS_WRITTEN,
    CRLF,
    NO_FINAL_NEWLINE,
    CONTINUED;

    String of(String text) {
      return switch (this) {
        case AS_WRITTEN -> text;
        case CRLF -> text.replace("\r\n", "\n").replace("\n", "\r\n");
        case NO_FINAL_NEWLINE -> text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        case CONTINUED -> continued(text);
      };
    }

    private static boolean isComment(String line) {
      return line.startsWith("#") || line.startsWith(BOM + "#");
    }

    /// Breaks every statement behind its first word.
    private static String continued(String text) {
      StringBuilder out = new StringBuilder();
      boolean inside = false;
      for (String line : lines(text)) {
        String bare = line.strip();
        int from = line.length() - line.stripLeading().length();
        int gap = from;
        while (gap < line.length() && !Character.isWhitespace(line.charAt(gap))) {
          gap++;
        }
        boolean divisible = !bare.isEmpty() && !isComment(bare) && gap < line.stripTrailing().length();
        if (divisible && !inside) {
          out.append(line, 0, gap).append("\\\n").append(line, gap, line.length());
        } else {
          out.append(line);
        }
        inside = line.endsWith("\\\n") || line.endsWith("\\\r\n");
      }
      return out.toString();
    }
  }
}
