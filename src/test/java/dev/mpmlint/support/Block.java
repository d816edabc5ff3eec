package dev.mpmlint.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A fenced block of README.
///
/// @param line where it begins, from 1
/// @param kind the word behind its fence, which says what reads it
/// @param lines what stands between the fences
public record Block(int line, String kind, List<String> lines) {
  private static final Path README = Path.of("README.md").toAbsolutePath();
  private static final String FENCE = "```";

  public Block {
    lines = List.copyOf(lines);
  }

  /// Those of README, in order.
  public static List<Block> ofReadme() throws IOException {
    return in(Files.readAllLines(README));
  }

  /// Those of README that are of a kind.
  public static List<Block> ofReadme(String kind) throws IOException {
    return ofReadme().stream().filter(b -> b.kind.equals(kind)).toList();
  }

  /// The only one of a kind: a second one would be read by nobody.
  ///
  /// @throws IllegalStateException where there is none, or more than one
  public static Block onlyOneOfReadme(String kind) throws IOException {
    List<Block> blocks = ofReadme(kind);
    if (blocks.size() != 1) {
      throw new IllegalStateException("README has " + blocks.size() + " blocks of the kind " + kind + ", and one is executed");
    }
    return blocks.getFirst();
  }

  /// The blocks of a text.
  ///
  /// @throws IllegalStateException where one is not closed
  public static List<Block> in(List<String> text) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      if (text.get(i).startsWith(FENCE)) {
        int end = i + 1;
        while (end < text.size() && !text.get(end).equals(FENCE)) {
          end++;
        }
        if (end == text.size()) {
          throw new IllegalStateException("the block in line " + (i + 1) + " has no end");
        }
        blocks.add(new Block(i + 1, text.get(i).substring(FENCE.length()), text.subList(i + 1, end)));
        i = end;
      }
    }
    return blocks;
  }

  /// Of a command and its table of what was measured: the rows that the output of today has not got, whatever was
  /// measured now, which stands in the last two columns. A row `…` stands for any.
  ///
  /// @param output what the command, which is the first line, prints today
  public List<String> rowsMissingIn(String output) {
    List<List<String>> today = output.lines().map(Block::cells).toList();
    return lines.stream()
        .skip(1)
        .filter(line -> !line.isBlank() && !line.equals("…"))
        .filter(line -> today.stream().noneMatch(row -> begins(row, cells(line))))
        .toList();
  }

  /// Whether a row of today is the one that is shown, but for its last two columns and what may follow them.
  private static boolean begins(List<String> row, List<String> shown) {
    int same = shown.size() > 2 ? shown.size() - 2 : shown.size();
    return row.size() >= shown.size() && row.subList(0, same).equals(shown.subList(0, same));
  }

  /// The cells of a row without its verdict; or a line that is none, without its numbers.
  private static List<String> cells(String line) {
    List<String> cells = List.of(line.replaceFirst("^[✓✗–] ", "").strip().split(" {2,}", -1));
    return cells.size() > 2 ? cells : List.of(line.strip().replaceAll("[0-9][0-9.]*", "#").replaceAll(" +", " "));
  }

  /// Its lines as a file has them.
  public String text() {
    return String.join("\n", lines) + "\n";
  }
}
