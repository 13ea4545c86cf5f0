using Hub.Canonical;
using Hub.Certs.Evidence;
using Hub.Certs.Signatures;
using Hub.Host.Commands;
using Hub.Journal.Payments;
using Hub.Routes.Reconciliation;

namespace Hub.Host.Tests;

public sealed class When_a_day_statement_is_verified_on_the_command_line : IDisposable
{
    private static readonly DateOnly Day = new(2026, 11, 28);
    private readonly string folder = Directory.CreateTempSubdirectory("hub-statement-").FullName;
    private readonly SigningKey key = SigningKey.Generate(new() { KeyId = "log-1", Algorithm = SignatureAlgorithm.Sm2Sm3 });

    private string Anchors => Path.Combine(folder, "anchors.json");

    private string Statement => Path.Combine(folder, "a.statement");

    public When_a_day_statement_is_verified_on_the_command_line() =>
        File.WriteAllBytes(Anchors, TrustAnchors.For("hub", key.ToVerificationKey()).ToJson());

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Should_hold_offline_with_the_anchors_alone()
    {
        Write(Of(-200), DayStatement.TypeName, "H43010000001");
        Assert.Equal(ExitCode.Ok, await VerifyAsync());
    }

    [Fact]
    public async Task Should_refuse_it_after_any_one_byte_is_changed()
    {
        Write(Of(-200), DayStatement.TypeName, "H43010000001");
        var bytes = File.ReadAllBytes(Statement);
        for (var i = 0; i < bytes.Length; i += 5)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            File.WriteAllBytes(Statement, changed);
            Assert.Equal(ExitCode.Failed, await VerifyAsync());
        }
    }

    [Fact]
    public async Task Should_refuse_one_that_does_not_add_up_although_it_is_proven()
    {
        Write(Of(-201), DayStatement.TypeName, "H43010000001");
        Assert.Equal(ExitCode.Failed, await VerifyAsync());
    }

    [Theory]
    [InlineData("2207", "H43010000001")]
    [InlineData(DayStatement.TypeName, "H43010000002")]
    public async Task Should_refuse_the_receipt_of_another_message_or_partner(string kind, string partner)
    {
        Write(Of(-200), kind, partner);
        Assert.Equal(ExitCode.Failed, await VerifyAsync());
    }

    private Task<int> VerifyAsync() => CommandLine.RunAsync(["verify", Statement, "--anchors", Anchors, "--json"]);

    private static byte[] Of(long closing) => (DayStatement.Of(
        "H43010000001", 1, "institution:H43010000001:payable",
        new AccountDay(new Money(-500), [new AccountMovement("clear", 1, new Money(300))], new Money(-200)), Day, null, []) with
    { Closing = closing }).ToBytes();

    private void Write(byte[] statement, string kind, string partner)
    {
        var leaf = new EvidenceLeaf
        {
            LogId = "hub-1", Sequence = 0, RecordedAtMicroseconds = 1_763_769_600_000_000, Partner = partner, Direction = MessageDirection.Out,
            Channel = "local", Kind = kind, Key = "2026-11-28:1", ContentSha256 = Hash256.Sha256(statement), Decision = "answered",
        };
        var batch = MerkleBatch.Append(MerkleFrontier.Empty, [leaf.Hash()]);
        var head = new TreeHeadSigner("hub-1", key).Sign(1, batch.Root, DateTimeOffset.UnixEpoch.AddMicroseconds(leaf.RecordedAtMicroseconds));
        File.WriteAllBytes(Statement, StatementFile.Join(statement, Receipt.ForBatch(batch, [leaf], head)[0].ToBytes()));
    }
}
