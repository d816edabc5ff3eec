package dev.mpmlint.httpd.tables;

import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.support.LoadFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A httpd that is installed on this machine, asked on its command line with configurations of our own; it is never
/// started.
final class InstalledHttpd {
  private static final Path DEBIAN = Path.of("/usr/lib/apache2/modules");
  /// No part of httpd, but installed wherever these tests run.
  private static final List<String> GUESTS = List.of("php_module", "mpm_itk_module");

  private final String program;
  private final Path scratch;
  private final String libraries;
  private final Map<Path, CommandTable.Module> modules;
  private final LoadFiles depends;

  private InstalledHttpd(String program, Path scratch, String libraries, Map<Path, CommandTable.Module> modules) {
    this.program = program;
    this.scratch = scratch;
    this.libraries = libraries;
    this.modules = modules;
    try {
      this.depends = LoadFiles.in(Path.of("/etc/apache2/mods-available"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Debian's with all of its modules, mod_php and mpm-itk, and a scratch folder to write configurations in.
  static InstalledHttpd debian(Path scratch) {
    Map<Path, CommandTable.Module> own = new LinkedHashMap<>();
    find(DEBIAN).forEach((file, module) -> {
      boolean foreign = Modules.find(module.identifier()).filter(ModuleSpec::isThirdParty).isPresent();
      if (!foreign || GUESTS.contains(module.identifier())) {
        own.put(file, module);
      }
    });
    return new InstalledHttpd("apache2", scratch, "", own);
  }

  /// The same with the modules of other packages beside them.
  InstalledHttpd with(DebianPackages packages) {
    Map<Path, CommandTable.Module> more = new LinkedHashMap<>(modules);
    more.putAll(find(packages.modules()));
    return new InstalledHttpd(program, scratch, packages.libraries(), more);
  }

  /// Those in a folder, short names first: `mod_dav.so` must be loaded before `mod_dav_fs.so`, which needs its symbols.
  static Map<Path, CommandTable.Module> find(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      Map<Path, CommandTable.Module> found = new LinkedHashMap<>();
      List<Path> files =
          entries
              .filter(p -> p.getFileName().toString().endsWith(".so"))
              .sorted(Comparator.comparingInt((Path p) -> p.toString().length()).thenComparing(Comparator.naturalOrder()))
              .toList();
      for (Path file : files) {
        CommandTable.of(file).forEach(module -> found.put(file, module));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command tables of all its modules, those that are compiled in included, by file.
  Map<Path, List<CommandTable.Module>> commandTables() throws IOException {
    Map<Path, List<CommandTable.Module>> all = new LinkedHashMap<>();
    Path server = Path.of("/usr/sbin", program);
    all.put(server, CommandTable.of(server));
    modules.forEach((file, module) -> all.put(file, List.of(module)));
    return all;
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

  /// Its complaint of some lines, behind those that load some modules and what each depends on; empty when it accepts them.
  String complaint(String mpm, Collection<String> identifiers, String lines) {
    StringBuilder text = head(mpm);
    identifiers.forEach(identifier -> loadWithOthers(text, identifier));
    Answer answer = ask("-f", write(mpm, text.append(lines)), "-t");
    return answer.ok ? "" : answer.errors;
  }

  private void loadWithOthers(StringBuilder text, String identifier) {
    for (String line : depends.loading(List.of(identifier))) {
      String other = line.split(" +")[1];
      if (!other.equals(identifier)) {
        load(text, other);
      }
    }
    if (identifier.equals("dav_svn_module") || identifier.equals("authz_svn_module")) {
      load(text, "dav_module");
      load(text, "dav_svn_module");
    }
    load(text, identifier);
  }

  private String configuration(String mpm, String more) {
    StringBuilder text = head(mpm);
    modules.forEach((file, module) -> {
      String identifier = module.identifier();
      boolean otherMpm = identifier.startsWith("mpm_") && !identifier.equals("mpm_itk_module");
      boolean preforkOnly = Modules.find(identifier).filter(m -> m.threadSafe() == ModuleSpec.ThreadSafety.NO).isPresent();
      if (!otherMpm && (mpm.equals("prefork") || !preforkOnly) && !cannotBeLoaded(identifier)) {
        load(text, identifier);
      }
    });
    return write(mpm, text.append(more));
  }

  private StringBuilder head(String mpm) {
    StringBuilder text = new StringBuilder();
    text.append("ServerRoot \"").append(scratch).append("\"\nDefaultRuntimeDir \"").append(scratch);
    text.append("\"\nErrorLog \"").append(scratch).append("/error.log\"\nServerName localhost\nListen 127.0.0.1:18080\n");
    load(text, "mpm_" + mpm + "_module");
    return text;
  }

  private String write(String mpm, StringBuilder text) {
    try {
      return Files.writeString(scratch.resolve(mpm + ".conf"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Debian 12's mod_qos was built for a httpd with the PCRE of before: this one says "undefined symbol: pcre_free".
  private static boolean cannotBeLoaded(String identifier) {
    return identifier.equals("qos_module");
  }

  /// Once, if at all.
  private void load(StringBuilder text, String identifier) {
    modules.forEach((file, module) -> {
      String line = "LoadModule " + identifier + " " + file + "\n";
      if (module.identifier().equals(identifier) && text.indexOf(line) < 0) {
        text.append(line);
      }
    });
  }

  private record Answer(boolean ok, String output, String errors) {}

  private String run(String... arguments) {
    Answer answer = ask(arguments);
    if (!answer.ok) {
      throw new IllegalStateException(program + " " + String.join(" ", arguments) + " failed: " + answer.errors);
    }
    return answer.output;
  }

  private Answer ask(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    try {
      File errors = scratch.resolve("stderr").toFile();
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
      builder.environment().put("LD_LIBRARY_PATH", libraries);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end within a minute");
      }
      return new Answer(process.exitValue() == 0, output, Files.readString(errors.toPath(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }
}
