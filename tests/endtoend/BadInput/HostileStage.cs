using System.Collections.Concurrent;
using Hub.Certs.Signatures;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests.BadInput;

/// <summary>The classes of bad input share one hub: what one of them broke the next would notice.</summary>
[CollectionDefinition(Name)]
public sealed class HostileCollection : ICollectionFixture<HostileStage>
{
    internal const string Name = "hostile";
}

/// <summary>
/// A hub under attack. Every attack carries a canary (a made-up person's name, certificate and person number); whatever comes back is kept,
/// and after each test the hub must be alive, settle the next good sale, hold nothing of the attacks, and have told nobody about the canary.
/// </summary>
public sealed class HostileStage(Cluster cluster) : IAsyncLifetime
{
    internal const string CanaryName = "金丝雀示例";
    private const long CanaryPerson = 4_242;
    private static readonly string[] Leaks = ["   at ", "Exception", "System.", "Npgsql", "StackTrace", "postgres", "/work/", ".cs:"];

    private readonly ConcurrentQueue<Answer> answers = new();
    private Counter counter = null!;
    private int sales;

    internal HubStage Stage { get; private set; } = null!;

    internal InstitutionClient Clerk { get; private set; } = null!;

    internal Patient Canary { get; private set; } = null!;

    internal Keys Keys => Stage.Keys;

    public async ValueTask InitializeAsync()
    {
        Stage = await HubStage.StartAsync(cluster, Quick.Options with { Register = Register });
        Clerk = Stage.Clerk(Quick.Pharmacy);
        Canary = await Quick.IdentifyAsync(Clerk, CanaryPerson);
        counter = new Counter(Stage.UrlOf());
    }

    public async ValueTask DisposeAsync()
    {
        counter?.Dispose();
        if (Stage is not null)
        {
            await Stage.DisposeAsync();
        }
    }

    /// <summary>A sale to the canary that would be booked if it were let in; built, not sent, known to nobody.</summary>
    internal BuiltRequest CanarySale(long fen = 100) => Quick.Sale(Clerk, Canary, fen, CanaryName);

    /// <summary>Sends bytes as they are, with this signature and key id, and keeps what came back.</summary>
    internal async Task<Answer> AttackAsync(byte[] body, string? signature, string? keyId, Action<HttpRequestMessage>? with = null) =>
        Keep(await counter.SendAsync(body, signature, keyId, with));

    /// <summary>The same, rightly signed by the pharmacy.</summary>
    internal Task<Answer> AttackSignedAsync(byte[] body, Action<HttpRequestMessage>? with = null) =>
        AttackAsync(body, Convert.ToBase64String(Keys.Of(Quick.Pharmacy).Sign(body)), Keys.Of(Quick.Pharmacy).KeyId, with);

    internal Answer Keep(Answer answer)
    {
        answers.Enqueue(answer);
        return answer;
    }

    /// <summary>Messages that the hub keeps under a key, of whatever decision.</summary>
    internal Task<long> KeptAsync(string key) => Stage.Books.CountAsync("select count(*) from message where key = $1", key);

    /// <summary>The common oracle.</summary>
    internal async Task UnharmedAsync()
    {
        Assert.False(Stage.Node().HasExited, Stage.Node().Tail());
        var sale = await Quick.SellAsync(Clerk, 1 + Interlocked.Increment(ref sales), 1_000);
        Assert.Equal((Knowledge.Ok, ""), (sale.Knowledge, sale.Text));
        await Comparison.BooksAgreeAsync(Stage);
        Assert.All(answers, a => Assert.True(a.Status < 500 || a.Status is 501 or 503 or 505, $"{a.Status} {a.Text}"));
        Assert.All(answers, a => Assert.DoesNotContain(Leaks.Append(CanaryName).Append(Canary.CertNo).Append(Canary.Number), l => a.Text.Contains(l, StringComparison.Ordinal)));
        var metrics = (await counter.GetAsync("/metrics")).Text;
        var log = Stage.Node().Log();
        Assert.All([CanaryName, Canary.CertNo, Canary.Number], canary =>
        {
            Assert.DoesNotContain(canary, log, StringComparison.Ordinal);
            Assert.DoesNotContain(canary, metrics, StringComparison.Ordinal);
        });
    }

    private static void Register(Keys keys)
    {
        keys.AddKey(Quick.Pharmacy, "revoked", SignatureAlgorithm.Sm2Sm3, status: "revoked");
        keys.AddKey(Quick.Pharmacy, "expired", SignatureAlgorithm.Sm2Sm3, notAfter: "2020-01-01T00:00:00Z");
        keys.AddKey(Quick.Pharmacy, "future", SignatureAlgorithm.Sm2Sm3, notBefore: "2199-01-01T00:00:00Z");
        keys.AddKey(Quick.Pharmacy, "ecdsa", SignatureAlgorithm.EcdsaP256Sha256);
        keys.AddKey(Quick.Pharmacy, "rsa", SignatureAlgorithm.RsaPkcs1Sha256);
    }
}
