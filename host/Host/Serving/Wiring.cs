using Hub.Host.Configuration;

namespace Hub.Host.Serving;

/// <summary>Where engine, adapters and routes are joined: the one place that knows all three.</summary>
internal static class Wiring
{
    /// <summary>The engine on its store.</summary>
    internal static void AddEngine(IServiceCollection services, HubOptions options, Store store)
    {
    }

    /// <summary>What the hub does about messages.</summary>
    internal static void AddRoutes(IServiceCollection services, HubOptions options)
    {
    }

    /// <summary>How partners say it.</summary>
    internal static void AddAdapters(IServiceCollection services, HubOptions options)
    {
    }

    /// <summary>The adapters' addresses.</summary>
    internal static void MapAdapters(IEndpointRouteBuilder endpoints)
    {
    }
}
