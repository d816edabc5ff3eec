package dev.mpmlint.cli;

import dev.mpmlint.edit.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `--report FILE`: a page that stands alone. It is complete, or it is not there; and that it cannot be written is said
/// before minutes are spent on what would stand in it.
///
/// @param shown as the user has named it
record ReportFile(Path path, String shown) {
  private static final String REPORT = "--report";

  static OptionSpec option() {
    return Options.text(REPORT, "FILE", "one HTML page with charts, too");
  }

  static Optional<ReportFile> of(ParseResult args, Streams streams) throws UserError {
    String name = args.matchedOptionValue(REPORT, (String) null);
    if (name == null) {
      return Optional.empty();
    }
    if (name.isEmpty()) {
      throw new UserError(REPORT + " needs the name of a file: " + REPORT + " report.html");
    }
    Path path = streams.surroundings().resolve(name);
    if (Files.isDirectory(path)) {
      throw new UserError(REPORT + " " + name + " is a folder; name a file in it: " + Path.of(name, "report.html"));
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UserError(REPORT + " " + name + ": there is no folder " + folder + "; make it first");
    }
    if (!Files.exists(path) && !Files.isWritable(folder)) {
      throw new UserError(REPORT + " " + name + ": no permission to write in " + folder);
    }
    return Optional.of(new ReportFile(path, name));
  }

  void write(String html) throws UserError {
    try {
      AtomicFile.write(path, html.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UserError(REPORT + " " + shown + " cannot be written: " + e.getMessage());
    }
  }
}
