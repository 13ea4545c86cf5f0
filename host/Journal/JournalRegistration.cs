using Hub.Certs.Signatures;
using Hub.Journal.Engine;
using Hub.Journal.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Journal;

/// <summary>Puts the engine into a host.</summary>
public static class JournalRegistration
{
    /// <summary>
    /// Adds <see cref="IJournal"/>, <see cref="ISettlementBook"/>, <see cref="IOwnMessages"/>, <see cref="IJournalAdministration"/> and the hosted
    /// service that starts and stops the engine. Sagas (<see cref="ISaga"/>), <see cref="IOutboundAdapter"/>s and
    /// <see cref="IAnswerEncoder"/>s are taken from the container; so is <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="options">Made when first needed, so that a private database may be started before.</param>
    /// <param name="logKey">The key that signs the heads of the evidence logs.</param>
    public static IServiceCollection AddJournal(
        this IServiceCollection services, Func<IServiceProvider, JournalOptions> options, Func<IServiceProvider, SigningKey> logKey)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton<JournalMetrics>();
        services.AddSingleton(provider => new JournalEngine(
            options(provider),
            provider.GetServices<ISaga>(),
            provider.GetServices<IOutboundAdapter>(),
            provider.GetServices<IAnswerEncoder>(),
            logKey(provider),
            provider.GetRequiredService<JournalMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<JournalEngine>>()));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<JournalEngine>());
        services.AddSingleton(provider => provider.GetRequiredService<JournalEngine>().Book);
        services.AddSingleton(provider => provider.GetRequiredService<JournalEngine>().Own);
        services.AddSingleton(provider => provider.GetRequiredService<JournalEngine>().Administration);
        services.AddHostedService<JournalService>();
        return services;
    }

    /// <summary>
    /// Adds <see cref="IPaymentBook"/>, <see cref="IStatedBook"/>, <see cref="ILedgerBook"/> and <see cref="IContentStore"/>.
    /// <see cref="IBankFormats"/> and <see cref="TimeProvider"/> are taken
    /// from the container; the schema must be there when they are first used.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="options">Made when first needed, so that a private database may be started before.</param>
    public static IServiceCollection AddPayments(this IServiceCollection services, Func<IServiceProvider, PaymentBookOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(provider => new PaymentBook(
            options(provider),
            provider.GetRequiredService<IBankFormats>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PaymentBook>>()));
        services.AddSingleton<IPaymentBook>(provider => provider.GetRequiredService<PaymentBook>());
        services.AddSingleton<IStatedBook>(provider => provider.GetRequiredService<PaymentBook>());
        services.AddSingleton<IContentStore>(provider => provider.GetRequiredService<PaymentBook>());
        services.AddSingleton(provider => provider.GetRequiredService<PaymentBook>().Ledger);
        return services;
    }
}

/// <summary>Starts the engine with the host and stops it gracefully.</summary>
internal sealed class JournalService(JournalEngine engine) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync();
}
