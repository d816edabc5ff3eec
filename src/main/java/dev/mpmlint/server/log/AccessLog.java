package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import org.jspecify.annotations.Nullable;

/// One CustomLog, TransferLog or GlobalLog. For all worker threads at once.
final class AccessLog {
  /// What a pipe takes in one piece.
  private static final int BUFFER = 4096;

  private final LogTarget target;
  private final LogFile file;
  private final @Nullable AccessFormat format;
  private final String condition;
  private final boolean global;
  private final byte @Nullable [] buffer;
  private int buffered;

  /// @param format null for the default one of the virtual host that logs
  /// @param condition a variable that must be set, with `!` in front one that must not; empty for none
  /// @param global whether virtual hosts with logs of their own write to it as well
  AccessLog(
      LogTarget target,
      LogFile file,
      @Nullable AccessFormat format,
      String condition,
      boolean global,
      boolean bufferedLogs) {
    this.target = target;
    this.file = file;
    this.format = format;
    this.condition = condition;
    this.global = global;
    this.buffer = bufferedLogs ? new byte[BUFFER] : null;
  }

  boolean global() {
    return global;
  }

  void log(Exchange exchange, Served served, AccessFormat fallback, AccessItem.Clock clock) {
    if (!condition.isEmpty() && !holds(exchange)) {
      return;
    }
    Line line = clock.line;
    line.clear();
    (format == null ? fallback : format).append(line, exchange, served, clock);
    line.add('\n');
    if (buffer == null) {
      file.write(line.bytes, line.length);
    } else {
      keep(line, buffer);
    }
  }

  private boolean holds(Exchange exchange) {
    return condition.charAt(0) == '!'
        ? !exchange.environment().containsKey(condition.substring(1))
        : exchange.environment().containsKey(condition);
  }

  private synchronized void keep(Line line, byte[] into) {
    if (buffered + line.length > BUFFER) {
      flush();
    }
    if (line.length >= BUFFER) {
      file.write(line.bytes, line.length);
    } else {
      System.arraycopy(line.bytes, 0, into, buffered, line.length);
      buffered += line.length;
    }
  }

  synchronized void flush() {
    if (buffer != null && buffered > 0) {
      file.write(buffer, buffered);
      buffered = 0;
    }
  }

  void describe(AccessFormat fallback, StringBuilder to) {
    to.append(target.text()).append(" \"").append(format == null ? fallback : format).append('"');
    if (!condition.isEmpty()) {
      to.append(" env=").append(condition);
    }
    if (buffer != null) {
      to.append(" buffered");
    }
  }
}
