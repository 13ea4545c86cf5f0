namespace Hub.Adapters.Front.Inbound;

/// <summary>Steps between which tests make the work stop as if the process had died.</summary>
internal static class Step
{
    /// <summary>Called when a step is reached; null in production. It flows with the call, so tests beside each other do not meet.</summary>
    public static AsyncLocal<Action<string>?> Reached { get; } = new();

    /// <summary>The step is reached.</summary>
    public static void Hit(string name) => Reached.Value?.Invoke(name);
}
