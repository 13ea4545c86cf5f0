using Hub.Certs.Evidence;
using Hub.Journal.Evidence;
using Hub.Journal.Tests.Support;
using Npgsql;

namespace Hub.Journal.Tests;

[Collection(nameof(PostgresGroup))]
public sealed class When_the_database_guards_the_books(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_refuse_postings_that_do_not_sum_to_zero()
    {
        var database = await postgres.CreateAsync();
        await Store.Schema.MigrateAsync(database.Owner, CancellationToken.None);
        await database.ExecuteAsync("insert into posting values (1, 0, 'a', 5), (1, 1, 'b', -5)");
        foreach (var bad in new[] { "(2, 0, 'a', 5), (2, 1, 'b', -4)", "(3, 0, 'a', 5), (4, 0, 'a', -5)", "(5, 0, 'a', 0)", "(1, 2, 'a', 1)" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("insert into posting values " + bad));
            Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
        }
    }

    [Theory]
    [InlineData("message")]
    [InlineData("answer")]
    [InlineData("raw")]
    [InlineData("evidence_batch")]
    [InlineData("outcome")]
    [InlineData("ledger_transaction")]
    [InlineData("posting")]
    public async Task Should_refuse_the_application_to_change_or_delete(string table)
    {
        var database = await postgres.CreateAsync();
        await Store.Schema.MigrateAsync(database.Owner, CancellationToken.None);
        var column = await database.AskAsync<string>("select column_name::text from information_schema.columns where table_name = '" + table + "' limit 1");
        foreach (var statement in new[] { "delete from " + table, "truncate " + table, "update " + table + " set " + column + " = " + column })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(statement));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task Should_apply_each_schema_file_once_and_refuse_a_changed_one()
    {
        var database = await postgres.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.Schema.MigrateAsync(database.Owner, CancellationToken.None)));
        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync();
        await using var change = new NpgsqlCommand("update schema_file set digest = 'x' where name like '0001%'", connection);
        await change.ExecuteNonQueryAsync();
        await Assert.ThrowsAsync<Store.SchemaException>(() => Store.Schema.MigrateAsync(database.Owner, CancellationToken.None));
    }

    [Fact]
    public async Task Should_prove_every_message_and_answer_and_hold_one_chain_of_heads()
    {
        var database = await postgres.CreateAsync();
        await using (var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero)))
        {
            await node.Engine.StartAsync(CancellationToken.None);
            await Task.WhenAll(Enumerable.Range(0, 60).Select(i => node.SendAsync("m" + i, new Buy("H" + i, 1000), "c" + (i % 9))));
        }

        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync();
        var subjects = new List<(long Batch, LeafRole Role, long Subject)>();
        await using (var command = new NpgsqlCommand(
            """
            select batch, 1, id from message where direction = 1 union all select batch, 3, id from message where direction = 2
            union all select batch, 2, message_id from answer union all select batch, 4, request_id from outcome
            """, connection))
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                subjects.Add((reader.GetInt64(0), (LeafRole)reader.GetInt32(1), reader.GetInt64(2)));
            }
        }

        Assert.Equal(240, subjects.Count);
        foreach (var (batch, role, subject) in subjects)
        {
            var receipt = await Receipts.RenderAsync(connection, batch, role, subject, CancellationToken.None);
            Assert.True(ReceiptVerifier.Verify(receipt, Anchors.All).IsValid);
        }

        Assert.Equal(240, await database.AskAsync<long>("select sum(size)::bigint from evidence_log"));
    }
}
