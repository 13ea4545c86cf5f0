namespace Hub.Simulators.Core;

/// <summary>The core says no: infcode -1 with this text (≤ 200 characters, no personal data).</summary>
public sealed class CoreRefusalException(string message) : Exception(message);
