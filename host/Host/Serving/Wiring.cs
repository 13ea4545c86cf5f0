using System.Security.Cryptography;
using Hub.Adapters;
using Hub.Certs.Authority;
using Hub.Certs.Signatures;
using Hub.Host.Commands;
using Hub.Host.Configuration;
using Hub.Journal;
using Hub.Routes.Inquiry;
using Hub.Routes.Reconciliation;
using Hub.Routes.Settlement;
using Hub.Routes.SigningIn;

namespace Hub.Host.Serving;

/// <summary>Where engine, adapters and routes are joined: the one place that knows all three.</summary>
internal static class Wiring
{
    /// <summary>The engine on its store.</summary>
    internal static void AddEngine(IServiceCollection services, HubOptions options, Store store)
    {
        var journal = options.Journal with
        {
            ConnectionString = store.ConnectionString,
            OwnerConnectionString = options.Database.MigrateAtStart ? store.OwnerConnectionString : null,

            // A node that comes back is another node: its former leases run out or are taken over. (Process ids repeat in containers.)
            Node = $"{options.Node}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
            LogName = options.Trust.LogId,
        };
        services.AddSingleton(journal);
        services.AddSingleton(_ => new LogKeys(CertCommand.Authority(options.Trust), TimeProvider.System).LoadSigningKey());
        services.AddJournal(_ => journal, provider => provider.GetRequiredService<SigningKey>());
    }

    /// <summary>
    /// What the hub does about messages. Details and the daily comparison read and write statement files, so they need an adapter that
    /// knows the files' format.
    /// </summary>
    internal static void AddRoutes(IServiceCollection services, HubOptions options)
    {
        services.AddSingleton(options.Settlement).AddSingleton(options.Reconciliation);
        services.AddSingleton<ICorrelator, SettlementCorrelator>();
        services.AddSingleton<ISaga, EncounterSaga>();
        services.AddSingleton<ISaga, InquirySaga>();
        services.AddSingleton<ISaga, SignInSaga>();
        services.AddSingleton<IDesk, TotalsDesk>();
        services.AddSingleton<IDesk, FileDesk>();
        services.AddSingleton<CoreDayCollector>();
        if (services.Any(service => service.ServiceType == typeof(IStatementCodec)))
        {
            services.AddSingleton<ISaga, CoreReconciliationSaga>();
            services.AddSingleton<IDesk, DetailsDesk>();
        }
    }

    /// <summary>How partners say it.</summary>
    internal static void AddAdapters(IServiceCollection services, HubOptions options)
    {
        services.AddSingleton<InboundPipeline>();
    }

    /// <summary>The adapters' addresses.</summary>
    internal static void MapAdapters(IEndpointRouteBuilder endpoints)
    {
    }
}
