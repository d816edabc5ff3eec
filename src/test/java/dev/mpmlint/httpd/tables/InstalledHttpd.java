package dev.mpmlint.httpd.tables;

import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A httpd that is installed on this machine, asked on its command line with configurations of our own; it is never
/// started.
final class InstalledHttpd {
  private final String program;
  private final Path modules;
  private final Path scratch;

  InstalledHttpd(String program, Path modules, Path scratch) {
    this.program = program;
    this.modules = modules;
    this.scratch = scratch;
  }

  /// Debian's, with a scratch folder to write configurations in.
  static InstalledHttpd debian(Path scratch) {
    return new InstalledHttpd("apache2", Path.of("/usr/lib/apache2/modules"), scratch);
  }

  /// One entry of `-L`: a directive, the module's source name, and where the text says it is allowed.
  record Listed(String name, String source, String allowed) {}

  /// What `-L` prints with that MPM and every module that can be loaded with it.
  List<Listed> directives(String mpm) {
    List<Listed> listed = new ArrayList<>();
    String name = "";
    String source = "";
    for (String line : run("-f", configuration(mpm, ""), "-L").split("\n", -1)) {
      int open = line.indexOf(" (");
      if (!line.startsWith("\t") && open > 0 && line.indexOf(' ') == open && line.endsWith(")")) {
        name = line.substring(0, open);
        source = line.substring(open + 2, line.length() - 1);
      } else if (line.startsWith("\tAllowed in ")) {
        listed.add(new Listed(name, source, line.strip().replace(" [no per-dir config]", "")));
      }
    }
    return listed;
  }

  /// The identifiers that `-M` prints with that MPM and every module that can be loaded with it.
  List<String> modules(String mpm) {
    List<String> identifiers = new ArrayList<>();
    for (String line : run("-f", configuration(mpm, ""), "-M").split("\n", -1)) {
      if (line.endsWith(" (shared)") || line.endsWith(" (static)")) {
        identifiers.add(line.strip().substring(0, line.strip().indexOf(' ')));
      }
    }
    return identifiers;
  }

  /// Which of the names `<IfModule>` finds true with that MPM and every module that can be loaded with it.
  List<String> trueNames(String mpm, List<String> names) {
    StringBuilder probes = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      probes.append("<IfModule ").append(names.get(i)).append(">\nDefine PROBE_").append(i).append("\n</IfModule>\n");
    }
    List<String> found = new ArrayList<>();
    for (String line : run("-f", configuration(mpm, probes.toString()), "-t", "-D", "DUMP_RUN_CFG").split("\n", -1)) {
      if (line.startsWith("Define: PROBE_")) {
        found.add(names.get(Integer.parseInt(line.substring("Define: PROBE_".length()))));
      }
    }
    return found;
  }

  /// The source names that `-l` prints.
  List<String> compiledIn() {
    List<String> sources = new ArrayList<>();
    for (String line : run("-l").split("\n", -1)) {
      if (line.startsWith("  ")) {
        sources.add(line.strip());
      }
    }
    return sources;
  }

  private String configuration(String mpm, String more) {
    StringBuilder text = new StringBuilder();
    text.append("ServerRoot \"").append(scratch).append("\"\nDefaultRuntimeDir \"").append(scratch);
    text.append("\"\nErrorLog \"").append(scratch).append("/error.log\"\nServerName localhost\n");
    load(text, "mod_mpm_" + mpm + ".so");
    for (String file : files()) {
      boolean preforkOnly =
          Modules.byFile(file).map(m -> m.threadSafe() == ModuleSpec.ThreadSafety.NO).orElse(false);
      if (!file.startsWith("mod_mpm_") && (mpm.equals("prefork") || !preforkOnly)) {
        load(text, file);
      }
    }
    text.append(more);
    try {
      return Files.writeString(scratch.resolve(mpm + ".conf"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(StringBuilder text, String file) {
    String identifier =
        Modules.byFile(file)
            .map(ModuleSpec::identifier)
            .orElse(file.substring("mod_".length(), file.length() - ".so".length()) + "_module");
    text.append("LoadModule ").append(identifier).append(' ').append(modules.resolve(file)).append('\n');
  }

  /// Short names first: `mod_dav.so` must be loaded before `mod_dav_fs.so`, which needs its symbols.
  private List<String> files() {
    try (Stream<Path> entries = Files.list(modules)) {
      return entries
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".so"))
          .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    try {
      File errors = scratch.resolve("stderr").toFile();
      Process process = new ProcessBuilder(command).redirectError(errors).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(errors.toPath()));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }
}
