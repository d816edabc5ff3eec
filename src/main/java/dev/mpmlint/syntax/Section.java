package dev.mpmlint.syntax;

import java.util.List;

/// A section with everything from its opening to its closing line.
public record Section(SectionOpen open, List<Node> children, SectionClose close) implements Node {
  public Section {
    children = List.copyOf(children);
  }
}
