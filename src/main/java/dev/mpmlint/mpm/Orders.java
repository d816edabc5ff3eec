package dev.mpmlint.mpm;

import java.util.List;

/// What the control process has to do after one turn of its main loop, in this order: log, spawn, ask.
///
/// @param next what to remember for the next turn
/// @param messages for the error log
/// @param spawn the slots in which to start a child, in order
/// @param askOneToGo whether one child, whichever takes the request first, must finish what it serves and end
/// @param giveUp whether the server must stop: no child can run
public record Orders(
    MaintenanceState next, List<Message> messages, List<Integer> spawn, boolean askOneToGo, boolean giveUp) {
  public Orders {
    messages = List.copyOf(messages);
    spawn = List.copyOf(spawn);
  }
}
