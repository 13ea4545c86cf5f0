namespace Hub.Host.Serving;

/// <summary>Whether this node wants traffic. Red from the first moment of stopping, before anything else stops.</summary>
internal sealed class Readiness
{
    private volatile bool draining;

    internal bool IsDraining => draining;

    internal void Drain() => draining = true;
}
