package dev.mpmlint.server.log;

import dev.mpmlint.server.settings.Item;
import dev.mpmlint.server.settings.Section;
import dev.mpmlint.server.settings.ServerSettings;
import dev.mpmlint.server.settings.Setting;
import java.util.ArrayList;
import java.util.List;

/// What a configuration asks of logs and does not get. For the control process.
public final class LogsNotSimulated {
  private LogsNotSimulated() {}

  /// A sentence for each directive, with its place: `ErrorLog syslog: messages go to logs/error_log (httpd.conf:7)`.
  public static List<String> of(ServerSettings settings) {
    List<String> found = new ArrayList<>();
    read(settings.items(), true, found);
    return found;
  }

  private static void read(List<Item> items, boolean host, List<String> to) {
    for (Item item : items) {
      if (item instanceof Section section) {
        read(section.items(), LogTargets.isHost(section), to);
      } else {
        String missing = missing((Setting) item, host);
        if (!missing.isEmpty()) {
          to.add(missing + " (" + item.at() + ")");
        }
      }
    }
  }

  private static String missing(Setting setting, boolean host) {
    String argument = setting.argument(0);
    return switch (setting.key()) {
      case "loglevel" -> host ? "" : "LogLevel in a section of directories: the server's level counts";
      case "errorlog" ->
          LogTarget.isSyslog(argument)
              ? "ErrorLog " + argument + ": messages go to " + LogTarget.DEFAULT_ERROR_LOG
              : "";
      case "customlog", "globallog" ->
          setting.argument(2).regionMatches(true, 0, "expr=", 0, 5)
              ? setting.name() + " " + setting.argument(2) + ": every request is logged"
              : "";
      case "hostnamelookups" ->
          argument.equalsIgnoreCase("off") ? "" : "HostnameLookups " + argument + ": %h is the address";
      case "identitycheck" -> argument.equalsIgnoreCase("on") ? "IdentityCheck: %l is -" : "";
      case "logiotrackttfb" -> argument.equalsIgnoreCase("on") ? "LogIOTrackTTFB: %^FB is -" : "";
      case "usecanonicalname" ->
          argument.equalsIgnoreCase("dns") ? "UseCanonicalName DNS: %V is the name that the client asked for" : "";
      default -> "";
    };
  }
}
