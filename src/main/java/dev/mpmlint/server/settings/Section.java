package dev.mpmlint.server.settings;

import java.util.List;

/// A section that gives its contents a context: `<VirtualHost>`, `<Directory>`, `<Location>`, `<Files>`, `<Proxy>`, …
///
/// @param items its contents in reading order
public record Section(String name, List<String> arguments, String tail, Origin at, List<Item> items) implements Item {
  public Section {
    arguments = List.copyOf(arguments);
    items = List.copyOf(items);
  }
}
