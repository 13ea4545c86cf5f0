using System.Security.Cryptography;
using Hub.Adapters.Bank;
using Hub.Adapters.Front;
using Hub.Adapters.Hl7v2;
using Hub.Adapters.Fhir;
using Hub.Adapters.Infno;
using Hub.Adapters.Soap;
using Hub.Certs.Authority;
using Hub.Certs.Signatures;
using Hub.Host.Commands;
using Hub.Console;
using Hub.Host.Configuration;
using Hub.Host.Payments;
using Hub.Journal;
using Hub.Routes.Inquiry;
using Hub.Routes.Payment;
using Hub.Routes.Prescription;
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

    /// <summary>What the hub does about messages.</summary>
    internal static void AddRoutes(IServiceCollection services, HubOptions options)
    {
        services.AddSingleton(options.Settlement).AddSingleton(options.Reconciliation);
        services.AddSingleton<ICorrelator, SettlementCorrelator>();
        services.AddSingleton<ISaga, EncounterSaga>();
        services.AddSingleton<ISaga, PrescriptionSaga>();
        services.AddSingleton<ISaga, InquirySaga>();
        services.AddSingleton<ISaga, SignInSaga>();
        services.AddSingleton<ISaga, CoreReconciliationSaga>();
        services.AddSingleton<IDesk, TotalsDesk>();
        services.AddSingleton<IDesk, DetailsDesk>();
        services.AddSingleton<IDesk, FileDesk>();
        services.AddSingleton<CoreDayCollector>();
    }

    /// <summary>Payments: the book, the way to the banks and back, and the console of the officers.</summary>
    internal static void AddPayments(IServiceCollection services, HubOptions options, Store store)
    {
        services.AddPayments(_ => options.PaymentBook with { ConnectionString = store.ConnectionString });
        services.AddSingleton(options.Payment).AddSingleton<PaymentCalendar>().AddSingleton<PaymentFileSweep>();
        services.AddSingleton<ISaga, PaymentFileSaga>();
        var folder = Path.GetDirectoryName(options.Trust.PartnersFile)!;
        services.AddBank(options.Bank, folder).AddBankTransfers(options.Bank, folder);
        services.AddSingleton<IPaymentDelivery, PaymentDelivery>().AddSingleton<IRawMessages, RawMessages>();
        services.AddSingleton<DayStatements>().AddSingleton<DayClosing>();
        services.AddSingleton(_ => new ConsoleDatabase(store.ConnectionString));
        ConsoleSetup.Add(services, options.Console, provider => provider.GetRequiredService<ConsoleDatabase>().Source);
    }

    /// <summary>How partners say it.</summary>
    internal static void AddAdapters(IServiceCollection services, HubOptions options)
    {
        var folder = Path.GetDirectoryName(options.Trust.PartnersFile)!;
        services.AddSingleton(options.Doctor);
        services.AddInfno(options.Infno, folder);
        services.AddFront(options.Front, folder);
        services.AddFhir(options.Fhir);
        services.AddSoap(options.Soap, folder);
        services.AddHl7v2(options.Hl7v2);
    }

    /// <summary>The adapters' addresses.</summary>
    internal static void MapAdapters(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapInfno();
        endpoints.MapSoap();
        endpoints.MapFhir();
    }
}
