using System.Text;
using Hub.Canonical;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

[Collection(nameof(PostgresGroup))]
public sealed class When_files_are_sealed(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_split_by_the_banks_limits_and_number_without_gaps()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(List("a", [.. Enumerable.Range(1, 7).Select(i => Line("P" + i, 100))]), Anna, default);
        desk.Bank.Limits = new FileLimits(3, 1000, 250);

        var files = await desk.SealAsync(PaymentKind.PayPerson);

        Assert.Equal(["BANKA202611280001", "BANKA202611280002", "BANKA202611280003", "BANKA202611280004"], files.Select(f => f.Id));
        Assert.Equal([2, 2, 2, 1], files.Select(f => f.Header.Count));
        Assert.Equal("P3|100|6222000000000000000\nP4|100|6222000000000000000\n", await TextAsync(desk, files[1]));
        Assert.Equal(new DateTime(2026, 11, 28, 9, 30, 15), files[0].Header.CreatedAt);
        var stored = (await desk.Book.FindFileAsync(files[1].Id, default))!;
        Assert.Equal(files[1].Control.Content.ToArray(), stored.Control.Content.ToArray());
        Assert.Equal(files[1] with { Control = stored.Control, SealedAt = stored.SealedAt, Since = stored.Since }, stored);
        Assert.Equal(Convert.ToHexStringLower(Sm3.Hash(Encoding.UTF8.GetBytes(await TextAsync(desk, files[1])))), stored.Content.Sm3);
        Assert.Null(await desk.Book.FindFileAsync("unknown", default));
    }

    [Fact]
    public async Task Should_leave_out_and_name_what_the_format_cannot_take()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(
            List("a", Line("P1", 100, account: "X1"), Line("P2", 250), Line("P3", 5000), Line("P4", 7, account: "W1")), Anna, default);
        desk.Bank.Limits = desk.Bank.Limits with { LineFenMax = 1000 };

        var file = Assert.Single(await desk.SealAsync(PaymentKind.PayPerson));
        Assert.Empty(await desk.SealAsync(PaymentKind.PayPerson));

        Assert.Equal((2, new Money(257)), (file.Header.Count, file.Header.Total));
        Assert.Equal(["unsealable OnlyAtOrder", "unsealable OnlyAtOrder"], await desk.OpenAsync());
        Assert.Equal("1", await desk.Database.AskAsync<string>("select after->>'warnings' from audit where action = 'seal-files' order by id limit 1"));
    }

    [Fact]
    public async Task Should_seal_nothing_when_a_file_cannot_be_written_or_read_back()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(List("a", Line("P1", 100), Line("P2", 250), Line("P3", 250)), Anna, default);
        desk.Bank.Limits = desk.Bank.Limits with { LinesMax = 2 };
        desk.Bank.CannotWrite = true;
        var refused = await RefusedAsync(desk.SealAsync(PaymentKind.PayPerson), PaymentErrorCodes.NotRendered);
        Assert.Contains("line 2: payee.holder", refused.Message, StringComparison.Ordinal);
        (desk.Bank.CannotWrite, desk.Bank.CannotVerify) = (false, true);
        await RefusedAsync(desk.SealAsync(PaymentKind.PayPerson), PaymentErrorCodes.NotRendered);
        await RefusedAsync(desk.Book.SealAsync("bank-x", PaymentKind.PayPerson, Today, Today, Anna, default), PaymentErrorCodes.NoSuchBank);

        Assert.Equal(0, await desk.Database.AskAsync<long>("select (select count(*) from content) + (select count(*) from content_chunk) + (select count(*) from payment_file_line)"));
        desk.Bank.CannotVerify = false;
        Assert.Equal(["BANKA202611280001", "BANKA202611280002"], (await desk.SealAsync(PaymentKind.PayPerson)).Select(f => f.Id));
    }

    [Fact]
    public async Task Should_put_each_payment_into_one_file_when_many_seal_at_the_same_time()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(List("a", [.. Enumerable.Range(1, 500).Select(i => Line("P" + i, 100))]), Anna, default);
        desk.Bank.Limits = desk.Bank.Limits with { LinesMax = 100 };

        var files = (await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => desk.SealAsync(PaymentKind.PayPerson)))).SelectMany(f => f).ToList();

        Assert.Equal([1, 2, 3, 4, 5], files.Select(f => f.Header.FileNumber));
        Assert.Equal(500, await desk.Database.AskAsync<long>("select count(*) from payment_file_line"));
    }

    [Fact]
    public async Task Should_write_more_lines_than_a_page_and_more_bytes_than_a_chunk_in_their_order()
    {
        await using var desk = await CreateAsync(postgres);
        const int Count = 60_001;
        await desk.Book.AddPersonsAsync(List("a", [.. Enumerable.Range(1, Count).Select(i => Line($"P{i:000000}", i))]), Anna, default);

        var file = Assert.Single(await desk.SealAsync(PaymentKind.PayPerson));

        var lines = (await TextAsync(desk, file)).Split('\n');
        Assert.True(file.Content.Length > 1_500_000);
        Assert.Equal(Enumerable.Range(1, Count).Select(i => $"P{i:000000}|{i}|6222000000000000000"), lines.SkipLast(1));
    }

    [Fact]
    public async Task Should_be_released_by_another_officer_once()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(List("a", Line("P1", 100)), Anna, default);
        var file = Assert.Single(await desk.SealAsync(PaymentKind.PayPerson));
        await RefusedAsync(desk.Book.ReleaseAsync(file.Id, Anna, default), PaymentErrorCodes.ReleaserSealed);
        await RefusedAsync(desk.Book.ReleaseAsync("unknown", Boris, default), PaymentErrorCodes.NoSuchFile);
        Assert.Empty(await desk.Book.UndeliveredAsync(default));

        var released = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.Book.ReleaseAsync(file.Id, Boris, default)));

        Assert.All(released, r => Assert.Equal((PaymentFileState.Released, "boris"), (r.State, r.ReleasedBy)));
        Assert.Equal(1, await desk.Database.AskAsync<long>("select count(*) from audit where action = 'release-file'"));
        Assert.Equal(2, await desk.Database.AskAsync<long>("select count(*) from payment_file_step"));
        await RefusedAsync(desk.Book.ReleaseAsync(file.Id, new Act("cora", "work"), default), PaymentErrorCodes.AlreadyReleased);
        Assert.Equal(file.Id, Assert.Single(await desk.Book.UndeliveredAsync(default)).Id);
    }

    private static async Task<string> TextAsync(PaymentDesk desk, SealedFile file)
    {
        await using var content = (await desk.Contents.OpenAsync(file.Content.Sha256, 0, default))!;
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
