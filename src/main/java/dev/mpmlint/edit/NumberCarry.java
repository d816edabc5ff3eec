package dev.mpmlint.edit;

import static dev.mpmlint.mpm.MpmDirective.MAX_CONNECTIONS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MAX_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.MIN_SPARE_THREADS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.START_SERVERS;
import static dev.mpmlint.mpm.MpmDirective.THREADS_PER_CHILD;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the numbers of one MPM become under another one: as many requests at once as before. Pure functions.
final class NumberCarry {
  private static final List<MpmDirective> OF_POOLS =
      List.of(
          SERVER_LIMIT, THREAD_LIMIT, THREADS_PER_CHILD, MAX_REQUEST_WORKERS, START_SERVERS, MIN_SPARE_THREADS,
          MAX_SPARE_THREADS, MAX_CONNECTIONS_PER_CHILD);

  private static final long LEAST_RECYCLED = 1000;

  private NumberCarry() {}

  /// The numbers to be set under the new MPM; empty where its own hold already, or nobody ever chose any.
  static Map<MpmDirective, Long> wanted(MpmPlan before, MpmPlan after) {
    Map<MpmDirective, Long> wanted = new EnumMap<>(MpmDirective.class);
    boolean threads = after.setting(THREADS_PER_CHILD).isPresent();
    boolean hadThreads = before.setting(THREADS_PER_CHILD).isPresent();
    if (threads && hadThreads) {
      for (MpmDirective directive : OF_POOLS) {
        Setting setting = before.settings().get(directive);
        if (setting != null && !setting.isDefault()) {
          wanted.put(directive, (long) setting.effective());
        }
      }
    } else if (chosen(before)) {
      capacity(before, after, threads, wanted);
    }
    wanted.entrySet().removeIf(e -> isSo(after, e.getKey(), e.getValue()));
    return wanted;
  }

  private static boolean chosen(MpmPlan plan) {
    for (MpmDirective directive : List.of(MAX_REQUEST_WORKERS, SERVER_LIMIT, THREADS_PER_CHILD)) {
      Setting setting = plan.settings().get(directive);
      if (setting != null && !setting.isDefault()) {
        return true;
      }
    }
    return false;
  }

  /// Processes with one thread each become processes with several, or the other way round.
  private static void capacity(MpmPlan before, MpmPlan after, boolean threads, Map<MpmDirective, Long> wanted) {
    long atOnce = before.simultaneousRequests();
    long perChild = threads ? Math.max(1, after.effective(THREADS_PER_CHILD)) : 1;
    long processes = (atOnce + perChild - 1) / perChild;
    wanted.put(MAX_REQUEST_WORKERS, processes * perChild);
    Setting limit = after.settings().get(SERVER_LIMIT);
    long usual = threads ? 16 : 256;
    boolean far = limit != null && !limit.isDefault() && limit.requested() > Math.max(usual, processes * 2);
    if (processes > usual || far || limit != null && limit.requested() < processes) {
      // Room for children that still finish their requests after a reload.
      wanted.put(SERVER_LIMIT, threads ? Math.max(usual, processes + Math.max(1, processes / 4)) : Math.max(usual, processes));
    }
    Setting recycle = before.settings().get(MAX_CONNECTIONS_PER_CHILD);
    if (recycle != null && !recycle.isDefault() && recycle.effective() > 0) {
      long had = before.setting(THREADS_PER_CHILD).isPresent() ? Math.max(1, before.threadsPerProcess()) : 1;
      long each = (long) recycle.effective() / had * perChild;
      // As often as before; but small numbers are nobody's wish for fewer still.
      wanted.put(MAX_CONNECTIONS_PER_CHILD, each < LEAST_RECYCLED ? (long) recycle.effective() : each);
    }
  }

  /// What httpd would correct or complain of in a plan, as the numbers to write instead.
  static Map<MpmDirective, Long> settled(MpmPlan plan) {
    Map<MpmDirective, Long> numbers = new EnumMap<>(MpmDirective.class);
    for (Setting setting : plan.settings().values()) {
      if (!setting.corrections().isEmpty() && setting.effective() != setting.requested()) {
        numbers.put(setting.directive(), (long) setting.effective());
      }
    }
    MpmDirective least = plan.setting(MIN_SPARE_THREADS).isPresent() ? MIN_SPARE_THREADS : MIN_SPARE_SERVERS;
    MpmDirective most = least == MIN_SPARE_THREADS ? MAX_SPARE_THREADS : MAX_SPARE_SERVERS;
    long atOnce = plan.simultaneousRequests();
    if (plan.setting(least).isPresent() && plan.effective(least) >= atOnce && atOnce > 1) {
      long one = plan.threadsPerProcess();
      numbers.put(least, Math.max(1, one < atOnce ? Math.max(one, atOnce / 4) : atOnce / 4));
    }
    if (plan.setting(START_SERVERS).isPresent() && plan.setting(most).isPresent()) {
      long threads = Math.max(1, plan.threadsPerProcess());
      long mayStay = plan.effective(most);
      if (plan.startProcesses() * threads > mayStay && mayStay >= threads) {
        numbers.put(START_SERVERS, mayStay / threads);
      }
    }
    return numbers;
  }

  private static boolean isSo(MpmPlan plan, MpmDirective directive, long value) {
    Setting setting = plan.settings().get(directive);
    return setting == null || (long) setting.requested() == value;
  }
}
