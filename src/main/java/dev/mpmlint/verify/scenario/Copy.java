package dev.mpmlint.verify.scenario;

import dev.mpmlint.verify.model.Replacement;
import java.nio.file.Path;
import java.util.List;

/// What a configuration became when it was copied.
///
/// @param body the lines, without LoadModule
/// @param loads the modules that are loaded, in order
/// @param replaced what is otherwise, commands first
/// @param ports how many ports it listens on
/// @param hosts the virtual hosts
/// @param listens the lines with their port's number, in order
record Copy(
    List<Entry> body, List<Load> loads, List<Replacement> replaced, int ports, List<Host> hosts, List<String> listens) {
  Copy {
    body = List.copyOf(body);
    loads = List.copyOf(loads);
    replaced = List.copyOf(replaced);
    hosts = List.copyOf(hosts);
    listens = List.copyOf(listens);
  }

  /// @param source what is compiled in is known by it; empty when it is not known
  /// @param file absolute
  record Load(String identifier, String source, Path file) {}
}
