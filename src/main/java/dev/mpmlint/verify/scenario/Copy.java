package dev.mpmlint.verify.scenario;

import dev.mpmlint.verify.model.Replacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What a configuration became when it was copied.
///
/// @param body the lines, without LoadModule
/// @param loads the modules that are loaded, in order
/// @param replaced what is otherwise, commands first
/// @param ports how many ports it listens on
/// @param hosts the virtual hosts
/// @param listens the lines with their port's number, in order
/// @param refused lines that httpd refuses and that the copy has, as httpd names them
/// @param faulty all lines that httpd refuses
/// @param fault the lines that make a fault of reading; empty for none
/// @param noFault why a fault of reading is not in it; empty when it is, or there is none
/// @param tls which ports speak TLS
record Copy(
    List<Entry> body,
    List<Load> loads,
    List<Replacement> replaced,
    int ports,
    List<Host> hosts,
    List<String> listens,
    Set<String> refused,
    Set<String> faulty,
    List<Entry> fault,
    String noFault,
    Tls tls) {
  Copy {
    body = List.copyOf(body);
    loads = List.copyOf(loads);
    replaced = List.copyOf(replaced);
    hosts = List.copyOf(hosts);
    listens = List.copyOf(listens);
    refused = Set.copyOf(refused);
    faulty = Set.copyOf(faulty);
    fault = List.copyOf(fault);
  }

  /// The same with other lines, modules and fault of reading.
  Copy with(List<Entry> otherBody, List<Load> otherLoads, List<Entry> otherFault) {
    return new Copy(otherBody, otherLoads, replaced, ports, hosts, listens, refused, faulty, otherFault, "", tls);
  }

  /// @param source what is compiled in is known by it; empty when it is not known
  /// @param file absolute
  /// @param essential whether a server without it is another one
  record Load(String identifier, String source, Path file, boolean essential) {}
}
