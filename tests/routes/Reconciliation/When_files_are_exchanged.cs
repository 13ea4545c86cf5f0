using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Reconciliation;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Reconciliation;

public sealed class When_files_are_exchanged
{
    private readonly FakeBook book = new();
    private DeskContext context = new(new DateTimeOffset(2025, 1, 3, 0, 0, 0, TimeSpan.Zero), "theirs");

    private async Task<object> Desk(object command) =>
        await new FileDesk(book, new ReconciliationOptions { FileSizeBytesMax = 2048 }).AnswerAsync(command, context, CancellationToken.None);

    private static StoreFile Store(string name, int size) => new()
    {
        Origin = Origin("9101"), FileName = name, Content = new byte[size],
    };

    private static FetchFile Fetch(string ticket, string institution = Samples.Institution) =>
        new() { Origin = Origin("9102", institution: institution), FileTicket = ticket };

    [Fact]
    public async Task Should_give_back_what_was_stored()
    {
        var stored = Assert.IsType<FileStored>(await Desk(Store("对账.zip", 9)));
        var fetched = Assert.IsType<FileFetched>(await Desk(Fetch(stored.FileTicket)));
        Assert.Equal(("对账.zip", 9), (fetched.FileName, fetched.Content.Length));
    }

    [Theory]
    [InlineData("a.zip", 0, "REC-1002")]
    [InlineData("a.zip", 2049, "REC-1003")]
    [InlineData("", 1, "REC-1004")]
    [InlineData("..", 1, "REC-1004")]
    [InlineData("../../etc/passwd", 1, "REC-1004")]
    [InlineData("c:\\a.zip", 1, "REC-1004")]
    [InlineData("a\u0000.zip", 1, "REC-1004")]
    public async Task Should_refuse_a_bad_file(string name, int size, string code) => Assert.Equal(code, Code(await Desk(Store(name, size))));

    [Fact]
    public async Task Should_refuse_strangers_and_late_comers()
    {
        var stored = Assert.IsType<FileStored>(await Desk(Store("a.zip", 1)));
        Assert.Equal("REC-1005", Code(await Desk(Fetch(stored.FileTicket, Pharmacy))));
        context = context with { Now = context.Now.AddDays(4) };
        Assert.Equal("REC-1006", Code(await Desk(Fetch(stored.FileTicket))));
    }
}
