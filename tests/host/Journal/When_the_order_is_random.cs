using Hub.Journal.Tests.Support;

namespace Hub.Journal.Tests;

[Collection(nameof(PostgresGroup))]
public sealed class When_the_order_is_random(PostgresFixture postgres)
{
    private const string Books =
        """
        select coalesce(string_agg(t.key || '=' || p.account || ':' || p.fen, ' ' order by t.key, p.line), '')
        from ledger_transaction t join posting p on p.transaction_id = t.id
        """;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    public async Task Should_come_to_the_same_books_whatever_the_interleaving(int seed, int nodes)
    {
        var database = await postgres.CreateAsync();
        var random = new Random(seed);
        var line = new FakeLine(TimeSpan.Zero)
        {
            Misbehave = async (_, _) =>
            {
                await Task.Yield();
                return null;
            },
        };
        var running = new List<TestNode>();
        for (var i = 0; i < nodes; i++)
        {
            running.Add(new TestNode(database.Options("n" + i) with { BatchMax = 1 + random.Next(64) }, line));
            await running[i].Engine.StartAsync(CancellationToken.None);
        }

        // Every message once, some twice, some contradicted; shuffled by the seed.
        var sends = Enumerable.Range(0, 120).SelectMany(i => i % 5 == 0 ? new[] { i, i } : [i]).ToArray();
        random.Shuffle(sends);
        await Task.WhenAll(sends.Select(i => running[random.Next(nodes)].SendAsync(
            "m" + i, new Buy("H" + (i % 4), 1000 + i) { SettlementId = "S" + i.ToString("D3", System.Globalization.CultureInfo.InvariantCulture) }, "c" + (i % 17))));
        foreach (var node in running)
        {
            await node.DisposeAsync();
        }

        var expected = string.Join(' ', Enumerable.Range(0, 120).Select(i => "settle:S" + i.ToString("D3", System.Globalization.CultureInfo.InvariantCulture)).Select((key, i) =>
            $"{key}=institution:H{i % 4}:charges:{-(1000 + i)} {key}=fund:310100:430100:{998 + i} {key}=personal-accounts:430100:1 {key}=institution:H{i % 4}:patient-cash:1"));
        Assert.Equal(expected, await database.AskAsync<string>(Books));
        Assert.Equal(120, line.Executed.Count);
    }
}
