package dev.mpmlint.advise;

import static dev.mpmlint.mpm.MpmDirective.ASYNC_REQUEST_WORKER_FACTOR;
import static dev.mpmlint.mpm.MpmDirective.MAX_REQUEST_WORKERS;
import static dev.mpmlint.mpm.MpmDirective.SERVER_LIMIT;
import static dev.mpmlint.mpm.MpmDirective.THREAD_LIMIT;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Figures;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmFacts;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The advisor: from what is known of configuration, machine and load to a recommendation. Pure: the same inputs give the
/// same advice. Used once, by one thread; the door is [#advise].
public final class Advisor {
  /// A target that people do not notice, where none is given.
  private static final double WAIT = 0.05;
  /// A page with its style sheets and pictures, where the load does not tell.
  private static final double REQUESTS_PER_CONNECTION = 6;
  private static final double MIB = 1 << 20;
  /// Without a measurement: what processes of these kinds were often seen to have.
  private static final double WITH_PHP = 60 * MIB;
  private static final double PREFORK = 10 * MIB;
  private static final double THREADED = 30 * MIB;

  private final Configuration configuration;
  private final MpmOutcome outcome;
  private final HttpdVersion version;
  private final Advice.Choice choice;
  private final Mpm mpm;
  private final @Nullable MpmPlan running;
  private final Written written;
  /// Numbers of the MPM that runs, for another one with threads.
  private final Map<MpmDirective, String> carried;
  private final Map<MpmDirective, String> texts;
  private final Figures figures;
  private Inputs inputs;

  private Advisor(Inputs inputs, Configuration configuration, MpmOutcome outcome) {
    this.inputs = inputs;
    this.configuration = configuration;
    this.outcome = outcome;
    this.version = configuration.options().version();
    this.running = running(inputs.mpm());
    this.choice = choice();
    this.mpm = choice.mpm();
    this.written = Written.of(configuration, mpm, running != null && running.mpm() == mpm);
    this.carried = carried();
    this.texts = new EnumMap<>(MpmDirective.class);
    texts.putAll(carried);
    texts.putAll(written.texts());
    this.figures = Figures.of(mpm, version, texts);
  }

  /// @param outcome which MPM the configuration ends up with
  public static Advice advise(Inputs inputs, Configuration configuration, MpmOutcome outcome) {
    return new Advisor(inputs, configuration, outcome).advise();
  }

  /// The plan that holds; of a fragment that speaks of several MPMs, the wanted one's, else the first.
  private @Nullable MpmPlan running(@Nullable Mpm wanted) {
    return switch (outcome) {
      case MpmOutcome.One(MpmPlan plan) -> plan;
      case MpmOutcome.Open(List<MpmPlan> plans) ->
          plans.stream().filter(p -> p.mpm() == wanted).findFirst()
              .orElse(plans.isEmpty() ? null : plans.getFirst());
      case MpmOutcome.None _, MpmOutcome.Several _ -> null;
    };
  }

  private Advice.Choice choice() {
    MpmPlan plan = running;
    if (outcome instanceof MpmOutcome.Open && plan != null && inputs.mpm() == null) {
      return new Advice.Choice(
          plan.mpm(), false,
          List.of(new Advice.Reason("it is the one that this piece of a configuration is for", null)), List.of());
    }
    return Choosing.choose(inputs, configuration);
  }

  private Map<MpmDirective, String> carried() {
    Map<MpmDirective, String> numbers = new EnumMap<>(MpmDirective.class);
    MpmPlan plan = running;
    boolean threads = (mpm == Mpm.WORKER || mpm == Mpm.EVENT) && plan != null && (plan.mpm() == Mpm.WORKER || plan.mpm() == Mpm.EVENT);
    if (plan != null && threads && plan.mpm() != mpm) {
      for (Setting setting : plan.settings().values()) {
        boolean has = mpm.facts().has(setting.directive(), version);
        if (has && !setting.isDefault() && !written.lines().containsKey(setting.directive())) {
          numbers.put(setting.directive(), Long.toString((long) setting.effective()));
        }
      }
    }
    return numbers;
  }

  private boolean runs() {
    return running != null && running.mpm() == mpm;
  }

  private Advice advise() {
    assume();
    int threads = Math.max(1, figures.threadsPerProcess());
    double keepAlive = Circumstances.keepAlive(configuration).seconds();
    int serverLimit = figures.numbers().containsKey(SERVER_LIMIT) ? figures.effective(SERVER_LIMIT) : 0;
    double factor = figures.numbers().containsKey(ASYNC_REQUEST_WORKER_FACTOR) ? figures.effective(ASYNC_REQUEST_WORKER_FACTOR) : 0;
    List<Advice.Ceiling> ceilings = new Ceilings(inputs, mpm, version, threads, serverLimit, factor).all();
    List<Advice.Floor> floors = new Floors(inputs, mpm, keepAlive).all();
    MpmPlan plan = running;
    int now = plan != null ? plan.simultaneousRequests() : figures.simultaneousRequests();
    // What another MPM's own lines have is not lowered without need.
    int base = runs() || !written.lines().containsKey(MAX_REQUEST_WORKERS) ? now : Math.max(now, figures.simultaneousRequests());
    Decision decision = Decision.of(base, ceilings, floors, oneProcess() ? 1 : threads, runs());
    Room room = Room.of(inputs, mpm, decision.workers(), factor);
    Tuning.Result tuned = Tuning.tune(mpm, version, texts, decision.workers(), decision.because(), room.factor());
    Map<MpmDirective, Long> values = new LinkedHashMap<>();
    List<Advice.Change> changes = new ArrayList<>();
    tuned.numbers().forEach((d, to) -> change(d, to, tuned, values, changes));
    LineEdits.Result edits = LineEdits.of(configuration, mpm, runs(), written, values);
    List<String> general =
        new Recommendations(inputs, configuration, choice, plan, decision, ceilings, keepAlive, room).all();
    general.addAll(edits.byHand());
    boolean php = !Circumstances.fastCgi(configuration).isEmpty();
    return new Advice(
        choice, plan == null ? null : plan.mpm(), inputs.numbers(), inputs.evidence(), ceilings, floors, now, decision.workers(),
        decision.verdict(), Trust.of(inputs, mpm, php), tuned.numbers(), changes, general, edits.edits());
  }

  private boolean oneProcess() {
    return mpm.facts().forked() == MpmFacts.Width.NO;
  }

  private void change(
      MpmDirective d, long to, Tuning.Result tuned, Map<MpmDirective, Long> values, List<Advice.Change> changes) {
    String why = carried.containsKey(d) ? "as " + (running == null ? "" : running.mpm()) + " has it" : null;
    why = tuned.why().getOrDefault(d, why);
    Occurrence at = written.lines().get(d);
    Figures.Value value = figures.numbers().get(d);
    String text = at == null ? null : at.words().getFirst().value();
    boolean asDefault = text == null && !carried.containsKey(d) && value != null && value.requested() == to;
    if (why == null || text != null && text.equals(Long.toString(to)) || asDefault) {
      return;
    }
    values.put(d, to);
    Long from = runs() && value != null ? (Long) (long) value.effective() : null;
    boolean slots = d == SERVER_LIMIT || d == THREAD_LIMIT;
    changes.add(new Advice.Change(d, from, to, why, at == null ? null : at.span(), slots && (from == null || from != to)));
  }

  /// What is not known and has to be, assumed.
  private void assume() {
    boolean measuredOther =
        !runs() && inputs.known(Quantity.PROCESS_SIZE).filter(k -> k.source() == Known.Source.SYSTEM).isPresent();
    if (measuredOther) {
      // A process of another MPM says little.
      inputs = inputs.without(Quantity.PROCESS_SIZE);
    }
    if (inputs.has(Quantity.MEMORY)) {
      boolean php = Circumstances.threadUnsafe(configuration).stream().anyMatch(Circumstances::isPhp);
      inputs = inputs.with(Quantity.PROCESS_SIZE, mpm != Mpm.PREFORK ? THREADED : php ? WITH_PHP : PREFORK, Known.Source.ASSUMED);
    }
    if (inputs.has(Quantity.RATE) && inputs.has(Quantity.SERVICE_TIME)) {
      inputs = inputs.with(Quantity.WAIT, WAIT, Known.Source.ASSUMED);
      boolean holds = !mpm.facts().async() && Circumstances.keepAlive(configuration).seconds() > 0;
      if (holds && !inputs.has(Quantity.KEEPALIVE_CLIENTS)) {
        inputs = inputs.with(Quantity.REQUESTS_PER_CONNECTION, REQUESTS_PER_CONNECTION, Known.Source.ASSUMED);
      }
    }
    if (!inputs.pools().isEmpty() || inputs.has(Quantity.BACKEND_WORKERS)) {
      inputs = inputs.with(Quantity.BACKEND_SHARE, 1, Known.Source.ASSUMED);
    }
  }

  /// How many workers, and why.
  ///
  /// @param because why MaxRequestWorkers is to be so
  record Decision(int workers, String verdict, String because, Optional<Advice.Ceiling> binding, Optional<Advice.Floor> demand) {
    static Decision of(int now, List<Advice.Ceiling> ceilings, List<Advice.Floor> floors, int threads, boolean runs) {
      Optional<Advice.Ceiling> binding =
          ceilings.stream().filter(c -> !c.sanity()).min((a, b) -> Integer.compare(a.workers(), b.workers()));
      Optional<Advice.Floor> demand = floors.stream().max((a, b) -> Integer.compare(a.workers(), b.workers()));
      int most = down(binding.map(Advice.Ceiling::workers).orElse(Integer.MAX_VALUE), threads);
      int least = demand.map(Advice.Floor::workers).orElse(0);
      String limited = binding.map(b -> "limited by " + b.limit().label()).orElse("limited by nothing that is known");
      String allows = binding.map(b -> b.limit().allows() + b.workers()).orElse("");
      String asks = demand.map(d -> "the load asks for " + d.workers()).orElse("");
      int workers;
      String verdict;
      String because;
      if (least > binding.map(Advice.Ceiling::workers).orElse(Integer.MAX_VALUE)) {
        workers = most;
        verdict = limited + ": " + asks + " at once, and " + allows;
        because = allows;
      } else if (now < least) {
        workers = Math.min(up(least, threads), most);
        verdict = asks + " at once, and " + now + " are there; " + allows;
        because = asks;
      } else if (now > most) {
        workers = most;
        verdict = limited + ": " + now + " at once are too many, " + allows + (least > 0 ? "; " + asks : "");
        because = allows;
      } else {
        workers = Math.min(up(now, threads), most);
        verdict = (least > 0 ? asks + " at once, and " : "") + now + (least > 0 ? " are enough; " : " at once are possible; ") + allows
            + (least > 0 ? "" : "; whether more are needed, the load would tell");
        because = runs ? "as now" : "as many as now";
      }
      return new Decision(workers, verdict, because, binding, demand);
    }

    boolean tooLittle() {
      return demand.isPresent() && binding.isPresent() && demand.get().workers() > binding.get().workers();
    }

    private static int up(int workers, int threads) {
      return (int) Math.min(Integer.MAX_VALUE / threads * (long) threads, ((long) workers + threads - 1) / threads * threads);
    }

    /// At least one process.
    private static int down(int workers, int threads) {
      return Math.max(threads, workers / threads * threads);
    }
  }

  /// Whether event has room for the connections that are idle in keep-alive.
  ///
  /// @param connections that it has room for; 0 where it was not asked
  /// @param factor AsyncRequestWorkerFactor that makes room, 0 where it need not change
  record Room(long connections, long factor) {
    private static final int MOST_FACTOR = 64;

    static Room of(Inputs inputs, Mpm mpm, int workers, double factor) {
      double clients = inputs.value(Quantity.KEEPALIVE_CLIENTS);
      if (mpm != Mpm.EVENT || !(clients > 0)) {
        return new Room(0, 0);
      }
      double busy = inputs.has(Quantity.RATE) && inputs.has(Quantity.SERVICE_TIME)
          ? Math.min(workers * 0.9, inputs.value(Quantity.RATE) * inputs.value(Quantity.SERVICE_TIME)) : 0;
      double idle = workers - busy;
      double room = workers + Math.max(1, Math.floor(factor)) * idle;
      if (clients <= room) {
        return new Room((long) room, 0);
      }
      long needed = (long) Math.ceil((clients - workers) / idle);
      return new Room((long) (workers + Math.min(MOST_FACTOR, needed) * idle), Math.min(MOST_FACTOR, needed));
    }
  }
}
