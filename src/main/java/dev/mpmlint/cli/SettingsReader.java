package dev.mpmlint.cli;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.SavedHttpdV;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.mpm.Mpm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// The options and operands that `check` and `mpm` have in common, understood.
///
/// @param inputs what to look at; at least one
record SettingsReader(Settings settings, List<Input> inputs) {
  /// A saved output is a few KB; no more than this is looked at.
  private static final int MOST_SAVED = 1 << 20;

  /// With what the settings file of the first input says where the command line says nothing.
  static SettingsReader of(ParseResult args, Streams streams) throws UserError {
    return of(args, Options.operands(args), streams);
  }

  /// @param operands those of the operands that name files
  static SettingsReader of(ParseResult args, List<String> operands, Streams streams) throws UserError {
    SettingsReader asked = asked(args, streams, operands);
    ConfigFinder finder = new ConfigFinder(args, streams.surroundings());
    return new SettingsReader(finder.nearest(asked.inputs.getFirst()).under(asked.settings), asked.inputs);
  }

  /// What the command line says, and no settings file.
  static SettingsReader asked(ParseResult args, Streams streams, List<String> operands) throws UserError {
    Surroundings here = streams.surroundings();
    Settings settings = settings(args, here).withOverlay(here.overlay());
    List<Input> inputs = new ArrayList<>();
    for (String operand : operands) {
      inputs.add(operand.equals("-") ? standardInput(args, streams) : input(operand, settings.root(), here));
    }
    if (inputs.isEmpty()) {
      inputs.add(usual(new ConfigFinder(args, here).here().under(settings)));
    }
    if (args.hasMatchedOption(Options.STDIN_FILENAME) && !operands.contains("-")) {
      throw new UserError("--stdin-filename names standard input, but - is not among the files; write mpmlint … -");
    }
    return new SettingsReader(settings, List.copyOf(inputs));
  }

  /// What the options say of how to read, whatever is to be read.
  static Settings settings(ParseResult args, Surroundings here) throws UserError {
    return new Settings(
            kind(args), args.matchedOptionValue(Options.LAYOUT, (Layout) null),
            args.matchedOptionValue(Options.HTTPD_VERSION, (HttpdVersion) null), saved(args, here),
            args.matchedOptionValue(Options.MPM, (Mpm) null), root(args, here), defines(args), environment(args),
            args.hasMatchedOption(Options.CHECK_FILES) || compares(args));
  }

  private static @Nullable InputKind kind(ParseResult args) throws UserError {
    boolean whole = args.hasMatchedOption(Options.WHOLE);
    boolean fragment = args.hasMatchedOption(Options.FRAGMENT);
    if (whole && fragment) {
      throw new UserError("--whole and --fragment exclude each other; give one of them");
    }
    return whole ? InputKind.WHOLE : fragment ? InputKind.FRAGMENT : null;
  }

  private static @Nullable SavedHttpdV saved(ParseResult args, Surroundings here) throws UserError {
    String name = args.matchedOptionValue(Options.HTTPD_V, (String) null);
    if (name == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(here.resolve(name))) {
      String text = new String(in.readNBytes(MOST_SAVED), StandardCharsets.ISO_8859_1);
      return switch (SavedHttpdV.parse(text)) {
        case SavedHttpdV.Reading.Understood(SavedHttpdV output) -> output;
        case SavedHttpdV.Reading.NotUsable(String reason) ->
            throw new UserError("cannot use --httpd-v " + name + ": " + reason);
      };
    } catch (IOException e) {
      throw new UserError("cannot read --httpd-v " + name + ": " + Linter.reason(e));
    }
  }

  private static @Nullable Path root(ParseResult args, Surroundings here) throws UserError {
    String name = args.matchedOptionValue(Options.ROOT, (String) null);
    if (name == null) {
      return null;
    }
    Path root = here.resolve(name);
    if (!Files.isDirectory(root)) {
      throw new UserError("--root " + name + " is no folder");
    }
    return root;
  }

  private static List<String> defines(ParseResult args) throws UserError {
    List<String> defines = new ArrayList<>();
    for (String define : args.matchedOptionValue(Options.DEFINE, List.<String>of())) {
      if (define.isEmpty()) {
        throw new UserError("option -D needs a name: -D NAME");
      }
      defines.add(define);
    }
    return defines;
  }

  private static Map<String, String> environment(ParseResult args) throws UserError {
    Map<String, String> environment = new HashMap<>();
    for (String setting : args.matchedOptionValue(Options.ENV, List.<String>of())) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new UserError("--env " + setting + " has no value; write --env NAME=VALUE");
      }
      environment.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return environment;
  }

  private static Input standardInput(ParseResult args, Streams streams) throws UserError {
    String name = args.matchedOptionValue(Options.STDIN_FILENAME, "<stdin>");
    try {
      return Input.Text.read(streams.in(), name, streams.surroundings().resolve(name));
    } catch (CannotLintException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /// With a root, an absolute path that does not lie below it is one of the world that the root stands for.
  private static Input input(String operand, @Nullable Path root, Surroundings here) throws UserError {
    Path path = here.resolve(operand);
    if (root != null && !path.startsWith(root) && Path.of(operand).isAbsolute()) {
      path = root.resolve(path.getRoot().relativize(path));
    }
    if (!Files.exists(path)) {
      String why = Files.isSymbolicLink(path) ? "is a link that leads to nothing" : "does not exist";
      throw new UserError(operand + " " + why + (root == null ? "" : " below --root " + root));
    }
    return new Input.OnDisk(path);
  }

  private static Input usual(Settings settings) throws UserError {
    Path file =
        Linter.usualMainFile(settings)
            .orElseThrow(
                () ->
                    new UserError(
                        "name a FILE: there is no configuration of httpd at a usual place such as"
                            + " /etc/apache2/apache2.conf or /etc/httpd/conf/httpd.conf"
                            + (settings.root() == null ? "" : " below --root " + settings.root())));
    return new Input.OnDisk(file);
  }

  /// httpd misses what is not on this machine, so who compares with it must as well.
  private static boolean compares(ParseResult args) {
    return args.commandSpec().findOption(HttpdComparison.OPTION) != null && args.hasMatchedOption(HttpdComparison.OPTION);
  }
}
