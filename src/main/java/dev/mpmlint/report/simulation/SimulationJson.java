package dev.mpmlint.report.simulation;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.report.JsonDocument;
import dev.mpmlint.advise.simulate.Arrivals;
import dev.mpmlint.advise.simulate.Durations;
import dev.mpmlint.advise.simulate.Outcome;
import dev.mpmlint.advise.simulate.Scenario;
import dev.mpmlint.advise.simulate.Server;
import dev.mpmlint.advise.simulate.Study;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/// For programs: times in seconds, memory in bytes, shares from 0 to 1. The same input gives the same bytes.
public final class SimulationJson {
  private static final int VERSION = 1;
  private static final double NANOS = Arrivals.SECOND;

  private final String toolVersion;

  public SimulationJson(String toolVersion) {
    this.toolVersion = toolVersion;
  }

  /// Writes one document and a line feed; flushes, does not close.
  public void write(Writer out, Results results) throws IOException {
    JsonDocument.write(out, VERSION, toolVersion, json -> members(json, results));
  }

  private void members(JsonWriter json, Results results) throws IOException {
    Scenario s = results.first().scenario();
    json.name("subject").value(results.subject());
    json.name("load").beginObject();
    json.name("arrivals").value(s.load().arrivals().describe());
    json.name("requestsPerSecond").value(results.rate());
    json.name("service").value(s.load().service().describe());
    json.name("meanService").value(s.load().service().mean() / NANOS);
    json.name("requestsPerConnection").value(s.load().requests());
    json.name("keepsConnections").value(s.load().keeps());
    json.name("meanThinkTime").value(s.load().think() / NANOS);
    json.endObject();
    json.name("backendWorkers").value(s.backend().workers());
    json.name("machines").value(s.machines());
    json.name("balancer").value(JsonDocument.word(s.balancer()));
    json.name("duration").value(s.duration() / NANOS);
    json.name("warmUp").value(s.warmUp() / NANOS);
    json.name("seed").value(s.seed());
    json.name("swept").value(results.study().swept());
    json.name("outcomes").beginArray();
    for (int i = 0; i < results.outcomes().size(); i++) {
      outcome(json, results.study().variants().get(i), results.outcomes().get(i));
    }
    json.endArray();
    json.name("notes").beginArray();
    for (String note : Notes.of(results)) {
      json.value(note);
    }
    json.endArray();
  }

  private static void outcome(JsonWriter json, Study.Variant variant, Outcome o) throws IOException {
    Server server = o.scenario().server();
    json.beginObject();
    json.name("label").value(o.scenario().label());
    json.name("mpm").value(variant.mpm().shortName());
    json.name("value").value(variant.value());
    json.name("workers").value(server.workers());
    json.name("processes").value(server.numbers().processes());
    json.name("threadsPerChild").value(server.numbers().threadsPerChild());
    json.name("clients").value(o.arrived());
    json.name("connections").value(o.connections());
    json.name("refusedConnections").value(o.refused());
    json.name("refusedShare").value(o.refusedShare());
    json.name("lostRequests").value(o.lost());
    json.name("failedRequests").value(o.failed());
    json.name("cutByBusyWorkers").value(o.cutByBusy());
    json.name("cutByEndingChildren").value(o.cutByEnding());
    json.name("utilisation").value(o.utilisation());
    json.name("waitingShare").value(o.waits().positiveShare());
    durations(json.name("wait"), o.waits());
    durations(json.name("service"), o.services());
    durations(json.name("response"), o.responses());
    durations(json.name("backendWait"), o.backendWaits());
    json.name("mostProcesses").value(o.mostProcesses());
    json.name("mostMemory").value(Math.round(o.mostMemory()));
    json.name("meanMemory").value(Math.round(o.meanMemory()));
    json.name("messages").beginArray();
    for (Outcome.Said said : o.said()) {
      json.beginObject();
      json.name("number").value(said.number());
      json.name("level").value(said.level().name().toLowerCase(Locale.ROOT));
      json.name("text").value(said.text());
      json.name("first").value(said.first() / NANOS);
      json.name("times").value(said.times());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private static void durations(JsonWriter json, Durations d) throws IOException {
    json.beginObject();
    json.name("count").value(d.count());
    json.name("mean").value(d.mean());
    json.name("p50").value(d.quantile(0.5));
    json.name("p90").value(d.quantile(0.9));
    json.name("p95").value(d.quantile(0.95));
    json.name("p99").value(d.quantile(0.99));
    json.name("p999").value(d.quantile(0.999));
    json.name("max").value(d.most());
    json.endObject();
  }
}
