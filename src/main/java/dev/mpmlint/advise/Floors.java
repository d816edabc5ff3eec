package dev.mpmlint.advise;

import static dev.mpmlint.advise.Unit.plain;

import dev.mpmlint.mpm.Mpm;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The fewest workers with which the load does not wait. Immutable.
///
/// @param keepAliveTimeout in seconds, 0 where connections are not kept
record Floors(Inputs inputs, Mpm mpm, double keepAliveTimeout) {
  /// So many requests do not wait longer than [Quantity#WAIT].
  static final double SHARE = 0.95;

  /// Whether an idle connection holds a worker.
  private boolean holds() {
    return !mpm.facts().async();
  }

  List<Advice.Floor> all() {
    List<Advice.Floor> all = new ArrayList<>();
    double rate = inputs.value(Quantity.RATE);
    double time = inputs.value(Quantity.SERVICE_TIME);
    double clients = inputs.value(Quantity.KEEPALIVE_CLIENTS);
    if (rate > 0 && time > 0) {
      if (holds() && Double.isNaN(clients) && keepAliveTimeout > 0) {
        connections(all, rate, time);
      } else {
        requests(all, rate, time, holds() && clients > 0 ? clients : 0);
      }
    } else if (holds() && clients > 0) {
      int workers = (int) Math.min(Integer.MAX_VALUE, clients);
      all.add(
          new Advice.Floor(
              Advice.Demand.KEEP_ALIVE, workers, plain(clients) + " idle keep-alive clients hold a worker each = " + workers));
    }
    Known busy = inputs.numbers().get(Quantity.BUSY);
    if (busy != null && busy.value() > 0) {
      int workers = (int) Math.ceil(busy.value() - 1e-9);
      all.add(
          new Advice.Floor(
              Advice.Demand.OBSERVED, workers, "so many were seen busy at once " + busy.source().words()));
    }
    return all;
  }

  private void requests(List<Advice.Floor> all, double rate, double time, double idle) {
    OptionalInt fewest = ErlangC.fewestServers(rate, time, SHARE, inputs.value(Quantity.WAIT));
    if (fewest.isEmpty()) {
      all.add(new Advice.Floor(Advice.Demand.LOAD, Integer.MAX_VALUE, erlangs(rate, time) + ": more than any server has"));
      return;
    }
    int c = fewest.getAsInt();
    String formula = erlangs(rate, time) + queue(rate, time, c);
    if (idle > 0) {
      int workers = (int) Math.min(Integer.MAX_VALUE, c + idle);
      all.add(
          new Advice.Floor(
              Advice.Demand.LOAD, workers,
              formula + " = " + c + ", + " + plain(idle) + " idle keep-alive clients that hold a worker each = " + workers));
    } else {
      all.add(new Advice.Floor(Advice.Demand.LOAD, c, formula + " = " + c));
    }
  }

  private static String erlangs(double rate, double time) {
    return Unit.PER_SECOND.show(rate) + " × " + Unit.SECONDS.show(time) + " = " + plain(rate * time) + " busy on average";
  }

  private String queue(double rate, double time, int c) {
    double wait = ErlangC.of(rate, time, c).waitQuantile(SHARE);
    return "; Erlang C: 95 % wait no longer than " + Unit.SECONDS.show(inputs.value(Quantity.WAIT)) + " (" + Unit.SECONDS.show(round(wait))
        + ") with";
  }

  private static double round(double seconds) {
    return Math.round(seconds * 1e6) / 1e6;
  }

  /// A worker is held for the whole of a connection: H = n·S + pauses + KeepAliveTimeout.
  private void connections(List<Advice.Floor> all, double rate, double time) {
    double n = inputs.value(Quantity.REQUESTS_PER_CONNECTION);
    double think = inputs.has(Quantity.THINK_TIME) ? inputs.value(Quantity.THINK_TIME) : 0;
    double hold = holdingTime(n, time, think, keepAliveTimeout);
    double connections = rate / n;
    OptionalInt fewest = ErlangC.fewestServers(connections, hold, SHARE, inputs.value(Quantity.WAIT));
    int workers = fewest.orElse(Integer.MAX_VALUE);
    all.add(
        new Advice.Floor(
            Advice.Demand.KEEP_ALIVE, workers,
            "a connection holds a worker for " + plain(n) + " × " + Unit.SECONDS.show(time)
                + (think > 0 ? " + " + Unit.SECONDS.show(think) + " of pauses" : "") + " + KeepAliveTimeout "
                + Unit.SECONDS.show(keepAliveTimeout) + " = " + Unit.SECONDS.show(hold) + "; "
                + Unit.PER_SECOND.show(rate) + " ÷ " + plain(n) + " = " + plain(connections) + " connections/s × "
                + Unit.SECONDS.show(hold) + " = " + plain(connections * hold) + " held on average"
                + (fewest.isEmpty() ? ": more than any server has"
                    : "; Erlang C: 95 % wait no longer than " + Unit.SECONDS.show(inputs.value(Quantity.WAIT)) + " with = " + workers)));
  }

  /// How long a connection holds a worker of a process-per-connection MPM, in seconds.
  static double holdingTime(double requests, double serviceTime, double thinkTime, double keepAliveTimeout) {
    return requests * serviceTime + thinkTime + keepAliveTimeout;
  }
}
