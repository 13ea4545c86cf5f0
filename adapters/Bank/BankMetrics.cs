using System.Diagnostics.Metrics;

namespace Hub.Adapters.Bank;

/// <summary>Meter <c>Hub.Adapters.Bank</c>: files brought and fetched, by bank and result; no tag that grows with traffic.</summary>
public sealed class BankMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Hub.Adapters.Bank";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> calls;
    private readonly Counter<long> files;
    private readonly Counter<long> skipped;

    /// <param name="pauses">Banks that are paused.</param>
    public BankMetrics(BankPauses pauses)
    {
        calls = meter.CreateCounter<long>("hub.bank.calls", "{call}", "Deliveries and inquiries ended, by bank and result");
        files = meter.CreateCounter<long>("hub.bank.files", "{file}", "Files of banks, by bank and what became of them");
        skipped = meter.CreateCounter<long>("hub.bank.skipped", "{entry}", "Entries of outboxes that were skipped, by bank and reason");
        meter.CreateObservableGauge("hub.bank.paused", () => pauses.Current.Count, "{bank}", "Banks that are paused because of their server's key");
    }

    internal void Call(string bank, string result) => calls.Add(1, new("bank", bank), new("result", result));

    internal void File(string bank, string result) => files.Add(1, new("bank", bank), new("result", result));

    internal void Skipped(string bank, string reason, int count) => skipped.Add(count, new("bank", bank), new("reason", reason));

    public void Dispose() => meter.Dispose();
}
