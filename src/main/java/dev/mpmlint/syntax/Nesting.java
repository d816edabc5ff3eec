package dev.mpmlint.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Builds the tree of a file from its lines with a stack of its own, so that no depth overflows anything. A closing
/// tag closes the nearest open section of its name; sections opened in between, and closing tags without a partner,
/// stay in the tree as the single lines that they are.
final class Nesting {
  private record Open(SectionOpen tag, List<Node> children) {}

  private final Deque<Open> open = new ArrayDeque<>();
  private List<Node> current = new ArrayList<>();

  private Nesting() {}

  static List<Node> of(List<Line> lines) {
    Nesting nesting = new Nesting();
    for (Line line : lines) {
      switch (line) {
        case SectionOpen tag -> nesting.push(tag);
        case SectionClose tag -> nesting.pop(tag);
        case Directive d -> nesting.current.add(d);
        case Comment c -> nesting.current.add(c);
        case Blank b -> nesting.current.add(b);
      }
    }
    while (!nesting.open.isEmpty()) {
      nesting.giveUp();
    }
    return List.copyOf(nesting.current);
  }

  private void push(SectionOpen tag) {
    open.push(new Open(tag, current));
    current = new ArrayList<>();
  }

  private void pop(SectionClose tag) {
    if (open.stream().noneMatch(o -> o.tag.key().equals(tag.key()))) {
      current.add(tag);
      return;
    }
    while (!open.element().tag.key().equals(tag.key())) {
      giveUp();
    }
    Open section = open.pop();
    section.children.add(new Section(section.tag, current, tag));
    current = section.children;
  }

  /// The innermost section has no end: its opening line and contents become siblings.
  private void giveUp() {
    Open section = open.pop();
    section.children.add(section.tag);
    section.children.addAll(current);
    current = section.children;
  }
}
