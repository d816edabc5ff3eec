package dev.mpmlint.report;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// How files are named to the reader: as short as can be without becoming unclear. Immutable.
public final class PathNames {
  private final Path workingDirectory;
  private final List<Path> tops;

  private PathNames(Path workingDirectory, List<Path> tops) {
    this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    this.tops = tops;
  }

  /// Below the working directory relative to it, elsewhere absolute: what editors and programs can open.
  public static PathNames relativeTo(Path workingDirectory) {
    return new PathNames(workingDirectory, List.of());
  }

  /// For people: a file outside the working directory is named relative to the top of the configuration tree that it
  /// is in, unless the working directory has a file of that name.
  ///
  /// @param tops the folders that hold the trees that were read; with more than one, names stay absolute
  public static PathNames forPeople(Path workingDirectory, List<Path> tops) {
    List<Path> one = tops.stream().map(t -> t.toAbsolutePath().normalize()).distinct().toList();
    return new PathNames(workingDirectory, one.size() == 1 ? one : List.of());
  }

  /// The name to print for a file that [dev.mpmlint.source.SourceFile] calls `name`.
  public String of(String name) {
    if (name.startsWith("<")) {
      return name;
    }
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      return name;
    }
    if (!path.isAbsolute()) {
      return name;
    }
    Path tidy = path.normalize();
    if (tidy.startsWith(workingDirectory) && !tidy.equals(workingDirectory)) {
      return workingDirectory.getNameCount() == 0 ? tidy.toString() : relative(workingDirectory, tidy);
    }
    for (Path top : tops) {
      if (top.getNameCount() > 0 && tidy.startsWith(top) && !tidy.equals(top)) {
        String shorter = relative(top, tidy);
        return Files.exists(workingDirectory.resolve(shorter)) ? tidy.toString() : shorter;
      }
    }
    return tidy.toString();
  }

  /// A sentence with the files that it speaks of named like that.
  public String in(String sentence) {
    int slash = pathFrom(sentence, 0);
    if (slash < 0) {
      return sentence;
    }
    StringBuilder text = new StringBuilder();
    int done = 0;
    while (slash >= 0) {
      int end = slash;
      while (end < sentence.length() && !endsPath(sentence.charAt(end))) {
        end++;
      }
      text.append(sentence, done, slash).append(of(sentence.substring(slash, end)));
      done = end;
      slash = pathFrom(sentence, end);
    }
    return text.append(sentence, done, sentence.length()).toString();
  }

  /// Where an absolute path of this machine begins, as a word of its own.
  private static int pathFrom(String sentence, int start) {
    for (int at = sentence.indexOf('/', start); at >= 0; at = sentence.indexOf('/', at + 1)) {
      if (at == 0 || sentence.charAt(at - 1) == ' ' || sentence.charAt(at - 1) == '(') {
        return at;
      }
    }
    return -1;
  }

  private static boolean endsPath(char c) {
    return c == ' ' || c == ':' || c == ',' || c == ';' || c == ')';
  }

  private static String relative(Path top, Path file) {
    return top.relativize(file).toString();
  }
}
