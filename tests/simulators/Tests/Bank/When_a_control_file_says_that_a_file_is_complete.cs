using System.Text;
using Hub.Certs.Signatures;
using Hub.Simulators.Bank.Books;

namespace Hub.Simulators.Tests.Bank;

public sealed class When_a_control_file_says_that_a_file_is_complete
{
    private const string Name = "PAY_BANKA202611280001.txt";

    [Fact]
    public async Task Should_be_signed_by_the_bank_so_that_openssl_agrees()
    {
        await using BankStage stage = await BankStage.OpenAsync();

        stage.Pay();

        Assert.True(await ControlFiles.VerifyAsync(stage, "RET_BANKA202611280001_1.txt"));
        string[] lines = stage.Control("RET_BANKA202611280001_1.txt").Split('\n');
        Assert.Equal(
            ["HUB-CONTROL 1", "file", "bytes", "count", "total", "sha256", "sm3", "key", "signature", ""], lines.Select(line => line.Split('=')[0]));
        (_, string sm3) = await Tool.RunAsync("openssl", "", "dgst", "-sm3", "-r", Path.Combine(stage.Bank.OutPath, "RET_BANKA202611280001_1.txt"));
        Assert.Equal("sm3=" + sm3.Split(' ')[0], lines[6]);
    }

    [Fact]
    public async Task Should_wait_for_it()
    {
        await using BankStage stage = await BankStage.OpenAsync();
        byte[] data = Samples.Delimited(BankStage.Batch, 2);

        await File.WriteAllBytesAsync(Path.Combine(stage.Bank.InPath, Name), data);
        await File.WriteAllBytesAsync(Path.Combine(stage.Bank.InPath, Name + ".ok.part"), Samples.Control(Name, data, 2, "3.00", stage.Bureau));
        stage.Bank.Scan();

        Assert.Empty(stage.Bank.Read(books => books.Taken.ToArray()));
    }

    [Theory]
    [InlineData("count=2", "count=3", true, "count and total are those of the data file")]
    [InlineData("total=3.00", "total=3.01", true, "count and total are those of the data file")]
    [InlineData("total=3.00", "total=3.0", true, "total is yuan with two decimals")]
    [InlineData("file=PAY_BANKA202611280001.txt", "file=PAY_BANKA202611280002.txt", true, "file, bytes and digests are those of the data file")]
    [InlineData("sm3=", "sm3=0", true, "file, bytes and digests are those of the data file")]
    [InlineData("sha256=", "sha256=0", true, "file, bytes and digests are those of the data file")]
    [InlineData("key=hub-1", "key=hub-2", true, "the signature is the bureau's")]
    [InlineData("count=2", "count=3", false, "the signature is the bureau's")]
    [InlineData("HUB-CONTROL 1", "HUB-CONTROL 2", true, "nine lines, each ended by LF")]
    [InlineData("\ncount=", "\r\ncount=", true, "bytes and count are whole numbers")]
    public async Task Should_do_nothing_when_it_does_not_hold(string right, string wrong, bool signedAfterwards, string rule)
    {
        await using BankStage stage = await BankStage.OpenAsync();
        byte[] data = Samples.Delimited(BankStage.Batch, 2);
        string control = Encoding.UTF8.GetString(Samples.Control(Name, data, 2, "3.00", stage.Bureau));
        string changed = control.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(control, changed);
        byte[] part = Encoding.UTF8.GetBytes(changed[..changed.IndexOf("signature=", StringComparison.Ordinal)]);
        byte[] sent = signedAfterwards
            ? [.. part, .. Encoding.UTF8.GetBytes($"signature={Convert.ToBase64String(stage.Bureau.Sign(part))}\n")]
            : Encoding.UTF8.GetBytes(changed);

        stage.Place(Name, data, 2, sent);

        AssertRefused(stage, "control file: " + rule);
    }

    [Fact]
    public async Task Should_not_be_anothers()
    {
        await using BankStage stage = await BankStage.OpenAsync();
        byte[] data = Samples.Delimited(BankStage.Batch, 2);
        using SigningKey other = SigningKey.Generate(new KeyDescription { KeyId = "hub-1", Algorithm = SignatureAlgorithm.Sm2Sm3 });

        stage.Place(Name, data, 2, Samples.Control(Name, data, 2, "3.00", other));

        AssertRefused(stage, "control file: the signature is the bureau's");
    }

    [Fact]
    public async Task Should_not_make_a_broken_file_good()
    {
        await using BankStage stage = await BankStage.OpenAsync();
        byte[] data = Samples.Sealed("H|1|");

        stage.Place(Name, data, 1);

        AssertRefused(stage, "line 1: a record H has 13 fields");
    }

    private static void AssertRefused(BankStage stage, string reason)
    {
        TakenFile taken = Assert.Single(stage.Bank.Read(books => books.Taken.ToArray()));
        Assert.Equal((Name, reason, 0), (taken.Name, taken.Refused, taken.Executed));
        Assert.Empty(stage.Out());
        Assert.Equal(BankStage.OpeningFen, stage.Bank.Read(books => books.BalanceFen));
    }
}
