package dev.mpmlint.lint;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.httpd.EnvVars;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.SavedHttpdV;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.Planner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of the httpd that will read a file, from options, from the layout, from a saved `httpd -V`.
///
/// @param planner knows which MPM is compiled in, where something tells
/// @param savedMpm what a saved `httpd -V` shows as its MPM, which need not be compiled in; null when there is none
record ServerFacts(ReadOptions options, Planner planner, @Nullable Mpm savedMpm) {
  private record Stated(Mpm mpm, String source) {}

  static ServerFacts of(InputKind kind, Placement placement, Settings settings) {
    Layout layout = placement.layout();
    SavedHttpdV saved = settings.saved();
    HttpdVersion version =
        settings.version() != null
            ? settings.version()
            : saved == null ? HttpdVersion.NEWEST : saved.version().orElse(HttpdVersion.NEWEST);
    EnvVars vars = environment(placement);
    Mpm savedMpm = saved == null ? null : saved.mpm().flatMap(Mpm::find).orElse(null);
    Optional<Stated> stated = stated(settings, savedMpm, version, layout, vars);
    List<String> compiledIn =
        saved != null && !saved.compiledIn().isEmpty() ? saved.compiledIn() : layout.compiledIn();
    List<String> assumed = List.of();
    if (stated.isPresent() && kind == InputKind.WHOLE) {
      compiledIn = with(stated.get().mpm, compiledIn);
    } else if (kind != InputKind.WHOLE) {
      compiledIn = withoutMpm(compiledIn);
      assumed = stated.map(s -> List.of(s.mpm.identifier())).orElse(List.of());
    }
    Map<String, String> environment = new HashMap<>(isShellWide(layout) ? vars.variables() : vars.exported());
    environment.putAll(settings.environment());
    ReadOptions options =
        ReadOptions.of(kind, layout)
            .withVersion(version)
            .withDefines(settings.defines())
            .withEnvironment(environment)
            .withCompiledIn(compiledIn)
            .withServerRoot(placement.serverRoot())
            .withTreeTop(placement.treeTop())
            .withCopies(placement.copies())
            .withRoot(placement.root())
            .withAssumedModules(assumed)
            .withCheckFiles(placement.own() || settings.checkFiles())
            .withOverlay(settings.overlay());
    int cpus = placement.own() ? Runtime.getRuntime().availableProcessors() : 0;
    Planner planner =
        stated.map(s -> new Planner(s.mpm, s.source, cpus)).orElseGet(() -> new Planner(null, "", cpus));
    return new ServerFacts(options, planner, savedMpm);
  }

  private static Optional<Stated> stated(
      Settings settings, @Nullable Mpm savedMpm, HttpdVersion version, Layout layout, EnvVars vars) {
    if (settings.mpm() != null) {
      return Optional.of(new Stated(settings.mpm(), "--mpm"));
    }
    SavedHttpdV saved = settings.saved();
    if (saved != null && savedMpm != null && (saved.compiledIn().contains(savedMpm.source()) || !version.loadsMpm())) {
      return Optional.of(new Stated(savedMpm, "the saved httpd -V"));
    }
    String chosen = vars.variables().get("APACHE_MPM");
    if (layout.name().equals("suse") && chosen != null && Mpm.find(chosen).isPresent()) {
      return Mpm.find(chosen).map(m -> new Stated(m, "APACHE_MPM in " + layout.environmentFile()));
    }
    if (!version.loadsMpm()) {
      Mpm byDefault = layout.os() == Layout.Os.WINDOWS ? Mpm.WINNT : Mpm.PREFORK;
      boolean known = layout.os() == Layout.Os.WINDOWS || layout.os() == Layout.Os.UNIX;
      String source = "the default of httpd " + version.major() + "." + version.minor();
      return known ? Optional.of(new Stated(byDefault, source)) : Optional.empty();
    }
    return Optional.empty();
  }

  /// SUSE and RHEL hand every variable of their file on, as their start scripts and systemd do.
  private static boolean isShellWide(Layout layout) {
    return layout.name().equals("suse") || layout.name().equals("rhel");
  }

  /// What the layout's file sets; where the tree lacks it, what the layout's packages ship.
  private static EnvVars environment(Placement placement) {
    Layout layout = placement.layout();
    String name = layout.environmentFile();
    Optional<Path> file = name == null ? Optional.empty() : placement.existing(name);
    if (file.isPresent()) {
      try (var in = Files.newInputStream(file.get())) {
        return EnvVars.parse(new String(in.readNBytes(1 << 20), StandardCharsets.ISO_8859_1), Map.of());
      } catch (IOException _) {
        // Not readable for us: httpd's start script may read it, what it sets is not known.
      }
    }
    return EnvVars.parse("", layout.environment());
  }

  /// The list with this MPM as its only one: where it stands already, else at the end.
  static List<String> with(Mpm mpm, List<String> compiledIn) {
    List<String> all = new ArrayList<>(compiledIn);
    all.removeIf(source -> Mpm.ofModule(source).filter(other -> other != mpm).isPresent());
    if (!all.contains(mpm.source())) {
      all.add(mpm.source());
    }
    return all;
  }

  private static List<String> withoutMpm(List<String> compiledIn) {
    return compiledIn.stream().filter(s -> Mpm.ofModule(s).isEmpty()).toList();
  }
}
