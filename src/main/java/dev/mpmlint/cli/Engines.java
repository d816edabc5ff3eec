package dev.mpmlint.cli;

import dev.mpmlint.verify.engine.BundledServer;
import dev.mpmlint.verify.engine.Engine;
import dev.mpmlint.verify.engine.InstalledHttpd;
import dev.mpmlint.verify.engine.Machine;
import dev.mpmlint.verify.engine.Scratch;
import dev.mpmlint.verify.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `--engine`: what runs configurations, and the scratch folder in which it does. Stateless.
final class Engines {
  private static final String ENGINE = "--engine";
  private static final String BUNDLED = "bundled";
  private static final String HTTPD = "httpd";
  private static final String BOTH = "both";

  private Engines() {}

  static OptionSpec option() {
    return Options.text(ENGINE, "E", "bundled (default), httpd, httpd=PATH or both");
  }

  static List<Engine> of(ParseResult args, Streams streams) throws UserError {
    String asked = args.matchedOptionValue(ENGINE, BUNDLED);
    List<Engine> engines = new ArrayList<>();
    if (asked.equals(BUNDLED) || asked.equals(BOTH)) {
      engines.add(bundled());
    }
    if (asked.equals(HTTPD) || asked.equals(BOTH)) {
      Path program =
          InstalledHttpd.find(streams.surroundings().variable("PATH"))
              .orElseThrow(
                  () -> new UserError("--engine " + asked + ": no apache2 and no httpd is installed; give --engine httpd=PATH"));
      engines.add(httpd(program));
    } else if (asked.startsWith(HTTPD + "=")) {
      engines.add(httpd(streams.surroundings().resolve(asked.substring(HTTPD.length() + 1))));
    }
    if (engines.isEmpty()) {
      List<String> words = List.of(BUNDLED, HTTPD, "httpd=PATH", BOTH);
      throw new UserError(String.valueOf(Choice.unknown(ENGINE, asked, words).getMessage()));
    }
    return engines;
  }

  private static Engine httpd(Path program) throws UserError {
    if (!Files.isExecutable(program)) {
      throw new UserError("--engine httpd=" + program + ": there is no such program");
    }
    try {
      return InstalledHttpd.of(program);
    } catch (IOException e) {
      throw new UserError("--engine httpd: " + e.getMessage());
    }
  }

  /// The packaged program that this is.
  private static Engine bundled() throws UserError {
    Path home = Path.of(System.getProperty("mpmlint.home", Path.of(System.getProperty("java.home")).resolveSibling("").toString()));
    Path program = home.toAbsolutePath().resolve("bin/mpmlint");
    if (!Files.isExecutable(program)) {
      throw new UserError("the bundled server needs the packaged program, which is not at " + program + "; use bin/mpmlint");
    }
    return new BundledServer(program, "mpmlint " + Version.TEXT);
  }

  /// What this machine can run; httpd's own children start at once.
  static Scenario.Machine machine(List<Engine> engines, boolean quick) {
    return Machine.ofThis(quick && engines.stream().anyMatch(BundledServer.class::isInstance));
  }

  /// What is done with servers.
  interface Work<T> {
    T in(Scratch scratch) throws IOException;
  }

  /// Works in a scratch folder, which is cleared up also when the program is interrupted.
  ///
  /// @param command the name of the command that wants it
  static <T> T inScratch(String command, Work<T> work) throws UserError {
    try (Scratch scratch = Scratch.create()) {
      Thread interrupted = new Thread(scratch::close, "clear-up");
      Runtime.getRuntime().addShutdownHook(interrupted);
      try {
        return work.in(scratch);
      } finally {
        try {
          Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException _) {
          // It is at work already.
        }
      }
    } catch (IOException e) {
      throw new UserError(command + " could not run: " + e.getMessage());
    }
  }
}
