using Hub.Adapters.Front.Inbound;
using Hub.Adapters.Front.Tests.Support;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Npgsql;

namespace Hub.Adapters.Front.Tests;

public sealed class When_rows_are_inserted(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly Drop drop = new();
    private NpgsqlDataSource source = null!;
    private FrontTables tables = null!;

    public async ValueTask InitializeAsync()
    {
        var owner = await postgres.CreateAsync();
        source = NpgsqlDataSource.Create(owner);
        var secret = Path.Combine(drop.Folder, "database");
        await File.WriteAllTextAsync(secret, owner + ";Username=hub_front");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        drop.Institution.DatabaseSecret = "file:" + secret;
        tables = Tables();
    }

    public async ValueTask DisposeAsync()
    {
        drop.Dispose();
        if (source is not null)
        {
            await source.DisposeAsync();
        }
    }

    [Fact]
    public async Task Should_write_result_and_status_for_each()
    {
        await ClaimAsync("C1", "12.00", 2);
        await ClaimAsync("C2", "12.001", 1);
        await SaleAsync("S1");
        Assert.Equal(3, await LookAsync());
        var claim = drop.Journal.Commands.OfType<SubmitClaim>().Single();
        Assert.Equal((2, new Money(1200), "VC1"), (claim.Lines.Count, claim.Total, claim.VisitNumber));
        Assert.Equal("41", drop.Journal.Commands.OfType<Settle>().Single().MedicalCategory);
        Assert.Equal(["C1 S  12.00", "C2 R FRT-1310 ", "S1 S  9.00"], await ResultsAsync());
        Assert.Equal(0, await LookAsync());
    }

    [Fact]
    public async Task Should_give_the_same_answer_after_a_crash_between_the_hubs_commit_and_the_status()
    {
        await ClaimAsync("C1", "12.00", 1);
        Step.Reached.Value = _ => throw new InvalidOperationException("killed");
        await Assert.ThrowsAsync<InvalidOperationException>(LookAsync);
        Step.Reached.Value = null;
        Assert.Empty(await ResultsAsync());
        tables = Tables();
        Assert.Equal(1, await LookAsync());
        Assert.Equal(["C1 S  12.00"], await ResultsAsync());
        Assert.Single(drop.Journal.Commands);
    }

    [Fact]
    public async Task Should_take_what_is_new_before_what_is_pending()
    {
        drop.Options.TableRowsMax = 1;
        drop.Journal.Reply = command => command.Origin.Key == "C1" ? null : new Acknowledged();
        await ClaimAsync("C1", "12.00", 1);
        await ClaimAsync("C2", "12.00", 1);
        await LookAsync();
        Assert.Equal(["C1 P FRT-2002 "], await ResultsAsync());
        await LookAsync();
        Assert.Equal(["C1 P FRT-2002 ", "C2 S  "], await ResultsAsync());
        drop.Journal.Reply = null;
        await LookAsync();
        Assert.Equal(["C1 S  12.00", "C2 S  "], await ResultsAsync());
    }

    [Fact]
    public async Task Should_refuse_a_cell_that_would_be_more_than_one()
    {
        await ClaimAsync("C1", "12.00\t1", 1);
        await ClaimAsync("C2", "12.00\n", 1);
        await LookAsync();
        Assert.All(await ResultsAsync(), r => Assert.Contains(" R FRT-13", r, StringComparison.Ordinal));
        Assert.Empty(drop.Journal.Commands);
    }

    [Fact]
    public async Task Should_share_the_work_with_another_node()
    {
        for (var i = 0; i < 40; i++)
        {
            await ClaimAsync("C" + i, "1.00", 1);
        }

        drop.Options.TableRowsMax = 5;
        var other = Tables();
        for (var i = 0; i < 10; i++)
        {
            await Task.WhenAll(LookAsync(), other.LookAsync(drop.Institution, TestContext.Current.CancellationToken));
        }

        Assert.Equal(40, (await ResultsAsync()).Count);
        Assert.Equal(40, drop.Journal.Commands.Count);
    }

    [Fact]
    public async Task Should_be_allowed_no_more_than_it_needs()
    {
        await using var hub = new FrontDatabases("/");
        await using var command = hub.Of(drop.Institution).CreateCommand("delete from front.in_claim");
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState);
    }

    private FrontTables Tables() =>
        new(drop.Options, new FrontDatabases("/"), drop.Records, drop.Registry, drop.Time, new LogText<FrontTables>(drop.Log));

    private Task<int> LookAsync() => tables.LookAsync(drop.Institution, TestContext.Current.CancellationToken);

    private Task ClaimAsync(string id, string total, int lines) => ExecuteAsync(
        "with r as (insert into front.in_claim (msgid, ipt_otp_no, visit_type, psn_name, mdtrt_cert_type, mdtrt_cert_no, insutype, med_type, begntime, "
        + "diag_code, diag_name, medfee_sumamt) values ($1, 'V' || $1, 'O', '测试员', '02', '11010519491231002X', '310', '11', '2026-11-02 09:00:00', 'J06.900', "
        + "'急性上呼吸道感染', $2) returning id) insert into front.in_claim_line select r.id, n, n::text, null, '2026-11-02 09:00:00', "
        + "'XA01ABD075A002010100483', 'OWN', '1', '6', '6.00' from r, generate_series(1, $3::int) n", id, total, lines);

    private Task SaleAsync(string id) => ExecuteAsync(
        "with r as (insert into front.in_sale (msgid, psn_no, psn_type, psn_name, mdtrt_cert_type, mdtrt_cert_no, insutype, begntime, medfee_sumamt) values "
        + "($1, '43010000000000000001', '11', '测试员', '02', '11010519491231002X', '310', '2026-11-02 09:00:00', '9.00') returning id) "
        + "insert into front.in_sale_line select id, 1, '1', null, '2026-11-02 09:00:00', 'XA01ABD075A002010100483', 'D1', '1', '9', '9.00' from r", id);

    private async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<string>> ResultsAsync()
    {
        await using var command = source.CreateCommand(
            "select msgid || ' ' || state || ' ' || code || ' ' || medfee_sumamt from front.out_result order by kind, record_id");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
