package dev.mpmlint.httpd.tables;

import dev.mpmlint.httpd.DirectiveCheck.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the tables of directives from the installed httpd, all its modules and those of Debian's other packages, which are
/// unpacked into a folder first: `mvn -Ptables process-test-classes`.
///
///     java … dev.mpmlint.httpd.tables.Tables src/main/resources/dev/mpmlint/httpd target/modules
final class Tables {
  static final List<String> MPMS = List.of("prefork", "worker", "event");

  private Tables() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path tables = Path.of(args[0]);
    DebianPackages packages = new DebianPackages(Path.of(args[1]));
    packages.unpack();
    Path scratch = Files.createTempDirectory("mpmlint-tables");
    InstalledHttpd own = InstalledHttpd.debian(scratch);
    InstalledHttpd all = own.with(packages);
    List<DirectiveTable.Found> found = found(own, all);
    Questions questions = new Questions(all);
    rewrite(
        tables.resolve("directives.tsv"),
        text -> DirectiveTable.updated(text, found, (f, _) -> questions.inVhost(f.command(), f.module())));
    rewrite(tables.resolve("directive-help.tsv"), text -> HelpTable.updated(text, found));
    Map<DirectiveTable.Found, Set<Place>> places = new LinkedHashMap<>();
    for (DirectiveTable.Found each : found) {
      if (!each.command().execOnRead()) {
        places.put(each, questions.forbidden(each.command(), each.module()));
      }
    }
    rewrite(tables.resolve("directive-checks.tsv"), text -> PlacesTable.updated(text, places));
  }

  /// The directives of both, each once.
  static List<DirectiveTable.Found> found(InstalledHttpd own, InstalledHttpd all) throws IOException {
    Set<Path> ours = own.commandTables().keySet();
    List<DirectiveTable.Found> found = new ArrayList<>();
    all.commandTables().forEach((file, modules) -> {
      for (CommandTable.Module module : modules) {
        module.commands().forEach(command -> found.add(new DirectiveTable.Found(command, module, ours.contains(file))));
      }
    });
    return found;
  }

  private static void rewrite(Path file, java.util.function.UnaryOperator<String> by) throws IOException {
    Files.writeString(file, by.apply(Files.readString(file)));
  }
}
