package dev.mpmlint.server.site;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.config.Scope;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Origin;
import dev.mpmlint.server.settings.Pool;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.syntax.SectionOpen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings of a configuration that a test writes down.
public final class SettingsText {
  private static final Pool POOL =
      new Pool(Pool.Kind.EVENT, 16, 64, 25, 16, 400, 3, 75, 250, 0, 2, 0, 511, 0);

  /// Decided while reading: they leave no trace.
  private static final List<String> CONDITIONS =
      List.of("ifmodule", "ifdefine", "ifversion", "iffile", "ifdirective", "ifsection");

  private SettingsText() {}

  public static ServerSettings settings(String text, String serverRoot) {
    ReadOptions options =
        ReadOptions.of(InputKind.WHOLE, Layouts.find("debian").orElseThrow()).withServerRoot(serverRoot);
    Configuration read = ConfigReader.read(SourceFile.ofText("test.conf", text), options);
    List<String> modules = new ArrayList<>();
    for (LoadedModule m : read.modules()) {
      modules.add(m.identifier());
    }
    Map<Occurrence, List<Item>> inside = new HashMap<>();
    List<Item> top = new ArrayList<>();
    List<Occurrence> sections = new ArrayList<>();
    Map<Occurrence, Integer> places = new HashMap<>();
    for (Occurrence o : read.occurrences()) {
      if (!o.active()) {
        continue;
      }
      List<Item> into = into(o.place().scope(), inside, top);
      if (o.statement() instanceof SectionOpen && !CONDITIONS.contains(o.key())) {
        inside.put(o, new ArrayList<>());
        sections.add(o);
        places.put(o, into.size());
        into.add(section(o, List.of()));
      } else if (!(o.statement() instanceof SectionOpen)) {
        into.add(new Setting(o.statement().name(), words(o), o.statement().args(), at(o)));
      }
    }
    // The innermost come last: filled first, then put in their place.
    for (Occurrence o : sections.reversed()) {
      into(o.place().scope(), inside, top).set(places.getOrDefault(o, 0), section(o, inside.getOrDefault(o, List.of())));
    }
    return new ServerSettings(POOL, serverRoot, modules, List.of(), top, false);
  }

  private static List<Item> into(@Nullable Scope scope, Map<Occurrence, List<Item>> inside, List<Item> top) {
    return scope == null ? top : inside.getOrDefault(scope.open(), top);
  }

  private static Section section(Occurrence o, List<Item> items) {
    return new Section(o.statement().name(), words(o), o.statement().args(), at(o), items);
  }

  private static List<String> words(Occurrence o) {
    return o.words().stream().map(w -> w.value()).toList();
  }

  private static Origin at(Occurrence o) {
    return new Origin("test.conf", o.span().line());
  }
}
