package dev.mpmlint.advise;

import dev.mpmlint.mpm.Mpm;
import java.util.ArrayList;
import java.util.List;

/// How far advice can be trusted, by what is known. Stateless.
final class Trust {
  private Trust() {}

  static Advice.Confidence of(Inputs inputs, Mpm mpm, boolean asksPhp) {
    List<String> raisedBy = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    int missing = memory(inputs, unknown, raisedBy) + load(inputs, unknown, raisedBy);
    if (asksPhp && inputs.pools().isEmpty() && !inputs.has(Quantity.BACKEND_WORKERS)) {
      unknown.add("the php-fpm pool is not known");
      raisedBy.add("the pool's file, with --fpm-pool FILE");
      missing++;
    }
    boolean idle = inputs.has(Quantity.REQUESTS_PER_CONNECTION) && !inputs.hasStated(Quantity.REQUESTS_PER_CONNECTION);
    if (idle && !mpm.facts().async()) {
      unknown.add("how many requests a connection has is assumed");
      raisedBy.add("%k in the LogFormat, or --requests-per-connection, or --keepalive-clients");
      missing++;
    }
    if (inputs.known(Quantity.BACKEND_SHARE).filter(Known::assumed).isPresent()) {
      raisedBy.add("--backend-share, the share of the busy workers that wait for the backend; all of them is assumed");
    }
    Advice.Level level = missing == 0 ? Advice.Level.HIGH : missing == 1 ? Advice.Level.MEDIUM : Advice.Level.LOW;
    String why = unknown.isEmpty() ? "memory and load are known" : String.join(", ", unknown);
    return new Advice.Confidence(level, why, raisedBy);
  }

  private static int memory(Inputs inputs, List<String> unknown, List<String> raisedBy) {
    if (!inputs.has(Quantity.MEMORY)) {
      unknown.add("memory is not known");
      raisedBy.add("--from-system on the machine that serves, or --ram and --process-size");
      return 1;
    }
    if (!inputs.hasStated(Quantity.PROCESS_SIZE)) {
      unknown.add("the size of a process is assumed");
      raisedBy.add("--from-system while httpd serves, or --process-size with the PSS of a child that has served for a day");
      return 1;
    }
    return 0;
  }

  private static int load(Inputs inputs, List<String> unknown, List<String> raisedBy) {
    boolean rate = inputs.has(Quantity.RATE);
    boolean time = inputs.has(Quantity.SERVICE_TIME);
    if (rate && time) {
      boolean average = inputs.known(Quantity.RATE).filter(k -> k.source() == Known.Source.STATUS).isPresent();
      if (average) {
        unknown.add("the rate is an average since httpd started, not that of the peak");
        raisedBy.add("--access-log FILE of a busy day");
        return 1;
      }
      return 0;
    }
    if (rate) {
      unknown.add("the time per request is not known");
      raisedBy.add("%D in the LogFormat of the access log, or --service-time");
      return 1;
    }
    if (inputs.has(Quantity.BUSY) && inputs.value(Quantity.BUSY) > 0) {
      unknown.add("of the load, only the workers busy at one moment are known");
      raisedBy.add("--access-log FILE of a busy day, with %D in its LogFormat");
      return 1;
    }
    unknown.add("the load is not known");
    raisedBy.add("--access-log FILE of a busy day, with %D in its LogFormat; or --status URL; or --rps and --service-time");
    return 1;
  }
}
