package dev.mpmlint.advise;

import static dev.mpmlint.advise.Unit.plain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What logs and status pages tell, as inputs. Stateless.
public final class Evidence {
  private static final double MICROS = 1e6;
  private static final double MILLIS = 1e3;
  private static final int HOUR = 3600;
  /// Of all seconds, so many had no more busy workers than what counts as the most.
  private static final double NEARLY_ALL = 0.999;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Evidence() {}

  /// @param name of the log, as sentences have it
  public static Inputs of(Inputs inputs, String name, AccessLogReader.Reading reading, LoadProfile load) {
    Known.Source log = Known.Source.LOG;
    Inputs more =
        inputs
            .with(Quantity.RATE, load.busiestMinuteRate(), log)
            .seeing(
                name + ": " + reading.requests() + " requests (" + reading.format().name() + ") in " + span(load.seconds()) + ", "
                    + Unit.PER_SECOND.show(load.meanRate()) + " on average, " + Unit.PER_SECOND.show(load.busiestMinuteRate())
                    + " in the busiest minute (" + MINUTE.format(Instant.ofEpochSecond(load.busiestMinute())) + "), "
                    + load.mostInSecond() + " in the busiest second");
    if (reading.others() > 0) {
      more = more.seeing(reading.others() + " lines of " + name + " are in another format and were left out");
    }
    Histogram durations = load.durations();
    if (durations.count() > 0) {
      more =
          more.with(Quantity.SERVICE_TIME, Math.max(durations.mean(), 1) / MICROS, log)
              .with(Quantity.BUSY, load.busyMillis().quantile(NEARLY_ALL) / MILLIS, log)
              .seeing(
                  "requests took " + seconds(durations.mean()) + " on average, half of them " + seconds((double) durations.quantile(0.5))
                      + " or less, 95 % " + seconds((double) durations.quantile(0.95)) + " or less; " + plain(load.mostBusy())
                      + " workers were busy in the busiest second");
    } else {
      more = more.seeing(name + " has no %D, so it does not tell how long requests took");
    }
    if (load.connections() > 0) {
      more = more.with(Quantity.REQUESTS_PER_CONNECTION, (double) load.requests() / load.connections(), log);
    }
    if (load.unavailable() > 0) {
      more = more.seeing(load.unavailable() + " requests were answered 503: a backend that was full or down");
    }
    return more;
  }

  private static String seconds(double micros) {
    return Unit.SECONDS.show(micros / MICROS);
  }

  private static String span(long seconds) {
    return seconds < 2 * HOUR ? plain(Math.ceil(seconds / 60.0)) + " min" : plain(Math.round(seconds / 360.0) / 10.0) + " h";
  }

  public static Inputs of(Inputs inputs, String name, StatusPage page) {
    Known.Source status = Known.Source.STATUS;
    Inputs more =
        inputs.seeing(
            name + ": " + page.mpm() + ", " + page.busy() + " workers busy and " + page.idle() + " idle, "
                + (page.uptime() > 0 ? "up for " + span(page.uptime()) : "just started")
                + (page.uptime() < HOUR ? "; after less than an hour that tells little" : ""));
    // The page itself is one of them.
    more = more.with(Quantity.BUSY, Math.max(0, page.busy() - 1), status);
    if (page.accesses() > 0 && page.uptime() > 0) {
      more = more.with(Quantity.RATE, (double) page.accesses() / page.uptime(), status);
    }
    if (page.accesses() > 0 && page.durationMillis() > 0) {
      more = more.with(Quantity.SERVICE_TIME, page.durationMillis() / MILLIS / page.accesses(), status);
    }
    return page.keepAlive() > 0 ? more.with(Quantity.KEEPALIVE_CLIENTS, page.keepAlive(), status) : more;
  }
}
