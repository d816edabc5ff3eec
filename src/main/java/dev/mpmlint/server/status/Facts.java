package dev.mpmlint.server.status;

import java.util.List;
import java.util.TimeZone;

/// What the reports need besides the scoreboard.
///
/// @param serverName the name by which the client called the server
/// @param localAddress the address that it connected to
/// @param localPort the port of that
/// @param version `Apache/2.4.71 (Debian)`: how the server announces itself
/// @param built when it was built, as shown
/// @param signature what ServerSignature puts in front of `Server at …`; empty when it is off
/// @param now in microseconds since 1970
/// @param load the load averages of 1, 5 and 15 minutes, with two decimals each
record Facts(
    String serverName,
    String localAddress,
    int localPort,
    String version,
    String built,
    String signature,
    long now,
    List<String> load,
    TimeZone zone) {
  String time(long micros) {
    return Times.format(micros, zone);
  }
}
