package dev.mpmlint.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.Directives;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NotSimulatedTest {
  private int line;

  @Test
  void namesEachDirectiveOncePerModule() {
    List<Item> items =
        List.of(
            setting("DocumentRoot", "/srv"),
            setting("ScoreBoardFile", "logs/sb"),
            setting("MaxRequestWorkers", "10"),
            setting("ListenCoresBucketsRatio", "2"),
            setting("MaxRequestsPerChild", "10"),
            section("VirtualHost", setting("RewriteEngine", "on"), setting("ServerName", "a")),
            section("Location", setting("RewriteRule", "a"), setting("RewriteRule", "b")),
            section("If", setting("Require", "all")),
            section("Directory", setting("AllowOverride", "None")),
            section("Directory", setting("AllowOverride", "All")),
            setting("HostnameLookups", "On"),
            setting("InventedDirective", "1"));

    assertThat(NotSimulated.of(settings(Pool.Kind.EVENT, items), List.of("SSLOptions")))
        .containsExactly(
            "not simulated: a module that mpmlint does not know: InventedDirective (x.conf:19)",
            "not simulated: core: ScoreBoardFile (x.conf:2), <If> (x.conf:13), AllowOverride (x.conf:16)",
            "not simulated: logs: HostnameLookups On: %h is the address (x.conf:18)",
            "not simulated: mpm_event: ListenCoresBucketsRatio (x.conf:4)",
            "not simulated: rewrite: RewriteEngine (x.conf:6), RewriteRule (x.conf:9 and 1 more)",
            "not simulated: ssl: SSLOptions");
  }

  @Test
  void saysThatWindowsIsModelled() {
    assertThat(NotSimulated.of(settings(Pool.Kind.WINNT, List.of()), List.of()))
        .containsExactly("not simulated: mpm_winnt: Windows: one child with 25 threads stands for it");
  }

  /// A misspelled name would have its directive complained of for ever.
  @Test
  void theListHoldsDirectives() throws IOException {
    List<String> words = new ArrayList<>();
    try (InputStream in = NotSimulated.class.getResourceAsStream("/dev/mpmlint/server/simulated.txt")) {
      new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(l -> !l.startsWith("#"))
          .forEach(l -> words.addAll(List.of(l.strip().split(" ", -1))));
    }
    words.removeIf(w -> w.isEmpty() || w.startsWith("suphp_"));

    assertThat(words).hasSizeGreaterThan(100).doesNotHaveDuplicates().allMatch(Directives::isKnown);
  }

  private Setting setting(String name, String argument) {
    return new Setting(name, List.of(argument), argument, new Origin("x.conf", ++line));
  }

  private Section section(String name, Item... inside) {
    return new Section(name, List.of("a"), "a", new Origin("x.conf", ++line), List.of(inside));
  }

  private static ServerSettings settings(Pool.Kind kind, List<Item> items) {
    Pool pool = new Pool(kind, 1, 25, 25, 1, 25, 1, 1, 1, 0, 2, 0, 511, 0);
    return new ServerSettings(
        pool, "/", List.of("mpm_event_module", "rewrite_module", "ssl_module"), List.of(), items, false);
  }
}
