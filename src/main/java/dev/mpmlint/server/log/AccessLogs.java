package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CustomLog, TransferLog, GlobalLog and LogFormat of all virtual hosts, as modules/loggers/mod_log_config.c reads them.
/// Logs are written by all worker threads at once; each line is one write.
public final class AccessLogs {
  /// What each worker thread writes with.
  private static final ThreadLocal<AccessItem.Clock> CLOCKS = new ThreadLocal<>();

  private final HostLogs[] hosts;

  private AccessLogs(HostLogs[] hosts) {
    this.hosts = hosts;
  }

  /// @param format the default one, for logs that name none
  private record HostLogs(List<AccessLog> logs, AccessFormat format) {}

  /// @param files how the log files are opened
  /// @throws LogConfigurationException when httpd refuses one of the directives
  /// @throws IOException when a log cannot be opened; the message is httpd's
  public static AccessLogs of(ServerSettings settings, InheritedFiles files)
      throws LogConfigurationException, IOException {
    List<HostLogs> hosts = new ArrayList<>();
    Reader main = new Reader(settings, files, null);
    main.read(settings.items());
    List<AccessLog> mainLogs = main.open();
    hosts.add(new HostLogs(mainLogs, main.defaultFormat()));
    for (Item item : settings.items()) {
      if (LogTargets.isHost(item)) {
        Reader host = new Reader(settings, files, main);
        host.read(((Section) item).items());
        List<AccessLog> own = host.open();
        hosts.add(new HostLogs(own.isEmpty() ? mainLogs : withGlobal(own, mainLogs), host.defaultFormat()));
      }
    }
    return new AccessLogs(hosts.toArray(new HostLogs[0]));
  }

  private static List<AccessLog> withGlobal(List<AccessLog> own, List<AccessLog> mainLogs) {
    List<AccessLog> all = new ArrayList<>(own);
    for (AccessLog log : mainLogs) {
      if (log.global()) {
        all.add(log);
      }
    }
    return all;
  }

  /// Logs a request that was answered, to the logs of its virtual host. Never fails.
  public void log(Exchange exchange, Served served) {
    HostLogs host = hosts[exchange.host().index()];
    int count = host.logs.size();
    if (count > 0) {
      AccessItem.Clock clock = CLOCKS.get();
      if (clock == null) {
        clock = new AccessItem.Clock();
        CLOCKS.set(clock);
      }
      for (int i = 0; i < count; i++) {
        host.logs.get(i).log(exchange, served, host.format, clock);
      }
    }
  }

  /// Writes what BufferedLogs holds back; before the process ends.
  public void flush() {
    for (HostLogs host : hosts) {
      for (AccessLog log : host.logs) {
        log.flush();
      }
    }
  }

  /// What each host logs where, a line for each: `0: logs/access_log "%h" env=!x`.
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hosts.length; i++) {
      for (AccessLog log : hosts[i].logs) {
        text.append(i).append(": ");
        log.describe(hosts[i].format, text);
        text.append('\n');
      }
    }
    return text.toString();
  }

  /// Reads the directives of the main server or of one virtual host.
  private static final class Reader {
    private final ServerSettings settings;
    private final InheritedFiles files;
    private final @Nullable Reader main;
    private final Map<String, String> nicknames = new HashMap<>();
    private final List<Setting> logs = new ArrayList<>();
    private @Nullable Setting unnamed;
    private boolean buffered;
    private @Nullable Boolean canonical;

    Reader(ServerSettings settings, InheritedFiles files, @Nullable Reader main) {
      this.settings = settings;
      this.files = files;
      this.main = main;
      nicknames.put("CLF", AccessFormat.COMMON);
      if (main != null) {
        nicknames.putAll(main.nicknames);
      }
    }

    void read(List<Item> items) throws LogConfigurationException {
      for (Item item : items) {
        if (item instanceof Setting setting) {
          switch (setting.key()) {
            case "logformat" -> format(setting);
            case "customlog", "transferlog", "globallog", "cookielog" -> logs.add(setting);
            case "bufferedlogs" -> buffered = setting.argument(0).equalsIgnoreCase("on");
            case "usecanonicalname" -> canonical = setting.argument(0).equalsIgnoreCase("on");
            default -> {}
          }
        }
      }
    }

    private void format(Setting setting) throws LogConfigurationException {
      if (setting.arguments().size() > 1) {
        compile(setting.argument(0), setting);
        nicknames.put(setting.argument(1), setting.argument(0));
      } else {
        unnamed = setting;
      }
    }

    AccessFormat defaultFormat() throws LogConfigurationException {
      Setting format = unnamed == null && main != null ? main.unnamed : unnamed;
      return format == null ? AccessFormat.of(AccessFormat.COMMON, surroundings()) : named(format.argument(0), format);
    }

    List<AccessLog> open() throws LogConfigurationException, IOException {
      List<AccessLog> open = new ArrayList<>(logs.size());
      for (Setting log : logs) {
        open.add(open(log));
      }
      return open;
    }

    private AccessLog open(Setting setting) throws LogConfigurationException, IOException {
      AccessFormat format =
          switch (setting.key()) {
            case "transferlog" -> null;
            case "cookielog" -> compile("%{Cookie}n \"%r\" %t", setting);
            default -> named(setting.argument(1), setting);
          };
      String condition = condition(setting);
      LogTarget target = LogTarget.of(setting.argument(0), settings.serverRoot());
      LogFile file;
      try {
        file = files.open(target);
      } catch (IOException e) {
        throw new IOException("AH00649: could not open transfer log file " + target.path() + ".", e);
      }
      boolean global = setting.key().equals("globallog");
      return new AccessLog(target, file, format, condition, global, main == null ? buffered : main.buffered);
    }

    /// `expr=` is not simulated: such a log takes every request, which [LogsNotSimulated] says.
    private static String condition(Setting setting) throws LogConfigurationException {
      String clause = setting.argument(2);
      if (clause.isEmpty() || clause.regionMatches(true, 0, "expr=", 0, 5)) {
        return "";
      }
      if (!clause.regionMatches(true, 0, "env=", 0, 4)) {
        throw new LogConfigurationException("error in condition clause", setting.at());
      }
      String variable = clause.substring(4);
      if (variable.isEmpty() || variable.equals("!")) {
        throw new LogConfigurationException("missing environment variable name", setting.at());
      }
      return variable;
    }

    private AccessFormat named(String nicknameOrFormat, Setting setting) throws LogConfigurationException {
      return compile(nicknames.getOrDefault(nicknameOrFormat, nicknameOrFormat), setting);
    }

    private AccessFormat compile(String format, Setting setting) throws LogConfigurationException {
      try {
        return AccessFormat.of(format, surroundings());
      } catch (IllegalArgumentException e) {
        throw new LogConfigurationException(String.valueOf(e.getMessage()), setting.at());
      }
    }

    private AccessFormat.Surroundings surroundings() {
      Boolean here = canonical == null && main != null ? main.canonical : canonical;
      return new AccessFormat.Surroundings(settings.pool().kind().singleThreaded(), here != null && here);
    }
  }
}
