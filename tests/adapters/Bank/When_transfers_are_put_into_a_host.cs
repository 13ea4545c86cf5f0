using Hub.Adapters.Bank.Inbound;
using Hub.Adapters.Bank.Outbound;
using Hub.Adapters.Bank.Profiles;
using Hub.Adapters.Bank.Tests.Support;
using Hub.Journal;
using Hub.Journal.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_transfers_are_put_into_a_host
{
    [Fact]
    public void Should_find_the_line_and_the_inbox_with_every_bank()
    {
        var plan = new CallPlan();
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IContentStore>(new MemoryContents(plan))
            .AddSingleton<IPaymentBook>(new MemoryBook(plan)).AddSingleton<IJournal>(new MemoryJournal(plan)).AddSingleton<IBankFormats>(new ModelFormats())
            .AddBankTransfers(new BankOptions { Banks = [Banks.Connection("text-fixed")] }, "/etc/hub");
        using var provider = services.BuildServiceProvider(validateScopes: true);
        Assert.NotNull(provider.GetRequiredService<BankInbox>());
        Assert.Equal(("bank", TimeSpan.FromMinutes(10)), provider.GetServices<IOutboundAdapter>().OfType<BankOutbound>().Select(l => (l.Destination, l.Patience!.UnknownAfter)).Single());
        var place = provider.GetServices<BankPlace>().Single();
        Assert.StartsWith("/", place.Endpoint.KnownHostsFile, StringComparison.Ordinal);
        Assert.Equal(("in", "out", "out/archive"), (place.InFolder, place.OutFolder, place.ArchiveFolder));
    }

    [Fact]
    public void Should_be_stopped_by_limits_that_contradict_each_other() => Assert.Throws<BankProfileException>(() => new ServiceCollection().AddBankTransfers(
        new BankOptions { Transfer = new BankTransferOptions { LateAnswerLimit = TimeSpan.FromMinutes(1) } }, "/etc/hub"));
}
