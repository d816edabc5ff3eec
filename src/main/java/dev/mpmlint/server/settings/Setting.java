package dev.mpmlint.server.settings;

import java.util.List;

/// A directive.
public record Setting(String name, List<String> arguments, String tail, Origin at) implements Item {
  public Setting {
    arguments = List.copyOf(arguments);
  }
}
