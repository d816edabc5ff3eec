package dev.mpmlint.report;

import com.google.gson.stream.JsonWriter;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.rules.Claim;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a finding predicts, as JSON: `kind` says which claim, the other members are its figures. Stateless.
final class JsonClaims {
  private JsonClaims() {}

  static void write(JsonWriter json, Claim claim) throws IOException {
    json.beginObject();
    switch (claim) {
      case Claim.RefusesToStart(AhNumber number, String message) -> message(json, "refuses-to-start", number, message);
      case Claim.Logs(AhNumber number, String message) -> message(json, "logs", number, message);
      case Claim.Processes(int processes, int threads) -> {
        json.name("kind").value("processes");
        json.name("processes").value(processes);
        json.name("threadsEach").value(threads);
      }
      case Claim.Ceiling(int atOnce) -> json.name("kind").value("ceiling").name("atOnce").value(atOnce);
      case Claim.IdleAtMost(int most) -> json.name("kind").value("idle-at-most").name("most").value(most);
      case Claim.KeepAliveHolds(double seconds) ->
          json.name("kind").value("keep-alive-holds").name("seconds").value(seconds);
      case Claim.SlowClientHolds() -> json.name("kind").value("slow-client-holds");
      case Claim.Http2Inactive() -> json.name("kind").value("http2-inactive");
      case Claim.Recycles(int connections) ->
          json.name("kind").value("recycles").name("connections").value(connections);
      case Claim.RunsAs(String user) -> json.name("kind").value("runs-as").name("user").value(user);
    }
    json.name("experiment").value(claim.experiment());
    json.endObject();
  }

  private static void message(JsonWriter json, String kind, @Nullable AhNumber number, String message)
      throws IOException {
    json.name("kind").value(kind);
    if (number != null) {
      json.name("number").value(number.toString());
    }
    json.name("message").value(message);
  }
}
