package dev.mpmlint.advise;

import static dev.mpmlint.advise.Unit.plain;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What else to do, in the order of weight. Immutable.
///
/// @param keepAlive how long an idle connection is kept, in seconds
record Recommendations(
    Inputs inputs,
    Configuration configuration,
    Advice.Choice choice,
    @Nullable MpmPlan running,
    Advisor.Decision decision,
    List<Advice.Ceiling> ceilings,
    double keepAlive,
    Advisor.Room room) {
  private static final double LONG_KEEP_ALIVE = 5;
  private static final int BACKLOG = 511;

  List<String> all() {
    List<String> all = new ArrayList<>();
    change(all);
    all.addAll(choice.steps());
    shortage(all);
    backend(all);
    keepAlive(all);
    cgi(all);
    webSocket(all);
    room(all);
    openFiles(all);
    processors(all);
    backlog(all);
    return all;
  }

  private Mpm mpm() {
    return choice.mpm();
  }

  private void change(List<String> all) {
    MpmPlan plan = running;
    boolean itkMissing = choice.itk() && Circumstances.itk(configuration).isEmpty();
    if (plan == null || plan.mpm() != mpm() || itkMissing) {
      String word = choice.itk() ? "itk" : mpm().shortName();
      all.add("change to " + choice.name() + ": mpmlint switch " + word);
    }
  }

  private void shortage(List<String> all) {
    if (!decision.tooLittle()) {
      return;
    }
    double rate = inputs.value(Quantity.RATE);
    double time = inputs.value(Quantity.SERVICE_TIME);
    String way =
        switch (decision.binding().orElseThrow().limit()) {
          case MEMORY -> "give it more memory, make its processes smaller (fewer modules), or put a second server beside it";
          case BACKEND -> "raise pm.max_children as far as memory allows, or make the backend faster";
          case TASKS -> "raise the limit of process ids (pids.max of the cgroup, kernel.pid_max)";
          case OPEN_FILES -> "raise the limit of open files (ulimit -n, LimitNOFILE)";
          case STRUCTURE, CPU -> "put a second server beside it";
        };
    String lost = "";
    if (rate > 0 && time > 0 && rate * time >= decision.workers()) {
      double refused = ErlangC.of(rate, time, Math.max(1, decision.workers())).refusal(backlogSize());
      lost = ": with " + decision.workers() + " workers, " + Unit.SHARE.show(round(refused)) + " of the requests are refused once the backlog is full";
    }
    all.add("the load cannot be served as wanted" + lost + "; " + way);
  }

  private static double round(double share) {
    return Math.round(share * 1000) / 1000.0;
  }

  private void backend(List<String> all) {
    int children = inputs.pools().stream().mapToInt(FpmPool::maxChildren).sum();
    boolean binds = decision.binding().filter(b -> b.limit() == Advice.Limit.BACKEND).isPresent();
    if (children == 0) {
      return;
    }
    FpmPool smallest = inputs.pools().stream().min((a, b) -> Integer.compare(a.maxChildren(), b.maxChildren())).orElseThrow();
    if (binds && decision.workers() > children) {
      all.add(
          "php-fpm serves " + children + " requests at once, the others wait in its socket's backlog and in httpd's workers"
              + " (AH01079, 503): raise pm.max_children at " + smallest.file() + ":" + smallest.line()
              + memoryFor(children));
    }
  }

  private String memoryFor(int children) {
    double size = inputs.value(Quantity.BACKEND_SIZE);
    double memory = inputs.value(Quantity.MEMORY);
    if (Double.isNaN(size) || Double.isNaN(memory)) {
      return ", as far as memory allows";
    }
    double process = inputs.has(Quantity.PROCESS_SIZE) ? inputs.value(Quantity.PROCESS_SIZE) : 0;
    double reserve = inputs.has(Quantity.RESERVE) ? inputs.value(Quantity.RESERVE) : 0;
    long most = (long) (((memory - reserve) * Ceilings.SAFETY - process) / size);
    return most > children ? "; memory has room for " + most + " of " + Unit.BYTES.show(size) : "; memory has no room for more";
  }

  private void keepAlive(List<String> all) {
    if (mpm().facts().async() || keepAlive <= LONG_KEEP_ALIVE) {
      return;
    }
    double time = inputs.value(Quantity.SERVICE_TIME);
    String capacity = "";
    if (time > 0) {
      double n = inputs.has(Quantity.REQUESTS_PER_CONNECTION) ? inputs.value(Quantity.REQUESTS_PER_CONNECTION) : 1;
      double now = decision.workers() / Floors.holdingTime(n, time, 0, keepAlive);
      double then = decision.workers() / Floors.holdingTime(n, time, 0, LONG_KEEP_ALIVE);
      capacity = ": " + decision.workers() + " workers take " + plain(now) + " connections per second, and " + plain(then) + " with 5 seconds";
    }
    all.add(
        "write KeepAliveTimeout 5 or less instead of " + plain(keepAlive) + ", since an idle connection holds a "
            + (mpm() == Mpm.PREFORK ? "process" : "thread") + " of " + mpm() + capacity);
  }

  private void cgi(List<String> all) {
    boolean threaded = mpm() == Mpm.EVENT || mpm() == Mpm.WORKER;
    configuration.module("cgi_module").map(LoadedModule::by).filter(_ -> threaded)
        .ifPresent(by -> all.add("load cgid_module instead of cgi_module (" + by.span() + "): mod_cgi forks a process of many threads for each request"));
  }

  private void webSocket(List<String> all) {
    Circumstances.webSocket(configuration)
        .ifPresent(
            line ->
                all.add(
                    "each open WebSocket (" + line.span() + ") holds a worker, under event too: add as many workers as sockets are open"));
  }

  private void room(List<String> all) {
    double clients = inputs.value(Quantity.KEEPALIVE_CLIENTS);
    if (room.connections() > 0 && clients > room.connections()) {
      all.add(
          plain(clients) + " keep-alive clients are more than the " + room.connections()
              + " connections that event accepts with these numbers: raise MaxRequestWorkers, or lower KeepAliveTimeout");
    }
  }

  private void openFiles(List<String> all) {
    ceilings.stream()
        .filter(c -> c.limit() == Advice.Limit.OPEN_FILES && c.formula().contains("below ThreadsPerChild"))
        .findFirst()
        .ifPresent(c -> all.add("raise the limit of open files (ulimit -n, LimitNOFILE of the service): a process needs more than " + plain(inputs.value(Quantity.OPEN_FILES))));
  }

  private void processors(List<String> all) {
    ceilings.stream()
        .filter(c -> c.limit() == Advice.Limit.CPU && c.workers() < decision.workers())
        .findFirst()
        .ifPresent(c -> all.add(decision.workers() + " workers are many for " + plain(inputs.value(Quantity.CPUS)) + " processors (rule of thumb: " + c.workers() + "): useful only while most of them wait for a backend"));
  }

  private int backlogSize() {
    MpmPlan plan = running;
    int backlog = plan != null && plan.setting(MpmDirective.LISTEN_BACKLOG).isPresent() ? plan.effective(MpmDirective.LISTEN_BACKLOG) : BACKLOG;
    return (int) Math.min(Math.max(0, backlog), inputs.has(Quantity.SOMAXCONN) ? inputs.value(Quantity.SOMAXCONN) : backlog);
  }

  private void backlog(List<String> all) {
    MpmPlan plan = running;
    double most = inputs.value(Quantity.SOMAXCONN);
    if (plan == null || plan.setting(MpmDirective.LISTEN_BACKLOG).isEmpty()) {
      return;
    }
    int backlog = plan.effective(MpmDirective.LISTEN_BACKLOG);
    if (most < backlog) {
      all.add("ListenBacklog " + backlog + " is cut to net.core.somaxconn " + plain(most) + ": raise that with sysctl");
    }
  }
}
