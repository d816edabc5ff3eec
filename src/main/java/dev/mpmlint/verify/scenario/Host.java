package dev.mpmlint.verify.scenario;

import dev.mpmlint.verify.model.Source;

/// A virtual host of the scratch copy.
///
/// @param name its ServerName, or what stands for it
/// @param port the number of a port of the scenario; -1 for all
/// @param user of AssignUserID; empty for none
/// @param group of AssignUserID
/// @param at the line of AssignUserID, or of the host
/// @param known whether this machine has that user and group
public record Host(String name, int port, String user, String group, Source at, boolean known) {}
