using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Certs.Signatures;
using Hub.Journal;
using Hub.Journal.Tests.Support;
using Hub.Journal.Victim;

// victim payments <owner> <application>
if (args[0] == "payments")
{
    await PaymentDay.RunAsync(args[1], args[2]);
    return 0;
}

// victim <owner> <application> <node> <count> <file of the core's executions> <file of answers> <key pem file>
var executions = args[4];
var answers = args[5];
var gate = new Lock();
var line = new FakeLine(TimeSpan.FromMilliseconds(1));
line.Misbehave = (request, _) =>
{
    Append(executions, request.Partner + " " + request.Key);
    return Task.FromResult<TransportResult?>(FakeLine.Done(request));
};
using var key = SigningKey.FromPem(
    await File.ReadAllTextAsync(args[6]), new KeyDescription { KeyId = "log-1", Algorithm = SignatureAlgorithm.EcdsaP256Sha256 });
var options = new JournalOptions
{
    ConnectionString = args[1], OwnerConnectionString = args[0], Node = args[2], RequireDurability = false,
    OutboundConcurrency = 2, // some requests have to wait for a line, which is a path of its own
    LeaseTime = TimeSpan.FromSeconds(1), LeaseInterval = TimeSpan.FromMilliseconds(200), PollInterval = TimeSpan.FromMilliseconds(20),
};
await using var node = new TestNode(options, line, key: key);
await node.Engine.StartAsync(CancellationToken.None);
var count = int.Parse(args[3], CultureInfo.InvariantCulture);
await Task.WhenAll(Enumerable.Range(0, count).Select(SettleAsync));
return 0;

async Task SettleAsync(int i)
{
    var name = "m" + i.ToString(CultureInfo.InvariantCulture);
    IntakeOutcome outcome;
    do
    {
        outcome = await node.SendAsync(name, new Buy(name, 1000 + i), "case-" + (i / 2).ToString(CultureInfo.InvariantCulture));
    }
    while (outcome.Result is IntakeResult.Unavailable or IntakeResult.Pending);

    Append(answers, name + " " + outcome.Result + " " + Convert.ToHexStringLower(SHA256.HashData(outcome.Answer.Span)) + " "
        + Convert.ToBase64String(outcome.Answer.Span));
}

void Append(string file, string text)
{
    lock (gate)
    {
        using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(Encoding.UTF8.GetBytes(text + "\n"));
    }
}
