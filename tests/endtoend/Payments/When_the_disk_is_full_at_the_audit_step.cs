using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Bank.Faults;
using Hub.Simulators.Wire;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>
/// The database has no room for the audit entry, the last write of an act, while files are sealed, released, noted and applied: nothing is
/// half done, and all of it is done when there is room again.
/// </summary>
public sealed class When_the_disk_is_full_at_the_audit_step(Cluster cluster)
{
    private const string NotTaken = "could not be taken";

    [Fact]
    public async Task Should_do_nothing_by_halves_and_everything_afterwards()
    {
        await using var stage = await PayStage.StartAsync(cluster, new PayOptions());
        var officers = new PayWork(stage);
        await officers.KeepAccountsAsync();
        await officers.OweAsync("S");
        await officers.ClearAsync();
        await stage.Bank.UseFaultsAsync(1, new BankFaultRule { Kind = BankFaultKind.LoseAnswer });

        await FullAsync(stage, "seal-file", () => RefusedAsync(stage.Sealer, "seal", officers.SealOrder(stage.Bank, PayWork.Institutions)),
            "payment_file", "payment_file_line", "payment_file_step", "content", "content_chunk");
        await officers.SealAsync(stage.Bank, PayWork.Institutions);
        var file = Assert.Single(await officers.FilesAsync()).Text("id");

        await FullAsync(stage, "release-file", () => RefusedAsync(stage.Releaser, $"files/{file}/release", new { reason = "checked" }),
            "payment_release", "payment_file_step", "outbox");
        Assert.Empty(Directory.EnumerateFiles(stage.Bank.InPath));
        await officers.ReleaseAllAsync();
        await Eventually.HoldsAsync(() => stage.Bank.Read(books => books.Bookings.Count) == PayWork.Codes.Length, "the bank has executed");

        await FullAsync(stage, "take-bank-file", () => FailsAsync(stage, () => stage.Bank.Resend()), "bank_file", "bank_file_name", "payment_answer");
        await officers.AnsweredAsync();

        string[] statement = [];
        await FullAsync(stage, "apply-bank-file", () => FailsAsync(stage, () => statement = [.. stage.Bank.EndDay(stage.RequestedOn)!.Files]),
            "bank_statement", "statement_line", "posting");
        await officers.TakenAsync(stage.Bank, statement);

        Assert.Equal(PayWork.Codes.Length, await PaidOnce.HoldsAsync(stage));
    }

    /// <summary>Something is tried while no such entry finds room; afterwards the tables hold what they held before.</summary>
    private static async Task FullAsync(PayStage stage, string action, Func<Task> attempt, params string[] tables)
    {
        var before = await CountsAsync(stage, tables);
        await stage.ChangeAsync(
            $"""
            create or replace function no_room() returns trigger language plpgsql as $$ begin
                raise exception 'could not extend file: No space left on device' using errcode = '53100';
            end $$;
            create trigger no_room before insert on audit for each row when (new.action = '{action}') execute function no_room();
            """);
        await attempt();
        Assert.Equal(before, await CountsAsync(stage, tables));
        await stage.ChangeAsync("drop trigger no_room on audit");
    }

    private static async Task<IReadOnlyList<long>> CountsAsync(PayStage stage, string[] tables)
    {
        var counts = new List<long>();
        foreach (var table in tables)
        {
            counts.Add(await stage.Books.CountAsync("select count(*) from " + table));
        }

        return counts;
    }

    /// <summary>The officer is told that it did not go and may be tried again.</summary>
    private static async Task RefusedAsync(Officer officer, string path, object order) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => officer.ActAsync(path, order));

    /// <summary>The bank puts something out, and the hub says that it cannot take it.</summary>
    private static async Task FailsAsync(PayStage stage, Action puts)
    {
        var said = Said(stage);
        puts();
        await Eventually.HoldsAsync(() => Said(stage) > said, "the hub says that it cannot take the file\n" + stage.Hub.Node().Tail());
    }

    private static int Said(PayStage stage) => stage.Hub.Node().Log().Split(NotTaken).Length;
}
