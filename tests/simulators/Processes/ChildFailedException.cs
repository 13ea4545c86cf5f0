namespace Hub.Simulators.Processes;

/// <summary>A process of a bench or demo did not do what it was started for; the message ends with its last lines.</summary>
internal sealed class ChildFailedException(string message) : Exception(message);
