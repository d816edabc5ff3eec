package dev.mpmlint.cli;

import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.mpm.Mpm;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// The options that more than one command has, and the words of which all are made. Built by hand: picocli's
/// annotations would cost each start a tenth of a second of reflection. Stateless.
final class Options {
  static final String WHOLE = "--whole";
  static final String FRAGMENT = "--fragment";
  static final String LAYOUT = "--layout";
  static final String HTTPD_VERSION = "--httpd-version";
  static final String HTTPD_V = "--httpd-v";
  static final String MPM = "--mpm";
  static final String ROOT = "--root";
  static final String DEFINE = "-D";
  static final String ENV = "--env";
  static final String CHECK_FILES = "--check-files";
  static final String STDIN_FILENAME = "--stdin-filename";
  static final String FORMAT = "--format";
  static final String COLOR = "--color";
  static final String CONFIG = "--config";
  static final String NO_CONFIG = "--no-config";
  static final String HELP = "--help";
  /// Shows the options that are not for every day too.
  static final String HELP_ALL = "--help-all";
  static final String VERSION = "--version";

  private Options() {}

  /// What tells how a configuration is to be read.
  static void addReading(CommandSpec to) {
    addSettings(to, true);
    to.addOption(flag("FILE is a main file, whatever it looks like", WHOLE));
    to.addOption(flag("FILE is a piece that another file includes", FRAGMENT));
    to.addOption(value(LAYOUT, "NAME", Layout.class, Options::layout, () -> Layouts.names().iterator(), "debian, rhel ...; found out if left out"));
    to.addOption(
        value(HTTPD_VERSION, "N", HttpdVersion.class, Options::version, "who reads it: 2.4.62, 2.2; else newest 2.4"));
    to.addOption(text(HTTPD_V, "FILE", "saved output of httpd -V and httpd -l"));
    to.addOption(value(MPM, "NAME", Mpm.class, name -> mpm(MPM, name), () -> mpms().iterator(), "the MPM compiled in, or that a piece is for"));
    to.addOption(text(ROOT, "DIR", "DIR stands for /, nothing outside is read"));
    to.addOption(texts(DEFINE, "NAME", "a flag for <IfDefine>; repeatable"));
    to.addOption(texts(ENV, "NAME=VALUE", "a variable of httpd's environment; repeatable"));
    to.addOption(flag("miss module files and folders that are not here", CHECK_FILES));
    to.addOption(stdinFilename());
  }

  static OptionSpec stdinFilename() {
    return text(STDIN_FILENAME, "NAME", "what - is called, and where it would stand");
  }

  /// Which settings file holds.
  ///
  /// @param rare whether the help that fits a screen goes without them
  static void addSettings(CommandSpec to, boolean rare) {
    OptionSpec named = text(CONFIG, "FILE", "this settings file, not the nearest .mpmlint.conf");
    OptionSpec none = flag("no settings file at all", NO_CONFIG);
    to.addOption(rare ? hidden(named) : named);
    to.addOption(rare ? hidden(none) : none);
  }

  static OptionSpec color() {
    return choice(COLOR, "WHEN", Colour.class, List.of(Colour.values()), "auto (default), always or never");
  }

  static OptionSpec help() {
    return OptionSpec.builder("-h", HELP).usageHelp(true).arity("0").description("this text").build();
  }

  /// The same, left out of the help that fits a screen.
  static OptionSpec hidden(OptionSpec option) {
    return option.toBuilder().hidden(true).build();
  }

  /// Hides options that were added already, by their names.
  static void hide(CommandSpec spec, List<String> names) {
    for (String name : names) {
      OptionSpec option = spec.findOption(name);
      spec.remove(option);
      spec.addOption(hidden(option));
    }
  }

  /// Shows every option that was hidden.
  static void showAll(CommandSpec spec) {
    for (OptionSpec option : List.copyOf(spec.options())) {
      spec.remove(option);
      spec.addOption(option.toBuilder().hidden(false).build());
    }
  }

  static OptionSpec flag(String help, String... names) {
    return OptionSpec.builder(names).type(boolean.class).arity("0").description(help).build();
  }

  static <E extends Enum<E>> OptionSpec choice(String name, String label, Class<E> type, List<E> all, String help) {
    Choice<E> choice = new Choice<>(name, all);
    return value(name, label, type, choice, choice.words(), help);
  }

  static <T> OptionSpec value(
      String name, String label, Class<T> type, ITypeConverter<T> converter, String help) {
    return value(name, label, type, converter, List.of(), help);
  }

  /// @param words what shells complete it to; empty when they cannot know
  private static <T> OptionSpec value(
      String name, String label, Class<T> type, ITypeConverter<T> converter, Iterable<String> words, String help) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(type)
        .converters(converter)
        .completionCandidates(words)
        .arity("1")
        .description(help)
        .build();
  }

  static OptionSpec text(String name, String label, String help) {
    return value(name, label, String.class, text -> text, help);
  }

  static OptionSpec texts(String name, String label, String help) {
    return texts("", name, label, help);
  }

  /// @param initial a second, short name; empty for none
  static OptionSpec texts(String initial, String name, String label, String help) {
    return (initial.isEmpty() ? OptionSpec.builder(name) : OptionSpec.builder(initial, name))
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .description(help)
        .build();
  }

  /// Operands; the synopsis tells of them.
  ///
  /// @param index picocli's range: `0..*`, or `0` for one at the most
  static PositionalParamSpec operands(String index, String label) {
    return operands(index, label, List.of());
  }

  /// @param words what shells complete it to; computed when it is asked for
  static PositionalParamSpec operands(String index, String label, Iterable<String> words) {
    return PositionalParamSpec.builder()
        .index(index)
        .paramLabel(label)
        .completionCandidates(words)
        .arity("0..1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .hidden(true)
        .build();
  }

  static List<String> operands(ParseResult args) {
    return args.matchedPositionalValue(0, List.of());
  }

  private static Layout layout(String name) {
    return Layouts.find(name).orElseThrow(() -> Choice.unknown(LAYOUT, name, Layouts.names()));
  }

  private static HttpdVersion version(String text) {
    HttpdVersion version =
        HttpdVersion.parse(text)
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        HTTPD_VERSION + " " + text + " is no version; write 2.4.62, 2.4 or 2.2"));
    if (version.major() != 2) {
      throw new TypeConversionException(
          HTTPD_VERSION + " " + text + " is unknown; mpmlint knows httpd 2.0, 2.2 and 2.4");
    }
    return version;
  }

  static Mpm mpm(String option, String name) {
    if (name.equals("itk") || name.equals("mpm_itk")) {
      throw new TypeConversionException(option + " itk: mpm-itk is a module on prefork; write " + option + " prefork");
    }
    return Mpm.find(name).orElseThrow(() -> Choice.unknown(option, name, mpms()));
  }

  private static List<String> mpms() {
    List<String> names = new ArrayList<>();
    for (Mpm mpm : Mpm.all()) {
      names.add(mpm.shortName());
    }
    return names;
  }
}
