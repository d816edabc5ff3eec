package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ErrorLog, ErrorLogFormat and LogLevel of all virtual hosts, as httpd's server/log.c. For any thread: each line is one
/// write to a file opened with O_APPEND.
public final class ErrorLog implements Log {
  /// httpd's MAX_STRING_LEN, with the line's end.
  private static final int LONGEST = 8191;

  private final boolean singleThreaded;
  private final HostLog[] hosts;

  private ErrorLog(boolean singleThreaded, HostLog[] hosts) {
    this.singleThreaded = singleThreaded;
    this.hosts = hosts;
  }

  /// @param format null for the default one
  /// @param ofConnection lines before the first message about a connection
  /// @param ofRequest lines before the first message about a request
  private record HostLog(
      LogTarget target,
      LogFile file,
      String name,
      boolean canonical,
      LogLevels levels,
      @Nullable ErrorFormat format,
      List<ErrorFormat> ofConnection,
      List<ErrorFormat> ofRequest) {}

  /// @param files how the log files are opened
  /// @throws LogConfigurationException when httpd refuses one of the directives
  /// @throws IOException when a log cannot be opened; the message is httpd's
  public static ErrorLog of(ServerSettings settings, InheritedFiles files)
      throws LogConfigurationException, IOException {
    List<HostLog> hosts = new ArrayList<>();
    HostLog main = new Reader(settings, files, null).read(settings.items());
    hosts.add(main);
    for (Item item : settings.items()) {
      if (LogTargets.isHost(item)) {
        hosts.add(new Reader(settings, files, main).read(((Section) item).items()));
      }
    }
    return new ErrorLog(settings.pool().kind().singleThreaded(), hosts.toArray(new HostLog[0]));
  }

  @Override
  public boolean enabled(Level level, String module) {
    for (HostLog host : hosts) {
      if (host.levels.enabled(level, module)) {
        return true;
      }
    }
    return false;
  }

  /// A line without time and level, as httpd's start-up messages are in the log when it restarts.
  public void bare(String text) {
    Line line = new Line();
    line.escapeForErrors(text);
    finish(hosts[0].file, line);
  }

  @Override
  public void log(Level level, String module, String text) {
    write(hosts[0], level, module, text, null, null);
  }

  @Override
  public void log(Level level, String module, String text, Peer peer) {
    write(hosts[0], level, module, text, peer, null);
  }

  @Override
  public void log(Level level, String module, String text, Exchange exchange) {
    write(hosts[exchange.host().index()], level, module, text, exchange.peer(), exchange);
  }

  private void write(
      HostLog host, Level level, String module, String text, @Nullable Peer peer, @Nullable Exchange exchange) {
    if (!host.levels.enabled(level, module)) {
      return;
    }
    long tid = singleThreaded ? Ids.pid() : Ids.tid();
    ErrorEvent event = ErrorEvent.of(level, module, text, peer, exchange, host.name, host.canonical, tid);
    Line line = new Line();
    if (peer != null && peer.logId == null) {
      peer.logId = LogId.next(tid);
      ErrorEvent beginning =
          new ErrorEvent(level, module, event.status(), text, peer, null, host.name, host.canonical, tid);
      writeAll(host, host.ofConnection, beginning, line);
    }
    if (exchange != null && exchange.logId == null) {
      exchange.logId = LogId.next(tid);
      writeAll(host, host.ofRequest, event, line);
    }
    line.clear();
    if (host.format == null) {
      event.line(line);
    } else {
      host.format.line(event, line);
    }
    finish(host.file, line);
  }

  private static void writeAll(HostLog host, List<ErrorFormat> formats, ErrorEvent event, Line line) {
    for (ErrorFormat format : formats) {
      line.clear();
      if (format.line(event, line)) {
        finish(host.file, line);
      }
    }
  }

  static void finish(LogFile file, Line line) {
    line.length = Math.min(line.length, LONGEST - 1);
    line.add('\n');
    file.write(line.bytes, line.length);
  }

  /// What each host logs where, a line for each: `0: logs/error_log warn mpm_event:debug`.
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hosts.length; i++) {
      HostLog host = hosts[i];
      text.append(i).append(": ").append(host.target.text()).append(' ').append(host.levels);
      if (host.format != null) {
        text.append(" \"").append(host.format).append('"');
      }
      text.append('\n');
    }
    return text.toString();
  }

  /// Reads the directives of the main server or of one virtual host.
  private static final class Reader {
    private final ServerSettings settings;
    private final InheritedFiles files;
    private final @Nullable HostLog main;
    private final LogLevels levels;
    private final List<ErrorFormat> ofConnection = new ArrayList<>();
    private final List<ErrorFormat> ofRequest = new ArrayList<>();
    private @Nullable ErrorFormat format;
    private @Nullable String file;
    private @Nullable String name;
    private @Nullable Boolean canonical;

    Reader(ServerSettings settings, InheritedFiles files, @Nullable HostLog main) {
      this.settings = settings;
      this.files = files;
      this.main = main;
      this.levels = main == null ? LogLevels.ofMain() : new LogLevels();
    }

    HostLog read(List<Item> items) throws LogConfigurationException, IOException {
      for (Item item : items) {
        if (item instanceof Setting setting) {
          switch (setting.key()) {
            case "errorlog" -> file = setting.argument(0);
            case "errorlogformat" -> format(setting);
            case "loglevel" -> levels.read(setting);
            case "servername" -> name = withoutPort(setting.argument(0));
            case "usecanonicalname" -> canonical = setting.argument(0).equalsIgnoreCase("on");
            default -> {}
          }
        }
      }
      return main == null ? ofMain() : ofHost(main);
    }

    private HostLog ofMain() throws IOException {
      LogTarget target = LogTargets.mainErrors(settings);
      return new HostLog(
          target, open(target), name == null ? "" : name, canonical != null && canonical, levels, format, ofConnection,
          ofRequest);
    }

    private HostLog ofHost(HostLog from) throws IOException {
      levels.inherit(from.levels);
      LogTarget target = file == null ? from.target : LogTarget.ofErrors(file, settings.serverRoot());
      return new HostLog(
          target,
          open(target),
          name == null ? from.name : name,
          canonical == null ? from.canonical : canonical,
          levels,
          format == null ? from.format : format,
          ofConnection.isEmpty() ? from.ofConnection : ofConnection,
          ofRequest.isEmpty() ? from.ofRequest : ofRequest);
    }

    private LogFile open(LogTarget target) throws IOException {
      try {
        return files.open(target);
      } catch (IOException e) {
        throw new IOException("AH00091: could not open error log file " + target.path() + ".", e);
      }
    }

    private void format(Setting setting) throws LogConfigurationException {
      try {
        boolean ofMessages = setting.arguments().size() < 2 || setting.argument(1).isEmpty();
        String kind = setting.argument(0);
        if (ofMessages) {
          format = ErrorFormat.of(kind, true);
        } else if (kind.equalsIgnoreCase("connection")) {
          ofConnection.add(ErrorFormat.of(setting.argument(1), false));
        } else if (kind.equalsIgnoreCase("request")) {
          ofRequest.add(ErrorFormat.of(setting.argument(1), false));
        } else {
          throw new IllegalArgumentException("ErrorLogFormat type must be one of request, connection");
        }
      } catch (IllegalArgumentException e) {
        throw new LogConfigurationException(String.valueOf(e.getMessage()), setting.at());
      }
    }

    /// `https://name:443` is `name`.
    private static String withoutPort(String written) {
      int scheme = written.indexOf("://");
      String name = scheme < 0 ? written : written.substring(scheme + 3);
      int colon = name.lastIndexOf(':');
      return colon < 0 ? name : name.substring(0, colon);
    }
  }
}
