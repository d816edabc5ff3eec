package dev.mpmlint.advise;

import java.util.List;

/// A number that advice is made of.
public enum Quantity {
  MEMORY("memory", Unit.BYTES, "--ram"),
  RESERVE("memory of other programs", Unit.BYTES, "--reserve"),
  PROCESS_SIZE("memory of one process", Unit.BYTES, "--process-size"),
  THREAD_SIZE("memory of one more thread", Unit.BYTES, "--thread-size"),
  BACKEND_SIZE("memory of one php-fpm process", Unit.BYTES, "--fpm-process-size"),
  CPUS("processors", Unit.COUNT, "--cpus"),
  OPEN_FILES("open files per process (ulimit -n)", Unit.COUNT, "--open-files"),
  TASKS("processes and threads that may run", Unit.COUNT, "--pids"),
  SOMAXCONN("net.core.somaxconn", Unit.COUNT, "--somaxconn"),
  RATE("requests per second", Unit.PER_SECOND, "--rps"),
  SERVICE_TIME("time per request", Unit.SECONDS, "--service-time"),
  WAIT("wait that 95 % of the requests may have", Unit.SECONDS, "--wait"),
  BUSY("workers seen busy at once", Unit.COUNT, "--busy"),
  KEEPALIVE_CLIENTS("clients idle in keep-alive", Unit.COUNT, "--keepalive-clients"),
  REQUESTS_PER_CONNECTION("requests per connection", Unit.RATIO, "--requests-per-connection"),
  THINK_TIME("pauses between the requests of a connection", Unit.SECONDS, "--think-time"),
  BACKEND_WORKERS("requests that the backend serves at once", Unit.COUNT, "--backend-workers"),
  BACKEND_SHARE("share of busy workers at the backend", Unit.SHARE, "--backend-share");

  private static final List<Quantity> ALL = List.of(values());

  private final String label;
  private final Unit unit;
  private final String option;

  Quantity(String label, Unit unit, String option) {
    this.label = label;
    this.unit = unit;
    this.option = option;
  }

  public static List<Quantity> all() {
    return ALL;
  }

  /// What it is, without an article.
  public String label() {
    return label;
  }

  public Unit unit() {
    return unit;
  }

  /// The option that gives it: `--ram`.
  public String option() {
    return option;
  }

  /// @return the value, above 0 but for those that may be nothing
  /// @throws UnusableInputException with one sentence that names the option and its form
  public double parse(String text) throws UnusableInputException {
    double value = unit.parse(option, text);
    if (value == 0 && !mayBeNothing()) {
      throw new UnusableInputException(
          option + " " + text + ": there is nothing to size without " + label + "; write " + option + " " + unit.form());
    }
    return value;
  }

  private boolean mayBeNothing() {
    return this == RESERVE || this == KEEPALIVE_CLIENTS || this == THINK_TIME || this == WAIT || this == BUSY;
  }

  public String show(double value) {
    return unit.show(value);
  }
}
