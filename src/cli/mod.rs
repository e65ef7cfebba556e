//! The command line: arguments, clock, environment and terminal in; one file a command.
