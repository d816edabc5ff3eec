package dev.mpmlint.advise;

import dev.mpmlint.config.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Gathers inputs from the world: logs, status pages, pool files, this machine. Each step takes what is known and gives
/// more. Owned by one thread.
public final class Observed {
  private static final int MOST_POOL_BYTES = 1 << 20;

  private final Path folder;
  private final InputStream standardInput;
  private final Progress progress;
  private Inputs inputs;

  /// @param folder what file names are relative to
  /// @param standardInput what `-` stands for
  /// @param progress told while logs are read
  public Observed(Inputs inputs, Path folder, InputStream standardInput, Progress progress) {
    this.inputs = inputs;
    this.folder = folder;
    this.standardInput = standardInput;
    this.progress = progress;
  }

  public Inputs inputs() {
    return inputs;
  }

  /// Access logs, as one load; later ones may be older.
  ///
  /// @param format as LogFormat has it; empty where the configuration or the lines tell
  public void accessLogs(List<String> files, String format, Configuration configuration) throws UnusableInputException {
    List<LogFormat> formats = new ArrayList<>();
    if (!format.isEmpty()) {
      formats.add(LogFormat.of(format, format));
    } else {
      formats.addAll(LogFormat.of(configuration));
      formats.addAll(LogFormat.known());
    }
    LoadProfile load = new LoadProfile();
    AccessLogReader.Reading all = null;
    for (String file : files) {
      AccessLogReader.Reading one = log(file, formats, load);
      all = all == null ? one
          : new AccessLogReader.Reading(one.format(), all.requests() + one.requests(), all.others() + one.others(), all.bytes() + one.bytes());
    }
    load.finish();
    if (all != null) {
      inputs = Evidence.of(inputs, String.join(", ", files), all, load);
    }
  }

  private AccessLogReader.Reading log(String file, List<LogFormat> formats, LoadProfile load) throws UnusableInputException {
    try {
      if (file.equals("-")) {
        return AccessLogReader.read(standardInput, "standard input", 0, formats, load, progress);
      }
      Path path = resolve("--access-log", file);
      if (Files.isDirectory(path)) {
        throw new UnusableInputException("--access-log " + file + " is a folder; name a file in it");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return AccessLogReader.read(in, file, Files.size(path), formats, load, progress);
      }
    } catch (IOException e) {
      throw new UnusableInputException("cannot read --access-log " + file + ": " + reason(e));
    }
  }

  private Path resolve(String option, String file) throws UnusableInputException {
    try {
      return folder.resolve(file);
    } catch (java.nio.file.InvalidPathException e) {
      throw new UnusableInputException(option + " " + file + " is no path: " + e.getReason());
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "it does not exist";
      case java.nio.file.AccessDeniedException _ -> "no permission";
      default -> String.valueOf(e.getMessage());
    };
  }

  /// A page of server-status.
  public void status(String place) throws UnusableInputException {
    inputs = Evidence.of(inputs, place, StatusPage.read(place, folder));
  }

  /// A file with php-fpm pools.
  public void pools(String file) throws UnusableInputException {
    Path path = resolve("--fpm-pool", file);
    try (InputStream in = Files.newInputStream(path)) {
      String text = new String(in.readNBytes(MOST_POOL_BYTES), StandardCharsets.ISO_8859_1);
      for (FpmPool pool : FpmPool.parse(file, text)) {
        inputs = inputs.withPool(pool);
      }
    } catch (IOException e) {
      throw new UnusableInputException("cannot read --fpm-pool " + file + ": " + (Files.isDirectory(path) ? "it is a folder" : reason(e)));
    }
  }

  /// The machine below a root, and where no pool is known the pools that the configuration passes requests to.
  public void machine(Path root, Configuration configuration) throws UnusableInputException {
    Machine machine = new Machine(root);
    inputs = machine.observe(inputs);
    if (inputs.pools().isEmpty()) {
      for (FpmPool pool : machine.pools(Circumstances.fastCgiAddresses(configuration))) {
        inputs = inputs.withPool(pool).seeing("php-fpm's pool " + pool.name() + " of " + pool.file() + " has pm.max_children " + pool.maxChildren());
      }
    }
  }
}
