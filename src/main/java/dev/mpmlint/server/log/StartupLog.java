package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Peer;
import java.io.FileOutputStream;
import org.jspecify.annotations.Nullable;

/// Standard error before the error log is open. For any thread.
///
/// [#say] is httpd's start-up form, a bare line; the methods of [Log] write lines as in the error log.
public final class StartupLog implements Log {
  private final LogFile file;
  private final Level most;

  /// @param most httpd's `-e`; `warn` without it
  public StartupLog(FileOutputStream to, Level most) {
    this.file = new LogFile(to);
    this.most = most;
  }

  /// @param text `AH00558: apache2: Could not reliably determine …`
  public void say(String text) {
    Line line = new Line();
    line.escapeForErrors(text);
    ErrorLog.finish(file, line);
  }

  /// A line as the error log would have it, for a terminal.
  public static String line(Level level, String module, String text) {
    Line line = new Line();
    ErrorEvent.of(level, module, text, null, null, "", false, Ids.pid()).line(line);
    return line.toString();
  }

  @Override
  public boolean enabled(Level level, String module) {
    return level == Level.NOTICE || level.compareTo(most) <= 0;
  }

  @Override
  public void log(Level level, String module, String text) {
    write(level, module, text, null, null);
  }

  @Override
  public void log(Level level, String module, String text, Peer peer) {
    write(level, module, text, peer, null);
  }

  @Override
  public void log(Level level, String module, String text, Exchange exchange) {
    write(level, module, text, exchange.peer(), exchange);
  }

  private void write(Level level, String module, String text, @Nullable Peer peer, @Nullable Exchange exchange) {
    if (enabled(level, module)) {
      Line line = new Line();
      ErrorEvent.of(level, module, text, peer, exchange, "", false, Ids.pid()).line(line);
      ErrorLog.finish(file, line);
    }
  }
}
