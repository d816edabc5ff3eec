package dev.mpmlint.rules;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.Layouts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a fixture or a page's example is to be read. Words, in any order: `whole`, `fragment` (the default) or
/// `htaccess`;
/// `layout=NAME` (rhel), `version=2.4.71`, `define=NAME`, `env=NAME=VALUE`, `modules=a,b` (loaded before a fragment),
/// `root` (the folder stands for `/`), `files` (what is not on this machine is missed),
/// `reasons` (comments that suppress must say why),
/// `below=FILE` (a `.htaccess` in /srv/www of the server whose main file that is), `but=CONTINUED` (a law that does not hold, with all reason).
record Settings(
    InputKind kind,
    String layout,
    HttpdVersion version,
    List<String> defines,
    Map<String, String> environment,
    List<String> modules,
    boolean root,
    boolean files,
    boolean reasons,
    String below,
    List<Fixture.Variant> but) {

  static Settings parse(String words) {
    InputKind kind = InputKind.FRAGMENT;
    String layout = "rhel";
    HttpdVersion version = HttpdVersion.NEWEST;
    List<String> defines = new ArrayList<>();
    Map<String, String> environment = new LinkedHashMap<>();
    List<String> modules = new ArrayList<>();
    List<Fixture.Variant> but = new ArrayList<>();
    boolean root = false;
    boolean files = false;
    boolean reasons = false;
    String below = "";
    for (String word : words.strip().split("\\s+", -1)) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? "" : word.substring(equals + 1);
      switch (key) {
        case "" -> {}
        case "whole", "fragment", "htaccess" -> kind = InputKind.valueOf(key.toUpperCase(java.util.Locale.ROOT));
        case "layout" -> layout = value;
        case "version" -> version = HttpdVersion.parse(value).orElseThrow();
        case "define" -> defines.add(value);
        case "env" -> environment.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
        case "modules" -> modules.addAll(List.of(value.split(",", -1)));
        case "root" -> root = true;
        case "files" -> files = true;
        case "reasons" -> reasons = true;
        case "below" -> below = value;
        case "but" -> but.add(Fixture.Variant.valueOf(value));
        default -> throw new IllegalArgumentException("no setting of a fixture: " + word);
      }
    }
    return new Settings(kind, layout, version, defines, environment, modules, root, files, reasons, below, but);
  }

  ReadOptions options(Path folder) {
    Layout found = Layouts.find(layout).orElseThrow();
    ReadOptions options =
        ReadOptions.of(kind, found)
            .withVersion(version)
            .withDefines(defines)
            .withAssumedModules(modules)
            .withEnvironment(environment.isEmpty() ? found.environment() : environment);
    options = root ? options.withServerRoot("/").withRoot(folder) : options.withServerRoot(folder.toString());
    return files ? options.withCheckFiles(true) : options;
  }
}
